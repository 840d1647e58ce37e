// What `npm run bench -- --peers` makes of numbers; the programs it compares are installed only there.

import { describe, expect, test } from 'vitest';
import { exponent } from '../../tools/bench/peers/growth.mjs';
import { described, results } from '../../tools/bench/peers/results.mjs';
import { rows } from '../../tools/bench/peers/rows.mjs';
import { disagreements } from '../../tools/bench/peers.mjs';

const row = firstRow();

function firstRow() {
  const [row] = rows;
  if (!row) throw new Error('there are no rows');
  return row;
}

/** The first row, where every side but the engine takes a second. */
function timed(engine: number, difference: number, without: string[] = []) {
  const times = row.entries.map(({ side }) => {
    if (without.includes(side)) return [];
    return Array(5).fill(side === 'engine' ? 1000 * engine : 1000);
  });
  return { row, times, differences: row.entries.map((_, i) => (i === 0 ? null : difference)) };
}

describe('npm run bench -- --peers', () => {
  test('a goal is missed, met or surpassed', () => {
    const goals = row.ratios[0]?.goals;
    expect(goals).toEqual([0.8, 0.6]);
    const verdict = (engine: number) =>
      described(timed(engine, 0))
        .join('\n')
        .match(/goal .*: (\w+)/);
    expect(verdict(0.81)?.[1]).toBe('missed');
    expect(verdict(0.79)?.[1]).toBe('met');
    expect(verdict(0.59)?.[1]).toBe('stretch');
  });

  test('results that differ, and results that are no numbers, are faults', () => {
    expect(disagreements(timed(1, 1e-7))).toEqual([]);
    expect(disagreements(timed(1, 1e-3))).toHaveLength(row.entries.length - 1);
    expect(disagreements(timed(1, Number.NaN))).toHaveLength(row.entries.length - 1);
  });

  test('what is not installed is said', () => {
    const text = results([timed(1, 0, ['tensorflow'])], ['Node']);
    expect(text).toContain('not installed: tensorflow gradient');
    expect(text).not.toContain('÷ TensorFlow.js');
    expect(text).toContain('÷ PyTorch');
  });

  test('what takes longer than NumPy is said', () => {
    expect(results([timed(2.5, 0)], [])).toContain('- W1 gradient, f32: 2.500 times as long');
    expect(results([timed(0.5, 0)], [])).toContain('Nothing of the above.');
  });

  test('the exponent is that of a power', () => {
    const sizes = [1, 2, 4, 8];
    expect(exponent(sizes.map((size) => ({ size, value: 3 * size ** 1.5 })))).toBeCloseTo(1.5, 12);
  });
});
