import { describe, expect, test } from 'vitest';
import { landscape, optimizer, record } from '../state/example.test-data';
import { arrivalIn, checkSize, MOST_BYTES } from './arrival';
import { looksLikeLink } from './looks-like-link';

const spec = landscape();
const runs = [record(optimizer('gd')), record(optimizer('usam', { rho: 0.2 }))];

describe('an experiment in a file', () => {
  test('comes with what stands beside it and the fingerprints of its runs', () => {
    const beside = { scale: 'log', at: 3, select: 1, lambda: [-1, 12] };
    const text = JSON.stringify({ link: '#v=1', spec, beside, engine: '1', runs });
    expect(arrivalIn(text, 'a.json')).toEqual({
      spec,
      beside: { ...beside, engine: '1', fp: runs.map(({ fingerprint }) => fingerprint) },
    });
  });

  test('may be a spec alone, and may begin with a byte-order mark', () => {
    expect(arrivalIn(`\uFEFF${JSON.stringify(spec)}`, 'a.json')).toEqual({ spec, beside: {} });
  });

  test('claims no fingerprint where a run has none', () => {
    const text = JSON.stringify({ spec, runs: [runs[0], { status: 'running' }] });
    expect(arrivalIn(text, 'a.json').beside).toEqual({});
  });
});

describe('anything else is refused by name', () => {
  test.each([
    ['hello', 'a.txt is not JSON'],
    ['{"spec":', 'a.txt is not JSON'],
    ['[1, 2]', 'a.txt is JSON, but no experiment'],
    ['{"v":1,"stop":{"steps":1,"steps":2}}', 'a.txt: stop.steps is given twice'],
    ['{"name":"eigensieve"}', 'it has no “spec”'],
    ['#v=1&f=ring&o=gd:alpha=0.1', 'a.txt holds a link, not JSON'],
    ['https://example.org/#v=1&f=ring&o=gd:alpha=0.1\n', 'a.txt holds a link, not JSON'],
  ])('%s', (text, words) => {
    expect(() => arrivalIn(text, 'a.txt')).toThrow(words);
  });

  test('by its size alone', () => {
    expect(() => checkSize('a.json', MOST_BYTES + 1)).toThrow('a.json is too large: 257 MB');
    expect(() => checkSize('a.json', 0)).toThrow('a.json is empty');
    expect(() => checkSize('a.json', MOST_BYTES)).not.toThrow();
  });
});

test('a link is known by its version, wherever it points', () => {
  expect(looksLikeLink(' #v=1&f=ring&o=gd:alpha=0.1 ')).toBe(true);
  expect(looksLikeLink('https://example.org/x/#v=1&f=ring')).toBe(true);
  expect(looksLikeLink('https://example.org/#top')).toBe(false);
  expect(looksLikeLink('see #v=1&f=ring for more')).toBe(false);
});
