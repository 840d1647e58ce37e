import type { InspectionReport } from '../generated/types';
import type { Spectrum } from '../state/spectrum';
import { count, number, percent, RAISED } from './numbers';

/** A power of ten with its sign, as an axis has it. */
export function power(sign: number, exponent: number): string {
  if (sign === 0) return '0';
  const raised = [...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join('');
  return `${sign < 0 ? '−' : ''}10${exponent < 0 ? '⁻' : ''}${raised}`;
}

/** The matrix's name, and what its eigenvalues are called. */
export const matrixName = ({ preconditioned }: Pick<Spectrum, 'preconditioned'>): string =>
  preconditioned ? 'P⁻¹H' : 'H';
export const eigenvalueName = ({ preconditioned }: Pick<Spectrum, 'preconditioned'>): string =>
  preconditioned ? 'μ' : 'λ';

/** The trace; where it is estimated with its standard error, which one probe does not have. */
export function traceWords({ trace }: Pick<InspectionReport, 'trace'>): string {
  if (!trace) return '–';
  const { value, standard_error, exact } = trace;
  if (exact) return number(value);
  return `${number(value)} ± ${standard_error === null ? '?' : number(standard_error, 2)}`;
}

/** How much of a spectrum is about zero, and what that means. */
export const aboutZeroWords = (share: number, floor: number): string =>
  `${percent(share)} within ±${power(1, floor)}`;

/** How well an eigenvalue is known. */
export const residualWords = (residual: number, converged: boolean): string =>
  converged ? `± ${number(residual, 2)}` : `± ${number(residual, 2)}, not converged`;

/** An eigenvalue's place in its spectrum: the largest is the first from above. */
export function rankWords(index: number, report: InspectionReport): string {
  const known = report.eigenvalues?.length ?? 0;
  const fromTop = known - index;
  if (index < report.bottom && known < report.dimension)
    return index === 0 ? 'smallest' : `${count(index + 1)}. from below`;
  return fromTop === 1 ? 'largest' : `${count(fromTop)}. from above`;
}

/** Below this share a node is as fine as the picture. */
const FINE = 0.02;

/** What a density of probes is, and how much of its structure is seen. */
export function densityWords(
  probes: number,
  depth: number,
  dimension: number,
  coarse: number,
): string {
  const seen =
    depth < dimension && coarse > FINE
      ? ` Up to ${percent(coarse)} of the eigenvalues stand at a single node of a probe: finer structure than that is not seen, and sizes so near zero are taken together. A greater depth shows more.`
      : '';
  return `Density: stochastic Lanczos quadrature, ${count(probes)} probes, at most ${count(depth)} steps each.${seen}`;
}

/** What density and trace are where the engine had the whole matrix. */
export const exactWords = (dimension: number): string =>
  `Density and trace are exact: all ${count(dimension)} eigenvalues, by the whole matrix. Larger networks are sampled by probes.`;
