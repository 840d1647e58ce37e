import type { Hypotheses, RunRecord, Spec } from '../generated/types';
import { labels } from './names';
import { apart, list, number, passband, point, range } from './numbers';
import {
  fallingKind,
  gather,
  largest,
  optimizersOf,
  type Place,
  pointsOf,
  type Run,
  slack,
} from './places';

/** A piece of a sentence: words, or an optimizer's name, which is shown in its colour. */
export type Part = string | { readonly optimizer: number; readonly name: string };

export type Sentence = readonly Part[];

export const asText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.name)).join('');

/** More distinct spectra than this are summed up for each optimizer instead of named one by one. */
const PLACES_NAMED = 3;
const POINTS_NAMED = 4;
/** Functions live on a scale of some units: a window far wider must not make all points one. */
const WIDEST = 10;

/**
 * What happened, from the records alone: where each optimizer settled, its largest eigenvalue and
 * its bound, who could not have settled there, and for all others why the theorem is silent.
 * `records` are optimizer-major; unfinished ones are null. `hypotheses`: what the theorem needs, as
 * far as it is certified.
 */
export function describe(
  spec: Spec,
  records: readonly (RunRecord | null)[],
  hypotheses: Hypotheses | null = null,
): Sentence[] {
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
    ...teller.withoutHessian(),
    ...teller.silent(),
    ...teller.open(hypotheses),
  ];
}

class Teller {
  private readonly names: string[];
  private readonly saddles: Place[];
  private readonly minima: Place[];
  private readonly span: number;
  /** Ends closer together than this are one point. */
  private readonly nearness: number;
  /** Optimizers whose bound has been said already. */
  private readonly bounded = new Set<number>();
  /** Optimizers that were just said to be kept out of a place. */
  private kept: readonly number[] = [];

  constructor(
    private readonly spec: Spec,
    private readonly runs: readonly Run[],
    private readonly starts: number,
  ) {
    this.names = labels(spec.optimizers);
    const [x0, x1, y0, y1] = spec.window ?? [0, 1, 0, 1];
    this.span = Math.min(WIDEST, Math.max(x1 - x0, y1 - y0));
    this.nearness = 1e-3 * this.span;
    const inside = runs.filter(({ record }) => (record.verdict?.inside ?? false) !== false);
    const places = gather(inside, this.nearness);
    this.saddles = places.filter((place) => fallingKind(place) !== null);
    this.minima = places.filter((place) => fallingKind(place) === null);
  }

  /** Runs that converged inside their passband, and who is kept out of there. */
  settled(): Sentence[] {
    return [...this.onSaddles(), ...this.atMinima()];
  }

  private onSaddles(): Sentence[] {
    return this.saddles.flatMap((place) => {
      const optimizers = optimizersOf(place.runs);
      const settled: Sentence = [
        ...this.those(place.runs),
        ` settled on ${this.falling(place)}: ${values(place)} lie in ${this.bands(optimizers)}.`,
      ];
      this.kept = this.refusedAt(place);
      return this.kept.length === 0 ? [settled] : [settled, this.refusalOf([place], this.kept)];
    });
  }

  private atMinima(): Sentence[] {
    if (this.minima.length > PLACES_NAMED) return this.inRanges();
    return this.minima.flatMap((place, i) => {
      const settled = this.atMinimum(place, i === 0 && this.saddles.length === 0);
      const refused = this.refusedAt(place);
      this.kept = refused;
      const next = this.minima[i + 1];
      if (refused.length === 0) return [settled];
      // Who is kept out of several places in a row is told once, after the last of them.
      if (next && String(this.refusedAt(next)) === String(refused)) return [settled];
      const before = this.minima.slice(0, i + 1).reverse();
      const other = before.findIndex((one) => String(this.refusedAt(one)) !== String(refused));
      return [settled, this.refusalOf(before.slice(0, other < 0 ? before.length : other), refused)];
    });
  }

