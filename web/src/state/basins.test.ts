import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../generated/types';
import type { Basin, BasinPicture } from '../plot/basins';
import { levelsFor, planBasins } from './basin-plan';
import {
  type Basins,
  type BasinView,
  basinKey,
  basinsKey,
  changeBasins,
  NO_BASINS,
  settleBasins,
} from './basins';
import { landscape, optimizer } from './example.test-data';
import { placesOn } from './places';

const catalogue = {
  rules: [
    { name: 'gd', cost: { gradients: 1, hvps: 0 } },
    { name: 'usam', cost: { gradients: 2, hvps: 0 } },
  ],
} as unknown as Catalogue;

const spec = landscape();

const view = (key: string, columns = 1, classes: readonly Basin[] = []): BasinView => ({
  key,
  window: [-2, 2, -1.5, 1.5],
  columns,
  rows: 1,
  classes,
  raster: new Uint32Array(columns),
  lambdas: new Float32Array(),
});

const basins = (changes: Partial<Basins> = {}): Basins => ({
  ...NO_BASINS,
  on: true,
  room: [64, 48],
  views: [null, null],
  ...changes,
});

describe('levels', () => {
  test('halve their pixels, down to one of the page’s', () => {
    expect(levelsFor([64, 48])).toEqual([
      { pixel: 16, columns: 4, rows: 4 },
      { pixel: 8, columns: 8, rows: 6 },
      { pixel: 4, columns: 16, rows: 12 },
      { pixel: 2, columns: 32, rows: 24 },
      { pixel: 1, columns: 64, rows: 48 },
    ]);
  });

  test('have even sides: no row of centres lies on the axis of a window about the origin', () => {
    for (const { columns, rows } of levelsFor([357, 345]))
      expect([columns % 2, rows % 2]).toEqual([0, 0]);
  });

  test('end before they have more than 512 × 512 pixels', () => {
    expect(levelsFor([1000, 750]).map(({ pixel }) => pixel)).toEqual([16, 8, 4, 2]);
    expect(levelsFor([1200, 900]).map(({ pixel }) => pixel)).toEqual([16, 8, 4, 3]);
  });
});

describe('the plan', () => {
  const plan = (state: Basins, coarseOnly = false, shown = 1) =>
    planBasins(state, spec, catalogue, shown, coarseOnly);

  test('all coarse maps first, of each fineness the shown optimizer’s', () => {
    const order = plan(basins()).jobs.map(({ optimizer, level }) => [level.pixel, optimizer]);
    expect(order).toEqual(
      [16, 8, 4, 2, 1].flatMap((pixel) => [
        [pixel, 1],
        [pixel, 0],
      ]),
    );
  });

  test('while something is dragged only the coarse ones', () => {
    expect(plan(basins(), true).jobs.map(({ level }) => level.pixel)).toEqual([16, 16]);
  });

  test('leaves out what is there: the same settings, as fine or nearly so', () => {
    const there = basins({ views: [view(basinKey(spec, 0), 60), view('other settings', 64)] });
    expect(new Set(plan(there).jobs.map(({ optimizer }) => optimizer))).toEqual(new Set([1]));
    const coarse = basins({ views: [view(basinKey(spec, 0), 16), null] });
    const left = plan(coarse).jobs.filter(({ optimizer }) => optimizer === 0);
    expect(left.map(({ level }) => level.pixel)).toEqual([2, 1]);
  });

  test('counts gradients as runs do, and asks for what goes beyond 10⁹', () => {
    const long = { ...spec, stop: { ...spec.stop, steps: 1_000_000 } };
    const { jobs, asks } = planBasins(basins(), long, catalogue, 0, false);
    expect(jobs.map(({ gradients }) => gradients)).toEqual([
      1e6 * 16,
      2e6 * 16,
      1e6 * 48,
      2e6 * 48,
      1e6 * 192,
      2e6 * 192,
    ]);
    expect(asks).toBe(3e6 * (32 * 24 + 64 * 48));
    const approved = basins({ approved: basinsKey(long) });
    expect(planBasins(approved, long, catalogue, 0, false)).toMatchObject({ asks: null });
  });

  test('even the coarsest map waits for a yes if it costs that much', () => {
    const endless = { ...spec, stop: { ...spec.stop, steps: 10_000_000 } };
    const wide = basins({ room: [640, 480] });
    const { jobs, asks } = planBasins(wide, endless, catalogue, 0, true);
    expect(jobs).toEqual([]);
    expect(asks).toBeGreaterThan(1e9);
  });

  test('nothing while basins are off or the map has no size yet', () => {
    expect(plan(basins({ on: false })).jobs).toEqual([]);
    expect(plan(basins({ room: null })).jobs).toEqual([]);
  });
});

