import type { ColumnOutline, DataSpec, DataSummary, Spec, TableOutline } from '../generated/types';
import type { Importing } from '../state/own-data';

/** What is chosen from a table of the user's own, before it becomes the experiment's data. */

/** The dialog before a file was chosen. */
export const nothingYet: Importing = {
  file: null,
  name: '',
  share: null,
  secondsLeft: null,
  outline: null,
  draft: null,
  summary: null,
  problem: null,
};

/** What decides the rows of an experiment's data, and what only they can forbid. */
export function dataKey({ objective, seed }: Spec): string {
  if (objective.kind !== 'mlp') return '';
  const { data, samples, batch, loss } = objective;
  return JSON.stringify([data, samples ?? null, batch, loss, seed]);
}

/** How a digest is told apart by people. */
export const shortDigest = (sha256: string | undefined): string => (sha256 ?? '').slice(0, 8);

/** What is chosen from a table before anyone chose: its likely label, and no column of words or nothing. */
export function firstDraft(outline: TableOutline, file: string): DataSpec {
  const leave = unfit(outline, outline.label);
  return {
    name: 'csv',
    sha256: outline.sha256,
    label: outline.label,
    ...(file !== '' && { file }),
    ...(leave.length > 0 && { leave }),
  };
}

/** What changes in a draft; undefined takes a choice back. */
export type DraftChange = { readonly [K in keyof DataSpec]?: DataSpec[K] | undefined };

/** A draft with a change. */
export function changeDraft(draft: DataSpec, change: DraftChange): DataSpec {
  const entries = Object.entries({ ...draft, ...change }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(entries) as unknown as DataSpec;
}

/** Whether a column holds nothing at all, as the last one of lines that end in a comma. */
export const isEmpty = (
  { rows }: Pick<TableOutline, 'rows'>,
  { missing }: ColumnOutline,
): boolean => missing >= rows;

/**
 * The columns that hold words, or nothing, from which nothing can be learnt, but for the label. None if
 * all do: then the engine says so.
 */
export function unfit({ columns, rows }: TableOutline, label: string): string[] {
  const isLabel = (key: string, name: string, i: number): boolean =>
    [key, name, `${i + 1}`].includes(label);
  const inputs = columns.filter(({ key, name }, i) => !isLabel(key, name, i));
  const found = inputs
    .filter((column) => column.words > 0 || isEmpty({ rows }, column))
    .map(({ key }) => key);
  return found.length < inputs.length ? found : [];
}

/** The experiment with other data: a network stays as it is; a function's optimizers get one. */
export function withData(spec: Spec, data: DataSpec, { classes }: DataSummary): unknown {
  if (spec.objective.kind !== 'mlp') {
    const { v, optimizers, seed } = spec;
    return { v, view: 'network', objective: { kind: 'mlp', data }, optimizers, seed };
  }
  const { samples: _, ...kept } = spec.objective;
  const loss = classes ? kept.loss : 'mse';
  return { ...spec, objective: { ...kept, data, loss, batch: null } };
}
