/** A number's place along a length, and back. */
export interface LinearScale {
  (value: number): number;
  invert(place: number): number;
}

type Ends = readonly [from: number, to: number];

export const linearScale = (domain: Ends, range: Ends): LinearScale =>
  Object.assign(between(domain, range), { invert: between(range, domain) });

/** So many lengths away, a place is as good as at infinity; it has pixels still. */
const FAR = 1e12;

/** A domain without extent lies in the middle of its range. */
const between =
  ([a, b]: Ends, [from, to]: Ends) =>
  (value: number): number => {
    const exact = b === a ? 0.5 : (value - a) / (b - a);
    // Where the difference overflows, the place is far away all the same, on its side.
    const share = Math.max(-FAR, Math.min(FAR, exact));
    return from * (1 - share) + to * share;
  };

/** Round numbers from `low` to `high`, about `count` of them: a power of ten apart, or 2 or 5 of it. */
export function ticks(
  low: number,
  high: number,
  count: number,
): { step: number; values: number[] } {
  const step = roundStep((high - low) / count);
  // What rounding takes from an end must not cost its tick.
  const first = Math.ceil(low / step - DUST);
  const last = Math.floor(high / step + DUST);
  return { step, values: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step) };
}

const DUST = 1e-9;

/** The round step whose ratio to the rough one is least. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const rest = rough / power;
  const digit = [1, 2, 5].find((d, i) => rest < Math.sqrt(d * ([2, 5, 10][i] as number))) ?? 10;
  return digit * power;
}
