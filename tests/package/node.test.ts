// The installed package in Node.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { network, plane } from './pinned.ts';
import { type Ended, node } from './programs.ts';

/** Runs a module in the project; what it hands to `print` comes back. */
async function script<T>(source: string): Promise<T> {
  const folder = await mkdtemp(join(inject('project'), 'script-'));
  const print = 'const print = (value) => console.log(JSON.stringify(value));\n';
  await writeFile(join(folder, 'main.mjs'), print + source);
  const { code, out, err } = await node(['main.mjs'], folder);
  expect(code, err).toBe(0);
  return JSON.parse(out) as T;
}

const command = (...args: string[]): Promise<Ended> =>
  node(['node_modules/.bin/eigensieve', ...args], inject('project'));

describe('the module', () => {
  test('gives the pinned fingerprints, of functions and of networks', async () => {
    const found = await script(`
      import { run } from 'eigensieve';
      const fingerprints = async (link) => (await run(link)).runs.map((one) => one.fingerprint);
      print([await fingerprints('${plane.link}'), await fingerprints('${network.link}')]);
    `);
    expect(found).toEqual([plane.fp, network.fp]);
  });

  test('returns what the terminal prints', async () => {
    const link = '#v=1&f=two-wells&o=usam:alpha=0.12:rho=0.1&start=0.7,0.8&fp=298079c74c41dc00';
    const [run, filter, points, basins, evaluated] = await script<unknown[]>(`
      import { basins, criticalPoints, evaluate, filter, run } from 'eigensieve';
      const link = '${link}';
      const lists = (key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
      const reports = [
        await run(link, { trajectory: true }),
        await filter(link, { lambdas: [1, 20] }),
        await criticalPoints(link),
        await basins(link, { size: [8, 6] }),
        await evaluate(link, { at: [[1, 0], [0.5, 2]] }),
      ];
      print(JSON.parse(JSON.stringify(reports, lists)));
    `);
    const printed = async (...args: string[]): Promise<unknown> => {
      const [name = '', ...options] = args;
      const { out } = await command(name, link, ...options, '--json');
      return JSON.parse(out);
    };
    expect(run).toEqual(await printed('run', '--trajectory'));
    expect(filter).toEqual(await printed('filter', '--lambda=1,20'));
    expect(points).toEqual(await printed('critical-points'));
    expect(basins).toEqual(await printed('basins', '--size=8x6'));
    expect(evaluated).toEqual(await printed('eval', '--at=1,0', '--at=0.5,2'));
  });

  test('takes a spec and prints its link, with fingerprints that it reads back', async () => {
    const [link, reproduced, beside] = await script<unknown[]>(`
      import { parseLink, run, toLink } from 'eigensieve';
      const first = await run({
        v: 1,
        objective: { kind: 'expr', source: '(x^2-1)^2 + a*y^2', params: { a: 2 } },
        optimizers: [{ rule: 'gd', alpha: 0.1 }],
        starts: [[0.5, 1]],
      });
      const fp = first.runs.map((one) => one.fingerprint);
      const link = await toLink(first.spec, { engine: first.engine, fp });
      const again = await run(link);
      print([link, again.runs[0].reproduced, (await parseLink(link)).beside.engine === first.engine]);
    `);
    expect(link).toMatch(/^#v=1&f=expr:.*&fp=[0-9a-f]{16}$/);
    expect([reproduced, beside]).toEqual([true, true]);
  });

  test('learns from the bytes of a table', async () => {
    const [rows, refused] = await script<unknown[]>(`
      import { createHash } from 'node:crypto';
      import { run } from 'eigensieve';
      const data = new TextEncoder().encode('a,b,label\\n1,2,3\\n2,1,4\\n3,5,2\\n4,4,1\\n5,9,3\\n');
      const sha256 = createHash('sha256').update(data).digest('hex');
      const link = '#v=1&net=csv:sha256=' + sha256 + ':label=label&layers=2&o=gd:alpha=0.01&steps=3';
      const { runs } = await run(link, { data, params: 'history' });
      const refused = await run('${plane.link}', { data: new Blob([data]) }).catch((error) => error);
      print([runs[0].history.map((row) => row.step), [refused.code, refused.field]]);
    `);
    expect(rows).toEqual([0, 3]);
    expect(refused).toEqual(['unknown', 'data']);
  });

  test('refuses with errors that name the field', async () => {
    const found = await script(`
      import { evaluate, run, SpecError } from 'eigensieve';
      const refusals = await Promise.all([
        run('#v=1&f=two-wells&o=gd:alpha=-1').catch((error) => error),
        run('#v=1&f=expr:x%5E2%2B*y&o=gd:alpha=1').catch((error) => error),
        evaluate('${plane.link}', { theta: [1] }).catch((error) => error),
      ]);
      // What no thread can be sent is an error too, and does not keep the program from ending.
      await run({ v: 1, objective: () => 1 }).then(() => process.exit(1), () => {});
      print(refusals.map((e) => [e instanceof SpecError, e instanceof Error, e.code, e.field, e.column]));
    `);
    expect(found).toEqual([
      [true, true, 'out_of_range', 'optimizers[0].alpha', null],
      [true, true, 'syntax', 'objective.source', expect.any(Number)],
      [true, true, 'unknown', 'theta', null],
    ]);
  });

  test('gives up by a signal at once, tells how far it came, and works on', async () => {
    const [given, already, shares, after] = await script<[unknown, unknown, number[], unknown]>(`
      import { basins, run } from 'eigensieve';
      const long = '#v=1&f=himmelblau&o=gd:alpha=0.00001&steps=10000000';
      const shares = [];
      const controller = new AbortController();
      const onProgress = ({ share }) => {
        shares.push(share);
        controller.abort(new Error('enough'));
      };
      const given = await basins(long, { size: [500, 500], onProgress, signal: controller.signal })
        .catch((error) => error.message);
      const already = await run(long, { signal: AbortSignal.abort() }).catch((error) => error.name);
      const { runs } = await run('${plane.link}');
      print([given, already, shares, runs.map((one) => one.fingerprint)]);
    `);
    expect([given, already, after]).toEqual(['enough', 'AbortError', plane.fp]);
    expect(shares).toHaveLength(1);
    expect(shares[0]).toBeLessThan(1);
  });

  test('rejects what is under way when disposed of, and begins anew', async () => {
    const [name, fp] = await script<unknown[]>(`
      import { basins, dispose, run } from 'eigensieve';
      const under = basins('#v=1&f=himmelblau&o=gd:alpha=0.00001&steps=10000000', { size: [500, 500] });
      setTimeout(dispose, 50);
      const name = await under.catch((error) => error.name);
      dispose();
      const { runs } = await run('${plane.link}');
      print([name, runs.map((one) => one.fingerprint)]);
    `);
    expect([name, fp]).toEqual(['AbortError', plane.fp]);
  });
});

describe('the command', () => {
  const withFp = (fp: readonly string[]): string => `${plane.link}&fp=${fp.join(',')}`;

  test('ends with 0 when a link is reproduced, with 1 when not', async () => {
    const good = await command('run', withFp(plane.fp), '--json');
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out).runs[0].reproduced).toBe(true);
    const bad = await command('run', withFp([...plane.fp].reverse()));
    expect(bad.code).toBe(1);
  });

  test('ends with 2 and names the key of a bad link', async () => {
    const { code, err } = await command('run', '#v=1&f=two-wells&o=gd:alpha=0.1&colour=red');
    expect(code).toBe(2);
    expect(err).toContain('colour');
  });

  test('trains on the data that came with it', async () => {
    const { code, err } = await command('run', `${network.link}&fp=${network.fp.join(',')}`);
    expect(code, err).toBe(0);
  });
});
