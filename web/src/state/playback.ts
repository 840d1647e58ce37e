/**
 * Time on the scrubber runs logarithmically: runs converge geometrically, so the first steps, which
 * decide where a run goes, get as much of the bar as the long tail.
 */
export const shareOf = (step: number, last: number): number =>
  last <= 0 ? 1 : Math.log1p(Math.min(Math.max(0, step), last)) / Math.log1p(last);

export const stepAt = (share: number, last: number): number =>
  share >= 1 ? last : Math.expm1(Math.max(0, share) * Math.log1p(last));
