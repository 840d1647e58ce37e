import '../styles/critical-table.css';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CriticalPoints, Kind } from '../generated/types';
import type { ShownPoint } from '../state/points';
import type { Look } from '../state/select';
import { number } from '../words/numbers';
import { kinds, kindWord } from '../words/points';
import { glyph, type Pointing } from './map-points';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** More points than this are folded away; more than that are not listed at all. */
const ROWS_OPEN = 10;
const ROWS_MOST = 100;

const ORDER: readonly Kind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

/** The critical points of the window as a table: the map's marks in numbers. */
@customElement('es-critical')
export class EsCritical extends PageElement {
  @property({ attribute: false }) found: CriticalPoints | null = null;
  @property({ attribute: false }) points: readonly ShownPoint[] = [];
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) span = 1;
  /** The point that is meant, here or on the map. */
  @property({ attribute: false }) pointed: number | null = null;

  protected override render(): unknown {
    const { found, points } = this;
    if (!found) return html`<p class="soft">Looking for them …</p>`;
    return html`
      <p class="critical-words">${summary(found)}</p>
      ${
        points.length > 0
          ? html`<details ?open=${points.length <= ROWS_OPEN}>
              <summary>Where, and who admits them</summary>
              <div class="scroll">${this.table()}</div>
              ${points.length > ROWS_MOST ? html`<p class="soft">The first ${ROWS_MOST} are listed.</p>` : nothing}
            </details>`
          : nothing
      }
    `;
  }

  private table(): unknown {
    const rows = this.points.map((shown, index) => ({ shown, index })).slice(0, ROWS_MOST);
    return html`
      <table class="critical">
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">kind</span></th>
            <th scope="col" class="n">x</th>
            <th scope="col" class="n">y</th>
            <th scope="col" class="n">f</th>
            <th scope="col" class="n">λmin</th>
            <th scope="col" class="n">λmax</th>
            ${this.looks.map(
              (look) =>
                html`<th scope="col" class="mark" title=${look.name}>
                  ${swatch(look)}<span class="visually-hidden">${look.name}</span>
                </th>`,
            )}
          </tr>
        </thead>
        ${ORDER.map((kind) => {
          const own = rows.filter(({ shown }) => shown.point.kind === kind);
          return own.length > 0
            ? html`<tbody>${own.map(({ shown, index }) => this.row(shown, index))}</tbody>`
            : nothing;
        })}
      </table>
    `;
  }

  private row({ point, verdicts, admitted }: ShownPoint, index: number): unknown {
    const { kind, x, f, eigenvalues } = point;
    const cell = (value: number): unknown => html`<td class="n">${number(value, 3)}</td>`;
    return html`
      <tr
        class=${index === this.pointed ? 'pointed' : ''}
        @pointerenter=${() => this.point({ index, passing: true })}
        @pointerleave=${() => this.point({ index: null, passing: true })}
        @click=${({ currentTarget }: Event) =>
          (currentTarget as HTMLElement).querySelector('button')?.focus()}
      >
        <th scope="row">
          <button
            type="button"
            class="icon"
            aria-label="${kindWord(kind)}: show it on the map"
            title=${kindWord(kind)}
            @focus=${() => this.point({ index, passing: false })}
            @blur=${() => this.point({ index: null, passing: false })}
          >
            <svg class="small" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">${glyph(kind, admitted)}</svg>
          </button>
        </th>
        ${x.map((value) => cell(rounded(value, this.span)))} ${cell(f)}
        ${eigenvalues.map(cell)}
        ${verdicts.map(
          ({ mark, words, name }) =>
            html`<td class="mark" title="${name}: ${words}"><span role="img" aria-label=${words}>${mark}</span></td>`,
        )}
      </tr>
    `;
  }

  private point(pointing: Pointing): void {
    this.dispatchEvent(new CustomEvent<Pointing>('point', { detail: pointing, bubbles: true }));
  }
}

/** A coordinate to a thousandth of the window, which is about a pixel. */
function rounded(value: number, span: number): number {
  const decimals = Math.ceil(-Math.log10(span)) + 3;
  return decimals >= 0 && decimals <= 12 ? Number(value.toFixed(decimals)) : value;
}

/** How many there are of each kind, and what else the search tells. */
function summary({ points, continuum, at_least }: CriticalPoints): string {
  const tally = ORDER.flatMap((kind) => {
    const many = points.filter((one) => one.kind === kind).length;
    return many > 0 ? [kinds(kind, many)] : [];
  }).join(', ');
  const counted = at_least
    ? `At least ${points.length} points: ${tally}. The search stopped there.`
    : `${tally}.`;
  if (points.length === 0)
    return continuum
      ? 'No isolated points: the gradient vanishes along a curve or on a whole region, dotted on the map.'
      : 'None in this window: the gradient vanishes nowhere here.';
  return continuum
    ? `${counted} And a continuum: curves or regions on which the gradient vanishes, dotted on the map.`
    : counted;
}

declare global {
  interface HTMLElementTagNameMap {
    'es-critical': EsCritical;
  }
  interface HTMLElementEventMap {
    point: CustomEvent<Pointing>;
  }
}
