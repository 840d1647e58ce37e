// The terminal program, run in this process with what it prints caught.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { xxhash3 } from 'hash-wasm';
import { describe, expect, test } from 'vitest';
import { writeJson } from '../../web/src/export/json.ts';
import type {
  CriticalPoint,
  CriticalPoints,
  DataSummary,
  RunRecord,
  TableOutline,
} from '../../web/src/generated/types.ts';
import { main } from '../../web/src/terminal/main.ts';
import { fileForTest, folderForTest } from '../files.ts';
import { catchOutput, err, out } from './caught.ts';

catchOutput();

/** Runs a command that must succeed; resolves to the JSON it printed. */
async function json<T>(...args: string[]): Promise<T> {
  expect(await main([...args, '--json']), err.join('\n')).toBe(0);
  expect(out).toHaveLength(1);
  return JSON.parse(out.splice(0).join('')) as T;
}

interface Reference {
  header: Record<string, unknown>;
  cases: Record<string, unknown>[];
}

async function reference(name: string): Promise<Reference> {
  const file = new URL(`../reference/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as Reference;
}

const REFUSAL = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';

type Runs = { runs: (RunRecord & { trajectory: [number, number][]; params: number[] })[] };

describe('run', () => {
  test('a printed trajectory hashes to the printed fingerprint', async () => {
    const { runs } = await json<Runs>('run', REFUSAL, '--trajectory');
    for (const { trajectory, fingerprint, steps } of runs) {
      expect(trajectory).toHaveLength(steps + 1);
      const bytes = new Uint8Array(Float64Array.from(trajectory.flat()).buffer);
      expect(await xxhash3(bytes)).toBe(fingerprint);
    }
  });

  test('gd settles where usam does not', async () => {
    const { runs } = await json<Runs>('run', REFUSAL);
    expect(runs.map(({ eigenvalues }) => eigenvalues.at(-1)?.value)).toEqual([10, 1]);
    expect(runs.map(({ verdict }) => verdict?.inside)).toEqual([true, true]);
  });

  test('exit code 0 when fingerprints are reproduced, 1 when not', async () => {
    const { runs } = await json<Runs>('run', REFUSAL);
    const fp = runs.map(({ fingerprint }) => fingerprint);
    expect(await main(['run', `${REFUSAL}&fp=${fp.join(',')}`])).toBe(0);
    expect(out.at(-1)).toBe(
      '✓ Reproduced, bit for bit: both runs have their recorded fingerprints.',
    );
    expect(await main(['run', `${REFUSAL}&engine=0&fp=${fp[0]},${fp[0]}`])).toBe(1);
    expect(out.at(-1)).toMatch(
      /^✕ Differs: 1 of 2 runs has .*by revision 0 .*\n {2}usam: expected [0-9a-f]{16}, got [0-9a-f]{16}$/,
    );
    expect(await main(['run', `${REFUSAL}&fp=${fp[1]},${fp[1]}`, '--json'])).toBe(1);
    const report = JSON.parse(out.at(-1) ?? '') as Runs;
    expect(report.runs.map(({ reproduced }) => reproduced)).toEqual([false, true]);
  });

  test('numbers that are not finite are null', async () => {
    const { runs } = await json<Runs>('run', '#v=1&f=quartic&o=gd:alpha=1000000&start=2,2');
    const [run] = runs;
    expect(run?.status).toBe('diverged');
    expect(run?.reason).toMatch(/finite|1e8/);
    expect(run?.eigenvalues).toEqual([]);
    expect(run?.verdict).toBeNull();
  });

  test('JSON text keeps the sign of zero', () => {
    const value = { a: [-0, 0, Number.NaN, -Infinity], b: undefined, c: Float64Array.of(-0, 0.1) };
    expect(writeJson(value)).toBe('{"a":[-0,0,null,null],"c":[-0,0.1]}');
  });

  test('a network prints θ and its history, with θ at each row when asked', async () => {
    const link =
      '#v=1&net=digits&samples=40&layers=4&o=gd:alpha=0.1&steps=10&every=4&probes=2&depth=5';
    const { runs } = await json<Runs>('run', link, '--params=history');
    const [run] = runs;
    expect(run?.params).toHaveLength(64 * 4 + 4 + 4 * 10 + 10);
    expect(run?.history?.map(({ step }) => step)).toEqual([0, 4, 8, 10]);
    const last = run?.history?.at(-1) as { params?: number[]; loss: number } | undefined;
    expect(last?.params).toEqual(run?.params);
    expect(last?.loss).toBe(run?.f);
    expect(run?.density?.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(run?.trace?.standard_error).toBeGreaterThan(0);
  });

  test.each([
    ['mnist', 'samples=20'],
    ['moons:noise=0.2', 'loss=ce'],
    ['circles', 'loss=ce'],
    ['spirals', 'seed=3'],
    ['xor', 'samples=100'],
    ['blobs', 'loss=ce'],
  ])('a network learns %s', async (net, setting) => {
    const link = `#v=1&net=${net}&${setting}&layers=3&o=gd:alpha=0.01&steps=2&every=2`;
    const { runs } = await json<Runs>('run', link);
    const history = runs[0]?.history ?? [];
    expect(history.at(-1)?.train_loss).toBeLessThan(history[0]?.train_loss ?? 0);
    expect(runs[0]?.test_accuracy).toBeGreaterThan(0);
  });

  test('a given θ₀ is where a network starts', async () => {
    const link = '#v=1&net=chebyshev&layers=2&o=gd:alpha=0.1&steps=1';
    const theta = [0.5, -0.5, 0, 0.25, 1, 1, 0];
    const file = await fileForTest('theta.json', JSON.stringify(theta));
    const { f } = await json<{ f: number }>('eval', link, `--theta=${file}`);
    const { runs } = await json<Runs>('run', link, `--theta=${file}`);
    expect(runs[0]?.history?.[0]?.loss).toBe(f);
    await writeFile(file, '[1, 2]');
    expect(await main(['run', link, `--theta=${file}`])).toBe(2);
    expect(err.join()).toContain('theta');
  });
});

