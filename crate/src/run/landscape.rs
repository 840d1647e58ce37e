//! Runs on functions of the plane.

use super::record::{RunRecord, Spectrum};
use super::verdict::Eigenvalue;
use super::{Run, Status};
use crate::objective::landscape::Landscape;
use crate::planar;
use crate::real::hypot;
use crate::spec::{Optimizer, Stop};

/// A run in the plane, with the path it took.
pub struct LandscapeRun {
    run: Run<f64, Landscape>,
    start: [f64; 2],
    /// x₀ … xₖ one after the other, if kept.
    path: Option<Vec<f64>>,
}

impl LandscapeRun {
    /// At `start`; `keep_path` keeps the iterates (16 bytes a step).
    pub fn new(
        landscape: Landscape,
        optimizer: Optimizer,
        stop: Stop,
        start: [f64; 2],
        keep_path: bool,
    ) -> Self {
        let run = Run::new(landscape, optimizer, stop, start.to_vec(), false);
        Self { run, start, path: keep_path.then(|| start.to_vec()) }
    }

    /// At most `steps` steps. True once the run has ended.
    pub fn advance(&mut self, steps: u64) -> bool {
        for _ in 0..steps {
            if self.run.status() != Status::Running {
                break;
            }
            self.run.advance();
            if let Some(path) = &mut self.path {
                path.extend_from_slice(self.run.x());
            }
        }
        self.run.status() != Status::Running
    }

    /// k.
    pub fn step(&self) -> u64 {
        self.run.step()
    }

    /// The iterates from x_`from` on, x and y in turn; none if they are not kept.
    pub fn path(&self, from: u64) -> &[f64] {
        let path = self.path.as_deref().unwrap_or_default();
        path.get(2 * from as usize..).unwrap_or_default()
    }

    /// xₖ.
    pub fn x(&self) -> &[f64] {
        self.run.x()
    }

    /// The record as the run stands.
    pub fn record(&mut self) -> RunRecord {
        let x = [self.run.x()[0], self.run.x()[1]];
        let spectrum = match self.run.status() {
            Status::Diverged => Spectrum::default(),
            _ => self.spectrum(x),
        };
        let mut record = RunRecord::of(&self.run, spectrum);
        record.start = Some(self.start);
        record.x = Some(x.map(super::record::finite));
        record
    }

    fn spectrum(&mut self, x: [f64; 2]) -> Spectrum {
        let (_, _, hessian) = self.run.objective.hessian(x);
        if !hessian.iter().all(|entry| entry.is_finite()) {
            let warning = Some("The Hessian at the last iterate is not finite.");
            return Spectrum { warning, ..Spectrum::default() };
        }
        let preconditioned = self.run.state().preconditioner(self.run.optimizer()).map(|p| {
            let [xx, xy, yy] = hessian;
            // P⁻¹H has the eigenvalues of P^(−½)HP^(−½).
            let scaled = [xx / p[0], xy / f64::sqrt(p[0]) / f64::sqrt(p[1]), yy / p[1]];
            symmetric_eigenvalues(scaled).to_vec()
        });
        Spectrum {
            hessian: symmetric_eigenvalues(hessian).to_vec(),
            complete: true,
            preconditioned,
            warning: None,
        }
    }
}

/// The eigenvalues of [[xx, xy], [xy, yy]], ascending, with the residuals of their computed
/// eigenvectors.
pub fn symmetric_eigenvalues(hessian: [f64; 3]) -> [Eigenvalue; 2] {
    let [xx, xy, yy] = hessian;
    let [a, b] = planar::axis(hessian);
    let [low, high] = planar::eigenvalues(hessian);
    [(low, [-b, a]), (high, [a, b])].map(|(value, [v1, v2])| {
        let residual = hypot(xx * v1 + xy * v2 - value * v1, xy * v1 + yy * v2 - value * v2);
        Eigenvalue { value, residual }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn eigenvalues_of_plain_matrices() {
        let values = |matrix| symmetric_eigenvalues(matrix).map(|eigenvalue| eigenvalue.value);
        assert_eq!(values([3.0, 0.0, 1.0]), [1.0, 3.0]);
        assert_eq!(values([0.0, 2.0, 0.0]), [-2.0, 2.0]);
        assert_eq!(values([5.0, 0.0, 5.0]), [5.0, 5.0]);
        assert_eq!(values([0.0, 0.0, 0.0]), [0.0, 0.0]);
    }

    proptest! {
        #[test]
        fn residuals_are_rounding_errors(xx in -1e3..1e3, xy in -1e3..1e3, yy in -1e3..1e3) {
            for eigenvalue in symmetric_eigenvalues([xx, xy, yy]) {
                prop_assert!(eigenvalue.residual < 1e-11, "{eigenvalue:?}");
            }
        }
    }
}
