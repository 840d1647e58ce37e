import type { Experiment } from '../generated/landscape.js';
import type { RunRecord, Spec } from '../generated/types';
import { traceContours } from '../plot/contours';
import { traceForbidden } from '../plot/forbidden';
import { type Range, samplesOver } from '../plot/lambda-range';
import { gridOver } from '../plot/trace';
import { TrailKeeper } from '../plot/trail';
import { firstValue, valuesFor } from '../state/own-function';
import { pictureOf } from './basin-picture';
import type { Answers, Curves, Request, Sifting, Through } from './protocol';
import { type Answer, type Engine, SLICE, type Task } from './service';

/** The last map's values; maps of one size follow each other while something is dragged. */
let heights = new Float64Array();

/** Requests about networks, data and files, which not every thread answers. */
export type FurtherRequest = Exclude<Request, { readonly kind: PlaneKind }>;

type PlaneKind =
  | 'start'
  | 'open'
  | 'print'
  | 'read'
  | 'write'
  | 'facts'
  | 'map'
  | 'survey'
  | 'sift'
  | 'forbidden'
  | 'basin-rows'
  | 'basin-classes'
  | 'curves'
  | 'running'
  | 'alpha'
  | 'run'
  | 'along'
  | 'probes';

/** Answers what is asked of functions of the plane; all else is left to `further`. */
export async function answer(
  request: Request,
  task: Task,
  further: (request: FurtherRequest, task: Task) => Promise<Answer>,
): Promise<Answer> {
  const { engine } = task;
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
      return { spec: engine.readSpec(withSource(engine, request)) };
    case 'facts':
      return {
        hypotheses: engine.hypotheses(request.spec),
        filters: engine.filter(request.spec, new Float64Array()),
      };
    case 'map':
      return withExperiment(engine, request.spec, (experiment) => {
        const { columns, scale, spec } = request;
        const grid = gridOver(spec.window ?? [-1, 1, -1, 1], columns);
        const cells = grid.columns * grid.rows;
        if (heights.length !== cells) heights = new Float64Array(cells);
        experiment.grid(Float64Array.from(grid.window), grid.columns, grid.rows, heights);
        return { contours: traceContours(grid, heights, scale) };
      });
    case 'survey':
      return withExperiment(engine, request.spec, (experiment) => {
        const found = experiment.criticalPoints();
        const eigenvalues = found.points.flatMap((point) => point.eigenvalues);
        return { found, sifting: sift(engine, request.spec, eigenvalues) };
      });
    case 'sift':
      return { sifting: sift(engine, request.spec, request.eigenvalues) };
    case 'forbidden':
      return withExperiment(engine, request.spec, (experiment) => {
        const { columns, optimizer, spec } = request;
        const grid = gridOver(spec.window ?? [-1, 1, -1, 1], columns);
        const window = Float64Array.from(grid.window);
        const margins = experiment.margins(optimizer, window, grid.columns, grid.rows);
        return { forbidden: margins ? traceForbidden(grid, margins) : null };
      });
    case 'basin-rows':
      return mapRows(task, request);
    case 'basin-classes':
      return withExperiment(engine, request.spec, (experiment) => {
        const { spec, map, outcomes } = request;
        const raster = { window: spec.window ?? [-1, 1, -1, 1], ...map } as const;
        return { picture: pictureOf(experiment, raster, outcomes) };
      });
    case 'curves':
      return { curves: curvesOver(engine, request.spec, request.range) };
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
      return runLandscape(task, request);
    case 'along':
      return {
        numbers: await eachOf(task, request.spec, request.points, (experiment, points) =>
          experiment.along(points),
        ),
      };
    case 'probes':
      return {
        points: await eachOf(task, request.spec, request.orders, (experiment, order) =>
          experiment.probes(order.optimizer, order.steps),
        ),
      };
    default:
      return further(request, task);
  }
}

/** A spec with a typed function and a value for each parameter in it. */
function withSource(
  engine: Engine,
  { spec, source, values }: Extract<Request, { kind: 'write' }>,
): unknown {
  const params = valuesFor(engine.parametersOf(source), values, firstValue(engine.catalogue()));
  return { ...spec, objective: { kind: 'expr', source, params } };
}

function withExperiment<T>(engine: Engine, spec: Spec, use: (experiment: Experiment) => T): T {
  const experiment = new engine.Experiment(spec);
  try {
    return use(experiment);
  } finally {
    experiment.free();
  }
}

/** What the filters say of points with these eigenvalues: λmin, λmax, λmin, …. */
function sift(engine: Engine, spec: Spec, eigenvalues: readonly number[]): Sifting {
  const flat = Float64Array.from(eigenvalues);
  return { admissions: engine.admission(spec, flat), switches: engine.switches(spec, flat) };
}

/** Asks an experiment about one item after the other, in slices. */
async function eachOf<T, R>(
  task: Task,
  spec: Spec,
  items: readonly T[],
  ask: (experiment: Experiment, item: T) => R,
): Promise<R[]> {
  const experiment = new task.engine.Experiment(spec);
  const clock = task.clock();
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
  task: Task,
  { spec, map, from, to }: Extract<Request, { kind: 'basin-rows' }>,
): Promise<Answers['basin-rows']> {
  const { optimizer, columns, rows } = map;
  const experiment = new task.engine.Experiment(spec);
  const clock = task.clock();
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
      if (clock.reportIsDue()) task.progress({ kind: 'mapped', rows: row - from });
    }
  } finally {
    experiment.free();
  }
  return { outcomes };
}

/** Even places of a curve; with the edges of all passbands they stay at about 400. */
const COLUMNS = 360;

function curvesOver(engine: Engine, spec: Spec, range: Range): Curves {
  const edges = engine
    .filter(spec, new Float64Array())
    .flatMap(({ passband, lone_points }) => [...(passband ?? []).flat(), ...lone_points]);
  const lambdas = samplesOver(range, COLUMNS, edges);
  return { range, lambdas, filters: engine.filter(spec, Float64Array.from(lambdas)) };
}

/** Which eigenvalues of a record outside its passband that lets through all the same. */
export function throughOf(
  experiment: Experiment,
  optimizer: number,
  record: RunRecord | null,
): Through {
  if (record?.verdict?.inside !== false) return null;
  const pairs = record.eigenvalues.flatMap(({ value, residual }) => [value, residual]);
  return experiment.letThrough(optimizer, Float64Array.from(pairs));
}

/** Makes the runs asked for, one after the other; each reports its trail, and its record at the end. */
async function runLandscape(task: Task, request: Extract<Request, { kind: 'run' }>): Promise<null> {
  const experiment = new task.engine.Experiment(request.spec);
  const clock = task.clock();
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
            task.progress({ kind: 'ran', index, trail, record, through }, [trail.points.buffer]);
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
