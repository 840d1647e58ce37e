import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import init, { Experiment, parseLink } from '../generated/engine.js';
import { pictureOf } from './basin-picture';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

function picture(link: string, columns: number, rows: number) {
  const { spec } = parseLink(link);
  const experiment = new Experiment(spec);
  const outcomes = experiment.basinRows(0, columns, rows, 0, rows);
  return pictureOf(experiment, { window: spec.window ?? [0, 1, 0, 1], columns, rows }, outcomes);
}

test('holes are a class of their own, and all shares make one', () => {
  const { classes, raster } = picture(
    '#v=1&f=expr:sqrt(x)*y^2%2Bx^2&o=gd:alpha=0.1&window=-1,1,-1,1',
    10,
    6,
  );
  const hole = classes.findIndex(({ kind }) => kind === 'hole');
  expect(classes[hole]?.share).toBe(0.5);
  expect(classes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  raster.forEach((one, pixel) => {
    expect(one === hole, `pixel ${pixel}`).toBe(pixel % 10 < 5);
  });
});

test('a start too far out diverges at once and is no hole', () => {
  const { classes } = picture('#v=1&f=ravine&o=gd:alpha=0.01&window=2e8,3e8,0,1', 4, 4);
  expect(classes.map(({ kind }) => kind)).toEqual(['diverged']);
});

test('λmax is kept where a continuum is shaded by it', () => {
  const valley = picture('#v=1&f=product-valley&o=gd:alpha=0.15', 8, 8);
  const index = valley.classes.findIndex(({ kind }) => kind === 'continuum');
  const continuum = valley.classes[index];
  const own = valley.lambdas.filter((_, pixel) => valley.raster[pixel] === index);
  expect(Math.min(...own)).toBeCloseTo(continuum?.lambda_max?.[0] ?? 0, 5);
  expect(Math.max(...own)).toBeCloseTo(continuum?.lambda_max?.[1] ?? 0, 5);
  expect(picture('#v=1&f=two-wells&o=gd:alpha=0.16', 4, 4).lambdas).toHaveLength(0);
});
