/**
 * The engine's thread, and the only importer of the generated bindings. A thread called `network`
 * has the whole engine. All others begin with the build that knows the catalogue's functions alone, and go on with
 * larger ones when something is asked for that is not in theirs. Long work goes on in short slices with the message queue served in between, so that a cancel is never late by more than one.
 */
import type { Experiment as Network } from '../generated/engine.js';
import * as landscape from '../generated/landscape.js';
import type { RunRecord, Spec } from '../generated/types';
import { traceContours } from '../plot/contours';
import { traceForbidden } from '../plot/forbidden';
import { type Range, samplesOver } from '../plot/lambda-range';
import type { Region } from '../plot/region';
import { gridOver } from '../plot/trace';
import { TrailKeeper } from '../plot/trail';
import { firstValue, valuesFor } from '../state/own-function';
import type { Classroom } from '../training/classroom';
import { pictureOf } from './basin-picture';
import type { Pace } from './pace';
import {
  type Answers,
  type Asset,
  type Curves,
  type FromWorker,
  isSpecError,
  NETWORK_THREAD,
  type Progress,
  type Request,
  type Sifting,
  type Through,
  type ToWorker,
} from './protocol';

/** Milliseconds of work between two looks at the message queue. */
const SLICE = 12;
/** Milliseconds between two reports of a run under way. */
const REPORT_EVERY = 80;

interface Scope {
  readonly name: string;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}
const scope = globalThis as unknown as Scope;

/** What all builds export; each refuses what it leaves to larger ones. */
type Engine = typeof landscape;
/** With typed functions and maps of basins; with networks too. */
const LARGER = {
  plane: (): Promise<Engine> => import('../generated/plane.js'),
  engine: (): Promise<Engine> => import('../generated/engine.js'),
};
type Experiment = landscape.Experiment;
let engine: Engine = landscape;
const started = start();
/** The last map's values; maps of one size follow each other while something is dragged. */
let heights = new Float64Array();
const cancelled = new Set<number>();
const paused = new Set<number>();
const underWay = new Set<number>();
let wake: (() => void) | null = null;

class Cancelled extends Error {}
/** A data asset could not be fetched; the engine itself is well. */
class Unavailable extends Error {}

scope.onmessage = ({ data: message }) => {
  const { requestId } = message;
  switch (message.kind) {
    case 'request':
      void serve(requestId, message.request);
      break;
    case 'cancel':
      if (underWay.has(requestId)) cancelled.add(requestId);
      break;
    case 'pause':
      if (underWay.has(requestId)) paused.add(requestId);
      break;
    case 'resume':
      paused.delete(requestId);
      break;
    default:
      message satisfies never;
  }
  wake?.();
};

async function start(): Promise<void> {
  if (scope.name === NETWORK_THREAD) await goOnWith(LARGER.engine);
  else await engine.default();
}

async function goOnWith(build: () => Promise<Engine>): Promise<void> {
  const larger = await build().catch(() => {
    throw new Unavailable('The rest of the engine could not be loaded.');
  });
  await larger.default();
  engine = larger;
}

/** Answers with the build at hand, and where that leaves something to a larger one, with that. */
async function answerTo(requestId: number, request: Request): ReturnType<typeof handle> {
  for (const build of [LARGER.plane, LARGER.engine]) {
    try {
      return await handle(requestId, request);
    } catch (thrown) {
      if (!isSpecError(thrown) || thrown.code !== 'not_in_this_build') throw thrown;
      await goOnWith(build);
    }
  }
  return handle(requestId, request);
}

async function serve(requestId: number, request: Request): Promise<void> {
  underWay.add(requestId);
  try {
    await started;
    const answer = await answerTo(requestId, request);
    scope.postMessage({ kind: 'done', requestId, answer }, buffersIn(answer));
  } catch (thrown) {
    if (thrown instanceof Cancelled) scope.postMessage({ kind: 'cancelled', requestId });
    else if (isSpecError(thrown)) scope.postMessage({ kind: 'refused', requestId, error: thrown });
    else if (thrown instanceof Unavailable)
      scope.postMessage({ kind: 'unavailable', requestId, message: thrown.message });
    else scope.postMessage({ kind: 'broken', requestId, message: String(thrown) });
  } finally {
    underWay.delete(requestId);
    cancelled.delete(requestId);
    paused.delete(requestId);
  }
}

