import { html } from 'lit';
import type { Scale } from '../plot/levels';

/** Chooses how contour levels are spaced. */
export const scaleChoice = (
  chosen: Scale | undefined,
  choose: (scale: Scale) => void,
): unknown => html`<div class="scale" role="radiogroup" aria-label="contour levels">
  ${(['linear', 'log'] as const).map(
    (scale) => html`<label
      ><input
        type="radio"
        name="scale"
        .checked=${scale === chosen}
        @change=${() => choose(scale)}
      />${scale}</label
    >`,
  )}
</div>`;
