import '../styles/point-card.css';
import { html, nothing, svg } from 'lit';
import { hessianEllipse } from '../plot/ellipse';
import type { Frame } from '../plot/frame';
import type { PointVerdict, ShownPoint } from '../state/points';
import type { Look } from '../state/select';
import { number } from '../words/numbers';
import { gainAgainst, pointName } from '../words/points';
import { swatch } from './swatch';

// What the map shows of the point that is meant; loaded when the first one is.

/** All numbers of a critical point, and why each filter admits or blocks it. */
export function pointCard(
  { point, verdicts }: ShownPoint,
  looks: readonly Look[],
  span: number,
): unknown {
  const [low, high] = point.eigenvalues;
  return html`
    <p><b>${capital(pointName(point, span))}</b></p>
    <p class="soft">f = ${number(point.f, 6)}, λ = ${number(low)} and ${number(high)}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">αp(λ)</th>
          <th scope="col">λ = ${number(low)}</th>
          <th scope="col">λ = ${number(high)}</th>
          <th scope="col"><span class="visually-hidden">verdict</span></th>
        </tr>
      </thead>
      <tbody>
        ${verdicts.map((verdict, i) => row(verdict, looks[i]))}
      </tbody>
    </table>
    <p class="soft">${ellipseWords(low, high)}</p>
  `;
}

/** How to read the Hessian's picture, or why there is none. */
function ellipseWords(low: number, high: number): string {
  if (low === 0 && high === 0) return 'The Hessian is zero: no direction is steeper than another.';
  const dashes = low < 0 ? '; dashed where f falls' : '';
  return `The ellipse is short where f bends much, long where it is flat${dashes}.`;
}

function row(verdict: PointVerdict, look: Look | undefined): unknown {
  const { name, words, gains, limit } = verdict;
  return html`<tr>
    <th scope="row">${swatch(look)} ${name}</th>
    ${gains ? gains.map((gain) => gainCell(gain, limit)) : html`<td colspan="2">${NO_FILTER}</td>`}
    <td>${gains ? words : nothing}</td>
  </tr>`;
}

function gainCell(gain: number, limit: number): unknown {
  const { mark, words } = gainAgainst(gain, limit);
  return html`<td>${words} ${mark}</td>`;
}

const NO_FILTER = 'no filter for the Hessian';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The Hessian at the point that is meant: hairlines, dashed where f falls. */
export function pointEllipse(shown: ShownPoint, frame: Frame): unknown {
  const { x, eigenvalues, axis } = shown.point;
  const ellipse = hessianEllipse(eigenvalues, axis, frame);
  if (!ellipse) return nothing;
  return svg`
    <g class="ellipse" transform="translate(${frame.x(x[0])},${frame.y(x[1])})" aria-hidden="true">
      <path class="halo" d=${ellipse.outline} />
      <path d=${ellipse.outline} />
      ${ellipse.axes.map(
        ({ path, negative }) => svg`<path class=${negative ? 'falls' : ''} d=${path} />`,
      )}
    </g>`;
}
