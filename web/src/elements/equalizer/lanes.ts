import { html, nothing, svg } from 'lit';
import type { FilterReport } from '../../generated/types';
import { type Bar, bars, gaps } from '../../plot/equalizer';
import type { RunningFilter } from '../../state/filter';
import { number, plain } from '../../words/numbers';
import { dress, type Scene, url } from './scene';

/** About the width of a letter of a name, beside a large picture and a small one. */
const LETTER = { large: 8.5, small: 7 };
/** Width of a bound's label with its formula. */
const LABEL = 192;
/** Between a knob and its label. */
const CLEAR = 9;
/** Half of what a finger needs. */
const HIT = 22;

/** What a knob does when it is used by keys. */
export interface KnobKeys {
  down(event: KeyboardEvent, optimizer: number, bound: number): void;
  up(): void;
}

/** A lane of its own for each optimizer: name, passband, and a knob on its top. */
export function lane(
  scene: Scene,
  filter: FilterReport,
  running: readonly RunningFilter[],
  i: number,
  keys: KnobKeys,
): unknown {
  const { board, text } = scene;
  const { colour, name, opacity } = dress(scene, i);
  const { top, middle } = places(scene, i);
  const open = bars(board, filter.passband);
  const standingIn = running.flatMap(({ filter: at }) => bars(board, at.passband));
  const rect = (from: number, to: number): { x: number; y: number; width: number } => ({
    x: from,
    y: middle - scene.bar / 2,
    width: Math.max(1, to - from),
  });
  return svg`
    <g class="lane" data-lane=${i}>
      ${(filter.passband ? gaps(board, open) : []).map(([from, to]) => {
        const { x, y, width } = rect(from, to);
        return svg`<rect x=${x} y=${y} width=${width} height=${scene.bar} fill=${url(scene, i)} />`;
      })}
      ${open.map((bar) => {
        const { x, y, width } = rect(bar.from, bar.to);
        return svg`<rect class="band" x=${x} y=${y} width=${width} height=${scene.bar} fill=${colour} />
          ${ends(bar, middle, scene.bar, colour)}`;
      })}
      ${standingIn.map((bar) => {
        const { x, y, width } = rect(bar.from, bar.to);
        return svg`<rect class="running-band" x=${x} y=${y} width=${width} height=${scene.bar} stroke=${colour} />`;
      })}
      ${filter.lone_points.filter(within(scene)).map(
        (point) => svg`
          <circle class="lone-point" cx=${board.x(point)} cy=${middle} r="4.5" fill=${colour} data-value=${point}>
            <title>${name}: the lone point ${number(point)}</title>
          </circle>`,
      )}
      <text class="name" x=${board.left} y=${top + text} opacity=${opacity}>${name}</text>
      ${filter.bound === null ? unbounded(scene, filter, running, i) : bound(scene, filter, filter.bound, i, keys)}
    </g>`;
}

/** From where the curve meets 1 down to the bar that ends there. */
export function drops(scene: Scene, { bound, lone_points }: FilterReport, i: number): unknown {
  const { colour } = dress(scene, i);
  const { x, one } = scene.board;
  return [...lone_points, ...(bound === null ? [] : [bound])].filter(within(scene)).map(
    (
      edge,
    ) => svg`<line class="drop" x1=${x(edge)} x2=${x(edge)} y1=${one} y2=${places(scene, i).middle}
        stroke=${colour} stroke-opacity="0.9" />`,
  );
}

const within =
  ({ board: { range } }: Scene) =>
  (lambda: number): boolean =>
    lambda >= range[0] && lambda <= range[1];

/** Top of a lane's text, and the middle of its bar. */
function places({ board, text, bar, formulas }: Scene, i: number): { top: number; middle: number } {
  const top = board.laneTop(i) + (board.lane - text - bar - 12) / 2;
  return { top, middle: top + text + bar / 2 + (formulas ? 7 : 4) };
}

/** Where a bar ends it is capped; where the passband goes on beyond the picture it is open. */
function ends(
  { from, to, opensLeft, opensRight }: Bar,
  y: number,
  bar: number,
  colour: string,
): unknown {
  const end = (x: number, open: boolean, way: 1 | -1): unknown =>
    open
      ? svg`<path class="open-end" d="M${x - 5 * way} ${y - 4}l${4 * way} 4l${-4 * way} 4" stroke=${colour} />`
      : svg`<line class="cap-line" x1=${x} x2=${x} y1=${y - bar / 2 - 2} y2=${y + bar / 2 + 2} stroke=${colour} />`;
  return [end(from, opensLeft, -1), end(to, opensRight, 1)];
}

