import { describe, expect, test } from 'vitest';
import { IDENTITY, type Matrix, stretch, times } from './marks';
import { PathData } from './path-data';

const plain = (): PathData => new PathData(() => IDENTITY);

describe('path data', () => {
  test('says lines in hundredths of a pixel', () => {
    const path = plain();
    path.moveTo(1.2345, -0.001);
    path.lineTo(2, 3);
    path.closePath();
    expect(path.data).toBe('M1.23 0L2 3Z');
  });

  test('begins where a line begins, as canvases do', () => {
    const path = plain();
    path.lineTo(1, 2);
    path.lineTo(3, 4);
    expect(path.data).toBe('M1 2L3 4');
  });

  test('makes a circle of two halves, for one arc cannot end where it begins', () => {
    const path = plain();
    path.moveTo(12, 5);
    path.arc(10, 5, 2, 0, 2 * Math.PI);
    expect(path.data).toBe('M12 5L12 5A2 2 0 0 1 8 5A2 2 0 0 1 12 5');
  });

  test('goes the other way round where asked, or where the picture is mirrored', () => {
    const backwards = plain();
    backwards.arc(0, 0, 1, 0, -Math.PI / 2, true);
    expect(backwards.data).toBe('M1 0A1 1 0 0 0 0 -1');
    const mirrored = new PathData((): Matrix => [1, 0, 0, -1, 0, 0]);
    mirrored.arc(0, 0, 1, 0, Math.PI / 2);
    expect(mirrored.data).toBe('M1 0A1 1 0 0 0 0 -1');
  });

  test('places points as they come, and leaves out what is no number', () => {
    let matrix: Matrix = [2, 0, 0, 2, 10, 20];
    const path = new PathData(() => matrix);
    path.moveTo(1, 1);
    matrix = IDENTITY;
    path.lineTo(Number.NaN, 1);
    path.lineTo(1, 1);
    expect(path.data).toBe('M12 22L1 1');
  });
});

test('maps follow one another, the inner one first', () => {
  const moved: Matrix = [1, 0, 0, 1, 5, 0];
  const doubled: Matrix = [2, 0, 0, 2, 0, 0];
  expect(times(doubled, moved)).toEqual([2, 0, 0, 2, 10, 0]);
  expect(times(moved, doubled)).toEqual([2, 0, 0, 2, 5, 0]);
  expect(stretch([0, 3, -3, 0, 1, 1])).toBe(3);
});
