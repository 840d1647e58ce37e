import { html, nothing } from 'lit';
import type { Hypotheses } from '../generated/types';
import { RAISED } from '../words/numbers';

/** "C2" as mathematicians write it. */
const raised = (smoothness: string): string =>
  smoothness.replace(/C(\d)/g, (_, order: string) => `C${RAISED[Number(order)]}`);

/** The theorem's hypotheses as far as rules can certify them, with the reasons. */
export function badges({ definability, smoothness, deterministic, notes }: Hypotheses): unknown {
  return html`
    <div class="hypotheses">
      <p class="badges">
        <span class="badge">${definability}</span>
        <span class="badge">${raised(smoothness)}</span>
        ${deterministic ? nothing : html`<span class="badge">not deterministic</span>`}
      </p>
      ${notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}
    </div>
  `;
}
