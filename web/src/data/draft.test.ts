import { expect, test } from 'vitest';
import type { DataSpec, DataSummary, Spec, TableOutline } from '../generated/types';
import { changeDraft, firstDraft, withData } from './draft';

const column = (key: string, words: number) => ({ name: key, key, words, missing: 0, example: '' });
const outline: TableOutline = {
  sha256: 'ab',
  separator: ',',
  header: true,
  rows: 3,
  columns: [column('city', 3), column('x', 0), column('species', 3)],
  first: [],
  label: 'species',
};

test('a first draft leaves out columns of words, but not the label', () => {
  const draft = firstDraft(outline, 'a.csv');
  expect(draft).toEqual({
    name: 'csv',
    sha256: 'ab',
    label: 'species',
    file: 'a.csv',
    leave: ['city'],
  });
});

test('what a last comma makes a column of is left out', () => {
  const columns = [column('x', 0), { ...column('4', 0), missing: 3 }, column('species', 3)];
  expect(firstDraft({ ...outline, columns }, '').leave).toEqual(['4']);
});

test('a network keeps its settings with other data; a function’s optimizers get a network', () => {
  const data = { name: 'csv', sha256: 'ab' } as DataSpec;
  const regression = { classes: null } as DataSummary;
  const mlp = {
    kind: 'mlp',
    data: { name: 'digits' },
    samples: 9,
    layers: [4],
    loss: 'ce',
    batch: 5,
  };
  const spec = { v: 1, seed: 7, optimizers: [{ rule: 'gd' }] };
  expect(withData({ ...spec, objective: mlp } as unknown as Spec, data, regression)).toEqual({
    ...spec,
    objective: { kind: 'mlp', data, layers: [4], loss: 'mse', batch: null },
  });
  const plane = { ...spec, objective: { kind: 'function' }, starts: [], window: [0, 1, 0, 1] };
  expect(withData(plane as unknown as Spec, data, regression)).toEqual({
    ...spec,
    view: 'network',
    objective: { kind: 'mlp', data },
  });
});

test('where every column holds words, none is left out', () => {
  const columns = [column('city', 3), column('species', 3)];
  expect(firstDraft({ ...outline, columns }, '')).not.toHaveProperty('leave');
});

test('a change sets a choice, or takes it back', () => {
  const draft = firstDraft(outline, 'a.csv');
  expect(changeDraft(draft, { task: 'classes' }).task).toBe('classes');
  expect(changeDraft({ ...draft, task: 'classes' }, { task: undefined })).toEqual(draft);
});
