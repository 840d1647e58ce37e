import { nothing, svg } from 'lit';
import { headRadius, type Mark, type Stem, stemLabels } from '../../plot/equalizer';
import { number } from '../../words/numbers';
import { dress, type Scene } from './scene';

/** What a level's head says, in words. */
const MARKS: Readonly<Record<Mark, string>> = {
  inside: 'inside its passband',
  outside: 'outside its passband',
  reading: 'no verdict: a reading',
  passing: 'where the run stands',
};

/** A head is drawn for this radius, and scaled. */
const DRAWN_FOR = 6.5;

/** A level: segments rising from the axis, as on an equalizer. */
export function stem(scene: Scene, { optimizer, x, y, extreme, beyond }: Stem): unknown {
  if (beyond !== 0) return nothing;
  const { colour } = dress(scene, optimizer);
  const width = extreme ? (scene.formulas ? 7 : 5) : 2;
  return svg`<line class="stem" x1=${x} x2=${x} y1=${scene.board.axis} y2=${y} stroke=${colour}
    stroke-width=${width} stroke-dasharray=${extreme ? '3 1.5' : nothing} />`;
}

/** What stands on a level: the verdict, or that the run is passing; an arrow for one beyond the axis. */
export function head(
  scene: Scene,
  { optimizer, x, y, value, mark, beyond, extreme }: Stem,
): unknown {
  if (!extreme && beyond === 0) return nothing;
  const { colour, name } = dress(scene, optimizer);
  const where = beyond === 0 ? '' : ', beyond the axis';
  const title = svg`<title>${name}: ${number(value)}${where}, ${MARKS[mark]}</title>`;
  if (beyond !== 0)
    return svg`<path class="beyond" d="M${-7 * beyond}-5 0 0 ${-7 * beyond} 5Z" transform="translate(${x},${y})"
      fill=${colour}>${title}</path>`;
  return svg`<g class="head" data-mark=${mark} data-value=${value} data-optimizer=${optimizer}
    transform="translate(${x},${y}) scale(${headRadius(scene.board) / DRAWN_FOR})">
    ${title}${glyph(mark, colour)}</g>`;
}

/** Values above the levels. */
export const values = ({ board }: Scene, rising: readonly Stem[]): unknown =>
  stemLabels(rising).map(
    ({ x, y, text }) => svg`
      <text class="value" x=${x} y=${y - headRadius(board) - 4} text-anchor="middle">${text}</text>`,
  );

/** Filled with a tick, hollow with a cross, a dash, or the cap of a level that still moves. */
function glyph(mark: Mark, colour: string): unknown {
  switch (mark) {
    case 'inside':
      return svg`<circle r="6.5" fill=${colour} /><path class="glyph on" d="M-3 .2-.8 2.6 3.2-2.4" />`;
    case 'outside':
      return svg`<circle class="hollow" r="6" stroke=${colour} />
        <path class="glyph" d="M-2.4-2.4 2.4 2.4M2.4-2.4-2.4 2.4" stroke=${colour} />`;
    case 'reading':
      return svg`<path class="dash" d="M-7 0H7" stroke=${colour} />`;
    case 'passing':
      return svg`<path class="cap" d="M-4.5-.5h9" stroke=${colour} />`;
  }
}
