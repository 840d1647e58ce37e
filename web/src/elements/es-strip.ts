import { html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FilterReport } from '../generated/types';
import { type StripRecord, type StripRow, stripLayout } from '../plot/strip';
import type { Look } from '../state/select';
import { number } from '../words/numbers';
import { PageElement, uniqueId } from './page-element';

/** About the width of a letter of a label. */
const LETTER = 7;

/** Passbands as bars over one axis of λ, with the eigenvalues at which runs ended: the sieve itself. */
@customElement('es-strip')
export class EsStrip extends PageElement {
  @property({ attribute: false }) filters: readonly FilterReport[] = [];
  @property({ attribute: false }) looks: readonly Look[] = [];
  /** Records of each optimizer's runs. */
  @property({ attribute: false }) records: readonly (readonly StripRecord[])[] = [];

  private readonly hatch = uniqueId('hatch');

  protected override render(): unknown {
    const layout = stripLayout(this.filters, this.records, 312);
    if (!layout) return nothing;
    const { width, height, axisY, x, rows, marks } = layout;
    return html`
      <svg class="strip" viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.words()}>
        <defs>
          ${this.looks.map(
            ({ colour }, i) => svg`
              <pattern id="${this.hatch}-${i}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line x1="0" y1="0" x2="0" y2="5" stroke=${colour} stroke-width="1.1" stroke-opacity="0.5" />
              </pattern>`,
          )}
        </defs>
        ${marks.map(
          ({ value, label }) => svg`
            <line class="strip-mark" x1=${x(value)} x2=${x(value)} y1="13" y2=${axisY} />
            ${label ? svg`<text class="strip-value" x=${x(value)} y="10" text-anchor="middle">${number(value, 3)}</text>` : nothing}`,
        )}
        ${rows.map((row) => this.row(row, x, width))}
        <line class="strip-axis" x1="0" x2=${width} y1=${axisY} y2=${axisY} />
        <line class="strip-axis" x1=${x(0)} x2=${x(0)} y1=${axisY - 3} y2=${axisY + 3} />
        <text class="strip-value" x=${x(0)} y=${axisY + 13} text-anchor="middle">0</text>
        <text class="strip-name" x=${width} y=${axisY + 13} text-anchor="end">eigenvalue λ</text>
      </svg>
    `;
  }

  private row(row: StripRow, x: (v: number) => number, width: number): unknown {
    const { optimizer, y, height, bars, hatches, ends, bound, beyond } = row;
    const look = this.looks[optimizer];
    const colour = look?.colour ?? 'currentColor';
    const name = `${look?.name ?? ''}${row.preconditioned ? ' (μ of P⁻¹H)' : ''}`;
    const none = bars.length === 0;
    const label = beyond ? width : x(bound ?? 0);
    // A bound near zero is written after the name instead of over it.
    const nameEnd = x(0) + name.length * LETTER;
    const crowded = !beyond && label - 2 * LETTER < nameEnd;
    const band = ([from, to]: readonly [number, number], fill: string, opacity: number): unknown =>
      svg`<rect x=${x(from)} y=${y} width=${Math.max(1, x(to) - x(from))} height=${height} fill=${fill} fill-opacity=${opacity} />`;
    return svg`
      <g>
        ${hatches.map((gap) => band(gap, `url(#${this.hatch}-${optimizer})`, 1))}
        ${bars.map((bar) => band(bar, colour, 0.3))}
        ${
          bound === null || beyond
            ? nothing
            : svg`<line x1=${x(bound)} x2=${x(bound)} y1=${y - 2} y2=${y + height + 2} stroke=${colour} stroke-width="2" />`
        }
        <text class="strip-label" x=${x(0)} y=${y - 4}>${name}</text>
        ${none ? svg`<text class="strip-value" x=${x(0)} y=${y + height}>no passband</text>` : nothing}
        ${
          bound === null
            ? nothing
            : svg`<text class="strip-bound" x=${crowded ? nameEnd + LETTER : label} y=${y - 4}
                text-anchor=${beyond ? 'end' : crowded ? 'start' : 'middle'}>${number(bound, 3)}${beyond ? ' →' : ''}</text>`
        }
        ${ends.map(({ value, inside, reading }) =>
          reading
            ? svg`<line x1=${x(value)} x2=${x(value)} y1=${y} y2=${y + height} stroke=${colour} stroke-width="3" />`
            : svg`<circle cx=${x(value)} cy=${y + height / 2} r="3.6" stroke=${colour} stroke-width="1.6"
                fill=${inside === true ? colour : 'var(--page)'} />`,
        )}
      </g>`;
  }

  private words(): string {
    return this.filters
      .map((filter, i) => {
        const name = this.looks[i]?.name ?? '';
        return filter.passband ? `${name}: bound ${number(filter.bound)}` : `${name}: no passband`;
      })
      .join('; ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-strip': EsStrip;
  }
}
