import type { Density } from '../generated/types';
import { linearScale } from './scale';

/**
 * The axis of a spectrum. Most eigenvalues of a network are next to zero, few are large, some are
 * negative: so it has logarithmic halves for both signs, which meet in a stretch about zero that is
 * linear, for sizes that nobody tells apart.
 */
export interface Extent {
  /** Sizes below 10^floor are “about zero”. */
  readonly floor: number;
  /** The axis reaches from −10^below to 10^above; there is no negative half where `below` is `floor`. */
  readonly below: number;
  readonly above: number;
}

/** Decades of size that are told apart. */
const DECADES = 6;
/** Room beyond the outermost value, in decades. */
const AIR = 0.08;
/** Bounds up to so many decades beyond the spectrum are brought into the picture. */
const NEAR = 2;

/**
 * An axis that holds these eigenvalues, and the edges of passbands near them. Sizes below `blur` are not
 * told apart.
 */
export function extentOf(
  values: readonly number[],
  edges: readonly number[],
  blur: number,
): Extent {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const top = Math.log10(largest);
  const near = edges.filter((edge) => edge !== 0 && Math.log10(Math.abs(edge)) <= top + NEAR);
  const reach = (sign: 1 | -1, of: readonly number[]): number =>
    of.reduce((most, value) => Math.max(most, sign * value), 0);
  const decade = (size: number): number => Math.ceil(Math.log10(size) + AIR);
  const above = decade(Math.max(reach(1, values), reach(1, near)) || largest);
  const highest = Math.ceil(top + AIR);
  const blurred = blur > 0 ? decade(blur) : Number.NEGATIVE_INFINITY;
  const floor = Math.min(highest - 1, Math.max(highest - DECADES, blurred));
  const negative = Math.max(reach(-1, values), reach(-1, near));
  const below = negative > 10 ** floor ? Math.max(floor + 1, decade(negative)) : floor;
  return { floor, below, above: Math.max(above, floor + 1) };
}

/** Width of the stretch about zero, in decades. */
const MIDDLE = 1.5;
/** Steps of the density in each decade. */
const STEPS = 4;

/** A value's place on the axis, in decades from zero. */
export function placeOf({ floor }: Extent, value: number): number {
  const size = Math.abs(value);
  const limit = 10 ** floor;
  if (size <= limit) return ((value / limit) * MIDDLE) / 2;
  return Math.sign(value) * (MIDDLE / 2 + Math.log10(size) - floor);
}

/** A stretch of the axis and the share of eigenvalues in it. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** The density in steps of a quarter of a decade, and one about zero: their shares have sum 1. */
export function stepsOf(density: Density, extent: Extent): Step[] {
  const { floor, below, above } = extent;
  const power = (exponent: number): number => 10 ** exponent;
  const half = (top: number): number[] =>
    Array.from({ length: STEPS * (top - floor) + 1 }, (_, i) => power(floor + i / STEPS));
  const negative = below > floor ? half(below).reverse() : half(floor);
  const edges = [...negative.map((size) => -size), ...half(above)];
  const shares = new Float64Array(edges.length - 1);
  let place = 0;
  density.nodes.forEach((node, i) => {
    // Nodes ascend: each lies at the place of the one before it, or further on.
    while (place < shares.length - 1 && node >= (edges[place + 1] as number)) place += 1;
    shares[place] = (shares[place] as number) + (density.weights[i] as number);
  });
  return [...shares].map((share, i) => ({
    from: edges[i] as number,
    to: edges[i + 1] as number,
    share,
  }));
}

/** Shares of eigenvalues that are negative, about zero, and positive, to the axis' floor. */
export function sharesOf(density: Density, { floor }: Extent): [number, number, number] {
  const limit = 10 ** floor;
  const shares: [number, number, number] = [0, 0, 0];
  density.nodes.forEach((node, i) => {
    const place = node < -limit ? 0 : node <= limit ? 1 : 2;
    shares[place] += density.weights[i] as number;
  });
  return shares;
}

/**
 * The largest share that stands at one node of one probe. Between two nodes the share below a value is
 * known to within the next node's (Chebyshev, Markov, Stieltjes): structure finer than that is not seen.
 */
export const coarseness = ({ weights }: Density, probes: number): number =>
  Math.min(1, probes * weights.reduce((most, weight) => Math.max(most, weight), 0));

