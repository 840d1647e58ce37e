import { html, nothing } from 'lit';
import type { ChartChoices } from '../state/training-charts';

type Axis = ChartChoices['axis'];

/** Chooses what charts lie over: steps, or what they cost. */
export const axisChoice = (axis: Axis, choose: (axis: Axis) => void): unknown => html`
  <label>over
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value === 'steps' ? 'steps' : 'gradients')}>
      <option value="steps" .selected=${axis === 'steps'}>steps</option>
      <option value="gradients" .selected=${axis === 'gradients'}>gradients spent</option>
    </select></label>
  ${
    axis === 'gradients'
      ? html`<span class="soft">A step costs what its rule asks for; a Hessian-vector product counts as two gradients.</span>`
      : nothing
  }
`;