describe("the user's own data", () => {
  const IRIS = [
    '4.9,1.4,pale,setosa',
    '5.1,1.5,pale,setosa',
    '6.3,4.9,dark,virginica',
    '6.5,NA,dark,virginica',
    '6.7,5.2,dark,virginica',
  ];

  test('a file is told at a glance, and its link learns from it', async () => {
    const path = await fileForTest(
      'iris.csv',
      `\uFEFFsepal,petal,"hue, of petal",species\r\n${IRIS.join('\r\n')}`,
    );
    const { net, table, data } = await json<{
      net: string;
      table: TableOutline;
      data: DataSummary;
    }>('data', path);
    expect(table.columns.map(({ words, missing }) => [words, missing])).toEqual([
      [0, 0],
      [0, 1],
      [5, 0],
      [5, 0],
    ]);
    expect(data).toMatchObject({ classes: ['setosa', 'virginica'], train_rows: 3, test_rows: 1 });
    expect(net).toContain(
      ':label=species:file=iris.csv:leave=hue,%20of%20petal'.replace(',', '%2C'),
    );
    const link = `#v=1&net=${net}:standardise=1&loss=ce&layers=3&o=gd:alpha=0.1&steps=5`;
    const report = await json<Runs & { warnings: string[] }>('run', link, `--data=${path}`);
    expect(report.runs[0]?.test_accuracy).toEqual(expect.any(Number));
    expect(report.warnings).toEqual(['1 row with a missing value is left out: line 5 (petal).']);
    const { f } = await json<{ f: number }>('eval', link, `--data=${path}`);
    expect(f).toBe(report.runs[0]?.history?.[0]?.loss);
  });

  test('what cannot be used is said by line and column', async () => {
    const path = await fileForTest('bad.csv', `a,b\n1,2\n3\n`);
    expect(await main(['data', path, '--json'])).toBe(2);
    const { error } = JSON.parse(out.join('')) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: 'table', field: 'objective.data', line: 3 });
    expect(err.join()).toMatch(/^eigensieve: Line 3: this row has 1 cells/);
  });

  test('a link asks for its file, and refuses another', async () => {
    const [path, other] = [
      await fileForTest('a.csv', 'x,y\n1,a\n2,b\n'),
      await fileForTest('b.csv', 'x,y\n1,a\n2,c\n'),
    ];
    const { net } = await json<{ net: string }>('data', path);
    const link = `#v=1&net=${net}&o=gd:alpha=0.1&steps=2`;
    for (const [args, words] of [
      [[], /needs the file .*“a.csv”/],
      [[`--data=${other}`], /another file than .*“a.csv”/],
      [['--data=/nowhere.csv'], /data: cannot use/],
    ] as const) {
      expect(await main(['run', link, ...args])).toBe(2);
      expect(err.splice(0).join()).toMatch(words);
    }
    expect(await main(['run', REFUSAL, `--data=${path}`])).toBe(2);
    expect(err.splice(0).join()).toContain('--data');
    expect(await main(['run', link.replace('&o=', '&loss=ce&batch=3&o='), `--data=${path}`])).toBe(
      2,
    );
    expect(err.join()).toContain('objective.batch');
  });
});

