import type { Basin, BasinPicture, Brush } from '../plot/basins';
import type { Place, Places } from '../state/places';
import { list, number, point } from './numbers';

/** What a row of the legend says: a place or a kind of end, and the share of starts that lead there. */
export interface BasinRow {
  /** A place's letter, or the kind. */
  readonly key: string;
  readonly brush: Brush | null;
  readonly letter: string;
  readonly name: string;
  /** What runs of this row do, after a share: "lead to the minimum (1, 0)". */
  readonly verb: string;
  readonly lambda: readonly [number, number] | null;
  /** By map, in tenths of a percent; null where there is no map yet. */
  readonly tenths: readonly (number | null)[];
  /** By map: some lead here, however few. */
  readonly some: readonly boolean[];
}

/** More places than this are summed up in one row. */
const MOST_PLACES = 9;

type Kind = Exclude<Basin['kind'], 'converged'>;

/** How runs end that lead to no single point, in the order of the legend. */
const KINDS: Readonly<Record<Kind, { readonly name: string; readonly verb: string }>> = {
  continuum: { name: 'a continuum', verb: 'lead to a continuum of critical points' },
  phantom: { name: 'phantoms', verb: 'lead to phantoms' },
  cycling: { name: 'cycles', verb: 'lead to cycles' },
  diverged: { name: 'divergence', verb: 'diverge' },
  budget: { name: 'out of steps', verb: 'run out of steps' },
  hole: { name: 'no value of f or ∇f', verb: 'have no value' },
};

const KIND_ORDER = Object.keys(KINDS) as Kind[];

/** A place as it is called: "minimum (−1, 0)". */
export const placeName = ({ kind, x, inside }: Place, span: number): string =>
  `${kind ?? 'point'} ${point(x, span)}${inside ? '' : ', outside'}`;

/** How each class of each map is painted: the same place alike on all of them, λmax on one ramp. */
export function brushesOf(
  views: readonly (BasinPicture | null)[],
  places: Places,
): readonly (readonly Brush[])[] {
  const ends = views.flatMap((view) =>
    (view?.classes ?? []).flatMap(({ kind, lambda_max }) =>
      kind === 'continuum' && lambda_max ? lambda_max : [],
    ),
  );
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return views.map((view, i) =>
    (view?.classes ?? []).map(({ kind }, k): Brush => {
      if (kind === 'continuum') return { kind: 'ramp', low, high };
      if (kind === 'converged') return { kind: 'tone', tone: places.of[i]?.[k]?.tone ?? 0 };
      return { kind };
    }),
  );
}

/** The legend of several maps. The shares of each map, as they are printed, sum to 100 %. */
export function basinRows(
  views: readonly (BasinPicture | null)[],
  places: Places,
  span: number,
): BasinRow[] {
  const brushes = brushesOf(views, places);
  const named = new Set(places.all.slice(0, MOST_PLACES));
  const rows = new Map<string, Draft>();
  views.forEach((view, i) => {
    view?.classes.forEach(({ kind, share, lambda_max }, k) => {
      const place = places.of[i]?.[k] ?? null;
      const others = kind === 'converged' && !(place && named.has(place));
      const key = others ? 'others' : (place?.letter ?? kind);
      const row = rows.get(key) ?? new Draft(views.length, brushes[i]?.[k] ?? null, kind, place);
      row.shares[i] = (row.shares[i] ?? 0) + share;
      row.widen(lambda_max);
      rows.set(key, row);
    });
  });
  const order = [...places.all.map(({ letter }) => letter), 'others', ...KIND_ORDER].flatMap(
    (key) => {
      const row = rows.get(key);
      return row ? [{ key, row }] : [];
    },
  );
  const tenths = views.map((view, i) =>
    view ? inTenths(order.map(({ row }) => row.shares[i] ?? 0)) : null,
  );
  const more = places.all.length - named.size;
  return order.map(({ key, row }, r): BasinRow => {
    const { name, verb } = wordsOf(key, row, more, span);
    return {
      key,
      brush: key === 'others' ? null : row.brush,
      letter: key === 'others' ? '' : (row.place?.letter ?? ''),
      name,
      verb,
      lambda: row.lambda,
      tenths: tenths.map((column) => column?.[r] ?? null),
      some: row.shares.map((share) => share > 0),
    };
  });
}

/** A row under way. */
class Draft {
  readonly shares: number[];
  lambda: readonly [number, number] | null = null;

  constructor(
    maps: number,
    readonly brush: Brush | null,
    readonly kind: Basin['kind'],
    readonly place: Place | null,
  ) {
    this.shares = Array.from({ length: maps }, () => 0);
  }

  widen(range: readonly [number, number] | null): void {
    if (!range) return;
    const [low, high] = this.lambda ?? range;
    this.lambda = [Math.min(low, range[0]), Math.max(high, range[1])];
  }
}

function wordsOf(
  key: string,
  { kind, place }: Draft,
  more: number,
  span: number,
): { readonly name: string; readonly verb: string } {
  if (key === 'others')
    return { name: `${more} other points`, verb: `lead to ${more} other points` };
  if (kind !== 'converged') return KINDS[kind];
  const name = place ? placeName(place, span) : '';
  return { name, verb: `lead to the ${name}` };
}

/** Shares in tenths of a percent that sum to 1,000: what rounding down leaves goes where most was lost. */
export function inTenths(shares: readonly number[]): number[] {
  const exact = shares.map((share) => 1000 * share);
  const whole = exact.map(Math.floor);
  const left = 1000 - whole.reduce((sum, tenth) => sum + tenth, 0);
  const byLoss = exact
    .map((value, i) => ({ i, loss: value - (whole[i] as number) }))
    .sort((a, b) => b.loss - a.loss);
  for (const { i } of byLoss.slice(0, left)) whole[i] = (whole[i] as number) + 1;
  return whole;
}

/** A share of starts as it is printed; what is there but rounds to nothing is said to be there. */
export function share(tenths: number | null | undefined, some = false): string {
  if (tenths === null || tenths === undefined) return '…';
  if (tenths === 0) return some ? '< 0.1\u202f%' : '–';
  return `${(tenths / 10).toFixed(1)}\u202f%`;
}

/** One number, or the ends of a range where they print differently. */
export function range(ends: readonly [number, number] | null): string {
  if (!ends) return '–';
  return [...new Set(ends.map((end) => number(end, 3)))].join(' to ');
}

/** The maps in words, one sentence an optimizer: the text alternative of the picture. */
export function basinsInWords(rows: readonly BasinRow[], names: readonly string[]): string {
  return names
    .flatMap((name, i) => {
      const parts = rows.flatMap(({ tenths, some, verb }) =>
        some[i] && tenths[i] !== null ? [`${share(tenths[i], true)} ${verb}`] : [],
      );
      return parts.length > 0 ? [`${name}: ${list(parts)}.`] : [];
    })
    .join(' ');
}

/** What a pixel of a map leads to, in a few words. */
export function pixelInWords(
  { kind }: Basin,
  place: Place | null,
  lambda: number | undefined,
  span: number,
): string {
  if (place) return `${place.letter}: ${placeName(place, span)}`;
  if (kind === 'continuum') return `${KINDS.continuum.name}, λ max ${number(lambda, 3)}`;
  return kind === 'converged' ? 'a critical point' : KINDS[kind].name;
}
