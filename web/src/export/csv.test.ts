import { describe, expect, test } from 'vitest';
import { csvRow } from './csv';

describe('a row', () => {
  test('gives every number back, the sign of zero too', () => {
    const values = [0.1 + 0.2, -0, 5e-324, Number.MAX_VALUE, 1e21, -1 / 3];
    const read = csvRow(values).trimEnd().split(',').map(Number);
    expect(read.map((value, i) => Object.is(value, values[i]))).toEqual(values.map(() => true));
  });

  test('leaves what is no number empty', () => {
    expect(csvRow([Number.NaN, null, Number.POSITIVE_INFINITY, undefined, 1])).toBe(',,,,1\r\n');
  });

  test('quotes what would break it', () => {
    expect(csvRow(['a,b', 'say "x"', 'two\nlines', 'plain'])).toBe(
      '"a,b","say ""x""","two\nlines",plain\r\n',
    );
  });
});
