//! A look at the Hessian of a network at one θ: both ends of its spectrum, then its density and
//! trace, product by product, so that it can be followed and given up.

use serde::Serialize;

use super::network::NetworkSetup;
use super::probe::AT_END;
use crate::curvature::{
    CurvatureError, Density, Lanczos, Operator, Preconditioned, Sampling, Search, Survey, Trace,
};
use crate::error::{ErrorCode, SpecError};
use crate::objective::Objective;
use crate::objective::network::Network;

/// An eigenvalue with how well it is known.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct InspectedEigenvalue {
    /// λ.
    pub value: f64,
    /// ‖Hv − λv‖ for its unit vector v: an eigenvalue of H lies within this of λ.
    pub residual: f64,
    /// Whether the residual is at most 10⁻¹⁰ of the largest |λ|.
    pub converged: bool,
}

/// What a look at a Hessian has shown so far.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct InspectionReport {
    /// Number of parameters d, which is that of eigenvalues.
    pub dimension: usize,
    /// The eigenvalues at both ends, ascending; `None` until the search for them is over.
    pub eigenvalues: Option<Vec<InspectedEigenvalue>>,
    /// How many of them are the smallest ones; the others are the largest.
    pub bottom: usize,
    /// Number of complete probes.
    pub probes: usize,
    /// Sum of all eigenvalues as the complete probes have it, or exactly; `None` before the first.
    pub trace: Option<Trace>,
    /// Density of eigenvalues as the complete probes have it, or exactly; `None` before the first.
    pub density: Option<Density>,
    /// Hessian-vector products spent.
    pub products: usize,
    /// Those that will have been spent in the end, at most.
    pub most_products: usize,
}

/// A look under way, at H or at P⁻¹H.
pub struct Inspection {
    operator: Box<dyn Operator>,
    bottom: usize,
    search: Option<Search>,
    searched: usize,
    eigenvalues: Option<Vec<InspectedEigenvalue>>,
    survey: Survey,
}

impl Inspection {
    /// A look at `theta`, or at the seed's θ₀, that has not begun: for as many eigenvalues and
    /// probes as the spec's curvature says. With a `diagonal`, that of P, it looks at P⁻¹H.
    ///
    /// # Errors
    /// For a θ or a diagonal of the wrong length, and one that is not positive. Where memory has no room
    /// for so many eigenvalues, there are fewer.
    pub fn new(
        setup: &NetworkSetup<'_>,
        theta: Option<&[f64]>,
        diagonal: Option<&[f64]>,
    ) -> Result<Self, SpecError> {
        let curvature = setup.curvature();
        let mut network = setup.network::<f64>();
        let theta = setup.start(&network, theta)?;
        let d = theta.len();
        // Hessian-vector products are taken at the point of the last gradient.
        network.value_and_gradient(&theta, &mut vec![0.0; d]);
        let hessian = OwnHessian(network);
        let operator: Box<dyn Operator> = match diagonal {
            None => Box::new(hessian),
            Some(diagonal) => {
                let usable = |entry: &f64| *entry > 0.0 && entry.is_finite();
                if diagonal.len() != d || !diagonal.iter().all(usable) {
                    let got = format!("{} numbers", diagonal.len());
                    let allowed = format!("{d} positive numbers");
                    return Err(SpecError::new(ErrorCode::OutOfRange, "diagonal", got, allowed));
                }
                Box::new(Preconditioned::new(hessian, diagonal))
            }
        };
        let seed = setup.spec.seed;
        let ends = Lanczos {
            top: curvature.top,
            bottom: curvature.bottom,
            seed,
            products: AT_END.products(d, setup.data.train.rows()),
            ..Lanczos::default()
        };
        let ends = ends.within_memory(d);
        let sampling = Sampling { probes: curvature.probes, depth: curvature.depth, seed };
        Ok(Self {
            operator,
            bottom: ends.bottom.min(d),
            search: Some(Search::new(d, &ends).map_err(refused)?),
            searched: 0,
            eigenvalues: None,
            survey: Survey::new(d, &sampling),
        })
    }

    /// At most so many Hessian-vector products; true once there is nothing left to do.
    ///
    /// # Errors
    /// Where the Hessian is not finite.
    pub fn advance(&mut self, products: usize) -> Result<bool, SpecError> {
        for _ in 0..products {
            if self.one_more().map_err(refused)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn one_more(&mut self) -> Result<bool, CurvatureError> {
        let Some(search) = &mut self.search else {
            return self.survey.advance(self.operator.as_mut());
        };
        if search.advance(self.operator.as_mut())? {
            self.searched = search.products();
            // Its vectors go with it.
            let pairs = self.search.take().map(|search| search.spectrum().pairs);
            let known = pairs.iter().flatten().map(|pair| InspectedEigenvalue {
                value: pair.value,
                residual: pair.residual,
                converged: pair.converged,
            });
            self.eigenvalues = Some(known.collect());
            return Ok(self.survey.is_complete());
        }
        Ok(false)
    }

    /// What is known so far.
    pub fn report(&self) -> InspectionReport {
        let dimension = self.operator.dimension();
        let known = self.survey.known();
        let [products, most_products] = self.progress();
        InspectionReport {
            dimension,
            eigenvalues: self.eigenvalues.clone(),
            bottom: self.bottom,
            probes: self.survey.probes(),
            trace: known.as_ref().map(|known| known.trace),
            density: known.map(|known| known.density),
            products,
            most_products,
        }
    }

    /// Products spent, and those that will have been in the end, at most; light, unlike a report.
    pub fn progress(&self) -> [usize; 2] {
        let search = self.search.as_ref();
        let spent = search.map_or(self.searched, Search::products);
        let most = search.map_or(self.searched, Search::most_products);
        [spent + self.survey.products(), most + self.survey.most_products()]
    }
}

/// The Hessian of a network at the point of its last gradient.
struct OwnHessian(Network<f64>);

impl Operator for OwnHessian {
    fn dimension(&self) -> usize {
        self.0.dimension()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        self.0.hessian_vector(v, out);
    }
}

fn refused(error: CurvatureError) -> SpecError {
    let (got, allowed) = match error {
        CurvatureError::TooLarge => (error.to_string(), "fewer eigenvalues, or fewer parameters"),
        _ => (error.to_string(), "weights where the Hessian is finite"),
    };
    SpecError::new(ErrorCode::OutOfRange, "theta", got, allowed)
}
