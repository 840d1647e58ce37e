//! What spans a plane.

use crate::error::{ErrorCode, SpecError};
use crate::kernel::{add_scaled, dot, scale};
use crate::objective::network::Layout;
use crate::random::{Purpose, standard_normal, stream};
use crate::real::norm;

/// What spans a plane through a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Directions<'a> {
    /// The eigenvectors of H's two largest eigenvalues there.
    Sharpest,
    /// Two directions of normal numbers.
    Random {
        /// Which ones: stream 0 and 1 of this seed.
        seed: u64,
        /// Whether each neuron's weights and bias are scaled to the length that they have at the
        /// point (Li et al.'s filters), so that the picture does not depend on how a network's
        /// layers share their scale.
        normalised: bool,
    },
    /// Two more points.
    Through([&'a [f64]; 2]),
}

/// How a plane's directions came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sharpest,
    Random { normalised: bool },
    Through,
}

impl Directions<'_> {
    pub(super) fn kind(&self) -> Kind {
        match *self {
            Self::Sharpest => Kind::Sharpest,
            Self::Random { normalised, .. } => Kind::Random { normalised },
            Self::Through(_) => Kind::Through,
        }
    }
}

impl Kind {
    /// The refusal of directions that span no plane.
    pub(super) fn no_plane(self) -> SpecError {
        let (got, allowed) = match self {
            Self::Through => ("points on one line", "three points that are not on one line"),
            Self::Sharpest => ("one parameter", "a network of at least two parameters"),
            Self::Random { .. } => ("these weights", "weights that are not all zero"),
        };
        SpecError::new(ErrorCode::OutOfRange, "directions", got, allowed)
    }
}

/// A direction of which less than this part is left beside the other one is the same direction.
const PARALLEL: f64 = 1e-10;

/// A direction of normal numbers; `scaled` scales what belongs to each neuron to the length it has
/// in a θ.
pub(super) fn random(
    dimension: usize,
    seed: u64,
    index: u64,
    scaled: Option<(&Layout, &[f64])>,
) -> Vec<f64> {
    let mut rng = stream(seed, Purpose::Slice, index);
    let mut direction: Vec<f64> = (0..dimension).map(|_| standard_normal(&mut rng)).collect();
    let Some((layout, theta)) = scaled else { return direction };
    for layer in 0..layout.layers() {
        let (wanted, wanted_bias) = (layout.weights(layer, theta), layout.bias(layer, theta));
        let (mut weights, bias) = layout.parts_mut(layer, &mut direction);
        let rows = weights.rows_mut().into_iter().zip(bias).zip(wanted.rows()).zip(wanted_bias);
        for (((mut row, bias), wanted), wanted_bias) in rows {
            let length = neuron(row.iter(), *bias);
            let factor = neuron(wanted.iter(), *wanted_bias) / length;
            row.map_inplace(|entry| *entry *= factor);
            *bias *= factor;
        }
    }
    direction
}

/// The length of a neuron's weights and bias.
fn neuron<'a>(weights: impl Iterator<Item = &'a f64>, bias: f64) -> f64 {
    f64::sqrt(weights.fold(bias * bias, |sum, weight| sum + weight * weight))
}

/// u/‖u‖, and what of v is perpendicular to it, at unit length; `None` if they span no plane.
pub(super) fn orthonormal(mut u: Vec<f64>, mut v: Vec<f64>) -> Option<[Vec<f64>; 2]> {
    let (first, length) = (norm(&u), norm(&v));
    let usable = |length: f64| length > 0.0 && length.is_finite();
    if !usable(first) || !usable(length) {
        return None;
    }
    scale(&mut u, 1.0 / first);
    scale(&mut v, 1.0 / length);
    // Twice: what rounding leaves of the first time weighs more in a short rest.
    for _ in 0..2 {
        let along = dot(&u, &v);
        add_scaled(-along, &u, &mut v);
        let rest = norm(&v);
        if rest < PARALLEL {
            return None;
        }
        scale(&mut v, 1.0 / rest);
    }
    Some([u, v])
}