/** A node that stands for a greater share does not say where in its neighbourhood that is. */
const HEAVY = 0.1;
/** Nodes of at most this part of the largest size are next to zero, where most eigenvalues are. */
const NEXT_TO_ZERO = 1e-2;

/** The size up to which a density is smeared about zero, if its probes did not go to the end: see above. */
export function blurOf({ nodes, weights }: Density, probes: number): number {
  const largest = nodes.reduce((most, node) => Math.max(most, Math.abs(node)), 0);
  return nodes.reduce((most, node, i) => {
    const size = Math.abs(node);
    const heavy = probes * (weights[i] as number) > HEAVY && size <= NEXT_TO_ZERO * largest;
    return heavy ? Math.max(most, size) : most;
  }, 0);
}

/** Where a spectrum and the lanes under it lie on the screen. */
export interface SpectrumBoard {
  readonly extent: Extent;
  readonly range: readonly [number, number];
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** The axis of λ. */
  readonly axis: number;
  readonly lane: number;
  readonly total: number;
  /** The lowest share drawn, a power of ten. */
  readonly least: number;
  x(value: number): number;
  y(share: number): number;
  laneTop(lane: number): number;
}

const MARGIN = { left: 46, right: 14, top: 22 };
/** Room for the axis' numbers and its name. */
const AXIS = 38;

/** `dimension` is the number of eigenvalues: one of them is the least that there is. */
export function spectrumBoard(
  room: {
    readonly width: number;
    readonly height: number;
    readonly lanes: number;
    readonly lane: number;
  },
  extent: Extent,
  dimension: number,
): SpectrumBoard {
  const { floor, below, above } = extent;
  const range = [-(10 ** below), 10 ** above] as const;
  const left = MARGIN.left;
  const right = Math.max(left + 60, room.width - MARGIN.right);
  const top = MARGIN.top;
  const axis = top + room.height;
  const ends = range.map((end) => placeOf(extent, end)) as [number, number];
  const across = linearScale(ends, [left, right]);
  const depth = Math.max(1, Math.ceil(Math.log10(2 * Math.max(1, dimension))));
  const up = linearScale([-depth, 0], [axis, top]);
  return {
    extent: { floor, below, above },
    range,
    width: room.width,
    left,
    right,
    top,
    axis,
    lane: room.lane,
    total: axis + AXIS + room.lanes * room.lane,
    least: 10 ** -depth,
    x: (value) => across(placeOf(extent, Math.min(range[1], Math.max(range[0], value)))),
    y: (share) => up(share > 0 ? Math.max(-depth, Math.log10(share)) : -depth),
    laneTop: (lane) => axis + AXIS + lane * room.lane,
  };
}

/** The density's outline, closed along the axis. */
export function outlineOf(board: SpectrumBoard, steps: readonly Step[]): string {
  const brief = (pixel: number): number => Math.round(pixel * 10) / 10;
  const path = steps.map(
    ({ from, to, share }) =>
      `L${brief(board.x(from))},${brief(board.y(share))}H${brief(board.x(to))}`,
  );
  return `M${brief(board.left)},${brief(board.axis)}${path.join('')}V${brief(board.axis)}Z`;
}

/** A marked place of the axis: an exponent of ten with its sign, or zero. */
export interface SpectrumMark {
  readonly value: number;
  readonly sign: -1 | 0 | 1;
  readonly exponent: number;
}

/** Pixels that a mark's number needs. */
const APART = 44;

/** Powers of ten of both signs, as many as there is room for, and zero. */
export function marksOf(board: SpectrumBoard): SpectrumMark[] {
  const { floor, below, above } = board.extent;
  const decade = Math.abs(board.x(10 ** above) - board.x(10 ** (above - 1)));
  const every = Math.max(1, Math.ceil(APART / decade));
  const marks: SpectrumMark[] = [{ value: 0, sign: 0, exponent: 0 }];
  for (const [sign, top] of [
    [1, above],
    [-1, below],
  ] as const)
    for (let exponent = top; exponent >= floor && top > floor; exponent -= every)
      if (exponent > floor || decade * MIDDLE > 2 * APART)
        marks.push({ value: sign * 10 ** exponent, sign, exponent });
  return marks;
}
