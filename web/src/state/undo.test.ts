import { describe, expect, test } from 'vitest';
import { landscape } from './example.test-data';
import { back, begin, forth, isOneStep, type Moment, NO_STEPS, same } from './undo';

const at = (x: number) => landscape({ starts: [[x, 0]] });

describe('steps', () => {
  const edited = begin(begin(NO_STEPS, at(0), 'starts[0]'), at(1), 'window');

  test('lead back one by one, and on again', () => {
    const one = back(edited, at(2));
    expect([one?.spec, one?.field]).toEqual([at(1), 'window']);
    const two = one && back(one.undo, one.spec);
    expect([two?.spec, two?.field]).toEqual([at(0), 'starts[0]']);
    expect(two && back(two.undo, two.spec)).toBeNull();
    const again = two && forth(two.undo, two.spec);
    expect([again?.spec, again?.field]).toEqual([at(1), 'starts[0]']);
    const last = again && forth(again.undo, again.spec);
    expect([last?.spec, last?.field]).toEqual([at(2), 'window']);
  });

  test('that changed nothing are passed over', () => {
    expect(back(begin(edited, at(2), 'stop.steps'), at(2))?.field).toBe('window');
  });

  test('taken anew leave nothing to do again', () => {
    const one = back(edited, at(2));
    expect(one && forth(begin(one.undo, one.spec, 'seed'), at(5))).toBeNull();
  });

  test('are forgotten after a few hundred', () => {
    let undo = NO_STEPS;
    for (let i = 0; i < 1000; i += 1) undo = begin(undo, at(i), 'starts[0]');
    expect(undo.past.length).toBe(200);
  });
});

test('another view shows the same experiment', () => {
  expect(same(landscape(), landscape({ view: 'filter' }))).toBe(true);
  expect(same(landscape(), landscape({ seed: 1 }))).toBe(false);
});

describe('one step', () => {
  const moment = (field: string, time: number, press: number | null = null): Moment => ({
    field,
    at: time,
    press,
  });

  test.each([
    ['a drag with a long rest in it', moment('window', 0, 7), moment('window', 60_000, 7), true],
    ['two drags of one start', moment('starts[0]', 0, 7), moment('starts[0]', 400, 8), false],
    ['keys in a row', moment('starts[0]', 0), moment('starts[0]', 300), true],
    ['keys with a rest between', moment('starts[0]', 0), moment('starts[0]', 3000), false],
    ['the last word of a drag, after it', moment('seed', 0, 7), moment('seed', 40), true],
    ['two fields', moment('starts[0]', 0), moment('starts[1]', 10), false],
  ])('%s', (_, before, now, wanted) => {
    expect(isOneStep(before, now)).toBe(wanted);
    expect(isOneStep(null, now)).toBe(false);
  });
});
