import { describe, expect, test } from 'vitest';
import type { Spec } from '../generated/types';
import type { Trail } from '../plot/trail';
import {
  BESIDE,
  critical,
  landscape,
  network,
  optimizer,
  point,
  record,
} from './example.test-data';
import { runKey } from './experiment';
import { type Action, reduce } from './reduce';
import { allEnded, lastStep, records, runsToMake, shownStep } from './select';
import { initialState, type State } from './state';
import { Store } from './store';

const trail = (steps: number): Trail => ({
  points: new Float64Array(2 * (steps + 1)),
  stride: 1,
  steps,
});

const settle = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);

const opened = (spec: Spec, beside = BESIDE): State =>
  settle(initialState, { kind: 'opened', experiment: { spec, beside } });

/** All runs of an experiment made, each with as many steps as its place plus ten. */
function finished(spec: Spec): State {
  const state = opened(spec);
  const actions = state.runs.map(
    ({ key }, index): Action => ({
      kind: 'run-advanced',
      index,
      key,
      trail: trail(10 + index),
      record: record(spec.optimizers[0] as Spec['optimizers'][number]),
      through: null,
    }),
  );
  return settle(state, ...actions, { kind: 'scrubbed', step: 1e9 });
}

describe('opening a link', () => {
  test('wants every run, and unfolds them from the start', () => {
    const state = opened(landscape());
    expect(runsToMake(state)).toEqual([0, 1]);
    expect([state.playing, shownStep(state)]).toEqual([true, 0]);
  });

  test('that shows a step rests there', () => {
    const state = opened(landscape(), { ...BESIDE, at: 5 });
    expect([state.playing, shownStep(state)]).toEqual([false, 5]);
  });

  test('clears old refusals and field errors', () => {
    const error = { code: 'unknown', field: 'foo', got: '', allowed: '', message: 'foo' } as const;
    const state = settle(
      opened(landscape()),
      { kind: 'link-refused', link: '#foo', error },
      { kind: 'edit-refused', field: 'seed', text: 'x', error },
      { kind: 'opened', experiment: { spec: landscape(), beside: BESIDE } },
    );
    expect([state.refused, state.fieldErrors]).toEqual([null, {}]);
  });
});

describe('runs', () => {
  test('that are the same under the new settings stay; the others keep their old picture', () => {
    const old = finished(landscape());
    const spec = landscape({ optimizers: [optimizer('gd'), optimizer('usam', { rho: 0.3 })] });
    const state = settle(old, { kind: 'edited', spec, fields: [] });
    expect(runsToMake(state)).toEqual([1]);
    expect(state.runs[0]).toBe(old.runs[0]);
    expect(state.runs[1]?.trail).toBe(old.runs[1]?.trail);
    expect(records(state)).toEqual([old.runs[0]?.record, null]);
  });

  test('of a removed optimizer go, those of the rest move up', () => {
    const old = finished(landscape());
    const state = settle(old, {
      kind: 'edited',
      spec: landscape({ optimizers: [optimizer('usam', { rho: 0.2 })] }),
      fields: [],
    });
    expect(state.runs).toEqual([old.runs[1]]);
  });

  test('of older settings are dropped when they arrive late', () => {
    const state = opened(landscape());
    const stale = runKey(landscape({ starts: [[0, 0]] }), { optimizer: 0, start: 0 });
    const late: Action = {
      kind: 'run-advanced',
      index: 0,
      key: stale,
      trail: trail(3),
      record: null,
      through: null,
    };
    expect(settle(state, late)).toBe(state);
  });

  test('end together', () => {
    expect(allEnded(opened(landscape()))).toBe(false);
    expect(allEnded(finished(landscape()))).toBe(true);
  });
});

describe('starts', () => {
  test('move, appear and disappear, and only their runs are made anew', () => {
    const two = landscape({
      starts: [
        [0, 0],
        [1, 1],
      ],
    });
    const moved = settle(finished(two), { kind: 'start-moved', start: 1, to: [0.5, 0.5] });
    expect(moved.experiment?.spec.starts).toEqual([
      [0, 0],
      [0.5, 0.5],
    ]);
    expect(runsToMake(moved)).toEqual([1, 3]);
    const added = settle(finished(two), { kind: 'start-added', at: [2, 2] });
    expect(runsToMake(added)).toEqual([2, 5]);
    const removed = settle(finished(two), { kind: 'start-removed', start: 0 });
    expect(runsToMake(removed)).toEqual([]);
  });

  test('take fingerprints and the shown step with them', () => {
    const state = settle(opened(landscape(), { ...BESIDE, at: 3, fp: ['a', 'b'], engine: '1' }), {
      kind: 'start-moved',
      start: 0,
      to: [0, 0],
    });
    expect(state.experiment?.beside).toEqual(BESIDE);
  });
});

