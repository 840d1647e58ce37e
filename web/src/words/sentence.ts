import type { RunRecord, Spec } from '../generated/types';
import { labels } from './names';
import { list, number, passband, point } from './numbers';

/** A piece of a sentence: words, or an optimizer's name, which is shown in its colour. */
export type Part = string | { readonly optimizer: number; readonly name: string };

export type Sentence = readonly Part[];

export const asText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.name)).join('');

/** More distinct spectra than this are summed up for each optimizer instead of named one by one. */
const PLACES_NAMED = 3;
const POINTS_NAMED = 4;

interface Run {
  readonly optimizer: number;
  readonly record: RunRecord;
}

/** One or several points of the same spectrum where runs came to rest. */
interface Place {
  readonly points: (readonly [number, number])[];
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
  /** Ends closer together than this are one point. */
  private readonly nearness: number;
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
    this.nearness = 1e-3 * this.span;
    this.places = gather(
      runs.filter(({ record }) => record.verdict !== null && record.verdict.inside !== false),
      this.nearness,
    );
  }

  /** Runs that converged inside their passband, and who is kept out of there. */
  settled(): Sentence[] {
    if (this.places.length > PLACES_NAMED) return this.settledInRanges();
    let kept: readonly number[] = [];
    return this.places.flatMap((place, i) => {
      const settled = isSaddle(place) ? this.onSaddle(place) : this.atMinimum(place, i === 0, kept);
      kept = this.refusedAt(place);
      return kept.length === 0 ? [settled] : [settled, this.refusal(place, kept)];
    });
  }

  private onSaddle(place: Place): Sentence {
    const optimizers = distinct(place.runs);
    const whose = optimizers.length === 1 ? 'its passband' : 'their passbands';
    return [
      ...this.those(place.runs),
      ` settled on the saddle ${this.where(place)}: ${values(place)} lie in ${whose} ${this.bands(optimizers)}.`,
    ];
  }

  /** `kept` were just said to be kept out of the place before: here is where they went instead. */
  private atMinimum(place: Place, first: boolean, kept: readonly number[]): Sentence {
    const optimizers = distinct(place.runs);
    const top = lambda(place.largest);
    if (kept.length > 0 && String(kept) === String(optimizers)) {
      const who: Part[] =
        kept.length > 1 && this.isAll(place.runs) ? ['They'] : this.those(place.runs);
      return [...who, ` settled at ${this.where(place)} instead, where ${top}.`];
    }
    const telling = first
      ? `: the largest eigenvalue there, ${top}, is`
      : `, where the largest eigenvalue ${top} is`;
    return [
      ...this.those(place.runs),
      ` settled at ${this.where(place)}${telling} under ${this.bounds(optimizers)}.`,
    ];
  }

  /** Those who cannot settle at a place: one of its eigenvalues lies outside their passband. */
  private refusedAt(place: Place): number[] {
    const there = new Set(distinct(place.runs));
    return distinct(this.runs).filter((optimizer) => {
      if (there.has(optimizer)) return false;
      if (isSaddle(place)) return !this.passes(optimizer, place.smallest);
      const bound = this.boundOf(optimizer);
      return bound !== null && bound < place.largest;
    });
  }

  private refusal(place: Place, refused: readonly number[]): Sentence {
    const one = refused.length === 1;
    const verb = one ? ' refuses' : ' refuse';
    if (isSaddle(place)) {
      const whose = one ? 'its passband' : 'their passbands';
      return [
        ...this.named(refused),
        `${verb} it: ${lambda(place.smallest)} lies outside ${whose}.`,
      ];
    }
    for (const optimizer of refused) this.bounded.add(optimizer);
    const bounds = list(refused.map((optimizer) => number(this.boundOf(optimizer), 3)));
    const lie = one ? `its bound ${bounds} lies` : `their bounds ${bounds} lie`;
    return [...this.named(refused), `${verb} that point: ${lie} below ${number(place.largest)}.`];
  }

  private settledInRanges(): Sentence[] {
    const runs = this.places.flatMap((place) => place.runs);
    return distinct(runs).map((optimizer, i) => {
      const own = runs.filter((run) => run.optimizer === optimizer);
      const tops = own.map(({ record }) => largest(record));
      const low = number(Math.min(...tops), 3);
      const high = number(Math.max(...tops), 3);
      const range = low === high ? `λ = ${low}` : `λ from ${low} to ${high}`;
      const points = pointsOf(own, this.nearness).length;
      const where = points === 1 ? 'at one point' : `at ${points} points`;
      return [
        ...this.those(own),
        ` settled ${where}: ${i === 0 ? 'largest eigenvalue ' : ''}${range}, under ${this.bounds([optimizer])}.`,
      ];
    });
  }

  /** Converged outside the passband: the theorem's exception of measure zero. */
  exceptions(): Sentence[] {
    const outside = this.runs.filter(({ record }) => record.verdict?.inside === false);
    return gather(outside, this.nearness).map((place) => {
      const optimizers = distinct(place.runs);
      const whose = optimizers.length === 1 ? 'its passband' : 'their passbands';
      return [
        ...this.those(place.runs),
        ` settled at ${this.where(place)} although ${values(place)} are not both in ${whose} ${this.bands(optimizers)}: a start from the exceptional set of measure zero.`,
      ];
    });
  }

  /** Converged, but by a rule for which the theorem gives no verdict. */
  withoutPassband(): Sentence[] {
    const runs = this.runs.filter(
      ({ record }) => record.status === 'converged' && record.verdict === null,
    );
    return gather(runs, this.nearness).map((place) => {
      const which = distinct(place.runs).length === 1 ? 'this rule' : 'these rules';
      return [
        ...this.those(place.runs),
        ` settled at ${this.where(place)}, where ${lambda(place.largest)}; for ${which} the theorem gives no verdict.`,
      ];
    });
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

  private isAll(runs: readonly Run[]): boolean {
    return runs.length === distinct(runs).length * this.starts;
  }

  private where({ points }: Place): string {
    if (points.length > POINTS_NAMED) return `${points.length} points`;
    return list(points.map((at) => point(at, this.span)));
  }

  private bands(optimizers: readonly number[]): string {
    return list(
      optimizers.map((optimizer) => passband(this.recordOf(optimizer)?.passband ?? null)),
    );
  }

  private passes(optimizer: number, value: number): boolean {
    const record = this.recordOf(optimizer);
    if (!record?.passband || record.preconditioned_eigenvalues) return true;
    return record.passband.some(
      ([low, high]) =>
        value >= (low ?? Number.NEGATIVE_INFINITY) && value <= (high ?? Number.POSITIVE_INFINITY),
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

const smallest = (record: RunRecord): number => record.eigenvalues[0]?.value ?? Number.NaN;

const largest = (record: RunRecord): number =>
  record.eigenvalues[record.eigenvalues.length - 1]?.value ?? Number.NaN;

/** A negative eigenvalue that is not rounding. */
const isSaddle = ({ smallest, largest: top }: Place): boolean =>
  smallest < -1e-6 * Math.max(1, Math.abs(top));

const lambda = (value: number): string => `λ = ${number(value)}`;

const values = ({ smallest, largest: top }: Place): string =>
  `${lambda(smallest)} and ${number(top)}`;

/** The distinct points where runs ended. */
function pointsOf(runs: readonly Run[], nearness: number): (readonly [number, number])[] {
  const points: [number, number][] = [];
  for (const { record } of runs) {
    const [x, y] = record.x ?? [null, null];
    if (x === null || y === null) continue;
    if (!points.some(([px, py]) => Math.hypot(px - x, py - y) <= nearness)) points.push([x, y]);
  }
  return points;
}

/** Runs that ended at points of the same spectrum (mirror images, say); saddles first, then the sharpest. */
function gather(runs: readonly Run[], nearness: number): Place[] {
  const alike = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a));
  const groups: Run[][] = [];
  for (const run of runs) {
    if (run.record.x === undefined || run.record.eigenvalues.length === 0) continue;
    const group = groups.find(
      ([first]) =>
        first !== undefined &&
        alike(largest(first.record), largest(run.record)) &&
        alike(smallest(first.record), smallest(run.record)),
    );
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups
    .map((group): Place => {
      const [{ record }] = group as [Run, ...Run[]];
      const points = pointsOf(group, nearness);
      return { points, largest: largest(record), smallest: smallest(record), runs: group };
    })
    .sort((a, b) => Number(isSaddle(b)) - Number(isSaddle(a)) || b.largest - a.largest);
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
