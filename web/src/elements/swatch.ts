import { html, svg } from 'lit';
import { momentumDash } from '../plot/colour';
import type { Look } from '../state/select';

/** A short piece of an optimizer's line, as on the map. */
export const swatch = (look: Look | undefined): unknown => html`
  <svg class="swatch" width="24" height="10" viewBox="0 0 24 10" aria-hidden="true">
    ${svg`<line x1="2" y1="5" x2="22" y2="5" stroke=${look?.colour ?? 'currentColor'} stroke-width="3"
      stroke-linecap="round" stroke-dasharray=${momentumDash(look?.momentum ?? 'none')
        .map((unit) => unit * 2.4)
        .join(' ')} />`}
  </svg>
`;
