import { nothing, svg } from 'lit';
import type { FilterReport } from '../../generated/types';
import { bars, gaps } from '../../plot/equalizer';
import { marksOf, outlineOf, type SpectrumBoard, stepsOf } from '../../plot/spectrum';
import type { Look } from '../../state/select';
import type { Spectrum } from '../../state/spectrum';
import { number, percent } from '../../words/numbers';
import { eigenvalueName, power, residualWords } from '../../words/spectrum';

/** One optimizer in the picture: what was seen of it, and the filter that is to let it through. */
export interface Part {
  readonly spectrum: Spectrum;
  readonly look: Look;
  readonly filter: FilterReport | null;
}

/** Height of a lane's text and of its bar. */
const TEXT = 12;
const BAR = 8;
/** About the width of a letter of a lane's text. */
const LETTER = 6.6;

/** Hatches of what each passband keeps out. */
export const hatches = (id: string, parts: readonly Part[]): unknown => svg`<defs>
  ${parts.map(
    (
      { look },
      i,
    ) => svg`<pattern id="${id}-${i}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="5" stroke=${look.colour} stroke-width="1" stroke-opacity="0.5" />
    </pattern>`,
  )}
</defs>`;

/** The frame: powers of ten on both axes, zero, and the share that one eigenvalue is. */
export function frame(board: SpectrumBoard, dimension: number, name: string): unknown {
  const { left, right, top, axis, total, least } = board;
  const shares = Array.from({ length: Math.round(-Math.log10(least)) + 1 }, (_, i) => 10 ** -i);
  const one = board.y(1 / dimension);
  return svg`
    ${shares.map(
      (
        share,
      ) => svg`<line class="grid" x1=${left} x2=${right} y1=${board.y(share)} y2=${board.y(share)} />
        <text class="tick-label" x=${left - 6} y=${board.y(share) + 4} text-anchor="end">${shareLabel(share)}</text>`,
    )}
    <line class="zero" x1=${board.x(0)} x2=${board.x(0)} y1=${top} y2=${total - 4} />
    <line class="one-eigenvalue" x1=${left} x2=${right} y1=${one} y2=${one} />
    <line class="base" x1=${left} x2=${right} y1=${axis} y2=${axis} />
    ${marksOf(board).map(
      ({ value, sign, exponent }) => svg`
        <line class="base" x1=${board.x(value)} x2=${board.x(value)} y1=${axis} y2=${axis + 4} />
        <text class="tick-label" x=${board.x(value)} y=${axis + 16} text-anchor="middle">${power(sign, exponent)}</text>`,
    )}
    <text class="axis-title" x=${right} y=${axis + 31} text-anchor="end">${name}</text>
    <text class="axis-title" x=${left - 40} y=${top - 10}>share of the eigenvalues, in quarters of a decade</text>`;
}

const shareLabel = (share: number): string => `${Number((100 * share).toPrecision(1))}\u202f%`;

/** What the dotted line is, above whatever passes there. */
export const oneEigenvalue = (board: SpectrumBoard, dimension: number): unknown =>
  svg`<text class="tick-label" x=${board.left + 4} y=${board.y(1 / dimension) - 4}>one eigenvalue</text>`;

/** A density in steps. */
export function density(board: SpectrumBoard, { spectrum, look }: Part): unknown {
  const seen = spectrum.report?.density;
  if (!seen) return nothing;
  const path = outlineOf(board, stepsOf(seen, board.extent));
  return svg`<path class="density" d=${path} fill=${look.colour} stroke=${look.colour} />`;
}

/** A lane for each: name, passband with its bound, and the eigenvalues at the ends where they lie. */
export function lane(board: SpectrumBoard, id: string, part: Part, i: number): unknown {
  const { look, filter, spectrum } = part;
  const { colour, name } = look;
  const top = board.laneTop(i);
  const middle = top + TEXT + BAR / 2 + 7;
  const open = bars(board, filter?.passband ?? null);
  const bar = (from: number, to: number, fill: string, kind: string): unknown =>
    svg`<rect class=${kind} x=${from} y=${middle - BAR / 2} width=${Math.max(1, to - from)} height=${BAR} fill=${fill} />`;
  const known = spectrum.report?.eigenvalues ?? [];
  return svg`<g class="lane" data-lane=${i}>
    ${filter?.passband ? gaps(board, open).map(([from, to]) => bar(from, to, `url(#${id}-${i})`, 'gap')) : nothing}
    ${open.map(({ from, to }) => bar(from, to, colour, 'band'))}
    ${bound(board, part, top, middle)}
    ${known.map(({ value, residual, converged }, index) => {
      const x = board.x(value);
      const end = index === 0 || index === known.length - 1;
      const reach = end ? 9 : 6;
      return svg`<line class=${converged ? 'eigenvalue' : 'eigenvalue open'} x1=${x} x2=${x}
        y1=${middle - reach} y2=${middle + reach} stroke-width=${end ? 2.5 : 1.2} data-value=${value}>
        <title>${name}: ${eigenvalueName(spectrum)} = ${number(value)} ${residualWords(residual, converged)}</title>
      </line>`;
    })}
    <text class="name" x=${board.left} y=${top + TEXT} fill=${colour}>${name}</text>
  </g>`;
}

function bound(
  board: SpectrumBoard,
  { filter, look, spectrum }: Part,
  top: number,
  middle: number,
): unknown {
  const name = look.name;
  const after = board.left + (name.length + 2) * LETTER;
  if (!filter || filter.passband === null)
    return svg`<text class="tick-label" x=${after} y=${top + TEXT}>${spectrum.preconditioned || filter ? 'no fixed filter' : 'its filter is one for P⁻¹H'}</text>`;
  if (filter.bound === null) return nothing;
  const [, high] = board.range;
  const beyond = filter.bound > high;
  const x = board.x(filter.bound);
  const text = `bound ${number(filter.bound, 3)}${beyond ? ' →' : ''}`;
  const ends = x + text.length * LETTER > board.right;
  const at = Math.max(ends ? x - 5 - text.length * LETTER : x + 5, after);
  return svg`
    ${beyond ? nothing : svg`<line class="bound" x1=${x} x2=${x} y1=${board.top} y2=${middle + 9} stroke=${look.colour} />`}
    <text class="bound-value" x=${at} y=${top + TEXT}>${text}</text>`;
}

/** The picture in words, for those who do not see it. */
export function aloud(
  parts: readonly Part[],
  shares: readonly (readonly number[] | null)[],
): string {
  return parts
    .map(({ spectrum, look, filter }, i) => {
      const known = spectrum.report?.eigenvalues;
      const own = shares[i];
      const mark = eigenvalueName(spectrum);
      const ends = known
        ? `${mark} from ${number(known[0]?.value)} to ${number(known.at(-1)?.value)}, bound ${number(filter?.bound)}`
        : 'its ends are being looked for';
      const split = own
        ? `; ${percent(own[0])} negative, ${percent(own[1])} about zero, ${percent(own[2])} positive`
        : '';
      return `${look.name}: ${ends}${split}`;
    })
    .join('. ');
}
