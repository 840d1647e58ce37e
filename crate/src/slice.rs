//! The loss of a network over a plane in the space of its parameters (Goodfellow, Vinyals, Saxe,
//! "Qualitatively characterizing neural network optimization problems", 2015; Li, Xu, Taylor,
//! Studer, Goldstein, "Visualizing the loss landscape of neural nets", 2018).
//!
//! A plane is a point θ and two orthonormal directions u, v: it consists of θ + x·u + y·v, and x
//! and y are lengths in the space of parameters, whatever the plane was made from. Everything is in
//! f64, for f32 runs too, and f is the objective over all training rows, penalty included.

use std::ops::Range;

use serde::Serialize;

use crate::curvature::{CurvatureError, Eigenpair, Hessian, Lanczos, lanczos};
use crate::error::{ErrorCode, SpecError};
use crate::kernel::{add_scaled, dot, scale};
use crate::objective::Objective;
use crate::objective::network::{Layout, Network};
use crate::random::{Purpose, standard_normal, stream};
use crate::real::norm;
use crate::run::record::finite;
use crate::run::verdict::Eigenvalue;

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

/// What is known of a plane before it is looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SliceFacts {
    /// f at the centre.
    pub f: Option<f64>,
    /// uᵀHu and vᵀHv at the centre: the second derivatives of f along the axes.
    pub curvatures: [Option<f64>; 2],
    /// uᵀHv at the centre.
    pub mixed: Option<f64>,
    /// The eigenvalues whose eigenvectors are the axes, the larger one first; null for planes that
    /// are not made from them.
    pub eigenvalues: Option<[Eigenvalue; 2]>,
    /// Whether both eigenvectors converged.
    pub converged: bool,
    /// A length along each axis that is worth a look: that of the random direction, the way to the
    /// other point, or where the parabola of f and its curvature has doubled f.
    pub reach: [f64; 2],
}

/// A plane with the network whose loss it shows.
pub struct Slice {
    network: Network<f64>,
    centre: Vec<f64>,
    axes: [Vec<f64>; 2],
    facts: SliceFacts,
    /// The point looked at.
    theta: Vec<f64>,
}

/// Residual, relative to the largest |λ|, that eigenvectors are asked for.
const TOLERANCE: f64 = 1e-8;
/// Most Hessian-vector products to find them.
const PRODUCTS: usize = 1_000;
/// A direction of which less than this part is left beside the other one is the same direction.
const PARALLEL: f64 = 1e-10;

impl Slice {
    /// The plane through `centre`; `seed` starts the search for eigenvectors.
    ///
    /// # Errors
    /// Where directions do not span a plane: points on one line, a network of one parameter, weights
    /// that are all zero where lengths are taken from them, a Hessian that is not finite.
    pub fn new(
        mut network: Network<f64>,
        centre: Vec<f64>,
        directions: &Directions<'_>,
        seed: u64,
    ) -> Result<Self, SpecError> {
        let mut gradient = vec![0.0; centre.len()];
        let f = network.value_and_gradient(&centre, &mut gradient);
        let mut pairs = None;
        let [u, v] = match *directions {
            Directions::Sharpest => {
                let found = sharpest(&mut network, seed)?;
                let axes = [found[0].vector.clone(), found[1].vector.clone()];
                pairs = Some(found);
                axes
            }
            Directions::Random { seed, normalised } => [0, 1].map(|index| {
                let scaled = normalised.then_some((network.layout(), centre.as_slice()));
                random(centre.len(), seed, index, scaled)
            }),
            Directions::Through(others) => others.map(|other| {
                other.iter().zip(&centre).map(|(other, centre)| other - centre).collect()
            }),
        };
        let lengths = [norm(&u), norm(&v)];
        let axes = orthonormal(u, v).ok_or_else(|| no_plane(directions))?;
        let theta = centre.clone();
        let mut slice = Self { network, centre, axes, facts: SliceFacts::none(f), theta };
        slice.measure(f, directions, lengths);
        if let Some(pairs) = pairs {
            slice.facts.eigenvalues =
                Some(pairs.each_ref().map(|p| Eigenvalue { value: p.value, residual: p.residual }));
            slice.facts.converged = pairs.iter().all(|pair| pair.converged);
        }
        Ok(slice)
    }

    /// Curvatures, and from them how far it is worth to look.
    fn measure(&mut self, f: f64, directions: &Directions<'_>, lengths: [f64; 2]) {
        let mut product = vec![0.0; self.centre.len()];
        let Self { network, axes: [u, v], .. } = self;
        network.hessian_vector(v, &mut product);
        let (mixed, vv) = (dot(u, &product), dot(v, &product));
        network.hessian_vector(u, &mut product);
        let curvatures = [dot(u, &product), vv];
        let size = norm(&self.centre);
        self.facts.curvatures = curvatures.map(finite);
        self.facts.mixed = finite(mixed);
        self.facts.reach = match directions {
            Directions::Random { normalised: true, .. } | Directions::Through(_) => lengths,
            _ => curvatures.map(|curvature| {
                let doubled = f64::sqrt(2.0 * f.abs() / curvature.abs());
                let most = if size > 0.0 { size } else { 1.0 };
                if doubled > 0.0 { doubled.min(most) } else { most }
            }),
        };
    }