  /** Those just said to be kept out of the place before are told to be here instead. */
  private atMinimum(place: Place, first: boolean): Sentence {
    const optimizers = optimizersOf(place.runs);
    const instead = this.kept.length > 0 && String(this.kept) === String(optimizers);
    if (instead) {
      const they = this.kept.length > 1 && this.isAll(place.runs);
      const who: Part[] = they ? ['They'] : this.those(place.runs);
      const bounded = optimizers.every((optimizer) => this.bounded.has(optimizer));
      const under = bounded ? '' : ` is ${this.under(optimizers, place.largest)}`;
      return [
        ...who,
        ` settled at ${this.where(place)} instead, where ${lambda(place.largest)}${under}.`,
      ];
    }
    const top = lambda(place.largest);
    const telling = first
      ? `: the largest eigenvalue there, ${top}, is`
      : `, where the largest eigenvalue ${top} is`;
    return [
      ...this.those(place.runs),
      ` settled at ${this.where(place)}${telling} ${this.under(optimizers, place.largest)}.`,
    ];
  }

  /** Those who cannot settle at a place: one of its eigenvalues lies outside their passband. */
  private refusedAt(place: Place): number[] {
    return optimizersOf(this.runs).filter((optimizer) => {
      if (this.wasAt(optimizer, place)) return false;
      if (fallingKind(place) !== null) return !this.passes(optimizer, place.smallest);
      const bound = this.boundOf(optimizer);
      return bound !== null && bound < place.largest - slack(place.largest);
    });
  }

  /** Whether a run of the optimizer converged there, be it as an exception. */
  private wasAt(optimizer: number, { points }: Place): boolean {
    return this.runs.some(({ optimizer: other, record: { status, x } }) => {
      if (other !== optimizer || status !== 'converged' || !x) return false;
      const [ax, ay] = [x[0] ?? Number.NaN, x[1] ?? Number.NaN];
      return points.some(([px, py]) => Math.hypot(px - ax, py - ay) <= this.nearness);
    });
  }

  /** Who is kept out of places, whose spectra come with the flattest first. */
  private refusalOf(places: readonly Place[], refused: readonly number[]): Sentence {
    const verb = refused.length === 1 ? ' refuses' : ' refuse';
    const points = places.flatMap((place) => place.points);
    const [first] = places;
    if (first && fallingKind(first) !== null)
      return [
        ...this.named(refused),
        `${verb} ${points.length > 1 ? 'them' : 'it'}: ${lambda(first.smallest)} lies outside ${this.bands(refused)}.`,
      ];
    const [what, all] = points.length > 1 ? ['those points', 'all of these'] : ['that point', ''];
    const tops = [...new Set(places.map((place) => number(place.largest)))];
    return [
      ...this.named(refused),
      `${verb} ${places.length > 1 ? all : what}: ${this.below(refused, first?.largest ?? 0)}${tops.length > 1 ? ` and ${tops[tops.length - 1]}` : ''}.`,
    ];
  }

  /** "its bound 5.79 lies below 10" */
  private below(refused: readonly number[], value: number): string {
    for (const optimizer of refused) this.bounded.add(optimizer);
    const bounds = list(refused.map((optimizer) => apart(this.boundOf(optimizer), value)));
    const lie = refused.length === 1 ? `its bound ${bounds} lies` : `their bounds ${bounds} lie`;
    return `${lie} below ${number(value)}`;
  }

  /** For each optimizer the spread of what it settled at, and who could not have settled there. */
  private inRanges(): Sentence[] {
    const runs = this.minima.flatMap((place) => place.runs);
    const told = optimizersOf(runs).map((optimizer, i): Sentence => {
      const own = runs.filter((run) => run.optimizer === optimizer);
      const tops = own.map(({ record }) => largest(record));
      const points = pointsOf(own, this.nearness);
      const top = `λ ${range(tops)}`;
      return [
        ...this.those(own),
        ` settled at ${this.places(points)}: ${i === 0 ? 'largest eigenvalue ' : ''}${top}, ${this.under([optimizer], Math.max(...tops))}.`,
      ];
    });
    return [...told, ...this.refusalsInRanges(runs)];
  }

  /** Who could not have settled at any of the points where the one with the sharpest ones did. */
  private refusalsInRanges(runs: readonly Run[]): Sentence[] {
    const least = (optimizer: number): number =>
      Math.min(
        ...runs.filter((run) => run.optimizer === optimizer).map(({ record }) => largest(record)),
      );
    const [sharpest] = optimizersOf(runs).sort((a, b) => least(b) - least(a));
    if (sharpest === undefined) return [];
    const value = least(sharpest);
    const refused = optimizersOf(this.runs).filter((optimizer) => {
      const bound = this.boundOf(optimizer);
      return optimizer !== sharpest && bound !== null && bound < value - slack(value);
    });
    if (refused.length === 0) return [];
    return [
      [
        ...this.named(refused),
        `${refused.length === 1 ? ' refuses' : ' refuse'} the points where `,
        this.part(sharpest),
        ` settled: ${this.below(refused, value)}.`,
      ],
    ];
  }

