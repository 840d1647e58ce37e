import { expect, test } from 'vitest';
import { type End, LINE_HEIGHT, placeLabels } from './labels';

const box = { left: 0, top: 0, right: 600, bottom: 400 };
const end = (x: number, y: number, name: string): End => ({
  x,
  y,
  name,
  colour: 'red',
  mark: '✓',
  cameFrom: x,
});

test('ends at one place make one stack, each name once', () => {
  const labels = placeLabels(
    [end(300, 200, 'gd'), end(301, 200, 'usam'), end(300, 201, 'gd')],
    box,
  );
  expect(labels).toHaveLength(1);
  expect(labels[0]?.lines.map(({ name }) => name)).toEqual(['gd', 'usam']);
});

test('stacks lie inside the map and do not cover each other', () => {
  const ends = Array.from({ length: 12 }, (_, i) =>
    end(560 + (i % 3) * 20, 20 + i * 30, `optimizer ${i}`),
  );
  const labels = placeLabels(ends, box);
  const boxes = labels.map(({ x, y, anchor, lines }) => {
    const width = Math.max(...lines.map(({ name }) => (name.length + 2) * 7));
    const left = anchor === 'start' ? x : x - width;
    return {
      left,
      right: left + width,
      top: y - LINE_HEIGHT / 2,
      bottom: y + (lines.length - 0.5) * LINE_HEIGHT,
    };
  });
  for (const a of boxes) {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(600);
  }
  const covers = boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .map((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  );
  expect(covers.filter(Boolean)).toHaveLength(0);
});

test('a stack keeps to the side the run did not come from', () => {
  const [left] = placeLabels([{ ...end(300, 200, 'gd'), cameFrom: 500 }], box);
  const [right] = placeLabels([{ ...end(300, 200, 'gd'), cameFrom: 100 }], box);
  expect([left?.anchor, right?.anchor]).toEqual(['end', 'start']);
});

test('an end outside is named at the map’s edge', () => {
  const [label] = placeLabels([end(5000, -900, 'gd')], box);
  expect(label?.from).toEqual([596, 4]);
});
