import { expect, test } from 'vitest';
import type { Spec } from '../generated/types';
import { lacksFile, looksLikeTable, namesTable } from './own-data';

test('an experiment waits for its own file and no other', () => {
  const objective = { kind: 'mlp', data: { name: 'csv', sha256: 'ab' } };
  const spec = { objective } as unknown as Spec;
  const file = (sha256: string) => ({ file: new Blob(), name: '', sha256, rows: 4 });
  expect(lacksFile(spec, [])).toBe(true);
  expect(lacksFile(spec, [file('cd')])).toBe(true);
  expect(lacksFile(spec, [file('cd'), file('ab')])).toBe(false);
  const digits = { objective: { kind: 'mlp', data: { name: 'digits' } } } as unknown as Spec;
  expect(lacksFile(digits, [])).toBe(false);
});

test('tables are told from experiments', () => {
  expect(['a.csv', 'A.TSV', 'x.json', 'csv'].map(namesTable)).toEqual([true, true, false, false]);
  for (const text of ['a,b\n1,2', 'a;b\r\n1;2', 'a\tb\r1\t2'])
    expect(looksLikeTable(text)).toBe(true);
  for (const text of ['{"v":1,\n"a":2}', 'one line, alone', '[1,\n2]', 'no\ncells'])
    expect(looksLikeTable(text)).toBe(false);
});
