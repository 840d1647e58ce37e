import { nothing, svg } from 'lit';
import { labelledTicks } from '../../plot/axes';
import { curvePath } from '../../plot/equalizer';
import type { RunningFilter } from '../../state/filter';
import { dress, HIGH, LOW, type Scene, url } from './scene';

/** Hatches and clips. */
export const definitions = (scene: Scene): unknown => {
  const { board, id, looks } = scene;
  return svg`
  <defs>
    <pattern id="${id}-above" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
    </pattern>
    ${looks.map(
      (_, i) => svg`
        <pattern id="${id}-${i}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke=${dress(scene, i).colour} stroke-width="1" stroke-opacity="0.45" />
        </pattern>`,
    )}
    <clipPath id="${id}-${LOW}">
      <rect x=${board.left} y=${board.one - 1} width=${board.right - board.left} height=${board.axis - board.one + 1} />
    </clipPath>
    <clipPath id="${id}-${HIGH}">
      <rect x=${board.left} y=${board.top} width=${board.right - board.left} height=${Math.max(0, board.one - 1 - board.top)} />
    </clipPath>
  </defs>`;
};

/** The ground: what is forbidden, where zero is, and where a hand takes hold of the axis. */
export function ground(scene: Scene): unknown {
  const { left, right, top, one, total, x } = scene.board;
  const zero = x(0);
  return svg`
    <rect x=${left} y=${top} width=${right - left} height=${one - top} fill=${url(scene, 'above')} />
    ${
      zero >= left && zero <= right
        ? svg`<line class="zero" x1=${zero} x2=${zero} y1=${top} y2=${total - 4} />`
        : nothing
    }
    <rect class="plane" x=${left} y=${top} width=${right - left} height=${total - top} />`;
}

/** A curve: strong below 1, faint where nothing settles. */
export function curve(scene: Scene, path: string, optimizer: number): unknown {
  const { colour, dash } = dress(scene, optimizer);
  const part = (clip: string, width: number, strength: number): unknown => svg`
    <path class="curve" d=${path} clip-path=${url(scene, clip)} stroke=${colour}
      stroke-width=${width} stroke-opacity=${strength} stroke-dasharray=${dash} />`;
  return [part(HIGH, 1.2, 0.55), part(LOW, 2.2, 1)];
}

/** The curve of the filter that stands in for a fixed one. */
export function runningCurve(scene: Scene, { optimizer, filter, lambdas }: RunningFilter): unknown {
  const { colour } = dress(scene, optimizer);
  const path = curvePath(scene.board, lambdas, filter.radius ?? []);
  const part = (clip: string, width: number): unknown => svg`
    <path class="curve running" d=${path} clip-path=${url(scene, clip)} stroke=${colour}
      stroke-width=${width} stroke-dasharray="3 4" />`;
  return [part(HIGH, 1), part(LOW, 1.6)];
}

/** The line at 1, and both axes. */
export function axes({ board, formulas }: Scene, name: string): unknown {
  const { left, right, axis, one, range } = board;
  return svg`
    <line class="base" x1=${left} x2=${right} y1=${axis} y2=${axis} />
    <text class="tick-label" x=${left - 5} y=${axis + 1} text-anchor="end">0</text>
    <text class="tick-label" x=${left - 5} y=${one + 4} text-anchor="end">1</text>
    ${labelledTicks(range[0], range[1], right - left).map(
      ({ value, label }) => svg`
        <line class="base" x1=${board.x(value)} x2=${board.x(value)} y1=${axis} y2=${axis + 4} />
        <text class="tick-label" x=${board.x(value)} y=${axis + 16} text-anchor="middle">${label}</text>`,
    )}
    <text class="axis-title" x=${right} y=${axis + 30} text-anchor="end">${name}</text>
    <text class="axis-title" text-anchor="middle"
      transform="translate(${left - 8},${(axis + one) / 2}) rotate(-90)">spectral radius</text>
    <text class="axis-title" x=${left + 4} y=${one - 5}>${formulas ? 'above 1 nothing settles' : 'nothing settles'}</text>`;
}
