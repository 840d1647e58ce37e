// All that the package exports, wherever it runs.

export type * from '../generated/types.ts';
export type * from '../report/reports.ts';
export { SpecError } from '../report/spec-error.ts';
export * from './functions.ts';
export type { ObjectiveInput, OptimizerInput, SpecInput } from './spec-input.ts';