/** In place of a bound: why there is none, and what stands in for it. */
function unbounded(
  scene: Scene,
  { passband }: FilterReport,
  running: readonly RunningFilter[],
  i: number,
): unknown {
  if (passband !== null) return nothing;
  const { top } = places(scene, i);
  const bounds = [...new Set(running.map(({ filter }) => number(filter.bound, 3)))];
  const most = bounds.length > 2 ? [...bounds.slice(0, 2), '…'] : bounds;
  const now = most.length > 0 ? `; running: ${most.join(', ')}` : '';
  return svg`<text class="tick-label" x=${afterName(scene, i)} y=${top + scene.text}>no fixed filter${now}</text>`;
}

function bound(
  scene: Scene,
  { optimizer }: FilterReport,
  value: number,
  i: number,
  keys: KnobKeys,
): unknown {
  const { board, bar } = scene;
  const { left, right, range } = board;
  const { colour, name } = dress(scene, i);
  const { middle } = places(scene, i);
  const edge = board.x(Math.min(range[1], Math.max(range[0], value)));
  return svg`
    ${label(scene, value, edge, i)}
    <g
      class="knob"
      data-knob=${i}
      transform="translate(${edge},${middle})"
      role="slider"
      tabindex="0"
      aria-label="bound of ${name}"
      aria-orientation="horizontal"
      aria-valuemin=${Math.min(0, value)}
      aria-valuemax=${Math.max(range[1], value)}
      aria-valuenow=${value}
      aria-valuetext="${number(value)}, at α = ${plain(optimizer.alpha)}"
      @keydown=${(event: KeyboardEvent) => keys.down(event, i, value)}
      @keyup=${() => keys.up()}
    >
      <rect class="hit" x=${Math.max(left - edge, 0) - HIT} y=${-board.lane / 2}
        width=${Math.min(2 * HIT, right - edge + 2 * HIT)} height=${board.lane} />
      <rect class="focus-ring" x="-8" y=${-bar / 2 - 8} width="16" height=${bar + 16} rx="6" />
      <path class="cap" d=${cap(bar + 10)} fill=${colour} />
      <line class="groove" x1="0" x2="0" y1=${-bar / 2} y2=${bar / 2} />
    </g>`;
}

/** A knob with round corners, this high. */
const cap = (height: number): string =>
  `M-4.5 ${3 - height / 2}a3 3 0 0 1 3-3h3a3 3 0 0 1 3 3v${height - 6}a3 3 0 0 1-3 3h-3a3 3 0 0 1-3-3Z`;

/** The bound's value beside its knob, and how it is found where there is room to say so. */
function label(scene: Scene, value: number, edge: number, i: number): unknown {
  const { board, text, formulas } = scene;
  const { top } = places(scene, i);
  const { opacity } = dress(scene, i);
  const short = number(value, 3);
  const [low, high] = board.range;
  const shown = value < low ? `← ${short}` : value > high ? `${short} →` : short;
  const large = formulas ? beside(scene, edge, i, LABEL) : null;
  if (formulas && large?.clear)
    return svg`
      <foreignObject x=${large.ends ? large.x - LABEL : large.x} y=${top - 2} width=${LABEL} height="24" opacity=${opacity}>
        ${html`<div class="bound-label ${large.ends ? 'to-the-left' : ''}"><span>
          <b>${shown}</b>
          <es-formula .source=${formulas.tex[i] ?? ''} .tex=${true} .known=${formulas.set}></es-formula>
        </span></div>`}
      </foreignObject>`;
  const small = beside(scene, edge, i, shown.length * LETTER.small);
  return svg`<text class="bound-value" x=${small.x} y=${top + text}
    text-anchor=${small.ends ? 'end' : 'start'} opacity=${opacity}>${shown}</text>`;
}

/** Where a label lies, by its beginning or its end, and whether it is clear of name and knob there. */
interface Place {
  readonly x: number;
  readonly ends: boolean;
  readonly clear: boolean;
}

function beside(scene: Scene, edge: number, i: number, width: number): Place {
  const after = afterName(scene, i);
  const start = Math.max(after, edge + CLEAR);
  if (start + width <= scene.board.right + CLEAR) return { x: start, ends: false, clear: true };
  const clear = edge - CLEAR - width >= after;
  return { x: clear ? edge - CLEAR : after + width, ends: true, clear };
}

const afterName = (scene: Scene, i: number): number =>
  scene.board.left +
  (dress(scene, i).name.length + 1) * (scene.formulas ? LETTER.large : LETTER.small);
