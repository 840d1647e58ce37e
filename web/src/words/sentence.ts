import type { Hypotheses, RunRecord, Spec } from '../generated/types';
import { number, range } from './numbers';
import { lambda, type Part, Phrases, type Sentence, values } from './phrases';
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

/** More distinct spectra than this are summed up for each optimizer instead of named one by one. */
const PLACES_NAMED = 3;

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
  private readonly say: Phrases;
  private readonly saddles: Place[];
  private readonly minima: Place[];
  /** Optimizers that were just said to be kept out of a place. */
  private kept: readonly number[] = [];

  constructor(
    private readonly spec: Spec,
    private readonly runs: readonly Run[],
    starts: number,
  ) {
    this.say = new Phrases(spec, runs, starts);
    const inside = runs.filter(({ record }) => (record.verdict?.inside ?? false) !== false);
    const places = gather(inside, this.say.nearness);
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
        ...this.say.those(place.runs),
        ` settled on ${this.say.falling(place)}: ${values(place)} lie in ${this.say.bands(optimizers)}.`,
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
      const they = this.kept.length > 1 && this.say.isAll(place.runs);
      const who: Part[] = they ? ['They'] : this.say.those(place.runs);
      const bounded = optimizers.every((optimizer) => this.say.bounded.has(optimizer));
      const under = bounded ? '' : ` is ${this.say.under(optimizers, place.largest)}`;
      return [
        ...who,
        ` settled at ${this.say.where(place)} instead, where ${lambda(place.largest)}${under}.`,
      ];
    }
    const top = lambda(place.largest);
    const telling = first
      ? `: the largest eigenvalue there, ${top}, is`
      : `, where the largest eigenvalue ${top} is`;
    return [
      ...this.say.those(place.runs),
      ` settled at ${this.say.where(place)}${telling} ${this.say.under(optimizers, place.largest)}.`,
    ];
  }

  /** Those who cannot settle at a place: one of its eigenvalues lies outside their passband. */
  private refusedAt(place: Place): number[] {
    return optimizersOf(this.runs).filter((optimizer) => {
      if (this.wasAt(optimizer, place)) return false;
      if (fallingKind(place) !== null) return !this.say.passes(optimizer, place.smallest);
      const bound = this.say.boundOf(optimizer);
      return bound !== null && bound < place.largest - slack(place.largest);
    });
  }

  /** Whether a run of the optimizer converged there, be it as an exception. */
  private wasAt(optimizer: number, { points }: Place): boolean {
    return this.runs.some(({ optimizer: other, record: { status, x } }) => {
      if (other !== optimizer || status !== 'converged' || !x) return false;
      const [ax, ay] = [x[0] ?? Number.NaN, x[1] ?? Number.NaN];
      return points.some(([px, py]) => Math.hypot(px - ax, py - ay) <= this.say.nearness);
    });
  }

  /** Who is kept out of places, whose spectra come with the flattest first. */
  private refusalOf(places: readonly Place[], refused: readonly number[]): Sentence {
    const verb = refused.length === 1 ? ' refuses' : ' refuse';
    const points = places.flatMap((place) => place.points);
    const [first] = places;
    if (first && fallingKind(first) !== null)
      return [
        ...this.say.named(refused),
        `${verb} ${points.length > 1 ? 'them' : 'it'}: ${lambda(first.smallest)} lies outside ${this.say.bands(refused)}.`,
      ];
    const [what, all] = points.length > 1 ? ['those points', 'all of these'] : ['that point', ''];
    const tops = [...new Set(places.map((place) => number(place.largest)))];
    return [
      ...this.say.named(refused),
      `${verb} ${places.length > 1 ? all : what}: ${this.say.below(refused, first?.largest ?? 0)}${tops.length > 1 ? ` and ${tops[tops.length - 1]}` : ''}.`,
    ];
  }

  /** For each optimizer the spread of what it settled at, and who could not have settled there. */
  private inRanges(): Sentence[] {
    const runs = this.minima.flatMap((place) => place.runs);
    const inTurn = optimizersOf(runs).sort((a, b) => a - b);
    const told = inTurn.map((optimizer, i): Sentence => {
      const own = runs.filter((run) => run.optimizer === optimizer);
      const tops = own.map(({ record }) => largest(record));
      const points = pointsOf(own, this.say.nearness);
      const top = `λ ${range(tops)}`;
      return [
        ...this.say.those(own),
        ` settled at ${this.say.places(points)}: ${i === 0 ? 'largest eigenvalue ' : ''}${top}, ${this.say.under([optimizer], Math.max(...tops))}.`,
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
      const bound = this.say.boundOf(optimizer);
      return optimizer !== sharpest && bound !== null && bound < value - slack(value);
    });
    if (refused.length === 0) return [];
    return [
      [
        ...this.say.named(refused),
        `${refused.length === 1 ? ' refuses' : ' refuse'} the points where `,
        this.say.part(sharpest),
        ` settled: ${this.say.below(refused, value)}.`,
      ],
    ];
  }

  /** Converged outside the passband: the theorem's exception of measure zero. */
  exceptions(): Sentence[] {
    const outside = this.runs.filter(({ record }) => record.verdict?.inside === false);
    return gather(outside, this.say.nearness).map((place) => {
      const optimizers = optimizersOf(place.runs);
      const where =
        fallingKind(place) === null
          ? `at ${this.say.where(place)}`
          : `on ${this.say.falling(place)}`;
      const start = place.runs.length === 1 ? 'a start' : 'starts';
      return [
        ...this.say.those(place.runs),
        ` settled ${where} although ${values(place)} are not both in ${this.say.bands(optimizers)}: ${start} from the exceptional set of measure zero.`,
      ];
    });
  }

  /** Converged, but by a rule for which the theorem gives no verdict. */
  withoutPassband(): Sentence[] {
    const runs = this.runs.filter(
      ({ record }) =>
        record.status === 'converged' && record.verdict === null && record.eigenvalues.length > 0,
    );
    return gather(runs, this.say.nearness).map((place) => {
      const which = optimizersOf(place.runs).length === 1 ? 'this rule' : 'these rules';
      const kind = fallingKind(place);
      const where = kind === null ? `at ${this.say.where(place)}` : `on ${this.say.falling(place)}`;
      const what = kind === null ? lambda(place.largest) : values(place);
      return [
        ...this.say.those(place.runs),
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
    const where = this.say.places(pointsOf(runs, this.say.nearness));
    return [
      [
        ...this.say.those(runs),
        ` settled at ${where}, where the Hessian is not finite: the theorem is silent.`,
      ],
    ];
  }

  /** Runs that did not converge: no verdict, and why. */
  silent(): Sentence[] {
    const sentences: Sentence[] = [];
    const tell = (status: RunRecord['status'], words: (runs: readonly Run[]) => string): void => {
      const runs = this.runs.filter(({ record }) => record.status === status);
      if (runs.length > 0) sentences.push([...this.say.those(runs), words(runs)]);
    };
    tell('phantom', (runs) => {
      const points = pointsOf(runs, this.say.nearness);
      const gradients = runs.map(({ record }) => record.grad_norm ?? Number.NaN);
      const what = points.length === 1 ? 'a phantom, at ' : 'phantoms, at ';
      return ` came to rest at ${what}${this.say.places(points)}: the direction vanishes, the gradient does not (‖∇f‖ ${range(gradients)}). There the theorem says nothing about the Hessian.`;
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
        ...this.say.named(rough),
        ` the theorem is silent all the same: ${update} the Hessian, and f is not C³.`,
      ],
    ];
  }
}
