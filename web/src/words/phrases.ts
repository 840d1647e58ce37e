import type { RunRecord, Spec } from '../generated/types';
import { labels } from './names';
import { apart, list, number, passband, point } from './numbers';
import { type At, fallingKind, optimizersOf, type Place, type Run, slack } from './places';

/** A piece of a sentence: words, or an optimizer's name, which is shown in its colour. */
export type Part = string | { readonly optimizer: number; readonly name: string };

export type Sentence = readonly Part[];

export const asText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.name)).join('');

const POINTS_NAMED = 4;
/** Functions live on a scale of some units: a window far wider must not make all points one. */
const WIDEST = 10;

/** What sentences about runs are made of: names, points, passbands and bounds. */
export class Phrases {
  private readonly names: string[];
  private readonly span: number;
  /** Ends closer together than this are one point. */
  readonly nearness: number;
  /** Optimizers whose bound has been said already. */
  readonly bounded = new Set<number>();

  constructor(
    spec: Spec,
    private readonly runs: readonly Run[],
    private readonly starts: number,
  ) {
    this.names = labels(spec.optimizers);
    const [x0, x1, y0, y1] = spec.window ?? [0, 1, 0, 1];
    this.span = Math.min(WIDEST, Math.max(x1 - x0, y1 - y0));
    this.nearness = 1e-3 * this.span;
  }

  /** Names of the runs' optimizers, with how many starts where it is not all of them. */
  those(runs: readonly Run[]): Part[] {
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

  isAll(runs: readonly Run[]): boolean {
    return runs.length === optimizersOf(runs).length * this.starts;
  }

  where({ points }: Place): string {
    return this.places(points);
  }

  places(points: readonly At[]): string {
    if (points.length > POINTS_NAMED) return `${points.length} points`;
    if (points.length === 0) return point([null, null]);
    return list([...new Set(points.map((at) => point(at, this.span)))]);
  }

  /** "the saddle (0, 0)", "the saddles (0, 1) and (0, −1)", "7 maxima" */
  falling(place: Place): string {
    const { points } = place;
    const [one, many] =
      fallingKind(place) === 'maximum' ? ['maximum', 'maxima'] : ['saddle', 'saddles'];
    if (points.length > POINTS_NAMED) return `${points.length} ${many}`;
    return `the ${points.length === 1 ? one : many} ${this.places(points)}`;
  }

  /** "its passband [0, 12.5]" */
  bands(optimizers: readonly number[]): string {
    for (const optimizer of optimizers) this.bounded.add(optimizer);
    const bands = optimizers.map((optimizer) => {
      const { passband: band = null, lone_points: lone = [] } = this.recordOf(optimizer) ?? {};
      const parts = [passband(band), ...lone.map((at) => `{${number(at, 3)}}`)];
      // An interval in two lines is hard to read.
      return parts.join(' ∪ ').replaceAll(', ', ',\u00a0');
    });
    return `${optimizers.length === 1 ? 'its passband' : 'their passbands'} ${list(bands)}`;
  }

  passes(optimizer: number, value: number): boolean {
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

  named(optimizers: readonly number[]): Part[] {
    return this.joined(optimizers.map((optimizer) => [this.part(optimizer)]));
  }

  private joined(items: readonly Part[][]): Part[] {
    return items.flatMap((item, i) => {
      if (i === 0) return item;
      return [i === items.length - 1 ? ' and ' : ', ', ...item];
    });
  }

  /** "under its bound 12.5", or "at" it, where only rounding is between them. */
  under(optimizers: readonly number[], value: number): string {
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

  part(optimizer: number): Part {
    return { optimizer, name: this.names[optimizer] ?? '?' };
  }

  private recordOf(optimizer: number): RunRecord | undefined {
    return this.runs.find((run) => run.optimizer === optimizer)?.record;
  }

  boundOf(optimizer: number): number | null {
    const record = this.recordOf(optimizer);
    // A filter of P⁻¹H says nothing about H's eigenvalues.
    if (!record?.passband || record.preconditioned_eigenvalues) return null;
    return record.bound;
  }

  /** "its bound 5.79 lies below 10" */
  below(refused: readonly number[], value: number): string {
    for (const optimizer of refused) this.bounded.add(optimizer);
    const bounds = list(refused.map((optimizer) => apart(this.boundOf(optimizer), value)));
    const lie = refused.length === 1 ? `its bound ${bounds} lies` : `their bounds ${bounds} lie`;
    return `${lie} below ${number(value)}`;
  }
}

export const lambda = (value: number): string => `λ\u00a0=\u00a0${number(value)}`;

export const values = ({ smallest: low, largest: high }: Place): string =>
  `${lambda(low)} and ${number(high)}`;
