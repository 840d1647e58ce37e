import { list, number } from './numbers';

/** How to read the equalizer, in a sentence or two. */
export function howToRead(network: boolean, hasTicks: boolean): string {
  const curves =
    'Where a curve is above 1, a step stretches deviations along eigenvectors of that λ, and nothing settles; what is left is the passband. Drag a bar’s knob, and the step size α follows.';
  const f = network ? 'the loss' : 'f';
  const levels = hasTicks
    ? `The levels are eigenvalues of ${f}’s Hessian where each run stands.`
    : network
      ? 'Train the network, and the extreme eigenvalues of the loss’s Hessian rise here as levels.'
      : 'With a start on the map, the eigenvalues of f’s Hessian rise here as levels.';
  return `${curves} ${levels}`;
}

/** Why some optimizers have no fixed filter, and what is drawn instead: `ascents` are ρ/‖∇f(xₖ)‖ of the runs. */
export function whyUnfixed(names: readonly string[], ascents: readonly number[]): string {
  if (names.length === 0) return '';
  const [have, their] = names.length === 1 ? ['has', 'its'] : ['have', 'their'];
  const why = `${list(names)} ${have} no fixed filter: however small ∇f is, ${their} ascent keeps the length ρ, so the update is not C¹ where ∇f = 0.`;
  const radii = [...new Set(ascents.map((ascent) => number(ascent, 3)))];
  if (radii.length === 0) return why;
  const more = radii.length > 3 ? ', …' : '';
  return `${why} Dotted: the running filter, usam’s with ρ/‖∇f(xₖ)‖ = ${radii.slice(0, 3).join(', ')}${more} in ρ’s place.`;
}

/** What the axis counts. */
export function axisName(preconditioned: readonly boolean[], names: readonly string[]): string {
  if (preconditioned.length > 0 && preconditioned.every(Boolean)) return 'eigenvalue μ of P⁻¹H';
  const some = names.filter((_, i) => preconditioned[i]);
  return some.length === 0 ? 'eigenvalue λ' : `eigenvalue λ (${list(some)}: μ of P⁻¹H)`;
}
