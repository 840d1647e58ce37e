//! The loss of a network over a plane in the space of its parameters (Goodfellow, Vinyals, Saxe,
//! "Qualitatively characterizing neural network optimization problems", 2015; Li, Xu, Taylor,
//! Studer, Goldstein, "Visualizing the loss landscape of neural nets", 2018).
//!
//! A plane is a point θ and two orthonormal directions u, v: it consists of θ + x·u + y·v, and x
//! and y are lengths in the space of parameters, whatever the plane was made from. Everything is in
//! f64, for f32 runs too, and f is the objective over all training rows, penalty included.

mod directions;
mod planning;

use std::ops::Range;

use serde::Serialize;

pub use directions::Directions;
pub use planning::Planning;

use crate::error::{ErrorCode, SpecError};
use crate::kernel::{add_scaled, dot};
use crate::objective::network::Network;
use crate::real::norm;
use crate::run::verdict::Eigenvalue;

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

/// A plane with the network whose loss it shows; a [`Planning`] makes it.
pub struct Slice {
    network: Network<f64>,
    centre: Vec<f64>,
    axes: [Vec<f64>; 2],
    facts: SliceFacts,
    /// The point looked at.
    theta: Vec<f64>,
}

impl Slice {
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
