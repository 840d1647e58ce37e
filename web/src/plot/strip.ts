import { scaleLinear } from 'd3-scale';

/** The parts of a filter and of a record that the strip draws. */
export interface StripFilter {
  /** Intervals; null is an end at infinity. */
  readonly passband: readonly (readonly [number | null, number | null])[] | null;
  readonly bound: number | null;
}

export interface StripRecord {
  readonly status: string;
  readonly eigenvalues: readonly { readonly value: number }[];
  /** Where a filter acts on P⁻¹H instead of H. */
  readonly preconditioned_eigenvalues?: readonly { readonly value: number }[];
  readonly verdict: { readonly inside: boolean | null } | null;
}

export interface StripEnd {
  readonly value: number;
  /** Not at the end of a converged run: a reading, drawn as a dash. */
  readonly reading: boolean;
  readonly inside: boolean | null;
}

export interface StripRow {
  readonly optimizer: number;
  readonly y: number;
  readonly height: number;
  readonly bars: readonly (readonly [number, number])[];
  readonly hatches: readonly (readonly [number, number])[];
  readonly ends: readonly StripEnd[];
  readonly bound: number | null;
  /** The bound lies beyond the axis' end. */
  readonly beyond: boolean;
  /** The row's eigenvalues are those of P⁻¹H. */
  readonly preconditioned: boolean;
}

export interface StripLayout {
  readonly width: number;
  readonly height: number;
  readonly axisY: number;
  readonly x: (value: number) => number;
  readonly rows: readonly StripRow[];
  readonly marks: readonly { readonly value: number; readonly label: boolean }[];
}

const BAR = 9;
/** A row is a line of text over its bar. */
const ROW = 27;
const TEXT = 14;
const TOP = 16;
const LABEL_APART = 26;

/** Lays out one bar per optimizer over a common axis of λ, wide enough for what runs reached. */
export function stripLayout(
  filters: readonly StripFilter[],
  records: readonly (readonly StripRecord[])[],
  width: number,
): StripLayout | null {
  if (filters.length === 0) return null;
  const ends = records.map(endsOf);
  const [low, high] = span(filters, ends.flat());
  const scale = scaleLinear([low, high], [6, width - 6]);
  const x = (value: number): number => Number(scale(value).toFixed(2));
  const clip = ([from, to]: readonly [number | null, number | null]): [number, number] => [
    Math.max(low, from ?? low),
    Math.min(high, to ?? high),
  ];
  const rows = filters.map(({ passband, bound }, optimizer): StripRow => {
    const bars = (passband ?? []).map(clip).filter(([from, to]) => to > from);
    return {
      optimizer,
      y: TOP + optimizer * ROW + TEXT,
      height: BAR,
      bars,
      hatches: passband ? gaps(bars, low, high) : [],
      ends: ends[optimizer] ?? [],
      bound,
      beyond: bound !== null && bound > high,
      preconditioned: (records[optimizer] ?? []).some(
        (record) => record.preconditioned_eigenvalues !== undefined,
      ),
    };
  });
  const axisY = TOP + filters.length * ROW + 4;
  return {
    width,
    height: axisY + 18,
    axisY,
    x,
    rows,
    marks: marksFor(
      rows.flatMap((row) => (row.preconditioned ? [] : row.ends)),
      x,
    ),
  };
}

/** Distinct eigenvalues where runs converged, or stand. */
function endsOf(records: readonly StripRecord[]): StripEnd[] {
  const ends: StripEnd[] = [];
  for (const { status, eigenvalues, preconditioned_eigenvalues, verdict } of records) {
    if (status !== 'converged' && status !== 'budget' && status !== 'running') continue;
    const reading = status !== 'converged';
    for (const { value } of preconditioned_eigenvalues ?? eigenvalues) {
      const known = ends.some(
        (end) => Math.abs(end.value - value) <= 1e-3 * Math.max(1, Math.abs(value)),
      );
      if (!known) ends.push({ value, reading, inside: verdict?.inside ?? null });
    }
  }
  return ends;
}

/** From the lowest eigenvalue to beyond the highest; bounds far above it run off the axis. */
function span(filters: readonly StripFilter[], ends: readonly StripEnd[]): [number, number] {
  const values = ends.map(({ value }) => value);
  const bounds = filters.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  const reached = Math.max(0, ...values);
  const least = bounds.length > 0 ? Math.min(...bounds) : 1;
  const near = bounds.filter((bound) => bound <= 2.5 * Math.max(reached, least));
  const high = 1.16 * Math.max(reached, least, ...near);
  const low = Math.min(-0.06 * high, 1.2 * Math.min(0, ...values));
  return [low, high];
}

function gaps(
  bars: readonly (readonly [number, number])[],
  low: number,
  high: number,
): [number, number][] {
  const edges: [number, number][] = [];
  let from = low;
  for (const [start, end] of [...bars].sort((a, b) => a[0] - b[0])) {
    if (start > from) edges.push([from, start]);
    from = Math.max(from, end);
  }
  if (high > from) edges.push([from, high]);
  return edges;
}

function marksFor(
  ends: readonly StripEnd[],
  x: (value: number) => number,
): { value: number; label: boolean }[] {
  const most = Math.max(...ends.map(({ value }) => Math.abs(value)));
  const settle = (value: number): number =>
    Math.abs(value) < 1e-6 * most ? 0 : Number(value.toPrecision(3));
  const values = [...new Set(ends.map(({ value }) => settle(value)))].sort((a, b) => a - b);
  let before = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    const label = x(value) - before >= LABEL_APART;
    if (label) before = x(value);
    return { value, label };
  });
}
