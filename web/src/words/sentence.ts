import type { RunRecord, Spec } from '../generated/types';
import { labels } from './names';
import { list, number, passband, point } from './numbers';

/** A piece of a sentence: words, or an optimizer's name, which is shown in its colour. */
export type Part = string | { readonly optimizer: number; readonly name: string };

export type Sentence = readonly Part[];

export const asText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.name)).join('');

/** More distinct ends than this are summed up for each optimizer instead of named one by one. */
const PLACES_NAMED = 3;

interface Run {
  readonly optimizer: number;
  readonly record: RunRecord;
}

/** A point where runs came to rest. */
interface Place {
  readonly x: readonly [number, number];
  readonly largest: number;
  readonly smallest: number;
  readonly runs: Run[];
}

/**
 * What happened, from the records alone: where each optimizer settled, its largest eigenvalue and
 * its bound, who could not have settled there, and for all others why the theorem is silent.
 * `records` are optimizer-major; unfinished ones are null.
 */
export function describe(spec: Spec, records: readonly (RunRecord | null)[]): Sentence[] {
  const perOptimizer = Math.max(1, records.length / spec.optimizers.length);
  const runs = records.flatMap((record, i): Run[] =>
    record && record.status !== 'running'
      ? [{ optimizer: Math.floor(i / perOptimizer), record }]
      : [],
  );
  const teller = new Teller(spec, runs, perOptimizer);
  return [
    ...teller.settled(),
    ...teller.exceptions(),
    ...teller.withoutPassband(),
    ...teller.silent(),
  ];
}

class Teller {
  private readonly names: string[];
  private readonly places: Place[];
  private readonly span: number;
  /** Optimizers whose bound has been said already. */
  private readonly bounded = new Set<number>();

  constructor(
    private readonly spec: Spec,
    private readonly runs: readonly Run[],
    private readonly starts: number,
  ) {
    this.names = labels(spec.optimizers);
    const [x0, x1, y0, y1] = spec.window ?? [0, 1, 0, 1];
    this.span = Math.max(x1 - x0, y1 - y0);
    this.places = gather(
      runs.filter(({ record }) => record.verdict !== null && record.verdict.inside !== false),
      1e-3 * this.span,
    );
  }

  /** Runs that converged inside their passband, and who is kept out of there. */
  settled(): Sentence[] {
    if (this.places.length > PLACES_NAMED) return this.settledInRanges();
    return this.places.flatMap((place) => {
      const refused = this.refusedAt(place);
      return refused ? [this.settledAt(place), refused] : [this.settledAt(place)];
    });
  }

  private settledAt(place: Place): Sentence {
    const where = point(place.x, this.span);
    const who = this.those(place.runs);
    const optimizers = distinct(place.runs);
    if (place.smallest < -1e-6 * Math.max(1, Math.abs(place.largest))) {
      const bands = optimizers.map((o) => passband(this.recordOf(o)?.passband ?? null));
      const whose = optimizers.length === 1 ? 'its passband' : 'their passbands';
      return [
        ...who,
        ` settled on the saddle ${where}: λ = ${number(place.smallest)} and ${number(place.largest)} lie in ${whose} ${list(bands)}.`,
      ];
    }
    return [
      ...who,
      ` settled at ${where}: its largest eigenvalue λ = ${number(place.largest)} is under ${this.bounds(optimizers)}.`,
    ];
  }

  /** Those whose bound lies below the place's largest eigenvalue: they cannot settle there. */
  private refusedAt(place: Place): Sentence | null {
    const there = new Set(distinct(place.runs));
    const refused = distinct(this.runs).filter((optimizer) => {
      const bound = this.boundOf(optimizer);
      return !there.has(optimizer) && bound !== null && bound < place.largest;
    });
    if (refused.length === 0) return null;
    for (const optimizer of refused) this.bounded.add(optimizer);
    const verb =
      refused.length === 1
        ? ' refuses that point: its bound '
        : ' refuse that point: their bounds ';
    const values = list(refused.map((optimizer) => number(this.boundOf(optimizer), 3)));
    const lie = refused.length === 1 ? ' lies' : ' lie';
    return [...this.named(refused), `${verb}${values}${lie} below λ = ${number(place.largest)}.`];
  }

