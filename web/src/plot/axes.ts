import { count, number } from '../words/numbers';
import type { Frame } from './frame';
import { ticks } from './scale';

/** Pixels of an axis for each of its numbers. */
const APART = 90;
const TICK = 4;
const GAP = 8;

/** Draws both axes into groups of an SVG that covers the frame. */
export function drawAxes(xGroup: SVGGElement, yGroup: SVGGElement, frame: Frame): void {
  const { left, top, right, bottom, window } = frame;
  const [x0, x1, y0, y1] = window;
  // Hairlines are sharp between two pixels; screens finer than that draw them sharp anywhere.
  const shift = devicePixelRatio > 1 ? 0 : 0.5;
  set(xGroup, { transform: `translate(0,${bottom})`, 'text-anchor': 'middle' });
  xGroup.replaceChildren(
    ...labelledTicks(x0, x1, right - left).map(({ value, label }) =>
      draw('g', { class: 'tick', transform: `translate(${frame.x(value) + shift},0)` }, [
        draw('line', { y2: TICK }),
        draw('text', { y: GAP, dy: '0.71em' }, [label]),
      ]),
    ),
  );
  set(yGroup, { transform: `translate(${left},0)`, 'text-anchor': 'end' });
  yGroup.replaceChildren(
    ...labelledTicks(y0, y1, bottom - top).map(({ value, label }) =>
      draw('g', { class: 'tick', transform: `translate(0,${frame.y(value) + shift})` }, [
        draw('line', { x2: -TICK }),
        draw('text', { x: -GAP, dy: '0.32em' }, [label]),
      ]),
    ),
  );
}

/**
 * The numbers along an axis of this length and so far apart, in pixels, all with as many decimals as
 * their step needs.
 */
export function labelledTicks(
  low: number,
  high: number,
  length: number,
  apart = APART,
): { value: number; label: string }[] {
  const { step, values } = ticks(low, high, Math.max(2, Math.round(length / apart)));
  const decimals = Math.min(100, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return values.map((value) => ({ value, label: labelOf(value, decimals) }));
}

function labelOf(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e6) return number(value);
  const text = decimals === 0 ? count(value) : value.toFixed(decimals);
  return text.replace('-', '−');
}

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

function draw(name: string, attributes: Attributes, content: (Node | string)[] = []): SVGElement {
  const element = document.createElementNS(SVG, name) as SVGElement;
  set(element, attributes);
  element.append(...content);
  return element;
}

function set(element: SVGElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