    /// What is known of the plane.
    pub fn facts(&self) -> &SliceFacts {
        &self.facts
    }

    /// Where θ lies when it is dropped onto the plane, and how far it was from it: x, y, distance.
    ///
    /// # Errors
    /// For a θ of the wrong length.
    pub fn project(&self, theta: &[f64]) -> Result<[f64; 3], SpecError> {
        let d = self.centre.len();
        if theta.len() != d {
            let got = format!("{} numbers", theta.len());
            return Err(SpecError::new(
                ErrorCode::OutOfRange,
                "theta",
                got,
                format!("{d} numbers"),
            ));
        }
        let mut rest: Vec<f64> = theta.iter().zip(&self.centre).map(|(t, c)| t - c).collect();
        let [x, y] = self.axes.each_ref().map(|axis| {
            let along = dot(axis, &rest);
            add_scaled(-along, axis, &mut rest);
            along
        });
        Ok([x, y, norm(&rest)])
    }

    /// The parameters at a point of the plane.
    pub fn parameters(&mut self, [x, y]: [f64; 2]) -> &[f64] {
        self.theta.copy_from_slice(&self.centre);
        add_scaled(x, &self.axes[0], &mut self.theta);
        add_scaled(y, &self.axes[1], &mut self.theta);
        &self.theta
    }

    /// f at a point of the plane.
    pub fn value(&mut self, at: [f64; 2]) -> f64 {
        self.parameters(at);
        self.network.value(&self.theta)
    }

    /// f at the centres of some of the columns × rows cells of the window [x₀, x₁, y₀, y₁], which are
    /// counted from the top left, row after row: as few at a time as one has time for.
    pub fn cells(
        &mut self,
        [x0, x1, y0, y1]: [f64; 4],
        columns: usize,
        rows: usize,
        cells: Range<usize>,
    ) -> Vec<f64> {
        let (dx, dy) = ((x1 - x0) / columns as f64, (y1 - y0) / rows as f64);
        let centre = |cell: usize| {
            let (row, column) = (cell / columns, cell % columns);
            [x0 + (column as f64 + 0.5) * dx, y1 - (row as f64 + 0.5) * dy]
        };
        cells.map(|cell| self.value(centre(cell))).collect()
    }
}

impl SliceFacts {
    fn none(f: f64) -> Self {
        Self {
            f: finite(f),
            curvatures: [None; 2],
            mixed: None,
            eigenvalues: None,
            converged: true,
            reach: [0.0; 2],
        }
    }
}

/// The eigenpairs of the two largest eigenvalues at the network's point, the larger one first.
fn sharpest(network: &mut Network<f64>, seed: u64) -> Result<[Eigenpair; 2], SpecError> {
    let options = Lanczos {
        top: 2,
        bottom: 0,
        seed,
        tolerance: TOLERANCE,
        products: PRODUCTS,
        ..Lanczos::default()
    };
    let refused = |error: CurvatureError| {
        let allowed = "weights at which the two sharpest directions can be computed";
        let mut refused = SpecError::new(ErrorCode::OutOfRange, "theta", "these weights", allowed);
        refused.message =
            format!("There is no plane of the two sharpest directions here: {error}.");
        refused
    };
    let pairs = lanczos(&mut Hessian(network), &options).map_err(refused)?.pairs;
    let [second, first] =
        <[Eigenpair; 2]>::try_from(pairs).map_err(|_| no_plane(&Directions::Sharpest))?;
    Ok([first, second])
}

/// A direction of normal numbers; `scaled` scales what belongs to each neuron to the length it has
/// in a θ.
fn random(dimension: usize, seed: u64, index: u64, scaled: Option<(&Layout, &[f64])>) -> Vec<f64> {
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
fn orthonormal(mut u: Vec<f64>, mut v: Vec<f64>) -> Option<[Vec<f64>; 2]> {
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

fn no_plane(directions: &Directions<'_>) -> SpecError {
    let (got, allowed) = match directions {
        Directions::Through(_) => ("points on one line", "three points that are not on one line"),
        Directions::Sharpest => ("one parameter", "a network of at least two parameters"),
        Directions::Random { .. } => ("these weights", "weights that are not all zero"),
    };
    SpecError::new(ErrorCode::OutOfRange, "directions", got, allowed)
}