  /** Converged outside the passband: the theorem's exception of measure zero. */
  exceptions(): Sentence[] {
    const outside = this.runs.filter(({ record }) => record.verdict?.inside === false);
    return gather(outside, this.nearness).map((place) => {
      const optimizers = optimizersOf(place.runs);
      const where =
        fallingKind(place) === null ? `at ${this.where(place)}` : `on ${this.falling(place)}`;
      const start = place.runs.length === 1 ? 'a start' : 'starts';
      return [
        ...this.those(place.runs),
        ` settled ${where} although ${values(place)} are not both in ${this.bands(optimizers)}: ${start} from the exceptional set of measure zero.`,
      ];
    });
  }

  /** Converged, but by a rule for which the theorem gives no verdict. */
  withoutPassband(): Sentence[] {
    const runs = this.runs.filter(
      ({ record }) =>
        record.status === 'converged' && record.verdict === null && record.eigenvalues.length > 0,
    );
    return gather(runs, this.nearness).map((place) => {
      const which = optimizersOf(place.runs).length === 1 ? 'this rule' : 'these rules';
      const kind = fallingKind(place);
      const where = kind === null ? `at ${this.where(place)}` : `on ${this.falling(place)}`;
      const what = kind === null ? lambda(place.largest) : values(place);
      return [
        ...this.those(place.runs),
        ` settled ${where}, where ${what}; for ${which} the theorem gives no verdict.`,
      ];
    });
  }

  /** Converged where f has no finite second derivatives. */
  withoutHessian(): Sentence[] {
    const runs = this.runs.filter(
      ({ record }) => record.status === 'converged' && record.eigenvalues.length === 0,
    );
    if (runs.length === 0) return [];
    const where = this.places(pointsOf(runs, this.nearness));
    return [
      [
        ...this.those(runs),
        ` settled at ${where}, where the Hessian is not finite: the theorem is silent.`,
      ],
    ];
  }

  /** Runs that did not converge: no verdict, and why. */
  silent(): Sentence[] {
    const sentences: Sentence[] = [];
    const tell = (status: RunRecord['status'], words: (runs: readonly Run[]) => string): void => {
      const runs = this.runs.filter(({ record }) => record.status === status);
      if (runs.length > 0) sentences.push([...this.those(runs), words(runs)]);
    };
    tell('phantom', (runs) => {
      const points = pointsOf(runs, this.nearness);
      const gradients = runs.map(({ record }) => record.grad_norm ?? Number.NaN);
      const what = points.length === 1 ? 'a phantom, at ' : 'phantoms, at ';
      return ` came to rest at ${what}${this.places(points)}: the direction vanishes, the gradient does not (‖∇f‖ ${range(gradients)}). There the theorem says nothing about the Hessian.`;
    });
    tell('cycling', (runs) => {
      const verb = optimizersOf(runs).length === 1 ? 'jumps' : 'jump';
      return ` ${verb} between two points for ever: not converged, so the theorem is silent.`;
    });
    tell('diverged', () => ' diverged: the theorem is silent.');
    tell(
      'budget',
      () =>
        ` had not converged after ${this.spec.stop.steps} ${this.spec.stop.steps === 1 ? 'step' : 'steps'}: the theorem does not apply.`,
    );
    return sentences;
  }

  /** What of the theorem's hypotheses is not certified, where runs have a verdict. */
  open(hypotheses: Hypotheses | null): Sentence[] {
    const judged = this.runs.filter(({ record }) => record.verdict);
    if (!hypotheses || judged.length === 0) return [];
    const missing = [
      ...(hypotheses.smoothness === 'C2' ? [] : ['C²']),
      ...(hypotheses.definability === 'neither' ? ['definable'] : []),
    ];
    if (missing.length > 0)
      return [
        [
          `Whether the theorem speaks of this f is open: f is not certified ${missing.join(', nor ')}.`,
        ],
      ];
    // An f that is C² is not smooth enough for some rules; the engine's note names them.
    const note = hypotheses.notes.find((note) => note.includes('C³'))?.split(/[\s,:;]+/) ?? [];
    const rough = optimizersOf(judged).filter((optimizer) =>
      note.includes(this.spec.optimizers[optimizer]?.rule ?? ''),
    );
    if (rough.length === 0) return [];
    const update = rough.length === 1 ? 'its update contains' : 'their updates contain';
    return [
      [
        'For ',
        ...this.named(rough),
        ` the theorem is silent all the same: ${update} the Hessian, and f is not C³.`,
      ],
    ];
  }

