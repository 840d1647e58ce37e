import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import type { Frame } from './frame';

/** Draws both axes into groups of an SVG that covers the frame. */
export function drawAxes(xGroup: SVGGElement, yGroup: SVGGElement, frame: Frame): void {
  const { left, top, right, bottom, window } = frame;
  const [x0, x1, y0, y1] = window;
  const x = scaleLinear([x0, x1], [left, right]);
  const y = scaleLinear([y0, y1], [bottom, top]);
  const ticks = (length: number): number => Math.max(2, Math.round(length / 90));
  select(xGroup)
    .attr('transform', `translate(0,${bottom})`)
    .call(
      axisBottom(x)
        .ticks(ticks(right - left))
        .tickSize(4)
        .tickPadding(4)
        .tickSizeOuter(0),
    );
  select(yGroup)
    .attr('transform', `translate(${left},0)`)
    .call(
      axisLeft(y)
        .ticks(ticks(bottom - top))
        .tickSize(4)
        .tickPadding(4)
        .tickSizeOuter(0),
    );
}
