import { expect, test } from 'vitest';
import { confusionFile } from './confusion-file';

test('every pair of classes has its line, and the caption stands once', () => {
  const guesses = {
    confusion: [
      [3, 1],
      [0, 2],
    ],
    train: null,
    test: null,
    wrong: [],
    inputs: new Float64Array(),
  };
  const shown = {
    kind: 'guesses',
    classes: ['no', 'yes, but'],
    part: 'test',
    image: null,
    of: [guesses, null],
  } as const;
  expect(confusionFile(shown, ['gd', 'usam'], 'A network').split('\r\n')).toEqual([
    'optimizer,part,class,taken_for,rows,caption',
    'gd,test,no,no,3,A network',
    'gd,test,no,"yes, but",1,',
    'gd,test,"yes, but",no,0,',
    'gd,test,"yes, but","yes, but",2,',
    '',
  ]);
});
