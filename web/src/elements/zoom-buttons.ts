import { html } from 'lit';

/** How much a press zooms. */
const FACTOR = 0.7;

/** Buttons that zoom a picture in and out, and home again (null), wherever there is no wheel. */
export function zoomButtons(
  name: string,
  home: string,
  zoom: (factor: number | null) => void,
): unknown {
  const buttons = [
    { label: 'zoom in', sign: '+', factor: FACTOR },
    { label: 'zoom out', sign: '−', factor: 1 / FACTOR },
    { label: home, sign: '⌂', factor: null },
  ];
  return html`<div class="zoom" role="group" aria-label=${name}>
    ${buttons.map(
      ({ label, sign, factor }) => html`<button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => zoom(factor)}
      >
        ${sign}
      </button>`,
    )}
  </div>`;
}
