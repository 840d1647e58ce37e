import { describe, expect, test } from 'vitest';
import { landscape, network, optimizer } from '../state/example.test-data';
import { describeReproduction, type Reproduction } from './reproduction';

const A = '0123456789abcdef';
const B = 'fedcba9876543210';

/** Runs of one optimizer from several starts, each with what was got for A. */
const found = (got: (string | null)[], madeBy: string | null = '2'): Reproduction => ({
  claims: got.map((got, start) => ({ place: { optimizer: 0, start }, expected: A, got })),
  madeBy,
  revision: '2',
});
const spec = landscape({
  starts: [
    [0, 0],
    [1, 1],
  ],
  optimizers: [optimizer('gd')],
});

describe('reproduced', () => {
  test('all runs, by the revision that recorded them', () => {
    const words = describeReproduction(spec, found([A, A]));
    expect(words.reproduced).toBe(true);
    expect(words.outcome).toBe('Reproduced, bit for bit');
    expect(words.sentences).toEqual(['both runs have their recorded fingerprints.']);
  });

  test('by another revision, which is said', () => {
    const { sentences } = describeReproduction(spec, found([A], '1'));
    expect(sentences[0]).toBe('the run has its recorded fingerprint.');
    expect(sentences[1]).toContain('by revision 1 of the engine’s bits; this is revision 2');
  });
});

describe('differs', () => {
  test('which run, what was expected, what was got, by which revision', () => {
    const words = describeReproduction(spec, found([A, B], '1'));
    expect(words.reproduced).toBe(false);
    expect(words.outcome).toBe('Differs');
    expect(words.differing).toEqual([{ run: 'gd from 2', expected: A, got: B }]);
    expect(words.sentences).toEqual([
      '1 of 2 runs has another fingerprint than recorded.',
      'Recorded by revision 1 of the engine’s bits; this is revision 2, whose last digits may be others.',
    ]);
  });

  test('as soon as one run does', () => {
    const words = describeReproduction(spec, found([B, null]));
    expect(words.reproduced).toBe(false);
    expect(words.sentences[1]).toBe('1 of 2 runs have ended.');
    expect(words.sentences[2]).toContain('the fingerprints were changed since');
  });

  test('a link that does not say its revision', () => {
    const { sentences, differing } = describeReproduction(network({}), found([B], null));
    expect(sentences[0]).toBe('the run has another fingerprint than was recorded.');
    expect(sentences[1]).toContain('is not said; this is revision 2');
    expect(differing[0]?.run).toBe('gd');
  });

  test('many are counted after the first six', () => {
    const words = describeReproduction(spec, found(Array(9).fill(B)));
    expect(words.differing).toHaveLength(6);
    expect(words.more).toBe(3);
  });
});

test('a link without fingerprints, of another revision', () => {
  expect(describeReproduction(spec, found([], '1'))).toMatchObject({
    reproduced: null,
    outcome: 'Made by another engine',
    sentences: [
      'revision 1 of the engine’s bits; this is revision 2, whose last digits may be others.',
    ],
  });
});

test('nothing is claimed before the runs have ended', () => {
  expect(describeReproduction(spec, found([A, null]))).toMatchObject({
    reproduced: null,
    outcome: 'Checking',
    sentences: ['1 of 2 runs have ended.'],
  });
});