async function handle(requestId: number, request: Request): Promise<Answers[keyof Answers]> {
  switch (request.kind) {
    case 'start':
      return { catalogue: engine.catalogue() };
    case 'open':
      return engine.parseLink(request.link);
    case 'print':
      return {
        link: engine.printLink(request.spec, request.beside),
        views: Object.fromEntries(
          request.views.map((view) => [
            view,
            engine.printLink({ ...request.spec, view } as Spec, request.beside),
          ]),
        ),
      };
    case 'read':
      return { spec: engine.readSpec(request.value) };
    case 'write':
      return { spec: engine.readSpec(withSource(request)) };
    case 'facts':
      return {
        hypotheses: engine.hypotheses(request.spec),
        filters: engine.filter(request.spec, new Float64Array()),
      };
    case 'map':
      return withExperiment(request.spec, (experiment) => {
        const { columns, scale, spec } = request;
        const grid = gridOver(spec.window ?? [-1, 1, -1, 1], columns);
        const cells = grid.columns * grid.rows;
        if (heights.length !== cells) heights = new Float64Array(cells);
        experiment.grid(Float64Array.from(grid.window), grid.columns, grid.rows, heights);
        return { contours: traceContours(grid, heights, scale) };
      });
    case 'survey':
      return withExperiment(request.spec, (experiment) => {
        const found = experiment.criticalPoints();
        const eigenvalues = found.points.flatMap((point) => point.eigenvalues);
        return { found, sifting: sift(request.spec, eigenvalues) };
      });
    case 'sift':
      return { sifting: sift(request.spec, request.eigenvalues) };
    case 'forbidden':
      return withExperiment(request.spec, (experiment) => {
        const { columns, optimizer, spec } = request;
        const grid = gridOver(spec.window ?? [-1, 1, -1, 1], columns);
        const window = Float64Array.from(grid.window);
        const margins = experiment.margins(optimizer, window, grid.columns, grid.rows);
        return { forbidden: margins ? traceForbidden(grid, margins) : null };
      });
    case 'basin-rows':
      return mapRows(requestId, request);
    case 'basin-classes':
      return withExperiment(request.spec, (experiment) => {
        const { spec, map, outcomes } = request;
        const raster = { window: spec.window ?? [-1, 1, -1, 1], ...map } as const;
        return { picture: pictureOf(experiment, raster, outcomes) };
      });
    case 'curves':
      return { curves: curvesOver(request.spec, request.range) };
    case 'running': {
      const { spec, lambdas, runs } = request;
      const at = Float64Array.from(lambdas);
      return {
        filters: runs.map(({ optimizer, gradientNorm }) =>
          engine.runningFilter(spec, optimizer, gradientNorm, at),
        ),
      };
    }
    case 'alpha': {
      const { spec, optimizer, bound } = request;
      return { alpha: engine.alphaForBound(spec, optimizer, bound) ?? null };
    }
    case 'run':
      return runLandscape(requestId, request);
    case 'train':
    case 'weights': {
      classroom ??= enter();
      const room = await classroom;
      const clock = new Clock(requestId);
      const tell = (news: Progress): void => progress(requestId, news);
      return request.kind === 'train'
        ? room.train(request, clock, tell)
        : room.weights(request, clock, tell);
    }
    case 'inspect': {
      const { inspected } = await import('../spectrum/inspect.worker');
      const means = { read: engine.readSpec, open: openSpec };
      const tell = (news: Progress): void => progress(requestId, news);
      return inspected(request, means, new Clock(requestId), tell);
    }
    case 'along':
      return {
        numbers: await eachOf(requestId, request.spec, request.points, (experiment, points) =>
          experiment.along(points),
        ),
      };
    case 'probes':
      return {
        points: await eachOf(requestId, request.spec, request.orders, (experiment, order) =>
          experiment.probes(order.optimizer, order.steps),
        ),
      };
    case 'export': {
      const { exported } = await import('../export/errands.worker');
      const clock = new Clock(requestId);
      const onRows = (rows: number): void => {
        if (clock.reportIsDue()) progress(requestId, { kind: 'exported', rows });
      };
      return {
        file: await exported(new engine.Experiment(request.head.spec), request, clock, onRows),
      };
    }
    case 'table': {
      const { tableOf } = await import('../data/errands.worker');
      return tableOf(request, new Clock(requestId), (howFar) => {
        progress(requestId, { kind: 'read', ...howFar });
      });
    }
    case 'data': {
      const { dataOf } = await import('../data/errands.worker');
      const tell = (news: Progress): void => progress(requestId, news);
      const experiment = await openSpec(request.spec, request.asset, new Clock(requestId), tell);
      return dataOf(experiment, request.rows);
    }
    case 'slice-plane': {
      const { planeOf } = await import('../lab/slice.worker');
      const tell = (news: Progress): void => progress(requestId, news);
      return planeOf(request, openSpec, new Clock(requestId), tell);
    }
    case 'slice-project':
      return (await import('../lab/slice.worker')).projectionOf(request);
    case 'slice-at':
      return (await import('../lab/slice.worker')).valueAt(request);
    case 'slice-map': {
      const { mapOf } = await import('../lab/slice.worker');
      return mapOf(request, new Clock(requestId), (news) => progress(requestId, news));
    }
    case 'outputs': {
      const { outputsOf } = await import('../lab/outputs.worker');
      const tell = (news: Progress): void => progress(requestId, news);
      return outputsOf(request, () =>
        openSpec(request.spec, request.asset, new Clock(requestId), tell),
      );
    }
    case 'import': {
      const { imported } = await import('../export/errands.worker');
      return imported(request, engine);
    }
    default:
      return request satisfies never;
  }
}

