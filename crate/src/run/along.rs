//! What is met along a path in the plane: f, slope and curvature at its points, and where the
//! steps took their gradients.

use crate::objective::Objective;
use crate::objective::landscape::Landscape;
use crate::optimizer::State;
use crate::planar;
use crate::real::norm;
use crate::spec::Optimizer;

/// Numbers that [`along`] gives for a point.
pub const NUMBERS: usize = 6;

/// f, ‖∇f‖, the eigenvalues λmin and λmax of H, and the unit eigenvector of λmax, at each point;
/// NaN where they are not finite.
pub fn along(landscape: &mut Landscape, points: &[[f64; 2]]) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(NUMBERS * points.len());
    for &point in points {
        let (f, gradient, hessian) = landscape.hessian(point);
        let [low, high] = planar::eigenvalues(hessian);
        let [vx, vy] = planar::axis(hessian);
        numbers.extend(
            [f, norm(&gradient), low, high, vx, vy]
                .map(|number: f64| if number.is_finite() { number } else { f64::NAN }),
        );
    }
    numbers
}

/// Where the step from each iterate x, given with the iterate before it as [x, y, x⁻, y⁻], takes
/// its last gradient: an ascent rule at the end of its ascent, nesterov ahead of x, others at x.
pub fn probes(
    landscape: &mut Landscape,
    optimizer: &Optimizer,
    steps: &[[f64; 4]],
) -> Vec<[f64; 2]> {
    let mut gradient = [0.0; 2];
    steps
        .iter()
        .map(|&[x, y, previous_x, previous_y]| {
            let mut state = State::between(optimizer, vec![previous_x, previous_y], vec![x, y]);
            landscape.value_and_gradient(&[x, y], &mut gradient);
            state.step(optimizer, landscape, Some(&gradient));
            let at = state.last_gradient_at();
            [at[0], at[1]]
        })
        .collect()
}
