//! Where a converged run was heading: its end is near a critical point, as near as the stop test
//! asks, and Newton's method covers the rest of the way.

use crate::objective::landscape::Landscape;
use crate::planar;
use crate::real::{distance, norm};

/// Isolated critical points nearer to each other than this are one.
const SAME: f64 = 1e-6;
/// The same for degenerate points; Newton's method leads no farther than this from where it began.
const REACH: f64 = 0.05;
/// How far along a flat direction a continuum is looked for: beyond all ends near the same point.
const STRIDE: f64 = 2.0 * REACH;
/// Newton steps: a degenerate point is approached by a constant factor a step.
const STEPS: usize = 64;

/// What a converged run has reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rest {
    /// A critical point with others nowhere near, as Newton's method sees it.
    Regular([f64; 2]),
    /// A degenerate one, or an end from where Newton's method leads away.
    Vague([f64; 2]),
    /// One of a continuum of critical points.
    Continuum,
}

impl Rest {
    /// Distance within which two of a kind are one.
    pub(super) fn tolerance(regular: bool) -> f64 {
        if regular { SAME } else { REACH }
    }
}

/// What the run that ended at `end` has reached.
pub(super) fn settle(landscape: &mut Landscape, end: [f64; 2]) -> Rest {
    let Some(point) = newton(landscape, end, Directions::Curved) else { return Rest::Vague(end) };
    let Some(axes) = axes(landscape.hessian(point).2) else { return Rest::Vague(end) };
    if !axes.iter().any(|axis| axis.flat) {
        return Rest::Regular(point);
    }
    // On a continuum, one stride along it there are critical points too.
    let mut goes_on = |stride: f64, [vx, vy]: [f64; 2]| {
        let aside = [point[0] + stride * vx, point[1] + stride * vy];
        newton(landscape, aside, Directions::Curved).is_some_and(|x| is_critical(landscape, x))
    };
    let mut flat = axes.iter().filter(|axis| axis.flat);
    if flat.any(|axis| goes_on(STRIDE, axis.vector) || goes_on(-STRIDE, axis.vector)) {
        return Rest::Continuum;
    }
    Rest::Vague(point)
}

/// A degenerate point, as closely as Newton's method comes to it from `point`.
pub(super) fn refine(landscape: &mut Landscape, point: [f64; 2]) -> [f64; 2] {
    newton(landscape, point, Directions::All).unwrap_or(point)
}

/// Along which eigenvectors of H Newton's method steps.
#[derive(Clone, Copy, PartialEq)]
enum Directions {
    /// Not along flat ones, where rounding would decide the step.
    Curved,
    All,
}

/// Newton's method for ∇f = 0 until it stagnates; `None` if it leads out of reach.
fn newton(landscape: &mut Landscape, from: [f64; 2], directions: Directions) -> Option<[f64; 2]> {
    let mut x = from;
    for _ in 0..STEPS {
        let (_, gradient, hessian) = landscape.hessian(x);
        let mut next = x;
        for Axis { value, vector, flat } in axes(hessian)? {
            if value == 0.0 || flat && directions == Directions::Curved {
                continue;
            }
            let along = (gradient[0] * vector[0] + gradient[1] * vector[1]) / value;
            next = [next[0] - along * vector[0], next[1] - along * vector[1]];
        }
        let away = distance(&next, &from);
        if away.is_nan() || away > REACH {
            return None;
        }
        if distance(&next, &x) <= 1e-14 * norm(&next).max(1.0) {
            return Some(next);
        }
        x = next;
    }
    Some(x)
}

/// The contract's test for critical points.
fn is_critical(landscape: &mut Landscape, x: [f64; 2]) -> bool {
    let (_, gradient, hessian) = landscape.hessian(x);
    let size = planar::eigenvalues(hessian).map(f64::abs);
    norm(&gradient) <= 1e-10 * size[0].max(size[1]).max(1.0)
}

/// An eigenvalue of H with its unit eigenvector.
#[derive(Clone, Copy)]
struct Axis {
    value: f64,
    vector: [f64; 2],
    /// As flat as makes a critical point degenerate.
    flat: bool,
}

/// Both axes of H, given as [∂xx, ∂xy, ∂yy]; `None` if it is not finite.
fn axes(hessian: [f64; 3]) -> Option<[Axis; 2]> {
    if !hessian.iter().all(|entry| entry.is_finite()) {
        return None;
    }
    let [low, high] = planar::eigenvalues(hessian);
    let [a, b] = planar::axis(hessian);
    let threshold = 1e-5 * low.abs().max(high.abs()).max(1.0);
    let axis = |value: f64, vector| Axis { value, vector, flat: value.abs() <= threshold };
    Some([axis(low, [-b, a]), axis(high, [a, b])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::expression::Expression;

    fn rest(source: &str, end: [f64; 2]) -> Rest {
        let expression = Expression::parse(source, &[]).expect("can be read");
        settle(&mut Landscape::of_expression(expression), end)
    }

    fn near(rest: Rest, point: [f64; 2], tolerance: f64) -> bool {
        matches!(rest, Rest::Regular(x) | Rest::Vague(x) if distance(&x, &point) <= tolerance)
    }

    #[test]
    fn ends_near_a_point_are_led_to_it() {
        let wells = "(x^2-1)^2 + y^2";
        for end in [[1.0 + 1e-4, -1e-3], [1.0 - 1e-9, 0.0], [1.0, 0.0]] {
            assert!(matches!(rest(wells, end), Rest::Regular(_)));
            assert!(near(rest(wells, end), [1.0, 0.0], 1e-13), "{end:?}");
        }
        assert!(near(rest("x*y", [1e-11, -1e-11]), [0.0, 0.0], 1e-15), "saddles too");
    }

    #[test]
    fn degenerate_points_are_no_continua() {
        for (source, end) in [
            ("x^4/4 + y^2/2", [4.6e-4, 1e-10]),
            ("x^4/4 + y^2/2", [-0.02, 1e-3]),
            ("x^8 + y^8", [0.028, -0.028]),
            ("x^3 - 3*x*y^2", [1e-6, 0.0]),
        ] {
            assert!(matches!(rest(source, end), Rest::Vague(_)), "{source} {end:?}");
        }
    }

    #[test]
    fn continua_are_curves_and_plains() {
        for (source, end) in [
            ("(x*y-1)^2/2", [2.0, 0.5 + 1e-11]),
            ("(x*y-1)^2/2", [2.0, 0.5 + 1e-3]),
            ("(x^2+y^2-1)^2/4", [0.6, 0.8]),
            ("x^2", [0.0, 3.0]),
            ("y^4", [1.0, 2.9e-4]),
            ("7", [0.1, 0.2]),
            ("max(0, x^2+y^2-1)", [0.99, 0.0]),
        ] {
            assert_eq!(rest(source, end), Rest::Continuum, "{source} {end:?}");
        }
    }

    #[test]
    fn where_newton_leads_away_the_end_stands() {
        let tail = "exp(-x) + y^2";
        assert_eq!(rest(tail, [5.0, 0.0]), Rest::Vague([5.0, 0.0]));
        assert_eq!(rest("sqrt(x)", [0.0, 0.0]), Rest::Vague([0.0, 0.0]), "no Hessian");
    }
}
