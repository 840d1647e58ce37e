import { nothing, svg } from 'lit';
import type { Frame } from '../plot/frame';
import { GLYPHS, placeGlyphs, type Spot } from '../plot/glyphs';
import type { ShownPoint } from '../state/points';

/** Which point is meant, or none; told by the map and by the table alike. */
export interface Pointing {
  readonly index: number | null;
  /** A pointer passes by; else a focus came to stay. */
  readonly passing: boolean;
}

/** A glyph as in the map, alone: filled, hollow with a cross, or hollow with a dot. */
export const glyph = (kind: keyof typeof GLYPHS, admitted: boolean | null): unknown => svg`
  <path class="glyph ${admitted ? 'admitted' : ''}" d=${GLYPHS[kind]} />
  ${admitted === null ? svg`<circle class="glyph-dot" r="1.7" />` : nothing}
  ${admitted === false ? svg`<path class="glyph-cross" d=${CROSS} />` : nothing}
`;

/** Blocked, and not to be taken for a start. */
const CROSS = 'M-2 -2L2 2M-2 2L2 -2';

/** All points as the map shows them. One of them is a stop for the Tab key; arrows lead to the others. */
export function pointMarks(
  points: readonly ShownPoint[],
  frame: Frame,
  pointed: number | null,
  point: (pointing: Pointing) => void,
  key: (event: KeyboardEvent, spots: readonly Spot[], at: number) => void,
): unknown {
  const spots = placeGlyphs(
    points.map((one) => one.point),
    frame,
  );
  const stop = spots.find(({ index }) => index === pointed)?.index ?? spots[0]?.index;
  return svg`
    ${spots.map(({ index, x, y, scale, hit }, at) => {
      const shown = points[index] as ShownPoint;
      return svg`
        <g
          class="point ${index === pointed ? 'pointed' : ''}"
          data-point=${index}
          transform="translate(${x},${y})"
          tabindex=${index === stop ? 0 : -1}
          role="button"
          aria-roledescription="critical point"
          aria-label=${shown.line}
          aria-expanded=${index === pointed ? 'true' : 'false'}
          @pointerenter=${() => point({ index, passing: true })}
          @pointerleave=${() => point({ index: null, passing: true })}
          @focus=${() => point({ index, passing: false })}
          @blur=${() => point({ index: null, passing: false })}
          @keydown=${(event: KeyboardEvent) => key(event, spots, at)}
        >
          <circle class="hit" r=${hit} />
          <circle class="focus-ring" r=${Math.max(6, 12 * scale)} />
          <g transform="scale(${scale})">${glyph(shown.point.kind, shown.admitted)}</g>
        </g>`;
    })}
  `;
}
