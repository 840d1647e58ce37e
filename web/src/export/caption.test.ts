import { expect, test } from 'vitest';
import { wrapped } from './caption';

const letters = (text: string): number => text.length;

test('words break at spaces, a link after its separators, and nothing is lost', () => {
  const text = 'gd with α = 0.1 https://example.org/#v=1&f=ring&o=gd:alpha=0.1';
  const lines = wrapped(text, 20, letters);
  expect(lines).toEqual([
    'gd with α = 0.1',
    'https://example.org/',
    '#v=1&f=ring&o=gd:',
    'alpha=0.1',
  ]);
});

test('a piece longer than the line stands alone', () => {
  expect(wrapped('a bcdefghij k', 5, letters)).toEqual(['a', 'bcdefghij', 'k']);
});
