// The command `basins`, run in this process with what it prints caught.

import { describe, expect, test } from 'vitest';
import type { BasinMap, Optimizer, RunRecord } from '../../web/src/generated/types.ts';
import { main } from '../../web/src/terminal/main.ts';
import { catchOutput, err, out } from './caught.ts';

const WELLS = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2';

catchOutput();

interface Report {
  optimizers: { optimizer: Optimizer; classes: BasinMap['classes']; raster: number[][] }[];
}

async function json<T>(...args: string[]): Promise<T> {
  expect(await main([...args, '--json']), err.join('\n')).toBe(0);
  return JSON.parse(out.splice(0).join('')) as T;
}

describe('basins', () => {
  test('every pixel is the run from its centre', async () => {
    const [width, height] = [12, 8];
    const { optimizers } = await json<Report>('basins', WELLS, `--size=${width}x${height}`);
    const starts = Array.from({ length: width * height }, (_, pixel) => {
      const x = -2 + 4 * (((pixel % width) + 0.5) / width);
      const y = -1.5 + 3 * ((height - 1 - Math.floor(pixel / width) + 0.5) / height);
      return `&start=${x},${y}`;
    });
    const { runs } = await json<{ runs: RunRecord[] }>('run', WELLS + starts.join(''));
    expect(optimizers.map(({ optimizer }) => optimizer.rule)).toEqual(['gd', 'usam']);
    for (const [index, { classes, raster }] of optimizers.entries()) {
      expect(raster.map((row) => row.length)).toEqual(Array(height).fill(width));
      expect(classes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const [pixel, found] of raster.flat().entries()) {
        const run = runs[index * width * height + pixel];
        const own = classes[found];
        expect(own?.kind).toBe(run?.status);
        if (own?.x) {
          expect(own.x[0]).toBeCloseTo(run?.x?.[0] ?? Number.NaN, 8);
          expect(own.x[1]).toBeCloseTo(run?.x?.[1] ?? Number.NaN, 8);
        }
      }
    }
    // The sharp well at (1, 0) is refused by usam and not by gd.
    const sharp = optimizers.map(({ classes }) =>
      classes.some(({ x }) => x !== null && Math.abs(x[0] - 1) < 1e-6),
    );
    expect(sharp).toEqual([true, false]);
  });

  test('a continuum is one class with its range of λmax', async () => {
    const link = '#v=1&f=product-valley&o=gd:alpha=0.05';
    const { optimizers } = await json<Report>('basins', link, '--size=9x7');
    const found = optimizers[0]?.classes.filter(({ kind }) => kind === 'continuum') ?? [];
    expect(found).toHaveLength(1);
    expect(found[0]?.x).toBeNull();
    expect(found[0]?.lambda_max?.[0]).toBeGreaterThanOrEqual(2 - 1e-9);
  });

  test('without --json, a table of shares in %', async () => {
    expect(await main(['basins', WELLS, '--size=10x10'])).toBe(0);
    expect(out[0]).toMatch(/^gd, α = 0\.16\n.*share/);
    expect(out[0]).toMatch(/\d\.\d\d % {2}converged {2}-1, /);
    expect(out[0]).toContain('usam, α = 0.16, ρ = 0.2');
  });

  test.each([
    ['0x5', 'width'],
    ['5x4097', 'height'],
    ['5', 'size'],
    ['5x', 'size'],
    ['-5x5', 'size'],
    ['1e2x5', 'size'],
    ['9999999999x1', 'size'],
    ['', 'size'],
  ])('the size %j is refused', async (size, name) => {
    expect(await main(['basins', WELLS, `--size=${size}`])).toBe(2);
    expect(err).toEqual([expect.stringContaining(name)]);
  });

  test('a network has no map', async () => {
    expect(await main(['basins', '#v=1&net=chebyshev&o=gd:alpha=0.1', '--json'])).toBe(2);
    expect(err.join()).toContain('function of x and y');
    const { error } = JSON.parse(out.join('')) as { error: { field: string } };
    expect(error.field).toBe('objective.kind');
  });
});
