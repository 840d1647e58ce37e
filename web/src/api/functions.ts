import type { Beside, Catalogue, CriticalPoints, Link, Spec } from '../generated/types.ts';
import { BASINS_SIZE } from '../report/basins.ts';
import type {
  BasinsProgress,
  BasinsReport,
  FiltersReport,
  NetworkReport,
  PlaneReport,
  RunProgress,
  RunReport,
} from '../report/reports.ts';
import { ask, letGo } from './office.ts';
import type { SpecInput } from './spec-input.ts';

/** An experiment: a link (`'#v=1&…'`, or a whole address with one), or a spec. */
export type Experiment = string | SpecInput;

/** What every call takes. */
export interface Options {
  /** Gives the call up: it rejects at once with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What long calls take. */
export interface ProgressOptions<P> extends Options {
  /** Hears some times a second how far the work has come, and of its end. */
  readonly onProgress?: (progress: P) => void;
}

/** What calls take that may need the user's own table. */
export interface DataOptions {
  /** The CSV file that a link with `net=csv:…` was made with. It stays on the machine. */
  readonly data?: Uint8Array | ArrayBuffer | Blob;
}

/** What `run` takes. */
export interface RunOptions extends ProgressOptions<RunProgress>, DataOptions {
  /** Whether to return all iterates; functions only. */
  readonly trajectory?: boolean;
  /** Whether to return θ at the end, or also at each row of the history; networks only. */
  readonly params?: boolean | 'history';
  /** θ₀, instead of the seed's; networks only. */
  readonly theta?: ArrayLike<number>;
}

/** What `evaluate` takes. */
export interface EvaluateOptions extends Options, DataOptions {
  /** Points x, y, instead of the starts; functions only. */
  readonly at?: readonly (readonly [number, number])[];
  /** θ, instead of the seed's θ₀; networks only. */
  readonly theta?: ArrayLike<number>;
}

/** What `filter` takes. */
export interface FilterOptions extends Options {
  /** Where to tell the spectral radii; nowhere, if absent. */
  readonly lambdas?: readonly number[];
}

/** What `basins` takes. */
export interface BasinsOptions extends ProgressOptions<BasinsProgress> {
  /** Width and height in pixels; 100 × 100 if absent. */
  readonly size?: readonly [width: number, height: number];
}

/**
 * Runs every optimizer of an experiment from every start.
 *
 * The same link gives the same fingerprints everywhere. If it carries some (`fp=…`), every run says
 * whether it has `reproduced` its own.
 *
 * @example
 * ```js
 * import { run } from 'eigensieve';
 *
 * const link = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';
 * const { runs } = await run(link, { onProgress: ({ share }) => console.log(share) });
 * for (const { optimizer, status, eigenvalues, fingerprint } of runs)
 *   console.log(optimizer.rule, status, eigenvalues.at(-1)?.value, fingerprint);
 * ```
 */
export async function run(experiment: Experiment, options: RunOptions = {}): Promise<RunReport> {
  const { trajectory, params, theta, data } = options;
  const wishes = { trajectory, params, theta: numbers(theta) };
  return ask({ what: 'run', experiment, wishes, data: await bytesOf(data) }, options);
}

/**
 * Evaluates the objective with its derivatives: a function at points, or else at the starts; a
 * network at weights, or else at the seed's.
 *
 * @example
 * ```js
 * import { evaluate } from 'eigensieve';
 *
 * const report = await evaluate('#v=1&f=two-wells&o=gd:alpha=0.1', { at: [[1, 0]] });
 * if ('points' in report) console.log(report.points[0]?.grad, report.points[0]?.hess);
 * ```
 */
export async function evaluate(
  experiment: Experiment,
  options: EvaluateOptions = {},
): Promise<PlaneReport | NetworkReport> {
  const { at, theta, data } = options;
  const wishes = { at, theta: numbers(theta) };
  return ask({ what: 'evaluate', experiment, wishes, data: await bytesOf(data) }, options);
}

/**
 * The optimizers as filters: passband, bound and spectral radii of the linearized update.
 *
 * @example
 * ```js
 * import { filter } from 'eigensieve';
 *
 * const { optimizers } = await filter('#v=1&f=ravine&o=husam:alpha=0.1:rho=0.05', {
 *   lambdas: [1, 5, 20],
 * });
 * console.log(optimizers[0]?.bound, optimizers[0]?.radius);
 * ```
 */
export function filter(
  experiment: Experiment,
  options: FilterOptions = {},
): Promise<FiltersReport> {
  return ask({ what: 'filter', experiment, lambdas: options.lambdas ?? [] }, options);
}

/**
 * The critical points in the window, and which of them each optimizer's filter admits.
 *
 * @example
 * ```js
 * import { criticalPoints } from 'eigensieve';
 *
 * const { points } = await criticalPoints('#v=1&f=two-wells&o=gd:alpha=0.16');
 * for (const { x, kind, eigenvalues, admitted } of points)
 *   console.log(x, kind, eigenvalues, admitted[0]);
 * ```
 */
export function criticalPoints(
  experiment: Experiment,
  options: Options = {},
): Promise<CriticalPoints> {
  return ask({ what: 'critical-points', experiment }, options);
}

/**
 * Where the runs from every pixel of the window lead, for each optimizer.
 *
 * @example
 * ```js
 * import { basins } from 'eigensieve';
 *
 * const { optimizers } = await basins('#v=1&f=himmelblau&o=gd:alpha=0.01', { size: [40, 40] });
 * for (const { kind, x, share } of optimizers[0]?.classes ?? []) console.log(kind, x, share);
 * ```
 */
export function basins(experiment: Experiment, options: BasinsOptions = {}): Promise<BasinsReport> {
  return ask({ what: 'basins', experiment, size: options.size ?? BASINS_SIZE }, options);
}

/**
 * Reads a link: the spec with every default filled in, and what stands beside it.
 *
 * @example
 * ```js
 * import { parseLink } from 'eigensieve';
 *
 * const { spec, beside } = await parseLink('#v=1&f=two-wells&o=gd:alpha=0.16&scale=log');
 * console.log(spec.window, spec.stop.steps, beside.scale);
 * ```
 */
export function parseLink(link: string, options: Options = {}): Promise<Link> {
  return ask({ what: 'parse', link }, options);
}

/**
 * Prints the one canonical link of a spec. `beside` is what a link carries that is not of the spec:
 * how it is shown, and the fingerprints of its runs.
 *
 * @example
 * ```js
 * import { run, toLink } from 'eigensieve';
 *
 * const { spec, engine, runs } = await run({
 *   v: 1,
 *   objective: { kind: 'expr', source: '(x^2-1)^2 + a*y^2', params: { a: 2 } },
 *   optimizers: [{ rule: 'gd', alpha: 0.1 }],
 *   starts: [[0.5, 1]],
 * });
 * console.log(await toLink(spec, { engine, fp: runs.map(({ fingerprint }) => fingerprint) }));
 * ```
 */
export function toLink(
  spec: SpecInput | Spec,
  beside: Partial<Beside> | null = null,
  options: Options = {},
): Promise<string> {
  return ask({ what: 'print', spec, beside }, options);
}

/**
 * The engine's tables: functions, rules, data sets, ranges and defaults.
 *
 * @example
 * ```js
 * import { catalogue } from 'eigensieve';
 *
 * const { engine, functions, rules } = await catalogue();
 * console.log(engine, functions.map(({ name }) => name), rules.map(({ name }) => name));
 * ```
 */
export function catalogue(options: Options = {}): Promise<Catalogue> {
  return ask({ what: 'catalogue' }, options);
}

/**
 * Ends the engine's thread and frees its memory. What is under way rejects with an AbortError; the
 * next call begins anew.
 *
 * @example
 * ```js
 * import { dispose, parseLink } from 'eigensieve';
 *
 * await parseLink('#v=1&f=ravine&o=gd:alpha=0.1');
 * dispose();
 * ```
 */
export function dispose(): void {
  letGo();
}

const numbers = (theta: ArrayLike<number> | undefined): Float64Array | undefined =>
  theta && Float64Array.from(theta);

async function bytesOf(data: DataOptions['data']): Promise<Uint8Array | null> {
  if (data === undefined) return null;
  if (data instanceof Uint8Array) return data;
  return new Uint8Array(data instanceof ArrayBuffer ? data : await data.arrayBuffer());
}
