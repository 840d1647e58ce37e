import { html, nothing, svg } from 'lit';
import type { Look } from '../state/select';
import { chosen } from './es-optimizers';
import { glyph } from './map-points';

/** Whose filter the map shows. */
export interface KeyState {
  readonly looks: readonly Look[];
  readonly select: number | null;
  /** Whose filter stands for itself while nothing is selected. */
  readonly first: number;
  /** The rule has a passband for the Hessian. */
  readonly filtered: boolean;
  /** Some point on the map is neither admitted nor blocked. */
  readonly undecided: boolean;
}

/**
 * Says whose filter the map shows, and lets it be another's. The page knows one selection, which the
 * link keeps: who chooses a filter brings its optimizer's runs to the front as well. Without a choice
 * all runs are alike, and the first filter is shown.
 */
export function mapKey(
  { looks, select, first, filtered, undecided }: KeyState,
  choose: (select: number | null) => void,
): unknown {
  const shown = looks[select ?? first];
  return html`
    <div class="key">
      <label title="A chosen optimizer’s runs come to the front"
        >filter shown
        <select
          @change=${(event: Event) => choose(chosen(event) === '' ? null : Number(chosen(event)))}
        >
          <option value="" .selected=${select === null}>${looks[first]?.name}, all runs</option>
          ${looks.map((look, i) => html`<option value=${i} .selected=${select === i}>${look.name}</option>`)}
        </select></label
      >
      ${
        filtered
          ? filterSigns(undecided, shown?.colour)
          : html`<span>${sign(null)} undecided: ${shown?.name} has no filter for the Hessian</span>`
      }
    </div>
  `;
}

/** What marks and hatch on a map say by a filter. */
export const filterSigns = (undecided: boolean, colour = 'currentColor'): unknown => html`<span
    >${sign(true)} admitted</span
  ><span>${sign(false)} blocked</span>${undecided ? html`<span>${sign(null)} undecided</span>` : nothing}<span
    title="The Hessian has an eigenvalue outside the passband there"
    >${hatchSign(colour)} forbidden</span
  >`;

const sign = (admitted: boolean | null): unknown =>
  html`<svg class="small" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
    ${glyph('minimum', admitted)}
  </svg>`;

const hatchSign = (colour: string): unknown =>
  html`<svg class="small" width="16" height="12" aria-hidden="true">
    ${svg`<path d="M0 4L4 0M0 12L12 0M8 12L16 4" stroke=${colour} />`}
  </svg>`;