  /** Names of the runs' optimizers, with how many starts where it is not all of them. */
  private those(runs: readonly Run[]): Part[] {
    const optimizers = optimizersOf(runs);
    const shares = optimizers.map((o) => runs.filter((run) => run.optimizer === o).length);
    const some = (share: number | undefined): string[] =>
      share === this.starts ? [] : [` (${share} of ${this.starts} starts)`];
    if (optimizers.length > 1 && new Set(shares).size === 1) {
      const each = some(shares[0]).map((text) => text.replace(')', ' each)'));
      return [...this.named(optimizers), ...each];
    }
    return this.joined(optimizers.map((one, i) => [this.part(one), ...some(shares[i])]));
  }

  private isAll(runs: readonly Run[]): boolean {
    return runs.length === optimizersOf(runs).length * this.starts;
  }

  private where({ points }: Place): string {
    return this.places(points);
  }

  private places(points: readonly (readonly [number, number])[]): string {
    if (points.length > POINTS_NAMED) return `${points.length} points`;
    if (points.length === 0) return point([null, null]);
    return list([...new Set(points.map((at) => point(at, this.span)))]);
  }

  /** "the saddle (0, 0)", "the saddles (0, 1) and (0, −1)", "7 maxima" */
  private falling(place: Place): string {
    const { points } = place;
    const [one, many] =
      fallingKind(place) === 'maximum' ? ['maximum', 'maxima'] : ['saddle', 'saddles'];
    if (points.length > POINTS_NAMED) return `${points.length} ${many}`;
    return `the ${points.length === 1 ? one : many} ${this.places(points)}`;
  }

  /** "its passband [0, 12.5]" */
  private bands(optimizers: readonly number[]): string {
    for (const optimizer of optimizers) this.bounded.add(optimizer);
    const bands = optimizers.map((optimizer) => {
      const { passband: band = null, lone_points: lone = [] } = this.recordOf(optimizer) ?? {};
      const parts = [passband(band), ...lone.map((at) => `{${number(at, 3)}}`)];
      // An interval in two lines is hard to read.
      return parts.join(' ∪ ').replaceAll(', ', ',\u00a0');
    });
    return `${optimizers.length === 1 ? 'its passband' : 'their passbands'} ${list(bands)}`;
  }

  private passes(optimizer: number, value: number): boolean {
    const record = this.recordOf(optimizer);
    if (!record?.passband || record.preconditioned_eigenvalues) return true;
    const room = slack(value);
    const bands: readonly (readonly [number | null, number | null])[] = [
      ...record.passband,
      ...record.lone_points.map((at) => [at, at] as const),
    ];
    return bands.some(
      ([low, high]) =>
        value >= (low ?? Number.NEGATIVE_INFINITY) - room &&
        value <= (high ?? Number.POSITIVE_INFINITY) + room,
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

  /** "under its bound 12.5", or "at" it, where only rounding is between them. */
  private under(optimizers: readonly number[], value: number): string {
    const bounds = optimizers.map((optimizer) => this.boundOf(optimizer));
    const touching = bounds.some(
      (bound) => bound !== null && Math.abs(bound - value) <= slack(value),
    );
    const where = touching ? (optimizers.length === 1 ? 'at' : 'at or under') : 'under';
    const one = optimizers.length === 1;
    for (const optimizer of optimizers) this.bounded.add(optimizer);
    const told = list(bounds.map((bound) => apart(bound, value)));
    return `${where} ${one ? 'its bound' : 'their bounds'} ${told}`;
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

const lambda = (value: number): string => `λ\u00a0=\u00a0${number(value)}`;

const values = ({ smallest: low, largest: high }: Place): string =>
  `${lambda(low)} and ${number(high)}`;