  private settledInRanges(): Sentence[] {
    const runs = this.places.flatMap((place) => place.runs);
    return distinct(runs).map((optimizer) => {
      const own = runs.filter((run) => run.optimizer === optimizer);
      const tops = own.map(({ record }) => largest(record));
      const low = number(Math.min(...tops), 3);
      const high = number(Math.max(...tops), 3);
      const range = low === high ? `λ = ${low}` : `λ from ${low} to ${high}`;
      const points = gather(own, 1e-3 * this.span).length;
      const where = points === 1 ? 'at one point' : `at ${points} points`;
      return [
        ...this.those(own),
        ` settled ${where}, with largest eigenvalues ${range}, under ${this.bounds([optimizer])}.`,
      ];
    });
  }

  /** Converged outside the passband: the theorem's exception of measure zero. */
  exceptions(): Sentence[] {
    const outside = this.runs.filter(({ record }) => record.verdict?.inside === false);
    return gather(outside, 1e-3 * this.span).map((place) => [
      ...this.those(place.runs),
      ` settled at ${point(place.x, this.span)} although λ = ${number(place.smallest)} and ${number(place.largest)} are not both in ${distinct(place.runs).length === 1 ? 'its passband' : 'their passbands'} ${list(distinct(place.runs).map((o) => passband(this.recordOf(o)?.passband ?? null)))}: a start from the exceptional set of measure zero.`,
    ]);
  }

  /** Converged, but by a rule for which the theorem gives no verdict. */
  withoutPassband(): Sentence[] {
    const runs = this.runs.filter(
      ({ record }) => record.status === 'converged' && record.verdict === null,
    );
    return gather(runs, 1e-3 * this.span).map((place) => [
      ...this.those(place.runs),
      ` settled at ${point(place.x, this.span)}, where λ = ${number(place.largest)}; for ${distinct(place.runs).length === 1 ? 'this rule' : 'these rules'} the theorem gives no verdict.`,
    ]);
  }

  /** Runs that did not converge: no verdict, and why. */
  silent(): Sentence[] {
    const of = (status: RunRecord['status']): Run[] =>
      this.runs.filter(({ record }) => record.status === status);
    const sentences: Sentence[] = [];
    const phantom = of('phantom');
    if (phantom.length > 0) {
      const gradient = Math.max(...phantom.map(({ record }) => record.grad_norm ?? 0));
      sentences.push([
        ...this.those(phantom),
        ` came to rest at ${phantom.length === 1 ? 'a phantom' : 'phantoms'}: the direction vanishes, the gradient does not (‖∇f‖ = ${number(gradient, 3)}). There the theorem says nothing about the Hessian.`,
      ]);
    }
    const cycling = of('cycling');
    if (cycling.length > 0)
      sentences.push([
        ...this.those(cycling),
        ' jumps between two points for ever: not converged, so the theorem is silent.',
      ]);
    const diverged = of('diverged');
    if (diverged.length > 0)
      sentences.push([...this.those(diverged), ' diverged: the theorem is silent.']);
    const budget = of('budget');
    if (budget.length > 0)
      sentences.push([
        ...this.those(budget),
        ` had not converged after ${this.spec.stop.steps} steps: the theorem does not apply.`,
      ]);
    return sentences;
  }

  /** Names of the runs' optimizers, with how many starts where it is not all of them. */
  private those(runs: readonly Run[]): Part[] {
    const optimizers = distinct(runs);
    const shares = optimizers.map((o) => runs.filter((run) => run.optimizer === o).length);
    return this.joined(
      optimizers.map((optimizer, i) => {
        const all = shares[i] === this.starts;
        return [this.part(optimizer), ...(all ? [] : [` (${shares[i]} of ${this.starts} starts)`])];
      }),
    );
  }

  private named(optimizers: readonly number[]): Part[] {
    return this.joined(optimizers.map((optimizer) => [this.part(optimizer)]));
  }

  private joined(items: readonly Part[][]): Part[] {
    return items.flatMap((item, i) => {
      if (i === 0) return item;
      return [i === items.length - 1 ? ' and ' : ', ', ...item];
    });
  }

  private bounds(optimizers: readonly number[]): string {
    if (optimizers.every((optimizer) => this.bounded.has(optimizer)))
      return optimizers.length === 1 ? 'that bound' : 'those bounds';
    for (const optimizer of optimizers) this.bounded.add(optimizer);
    const values = list(optimizers.map((optimizer) => number(this.boundOf(optimizer), 3)));
    return optimizers.length === 1 ? `its bound ${values}` : `their bounds ${values}`;
  }

