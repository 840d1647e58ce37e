// The golden links use everything that a link can name. What there is comes from the engine, so
// that a new rule, set or key without a golden link fails here.

import { beforeAll, expect, test } from 'vitest';
import type { Catalogue, Mlp, Spec, Status } from '../../web/src/generated/types.ts';
import { goldenFiles, openEngine } from './golden.mjs';

const links = (await goldenFiles()).flatMap((file) => file.links);
let specs: Spec[];
let networks: Mlp[];
let tables: Catalogue;
let keys: string[];

beforeAll(async () => {
  const engine = await openEngine();
  specs = links.map(({ link }) => engine.parseLink(link).spec);
  networks = specs.flatMap(({ objective }) => (objective.kind === 'mlp' ? [objective] : []));
  tables = engine.catalogue();
  try {
    engine.parseLink('#v=1&f=ring&o=gd:alpha=0.1&nosuchkey=1');
  } catch (refusal) {
    keys = (refusal as { allowed: string }).allowed.split(', ');
  }
});

const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);

/** Pairs of names, joined, that there can be. */
const pairs = (ones: readonly string[], others: readonly string[]): string[] =>
  ones.flatMap((one) => others.map((other) => `${one} ${other}`));

function expectAll(found: readonly string[], wanted: readonly string[]): void {
  expect(wanted.length).toBeGreaterThan(1);
  const have = new Set(found);
  expect(
    wanted.filter((name) => !have.has(name)),
    'add a link to tests/links/ and run `node tests/links/pin.mjs`',
  ).toEqual([]);
}

test('every rule with every momentum', () => {
  const wrapped = tables.rules.filter(({ momentum }) => momentum);
  const bare = tables.rules.filter(({ momentum }) => !momentum);
  expectAll(
    specs.flatMap(({ optimizers }) => optimizers.map((o) => `${o.rule} ${o.momentum}`)),
    [...pairs(names(wrapped), names(tables.momenta)), ...names(bare).map((rule) => `${rule} none`)],
  );
});

test('every rule on networks, in every precision', () => {
  expectAll(
    specs.flatMap(({ objective, optimizers }) =>
      objective.kind === 'mlp' ? optimizers.map((o) => `${o.rule} ${objective.precision}`) : [],
    ),
    pairs(names(tables.rules), names(tables.precisions)),
  );
});

test('every activation in every precision, every loss, every first weight', () => {
  expectAll(
    networks.map(({ activation, precision }) => `${activation} ${precision}`),
    pairs(names(tables.activations), names(tables.precisions)),
  );
  expectAll(
    networks.map(({ loss, precision }) => `${loss} ${precision}`),
    pairs(names(tables.losses), names(tables.precisions)),
  );
  expectAll(
    networks.map(({ init }) => init),
    names(tables.inits),
  );
});

test('every function and every data set', () => {
  expectAll(
    specs.flatMap(({ objective }) => (objective.kind === 'function' ? [objective.name] : [])),
    names(tables.functions),
  );
  expectAll(
    networks.map(({ data }) => data.name),
    names(tables.data),
  );
});

test('every view', () => {
  expectAll(
    specs.map(({ view }) => view),
    names(tables.views),
  );
});

test('every key', () => {
  const written = links.flatMap(({ link }) =>
    link
      .slice(1)
      .split('&')
      .map((pair) => pair.slice(0, pair.indexOf('=')).replace(/^p\..*/, 'p.NAME')),
  );
  expectAll(written, keys);
});

test('every end a run can have', () => {
  const statuses = {
    converged: 0,
    phantom: 0,
    cycling: 0,
    diverged: 0,
    budget: 0,
  } satisfies Record<Exclude<Status, 'running'>, 0>;
  expectAll(
    links.flatMap(({ ends }) => ends?.runs.map(({ status }) => status) ?? []),
    Object.keys(statuses),
  );
});

test('maps, spectra and close looks are among them', () => {
  expect(links.filter(({ map }) => map).length).toBeGreaterThanOrEqual(4);
  expect(links.filter(({ look }) => look).length).toBeGreaterThanOrEqual(4);
  expect(specs.filter(({ curvature }) => (curvature?.probes ?? 0) > 0).length).toBeGreaterThan(2);
  expect(networks.filter(({ batch }) => batch !== null).length).toBeGreaterThan(2);
});