describe('playback', () => {
  test('runs to the end and rests there without a mark', () => {
    const state = settle(
      finished(landscape()),
      { kind: 'scrubbed', step: 0 },
      { kind: 'played' },
      { kind: 'ticked', step: 4.2 },
    );
    expect(shownStep(state)).toBe(4.2);
    const end = settle(state, { kind: 'ticked', step: lastStep(state) });
    expect([end.playing, end.experiment?.beside.at]).toEqual([false, null]);
  });

  test('a pause marks the whole step', () => {
    const state = settle(
      finished(landscape()),
      { kind: 'played' },
      { kind: 'ticked', step: 4.2 },
      { kind: 'paused' },
    );
    expect(state.experiment?.beside.at).toBe(4);
  });

  test('scrubbing stays within the run', () => {
    const state = finished(landscape());
    expect(settle(state, { kind: 'scrubbed', step: -3 }).experiment?.beside.at).toBe(0);
    expect(settle(state, { kind: 'scrubbed', step: 400 }).experiment?.beside.at).toBeNull();
  });
});

describe('training', () => {
  const started = settle(opened(network()), { kind: 'training-started', spec: network() });

  test('collects rows', () => {
    const row = { step: 0 } as never;
    const state = settle(
      started,
      {
        kind: 'training-advanced',
        runs: [{ index: 0, kept: 0, history: [row], step: 3, record: null, through: null }],
        secondsLeft: 2,
      },
      {
        kind: 'training-advanced',
        runs: [{ index: 0, kept: 1, history: [], step: 4, record: null, through: null }],
        secondsLeft: 1,
      },
    );
    expect(state.training).toMatchObject({
      phase: 'running',
      secondsLeft: 1,
      runs: [{ history: [row], step: 4 }],
    });
  });

  test('tells how far the reading of its table has come, until the first news', () => {
    const reading = { share: 0.5, secondsLeft: 2 };
    const reads = settle(started, { kind: 'training-reads', reading });
    expect(reads.training).toMatchObject({ phase: 'running', reading });
    for (const next of [
      { kind: 'training-advanced', runs: [], secondsLeft: null },
      { kind: 'training-phase', phase: 'cancelled' },
    ] as const)
      expect(settle(reads, next).training.reading).toBeNull();
  });

  const rows = [0, 10, 20].map((step) => ({ step }) as never);
  const part = { index: 0, kept: 0, history: rows, step: 25, through: null };
  const trained = (status: string) =>
    settle(
      started,
      {
        kind: 'training-advanced',
        runs: [{ ...part, record: { status } as never }],
        secondsLeft: 0,
      },
      { kind: 'training-phase', phase: 'ended' },
    );

  test('goes back to a step: what came after it is forgotten, and the newest is shown', () => {
    const back = settle(
      trained('budget'),
      { kind: 'scrubbed', step: 10 },
      { kind: 'training-resumed', spec: network(), from: 10 },
    );
    expect(back.training.runs[0]).toMatchObject({ history: rows.slice(0, 2), step: 10 });
    expect(back.training).toMatchObject({ phase: 'running', runs: [{ record: null }] });
    expect(back.experiment?.beside.at).toBeNull();
  });

  test('goes on: a run that ended for good before that step stays, one out of steps does not', () => {
    const record = (status: string) =>
      settle(trained(status), { kind: 'training-resumed', spec: network(), from: 99 }).training
        .runs[0]?.record;
    expect(record('diverged')).not.toBeNull();
    expect(record('budget')).toBeNull();
  });

  test('rows that are told again take the place of what they were', () => {
    const again = { ...part, kept: 2, history: [{ step: 20, loss: 1 } as never], record: null };
    const state = settle(trained('budget'), {
      kind: 'training-advanced',
      runs: [again],
      secondsLeft: 0,
    });
    expect(state.training.runs[0]?.history).toEqual([...rows.slice(0, 2), ...again.history]);
  });

  test('is kept when more steps are allowed, and can go on; forgotten when fewer are', () => {
    const allow = (steps: number) =>
      settle(trained('budget'), {
        kind: 'edited',
        spec: network({ stop: { ...network().stop, steps } }),
        fields: [],
      }).training;
    const { steps } = network().stop;
    expect(allow(steps + 1)).toMatchObject({ phase: 'short', runs: [{ step: 25 }] });
    expect(allow(steps + 1).spec?.stop.steps).toBe(steps + 1);
    expect(allow(steps - 1).phase).toBe('idle');
  });

  test('is scrubbed within the steps it has made', () => {
    const at = (step: number) =>
      settle(trained('budget'), { kind: 'scrubbed', step }).experiment?.beside.at;
    expect([at(-1), at(12), at(25), at(400)]).toEqual([0, 12, null, null]);
  });

  test('is forgotten when other settings are made, kept when only the view is', () => {
    const other = settle(started, { kind: 'edited', spec: network({ seed: 1 }), fields: [] });
    expect(other.training.phase).toBe('idle');
    const view = settle(started, {
      kind: 'edited',
      spec: network({ view: 'compare' }),
      fields: [],
    });
    expect(view.training).toBe(started.training);
  });
});

