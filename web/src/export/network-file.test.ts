import { expect, test } from 'vitest';
import { network, optimizer } from '../state/example.test-data';
import type { Head } from './head';
import { networkFile } from './network-file';

test('further eigenvalues have columns of their own', () => {
  const spec = network({ optimizers: [optimizer('gd')] });
  const ends = [3, 2, 1].map((value) => ({ value, residual: 0 }));
  const history = [{ step: 0, lambda_max: 3, top: ends } as never, { step: 5 } as never];
  const runs = [{ step: 5, history, record: null }];
  const [head, ...rows] = [...networkFile({ spec } as Head, '', 'csv', runs, [1])];
  expect(head?.text).toBe(
    'optimizer,step,lambda_max,lambda_max_2,lambda_max_3,gradients,caption\r\n',
  );
  expect(rows.map(({ text }) => text).join('')).toMatch(/,0,3,2,1,0,\r\n.*,5,,,,5,\r\n$/);
});

test('a row says how many gradients were spent until then, by the optimizer’s own cost', () => {
  const spec = network({ optimizers: [optimizer('gd'), optimizer('usam2')] });
  const row = (step: number) => ({ step, loss: 0.5 }) as never;
  const runs = [0, 1].map(() => ({ step: 10, history: [row(0), row(10)], record: null }));
  const pieces = [...networkFile({ spec } as Head, 'A network', 'csv', runs, [1, 3])];
  const lines = pieces
    .map(({ text }) => text)
    .join('')
    .trim()
    .split('\r\n');
  expect(lines.map((line) => line.split(',').slice(1))).toEqual([
    ['step', 'loss', 'gradients', 'caption'],
    ['0', '0.5', '0', 'A network'],
    ['10', '0.5', '10', ''],
    ['0', '0.5', '0', ''],
    ['10', '0.5', '30', ''],
  ]);
});
