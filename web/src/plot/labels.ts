/** The end of a run that wants its name beside it. */
export interface End {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly colour: string;
  /** ✓ inside, ✕ outside, – no verdict. */
  readonly mark: string;
  /** Where the run came from, on the whole: its name keeps to the other side. */
  readonly cameFrom: number;
}

export interface LabelLine {
  readonly name: string;
  readonly colour: string;
  readonly mark: string;
}

/** A stack of names beside a place where runs ended. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  /** Where the runs ended; a hairline leads there if the stack had to move. */
  readonly from: readonly [number, number];
  readonly lines: readonly LabelLine[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const LINE_HEIGHT = 15;
const TOGETHER = 18;
const GAP = 11;
const CHARACTER = 7;

/** Gathers ends that lie together and finds each stack a free place near its end, inside the box. */
export function placeLabels(ends: readonly End[], box: Box): Label[] {
  const taken: Box[] = [];
  return gatherEnds(ends, box).map((cluster) => {
    const lines = uniqueLines(cluster);
    const width = Math.max(
      ...lines.map(({ name, mark }) => (name.length + mark.length + 1) * CHARACTER),
    );
    const height = lines.length * LINE_HEIGHT;
    const { x, y } = cluster[0] as End;
    const came = cluster.reduce((sum, end) => sum + end.cameFrom, 0) / cluster.length;
    const spots = candidates(x, y, width, height, came > x + LINE_HEIGHT);
    const free = spots.find(
      (spot) => within(spot.box, box) && taken.every((other) => !overlaps(spot.box, other)),
    );
    const spot =
      free ?? spots.find(({ box: place }) => within(place, box)) ?? (spots[0] as Candidate);
    taken.push(spot.box);
    return {
      x: spot.anchor === 'start' ? spot.box.left : spot.box.right,
      y: spot.box.top + LINE_HEIGHT / 2,
      anchor: spot.anchor,
      from: [x, y] as const,
      lines,
    };
  });
}

function gatherEnds(ends: readonly End[], box: Box): End[][] {
  const clusters: End[][] = [];
  for (const raw of ends) {
    const end = {
      ...raw,
      x: Math.min(box.right - 4, Math.max(box.left + 4, raw.x)),
      y: Math.min(box.bottom - 4, Math.max(box.top + 4, raw.y)),
    };
    const near = clusters.find((cluster) => {
      const { x, y } = cluster[0] as End;
      return Math.hypot(x - end.x, y - end.y) < TOGETHER;
    });
    if (near) near.push(end);
    else clusters.push([end]);
  }
  return clusters;
}

function uniqueLines(cluster: readonly End[]): LabelLine[] {
  const lines = new Map<string, LabelLine>();
  for (const { name, colour, mark } of cluster)
    lines.set(`${name} ${mark}`, { name, colour, mark });
  return [...lines.values()];
}

interface Candidate {
  readonly box: Box;
  readonly anchor: 'start' | 'end';
}

/** Beside the end, on the free side first; then above and below, then farther out. */
function candidates(
  x: number,
  y: number,
  width: number,
  height: number,
  leftFirst: boolean,
): Candidate[] {
  const result: Candidate[] = [];
  for (const away of [0, 1, 2, 3, 4]) {
    for (const shift of away === 0 ? [0] : [-away, away]) {
      const top = y - height / 2 + shift * (height / 2 + LINE_HEIGHT / 2);
      const right: Candidate = {
        anchor: 'start',
        box: { left: x + GAP, top, right: x + GAP + width, bottom: top + height },
      };
      const left: Candidate = {
        anchor: 'end',
        box: { left: x - GAP - width, top, right: x - GAP, bottom: top + height },
      };
      result.push(...(leftFirst ? [left, right] : [right, left]));
    }
  }
  return result;
}

const within = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