  private part(optimizer: number): Part {
    return { optimizer, name: this.names[optimizer] ?? '?' };
  }

  private recordOf(optimizer: number): RunRecord | undefined {
    return this.runs.find((run) => run.optimizer === optimizer)?.record;
  }

  private boundOf(optimizer: number): number | null {
    const record = this.recordOf(optimizer);
    // A filter of P⁻¹H says nothing about H's eigenvalues.
    if (!record?.passband || record.preconditioned_eigenvalues) return null;
    return record.bound;
  }
}

const distinct = (runs: readonly Run[]): number[] => [...new Set(runs.map((run) => run.optimizer))];

const largest = (record: RunRecord): number =>
  record.eigenvalues[record.eigenvalues.length - 1]?.value ?? Number.NaN;

/** Runs that ended at the same point, the sharpest place first. */
function gather(runs: readonly Run[], tolerance: number): Place[] {
  const places: Place[] = [];
  for (const run of runs) {
    const [x, y] = run.record.x ?? [null, null];
    if (x === null || y === null) continue;
    const near = places.find((place) => Math.hypot(place.x[0] - x, place.x[1] - y) <= tolerance);
    if (near) near.runs.push(run);
    else
      places.push({
        x: [x, y],
        largest: largest(run.record),
        smallest: run.record.eigenvalues[0]?.value ?? Number.NaN,
        runs: [run],
      });
  }
  return places.sort((a, b) => b.largest - a.largest);
}

/** Remarks that hold for the settings, whatever the runs did. */
export function notes(spec: Spec): string[] {
  const remarks: string[] = [];
  if (spec.optimizers.some(({ momentum }) => momentum !== 'none'))
    remarks.push(
      'With momentum the theorem speaks of almost every pair (x, x⁻); runs here start with x⁻ = x₀, and such pairs are a null set.',
    );
  return remarks;
}

/** The largest eigenvalue along a network's run, as far as the sentence needs it. */
interface CurvatureRow {
  readonly lambda_max: number | null;
}

/** Within this of its bound a curve rides it. */
const AT_THE_BOUND = 0.05;

/**
 * What became of a network's runs: where each largest eigenvalue stands against its bound. Runs
 * that did not converge get a reading, never a verdict.
 */
export function describeTraining(
  spec: Spec,
  records: readonly (RunRecord | null)[],
  histories: readonly (readonly CurvatureRow[])[],
): Sentence[] {
  const names = labels(spec.optimizers);
  const sentences = records.flatMap((record, optimizer): Sentence[] => {
    if (!record) return [];
    const part: Part = { optimizer, name: names[optimizer] ?? '?' };
    return [[part, trainingWords(record, histories[optimizer] ?? [])]];
  });
  const silent = records.some((record) => record !== null && record.status === 'budget');
  if (silent)
    sentences.push([
      'Runs that used up their steps are readings: they have not converged, and the theorem does not apply.',
    ]);
  return sentences;
}

function trainingWords(record: RunRecord, history: readonly CurvatureRow[]): string {
  if (record.status === 'diverged') return ' diverged: the theorem is silent.';
  const top = largest(record);
  const lambda = `λ\u00a0=\u00a0${number(top, 3)}`;
  const after = `after ${record.steps} steps`;
  const { bound } = record;
  if (record.passband === null || bound === null || record.preconditioned_eigenvalues)
    return ` has largest eigenvalue ${lambda} ${after}; it has no bound on λ.`;
  const settled = record.status === 'converged' ? 'converged with' : 'holds';
  const peak = Math.max(top, ...history.map(({ lambda_max }) => lambda_max ?? 0));
  const bounded = `its bound ${number(bound, 3)}`;
  if (Math.abs(top - bound) <= AT_THE_BOUND * bound)
    return ` ${settled} the largest eigenvalue at ${bounded}: ${lambda} ${after}.`;
  if (top < bound) {
    const came = peak > bound ? `, down from ${number(peak, 3)}` : '';
    return ` ${settled} the largest eigenvalue under ${bounded}: ${lambda} ${after}${came}.`;
  }
  return ` is above ${bounded}: ${lambda} ${after}.`;
}