/** A spec with a typed function and a value for each parameter in it. */
function withSource({ spec, source, values }: Extract<Request, { kind: 'write' }>): unknown {
  const params = valuesFor(engine.parametersOf(source), values, firstValue(engine.catalogue()));
  return { ...spec, objective: { kind: 'expr', source, params } };
}

function withExperiment<T>(spec: Spec, use: (experiment: Experiment) => T): T {
  const experiment = new engine.Experiment(spec);
  try {
    return use(experiment);
  } finally {
    experiment.free();
  }
}

/** What the filters say of points with these eigenvalues: λmin, λmax, λmin, …. */
function sift(spec: Spec, eigenvalues: readonly number[]): Sifting {
  const flat = Float64Array.from(eigenvalues);
  return { admissions: engine.admission(spec, flat), switches: engine.switches(spec, flat) };
}

/** Asks an experiment about one item after the other, in slices. */
async function eachOf<T, R>(
  requestId: number,
  spec: Spec,
  items: readonly T[],
  ask: (experiment: Experiment, item: T) => R,
): Promise<R[]> {
  const experiment = new engine.Experiment(spec);
  const clock = new Clock(requestId);
  try {
    const answers: R[] = [];
    for (const item of items) {
      answers.push(ask(experiment, item));
      if (clock.sliceIsOver()) await clock.breathe();
    }
    return answers;
  } finally {
    experiment.free();
  }
}

/** Status, x, y and λmax. */
const NUMBERS_PER_PIXEL = 4;

/** Runs from the pixels of some rows of a map, as many rows at a time as fit a slice. */
async function mapRows(
  requestId: number,
  { spec, map, from, to }: Extract<Request, { kind: 'basin-rows' }>,
): Promise<Answers['basin-rows']> {
  const { optimizer, columns, rows } = map;
  const experiment = new engine.Experiment(spec);
  const clock = new Clock(requestId);
  const perRow = NUMBERS_PER_PIXEL * columns;
  const outcomes = new Float64Array((to - from) * perRow);
  try {
    let count = 1;
    for (let row = from; row < to; ) {
      const next = Math.min(to, row + count);
      const before = performance.now();
      const into = outcomes.subarray((row - from) * perRow, (next - from) * perRow);
      experiment.basinRows(optimizer, columns, rows, row, next, into);
      const took = performance.now() - before;
      row = next;
      if (took < SLICE / 2) count *= 2;
      else if (took > SLICE * 2) count = Math.max(1, count >> 1);
      if (row < to && clock.sliceIsOver()) await clock.breathe();
      if (clock.reportIsDue()) progress(requestId, { kind: 'mapped', rows: row - from });
    }
  } finally {
    experiment.free();
  }
  return { outcomes };
}

/** Even places of a curve; with the edges of all passbands they stay at about 400. */
const COLUMNS = 360;

function curvesOver(spec: Spec, range: Range): Curves {
  const edges = engine
    .filter(spec, new Float64Array())
    .flatMap(({ passband, lone_points }) => [...(passband ?? []).flat(), ...lone_points]);
  const lambdas = samplesOver(range, COLUMNS, edges);
  return { range, lambdas, filters: engine.filter(spec, Float64Array.from(lambdas)) };
}

function throughOf(experiment: Experiment, optimizer: number, record: RunRecord | null): Through {
  if (record?.verdict?.inside !== false) return null;
  const pairs = record.eigenvalues.flatMap(({ value, residual }) => [value, residual]);
  return experiment.letThrough(optimizer, Float64Array.from(pairs));
}

