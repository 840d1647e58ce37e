// The optimizers as filters for eigenvalues.

import type { Spec } from '../generated/types.ts';
import type { Engine } from './means.ts';
import type { FiltersReport } from './reports.ts';

/** Passband, bound and, at these λ, spectral radius of every optimizer of a spec. */
export function filtersReport(
  { filter }: Engine,
  spec: Spec,
  lambdas: readonly number[],
): FiltersReport {
  return { optimizers: filter(spec, Float64Array.from(lambdas)) };
}