describe('field errors', () => {
  const error = {
    code: 'out_of_range',
    field: 'seed',
    got: '-1',
    allowed: '',
    message: 'no',
  } as const;

  test('leave the experiment alone and go when the field is right', () => {
    const state = opened(landscape());
    const refused = settle(state, { kind: 'edit-refused', field: 'seed', text: '-1', error });
    expect(refused.experiment).toBe(state.experiment);
    expect(refused.fieldErrors).toEqual({ seed: { text: '-1', error } });
    expect(
      settle(refused, { kind: 'edited', spec: landscape({ seed: 1 }), fields: ['seed'] })
        .fieldErrors,
    ).toEqual({});
  });
});

test('the store tells its listeners state and before, until they leave', () => {
  const store = new Store();
  const seen: [string, string][] = [];
  const leave = store.subscribe((state, before) => seen.push([state.theme, before.theme]));
  store.dispatch({ kind: 'theme-changed', theme: 'dark' });
  leave();
  store.dispatch({ kind: 'theme-changed', theme: 'light' });
  expect(seen).toEqual([['dark', 'light']]);
});

describe('critical points', () => {
  const spec = landscape();
  const surveyed = settle(opened(spec), { kind: 'surveyed', of: spec, critical: critical() });

  test('stay while optimizers change, and what filters say of them follows', () => {
    const edited = landscape({ optimizers: [optimizer('gd', { alpha: 0.3 })] });
    const admissions = [{ admitted: [false], gains: null, c: 2 }];
    const state = settle(
      surveyed,
      { kind: 'edited', spec: edited, fields: [] },
      { kind: 'sifted', sifting: { admissions, switches: [] } },
    );
    expect(state.critical?.found).toBe(surveyed.critical?.found);
    expect(state.critical?.sifting.admissions).toBe(admissions);
  });

  test('of another function go at once, and an answer that comes too late is none', () => {
    const other = landscape({ objective: { kind: 'function', name: 'ring', params: {} } });
    const state = settle(surveyed, { kind: 'edited', spec: other, fields: [] });
    expect(state.critical).toBeNull();
    const late = settle(state, { kind: 'surveyed', of: spec, critical: critical([point()]) });
    expect(late.critical).toBeNull();
    const hatch = { optimizer: 0, forbidden: null };
    expect(settle(state, { kind: 'hatched', of: spec, hatch }).hatches).toEqual([]);
  });

  test('a link to the same ground keeps them, one to another window does not', () => {
    const to = (next: Spec): State =>
      settle(surveyed, { kind: 'opened', experiment: { spec: next, beside: BESIDE } });
    expect(to(landscape({ starts: [] })).critical).toBe(surveyed.critical);
    expect(to(landscape({ window: [-1, 1, -1, 1] })).critical).toBeNull();
    expect(to(network()).critical).toBeNull();
  });
});

describe('steps', () => {
  const moved = (state: State): State =>
    settle(
      state,
      { kind: 'step-begun', field: 'starts[0]' },
      { kind: 'start-moved', start: 0, to: [1, 1] },
    );

  test('are taken back and done again, and said', () => {
    const now = moved(opened(landscape()));
    expect(now.said).toBe('Moved: start 1 at x 1, y 1.');
    const before = settle(now, { kind: 'undone' });
    expect(before.experiment?.spec).toEqual(landscape());
    expect(before.said).toBe('Undone: start 1.');
    const again = settle(before, { kind: 'redone' });
    expect(again.experiment?.spec.starts).toEqual([[1, 1]]);
    expect(settle(again, { kind: 'redone' })).toBe(again);
  });

  test('keep the view one is in, and clear what was refused', () => {
    const error = { code: 'unknown', field: 'foo', got: '', allowed: '', message: 'foo' } as const;
    const state = settle(
      moved(opened(landscape())),
      {
        kind: 'opened',
        experiment: { spec: { ...landscape(), starts: [[1, 1]], view: 'filter' }, beside: BESIDE },
      },
      { kind: 'edit-refused', field: 'seed', text: 'x', error },
      { kind: 'undone' },
    );
    expect(state.experiment?.spec).toEqual(landscape({ view: 'filter' }));
    expect(state.fieldErrors).toEqual({});
  });

  test('end where another experiment is opened, and values of parameters with them', () => {
    const own = landscape({ objective: { kind: 'expr', source: 'a*x', params: { a: 3 } } });
    const state = moved(opened(own));
    expect(state.values).toEqual({ a: 3 });
    const other = settle(state, {
      kind: 'opened',
      experiment: { spec: landscape({ seed: 7 }), beside: BESIDE },
    });
    expect(settle(other, { kind: 'undone' })).toBe(other);
    expect(other.values).toEqual({ kappa: 9 });
  });
});