/** Makes the runs asked for, one after the other; each reports its trail, and its record at the end. */
async function runLandscape(
  requestId: number,
  request: Extract<Request, { kind: 'run' }>,
): Promise<null> {
  const experiment = new engine.Experiment(request.spec);
  const clock = new Clock(requestId);
  try {
    for (const { index, optimizer, start } of request.runs) {
      const run = experiment.run(optimizer, start, true);
      try {
        const keeper = new TrailKeeper();
        let steps = 256;
        for (let ended = false; !ended; ) {
          ended = run.advance(steps);
          keeper.take(run.iterates(keeper.taken));
          if (!ended && clock.sliceIsOver()) await clock.breathe();
          if (ended || clock.reportIsDue()) {
            const trail = keeper.snapshot();
            const record = ended ? run.record() : null;
            const through = throughOf(experiment, optimizer, record);
            progress(requestId, { kind: 'ran', index, trail, record, through }, [
              trail.points.buffer,
            ]);
          }
          steps = Math.min(4096, steps * 2);
        }
      } finally {
        run.free();
      }
      if (clock.sliceIsOver()) await clock.breathe();
    }
  } finally {
    experiment.free();
  }
  return null;
}

/** What training needs comes with the first of it. */
let classroom: Promise<Classroom> | null = null;

async function enter(): Promise<Classroom> {
  const { Classroom } = await import('../training/classroom');
  return new Classroom(openSpec, throughOf);
}

/** Opens a network's spec, in a thread that runs networks; a user's file may take seconds to read. */
async function openSpec(
  spec: Spec,
  asset: Asset,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Network> {
  if (asset instanceof Blob) {
    const { overFile } = await import('../data/errands.worker');
    return overFile(spec, asset, pace, (howFar) => report({ kind: 'read', ...howFar }));
  }
  const { Experiment } = await import('../generated/engine.js');
  return new Experiment(spec, asset === null ? undefined : await bytesAt(asset));
}

/** Keeps slices short, reports regular, and hears cancel and pause between slices. */
class Clock implements Pace {
  private slice = performance.now();
  private report = performance.now();
  private busy = 0;

  constructor(private readonly requestId: number) {}

  sliceIsOver = (): boolean => performance.now() - this.slice > SLICE;

  reportIsDue(): boolean {
    if (performance.now() - this.report < REPORT_EVERY) return false;
    this.report = performance.now();
    return true;
  }

  /** Milliseconds of work so far, pauses left out. */
  worked = (): number => this.busy + performance.now() - this.slice;

  async breathe(): Promise<void> {
    this.busy += performance.now() - this.slice;
    await nextTask();
    while (paused.has(this.requestId) && !cancelled.has(this.requestId)) await nextMessage();
    if (cancelled.has(this.requestId)) throw new Cancelled();
    this.slice = performance.now();
  }
}

/** Lets queued messages in; a MessageChannel because timers are slowed in the background. */
const gate = new MessageChannel();
const waiting: (() => void)[] = [];
gate.port1.onmessage = () => waiting.shift()?.();

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    gate.port2.postMessage(null);
  });
}

function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    wake = () => {
      wake = null;
      resolve();
    };
  });
}

const assets = new Map<string, Promise<Uint8Array>>();

/** The bytes of one of the page's data assets, fetched once. */
function bytesAt(url: string): Promise<Uint8Array> {
  let bytes = assets.get(url);
  if (!bytes) {
    bytes = fetchBytes(url);
    assets.set(url, bytes);
    bytes.catch(() => assets.delete(url));
  }
  return bytes;
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new Unavailable(`The data could not be fetched: ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

function progress(requestId: number, report: Progress, transfer: Transferable[] = []): void {
  scope.postMessage({ kind: 'progress', requestId, progress: report }, transfer);
}

function buffersIn(answer: Answers[keyof Answers]): Transferable[] {
  if (answer === null) return [];
  if ('contours' in answer) {
    const { contours } = answer;
    return [...buffersOf(contours), contours.ends.buffer, ...buffersOf(contours.hollow)];
  }
  if ('forbidden' in answer && answer.forbidden)
    return [...buffersOf(answer.forbidden.region), ...buffersOf(answer.forbidden.hollow)];
  if ('theta' in answer) {
    const { theta, diagonal } = answer;
    return [theta, ...(diagonal ? [diagonal] : [])].map(({ buffer }) => buffer as ArrayBuffer);
  }
  if ('outcomes' in answer) return [answer.outcomes.buffer as ArrayBuffer];
  if ('picture' in answer) {
    const { raster, lambdas } = answer.picture;
    return [raster.buffer as ArrayBuffer, lambdas.buffer as ArrayBuffer];
  }
  return [];
}

const buffersOf = ({ vertices, rings }: Region): Transferable[] => [vertices.buffer, rings.buffer];
