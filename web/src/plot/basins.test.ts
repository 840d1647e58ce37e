import { describe, expect, test } from 'vitest';
import { type BasinPicture, type Brush, paintBasins } from './basins';

const WINDOW = [0, 4, 0, 2] as const;
const A: Brush = { kind: 'tone', tone: 0 };
const B: Brush = { kind: 'tone', tone: 1 };

/** A picture of 4 × 2 pixels. */
const picture = (raster: number[], lambdas: number[] = []): BasinPicture => ({
  window: WINDOW,
  columns: 4,
  rows: 2,
  classes: [],
  raster: Uint32Array.from(raster),
  lambdas: Float32Array.from(lambdas),
});

interface View {
  width: number;
  height: number;
  ratio?: number;
  window?: BasinPicture['window'];
  theme?: 'light' | 'dark';
}

/** Painted pixels as "r,g,b", "" where nothing was painted. */
function painted(of: BasinPicture, brushes: Brush[], view: View): string[] {
  const { width, height, ratio = 1, window = WINDOW, theme = 'light' } = view;
  const data = new Uint8ClampedArray(4 * width * height);
  paintBasins({ data, width, height, ratio, window }, of, brushes, theme);
  return Array.from({ length: width * height }, (_, i) => {
    const [r, g, b, alpha] = data.subarray(4 * i, 4 * i + 4);
    return alpha === 0 ? '' : `${r},${g},${b}`;
  });
}

/** The one colour of a picture that has only one. */
function flat(brush: Brush, theme: 'light' | 'dark' = 'light'): string {
  const colours = new Set(
    painted(picture(Array(8).fill(0)), [brush], { width: 4, height: 2, theme }),
  );
  expect(colours.size).toBe(1);
  return [...colours][0] as string;
}

/** Luminance of a colour, as contrast is measured. */
function luminance(colour: string): number {
  const [r, g, b] = colour.split(',').map((byte) => {
    const share = Number(byte) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('pixels', () => {
  test('lie where the raster has them, as squares, with a line where classes meet', () => {
    const rows = painted(picture([0, 0, 1, 1, 0, 0, 1, 1]), [A, B], { width: 8, height: 4 });
    const [a, b] = [flat(A), flat(B)];
    const line = rows[4] as string;
    expect([a, b]).not.toContain(line);
    for (let y = 0; y < 4; y += 1)
      expect(rows.slice(8 * y, 8 * y + 8)).toEqual([a, a, a, a, line, b, b, b]);
  });

  test('the first row is the top one', () => {
    const rows = painted(picture([0, 0, 0, 0, 1, 1, 1, 1]), [A, B], { width: 4, height: 4 });
    expect(rows.slice(0, 4)).toEqual(Array(4).fill(flat(A)));
    expect(rows.slice(12)).toEqual(Array(4).fill(flat(B)));
  });

  test('a window that moved on shows the map where it belongs, and nothing beside it', () => {
    const view: View = { width: 4, height: 2, window: [2, 6, 0, 2] };
    expect(painted(picture([0, 0, 1, 1, 0, 0, 1, 1]), [A, B], view)).toEqual([
      ...[flat(B), flat(B), '', ''],
      ...[flat(B), flat(B), '', ''],
    ]);
  });

  test('holes are left open', () => {
    const rows = painted(picture([0, 0, 0, 0, 0, 0, 0, 0]), [{ kind: 'hole' }], {
      width: 4,
      height: 2,
    });
    expect(rows).toEqual(Array(8).fill(''));
  });
});

describe.each(['light', 'dark'] as const)('colours, %s', (theme) => {
  const tones = Array.from({ length: 8 }, (_, tone) => flat({ kind: 'tone', tone }, theme));

  test('are ordered by lightness, away from the page, so that they part in grey too', () => {
    const values = tones.map(luminance);
    const away = theme === 'light' ? values.map((value) => -value) : values;
    for (let i = 1; i < away.length; i += 1)
      expect((away[i] as number) - (away[i - 1] as number), tones[i]).toBeGreaterThan(0.004);
  });

  test('repeat where there are more places than tones', () => {
    expect(flat({ kind: 'tone', tone: 9 }, theme)).toBe(tones[1]);
  });

  test('a ramp goes one way from the lowest λmax to the highest, and holds its ends beyond them', () => {
    const lambdas = [-5, 2, 4, 6, 8, 10, 12, 99];
    const of = picture(Array(8).fill(0), lambdas);
    const shades = painted(of, [{ kind: 'ramp', low: 2, high: 12 }], {
      width: 4,
      height: 2,
      theme,
    });
    const values = shades.map(luminance);
    const sorted = [...values].sort((a, b) => (theme === 'light' ? b - a : a - b));
    expect(values).toEqual(sorted);
    expect(shades[0]).toBe(shades[1]);
    expect(shades[6]).toBe(shades[7]);
    expect(new Set(shades).size).toBe(6);
  });

  test('a continuum of one λmax is one shade', () => {
    const of = picture(Array(8).fill(0), Array(8).fill(3));
    const shades = painted(of, [{ kind: 'ramp', low: 3, high: 3 }], { width: 4, height: 2, theme });
    expect(new Set(shades).size).toBe(1);
  });
});

describe('patterns', () => {
  const kinds = ['phantom', 'cycling', 'diverged', 'budget'] as const;
  const tile = (kind: (typeof kinds)[number], ratio: number): string[] => {
    const size = 24 * ratio;
    return painted(picture(Array(8).fill(0)), [{ kind }], { width: size, height: size, ratio });
  };

  test('differ in shape: no two have ink at the same places', () => {
    const shapes = kinds.map((kind) => {
      const cells = tile(kind, 1);
      const ground = cells.map(luminance).reduce((a, b) => Math.max(a, b));
      return cells.map((cell) => (luminance(cell) < 0.8 * ground ? '#' : '.')).join('');
    });
    expect(new Set(shapes).size).toBe(kinds.length);
    for (const shape of shapes) {
      const share = [...shape].filter((cell) => cell === '#').length / shape.length;
      expect(share).toBeGreaterThan(0.02);
      expect(share).toBeLessThan(0.35);
    }
  });

  test.each(kinds)('%s repeats without a seam, and is as large on any screen', (kind) => {
    for (const ratio of [1, 2]) {
      const cells = tile(kind, ratio);
      const [size, step] = [24 * ratio, 12 * ratio];
      for (let i = 0; i < step; i += 1) {
        expect(cells[i]).toBe(cells[i + step]);
        expect(cells[i * size]).toBe(cells[(i + step) * size]);
      }
    }
  });
});