describe('other commands', () => {
  test('eval prints value, gradient and Hessian', async () => {
    const link = '#v=1&f=ravine&o=gd:alpha=0.1';
    const { points } = await json<{ points: unknown[] }>('eval', link, '--at=1,2', '--at=0,0');
    expect(points).toEqual([
      {
        x: [1, 2],
        f: 40.5,
        grad: [1, 40],
        hess: [
          [1, 0],
          [0, 20],
        ],
      },
      {
        x: [0, 0],
        f: 0,
        grad: [0, 0],
        hess: [
          [1, 0],
          [0, 20],
        ],
      },
    ]);
  });

  test('filter prints radii in the order asked for', async () => {
    const link = '#v=1&f=ravine&o=gd:alpha=0.1&o=sam:alpha=0.1:rho=1';
    const { optimizers } = await json<{ optimizers: { bound: number; radius: number[] }[] }>(
      'filter',
      link,
      '--lambda=20,-1',
    );
    expect(optimizers.map(({ bound }) => bound)).toEqual([20, null]);
    expect(optimizers.map(({ radius }) => radius)).toEqual([[1, 1.1], null]);
  });

  test('critical-points prints what an independent program found', async () => {
    const { cases, header } = await reference('critical_points');
    const folder = await folderForTest();
    const file = join(folder, 'spec.json');
    for (const { objective, window, points, continuum } of cases) {
      const spec = { v: 1, objective, window, optimizers: header['optimizers'] };
      await writeFile(file, JSON.stringify(spec));
      const report = await json<CriticalPoints>('critical-points', file);
      expect(report.continuum).toBe(continuum);
      const facts = (list: Pick<CriticalPoint, 'kind' | 'admitted'>[]) =>
        list.map(({ kind, admitted }) => JSON.stringify({ kind, admitted })).sort();
      expect(facts(report.points)).toEqual(facts(points as CriticalPoint[]));
    }
  });

  test('critical-points in words', async () => {
    const edge = '#v=1&f=ravine&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.5';
    expect(await main(['critical-points', edge])).toBe(0);
    const [head, row] = out.pop()?.split('\n') ?? [];
    expect(head).toMatch(/kind +gd +usam$/);
    expect(row).toMatch(/^0 +0 +0 +1 +20 +minimum +open, 2 ≤ 2 +no, 22 > 2$/);
    const saddle = '#v=1&f=saddle-trap&o=gd:alpha=0.05&o=gd:alpha=0.1&o=sam:alpha=0.1:rho=0.1';
    expect(await main(['critical-points', saddle])).toBe(0);
    const lines = out.pop()?.split('\n') ?? [];
    expect(lines[0]).toMatch(/kind +gd α=0.05 +gd α=0.1 +sam$/);
    expect(lines[2]).toMatch(/saddle +no, -0.05 < 0 +no, -0.1 < 0 +open$/);
    expect(await main(['critical-points', '#v=1&f=expr:(x-y)^2&o=gd:alpha=0.1'])).toBe(0);
    expect(out.pop()).toMatch(/^No isolated .*\nAnd a continuum/);
    const many = '#v=1&f=expr:sin(99*x)*sin(99*y)&o=gd:alpha=0.1';
    expect(await main(['critical-points', many])).toBe(0);
    expect(out.pop()).toMatch(/\nAt least 4\d\d:/);
  });

  test('link prints the canonical link of a link, a file and standard input alike', async () => {
    const { cases } = await reference('links');
    for (const { input, canonical, spec } of cases) {
      expect(await main(['link', String(input)]), String(input)).toBe(0);
      expect(out.pop()).toBe(canonical);
      const file = await fileForTest('spec.json', JSON.stringify(spec));
      expect(await main(['link', file])).toBe(0);
      expect(out.pop()).toBe(String(canonical).replace(/&fp=.*/, ''));
    }
  });

  test('the tables name everything', async () => {
    expect((await json<unknown[]>('functions')).length).toBe(17);
    expect(await json<{ name: string }[]>('rules')).toContainEqual(
      expect.objectContaining({ name: 'usam2-chained' }),
    );
  });
});

describe('refusals', () => {
  test('exit with 2, one line on stderr and an error on stdout that names the field', async () => {
    const { cases } = await reference('malformed');
    const folder = await folderForTest();
    for (const [index, { kind, input, names, column }] of cases.entries()) {
      let word = String(input);
      if (kind !== 'link') {
        word = join(folder, `${index}.json`);
        await writeFile(word, String(input));
      }
      expect(await main(['run', word, '--json']), word).toBe(2);
      expect(err).toHaveLength(1);
      expect(err.pop()).not.toContain('\n');
      const { error } = JSON.parse(out.splice(0).join('')) as {
        error: { field: string; message: string; column?: number };
      };
      const said = `${error.field} ${error.message}`;
      const named = (names as string[]).some((name) =>
        new RegExp(`(?<![\\w])${name.replaceAll('.', '\\.')}(?![\\w])`).test(said),
      );
      expect(named, `${said} names none of ${names}`).toBe(true);
      if (column) expect(error.column).toBe(column);
    }
  });

  test.each([
    [['run', '/nowhere/spec.json'], 'spec'],
    [['run'], 'spec'],
    [['fly'], 'command'],
    [['run', REFUSAL, '--fast'], 'option'],
    [['run', REFUSAL, '--params'], 'params'],
    [['eval', REFUSAL, '--at=0x1,2'], 'at'],
    [['filter', REFUSAL, '--lambda=1,,2'], 'lambda'],
    [['critical-points', '#v=1&net=chebyshev&layers=2&o=gd:alpha=0.1'], 'a function of x and y'],
    [['critical-points', REFUSAL, '--lambda=1'], 'option'],
  ])('%j', async (args, name) => {
    expect(await main(args)).toBe(2);
    expect(err.join('\n')).toContain(name);
    expect(err).toHaveLength(1);
  });
});