describe('maps', () => {
  const full = basins({ views: [view(basinKey(spec, 0)), view(basinKey(spec, 1))] });

  test('of an optimizer that did not change stay current; the others keep their old picture', () => {
    const edited = { ...spec, optimizers: [optimizer('gd', { alpha: 0.2 }), spec.optimizers[1]] };
    const after = settleBasins(full, spec, edited as typeof spec);
    expect(after.views).toEqual(full.views);
    expect(after.views[0]?.key).not.toBe(basinKey(edited as typeof spec, 0));
  });

  test('are the very same while only starts move, so that nothing is painted anew', () => {
    expect(settleBasins(full, spec, { ...spec, starts: [[0, 0]] })).toBe(full);
  });

  test('move with their optimizers, and go with them', () => {
    const left = { ...spec, optimizers: spec.optimizers.slice(1) };
    expect(settleBasins(full, spec, left).views).toEqual([full.views[1]]);
  });

  test('of another function are no picture of this one', () => {
    const other = landscape({ objective: { kind: 'function', name: 'ravine', params: {} } });
    expect(settleBasins(full, spec, other).views).toEqual([null, null]);
  });

  test('come in any order, and none comes after basins are off', () => {
    const arrived = { is: 'mapped', optimizer: 1, view: view('late') } as const;
    expect(changeBasins(basins(), arrived).views.map((one) => one?.key)).toEqual([
      undefined,
      'late',
    ]);
    const off = changeBasins(full, { is: 'switched', on: false });
    expect(changeBasins(off, arrived).views).toEqual([]);
    expect(off.room).toEqual(full.room);
  });
});

describe('places', () => {
  const to = (...x: [number, number]): Basin => ({
    kind: 'converged',
    x,
    share: 0.5,
    lambda_max: [1, 1],
  });
  const nowhere: Basin = { kind: 'diverged', x: null, share: 0.5, lambda_max: null };
  const picture = (...classes: Basin[]): BasinPicture => view('', 1, classes);
  const window = [-2, 2, -1.5, 1.5] as const;
  const letters = ({ of }: ReturnType<typeof placesOn>) =>
    of.map((row) => row.map((place) => place?.letter ?? '–').join(''));

  test('the same point has the same letter and tone on every map', () => {
    const maps = [picture(to(1, 0), to(-1, 0), nowhere), picture(to(-1, 1e-9), nowhere)];
    const places = placesOn(maps, [], window);
    expect(letters(places)).toEqual(['BA–', 'A–']);
    expect(places.all.map(({ tone }) => tone)).toEqual([0, 1]);
  });

  test('listed minima come first and keep their letters, whoever leads there', () => {
    const points = [
      { x: [-1, 0] as [number, number], kind: 'minimum' as const },
      { x: [0.28, 0] as [number, number], kind: 'saddle' as const },
      { x: [1, 0] as [number, number], kind: 'minimum' as const },
    ];
    const places = placesOn([picture(to(1, 0), to(0.28, 1e-8))], points, window);
    expect(places.all.map(({ letter, kind }) => `${letter} ${kind}`)).toEqual([
      'B minimum',
      'C saddle',
    ]);
  });

  test('unlisted points come last, by x, and those outside are known as such', () => {
    const points = [{ x: [1, 0] as [number, number], kind: 'minimum' as const }];
    const places = placesOn([picture(to(5, 0), to(1, 0), to(-5, 0))], points, window);
    expect(letters(places)).toEqual(['CAB']);
    expect(places.all.map(({ inside }) => inside)).toEqual([true, false, false]);
  });

  test('two points closer than the tolerance are told apart by which is nearer', () => {
    const points = [0, 2e-3].map((x) => ({
      x: [x, 0] as [number, number],
      kind: 'minimum' as const,
    }));
    expect(letters(placesOn([picture(to(2.1e-3, 0), to(1e-4, 0))], points, window))).toEqual([
      'BA',
    ]);
  });

  test('after Z comes AA', () => {
    const many = Array.from({ length: 28 }, (_, i) => to(-1.9 + 0.1 * i, 0));
    const { all } = placesOn([picture(...many)], [], window);
    expect(all.slice(25).map(({ letter }) => letter)).toEqual(['Z', 'AA', 'AB']);
  });

  test('thousands of them are sorted out quickly enough to be counted', () => {
    const many = Array.from({ length: 4000 }, (_, i) => to((i % 63) / 20, Math.floor(i / 63) / 20));
    const places = placesOn([picture(...many), picture(...many)], [], [0, 4, 0, 4]);
    expect(places.all).toHaveLength(4000);
    expect(places.of[1]?.[3999]).toBe(places.of[0]?.[3999]);
  });
});
