import type { PlaneKind, SliceChoice, SliceState } from '../state/slice';
import { count, list, number } from './numbers';

/** The planes to choose from, in words. */
export const PLANES: readonly (readonly [PlaneKind, string])[] = [
  ['sharpest', 'the two sharpest directions'],
  ['normalised', 'two random directions, each neuron’s at the length of its weights'],
  ['random', 'two random directions, as they are'],
  ['through', 'three recorded points'],
];

/** What the axes are. */
export function axesWords({ kind }: SliceChoice): string {
  switch (kind) {
    case 'sharpest':
      return 'x and y are lengths along the eigenvectors of the two largest eigenvalues of the Hessian at the centre';
    case 'random':
      return 'x and y are lengths along two directions of normal numbers, the second made perpendicular to the first';
    case 'normalised':
      return 'x and y are lengths along two directions of normal numbers, scaled neuron by neuron to the length of its weights and bias (Li et al., 2018), the second made perpendicular to the first';
    case 'through':
      return 'the plane goes through A, B and C; x is the length along the way from A to B';
    default:
      return kind satisfies never;
  }
}

/** Curvature at the centre, beside the eigenvalues where the plane is made of them. */
export function curvatureWords({ plane }: SliceState): string {
  if (!plane) return '';
  const { curvatures, eigenvalues, converged } = plane.facts;
  const [along, up] = curvatures.map((curvature) => number(curvature));
  const second = `Second derivatives of the loss at the centre: ${along} along x, ${up} along y`;
  if (!eigenvalues) return `${second}.`;
  const values = list(eigenvalues.map(({ value }) => number(value)));
  const residuals = list(eigenvalues.map(({ residual }) => number(residual, 2)));
  return converged
    ? `${second}; the two largest eigenvalues are ${values} (residuals ${residuals}).`
    : `${second}; the two largest eigenvalues are about ${values}, not converged (residuals ${residuals}).`;
}

/** Where the pointer is, and the loss there. */
export const pointerWords = ({ at }: SliceState): string =>
  at ? `x ${number(at.x)}, y ${number(at.y)}: loss ${at.f === null ? '…' : number(at.f)}` : '';

/** The picture for those who do not see it. */
export function pictureWords({ contours, window }: SliceState): string {
  if (!contours || !window) return '';
  const [x0, x1, y0, y1] = window;
  const holes =
    contours.holes > 0 ? ` The loss is not finite on ${count(contours.holes)} cells.` : '';
  return `x from ${number(x0)} to ${number(x1)}, y from ${number(y0)} to ${number(y1)}; loss from ${number(contours.low, 3)} to ${number(contours.high, 3)}, ${contours.levels.length} contour levels; the light floor is low.${holes}`;
}
