//! How a plane is found.

use super::directions::{Directions, Kind, orthonormal, random};
use super::{Slice, SliceFacts};
use crate::curvature::{CurvatureError, Eigenpair, Hessian, Lanczos, Search};
use crate::error::{ErrorCode, SpecError};
use crate::kernel::dot;
use crate::objective::Objective;
use crate::objective::network::Network;
use crate::real::norm;
use crate::run::record::finite;
use crate::run::verdict::Eigenvalue;

/// A plane on its way: eigenvectors are searched for product by product, so that one can follow and
/// give up; other directions are there at once.
pub struct Planning {
    network: Network<f64>,
    centre: Vec<f64>,
    /// f at the centre.
    f: f64,
    kind: Kind,
    axes: Axes,
}

enum Axes {
    Sought(Box<Search>),
    Known([Vec<f64>; 2]),
}

/// Residual, relative to the largest |λ|, that eigenvectors are asked for.
const TOLERANCE: f64 = 1e-8;
/// Most Hessian-vector products to find them.
const PRODUCTS: usize = 1_000;

impl Planning {
    /// Begins a plane through `centre`; `seed` starts the search for eigenvectors.
    ///
    /// # Errors
    /// For so many parameters that memory has no room for a search.
    pub fn new(
        mut network: Network<f64>,
        centre: Vec<f64>,
        directions: &Directions<'_>,
        seed: u64,
    ) -> Result<Self, SpecError> {
        // Hessian-vector products are taken at the point of the last gradient.
        let f = network.value_and_gradient(&centre, &mut vec![0.0; centre.len()]);
        let axes = match *directions {
            Directions::Sharpest => {
                Axes::Sought(Box::new(sharpest(centre.len(), seed).map_err(refused)?))
            }
            Directions::Random { seed, normalised } => Axes::Known([0, 1].map(|index| {
                let scaled = normalised.then_some((network.layout(), centre.as_slice()));
                random(centre.len(), seed, index, scaled)
            })),
            Directions::Through(others) => Axes::Known(others.map(|other| {
                other.iter().zip(&centre).map(|(other, centre)| other - centre).collect()
            })),
        };
        Ok(Self { network, centre, f, kind: directions.kind(), axes })
    }

    /// At most so many Hessian-vector products; true once the directions are there.
    ///
    /// # Errors
    /// Where the Hessian is not finite.
    pub fn advance(&mut self, products: usize) -> Result<bool, SpecError> {
        let Axes::Sought(search) = &mut self.axes else { return Ok(true) };
        for _ in 0..products {
            if search.advance(&mut Hessian(&mut self.network)).map_err(refused)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Products spent, and those that will have been in the end, at most.
    pub fn progress(&self) -> [usize; 2] {
        match &self.axes {
            Axes::Sought(search) => [search.products(), search.most_products()],
            Axes::Known(_) => [0; 2],
        }
    }

    /// The plane, once the directions are there.
    ///
    /// # Errors
    /// Where they do not span one: points on one line, a network of one parameter, weights that are
    /// all zero where lengths are taken from them.
    pub fn plane(self) -> Result<Slice, SpecError> {
        let Self { network, centre, f, kind, axes } = self;
        let (u, v, pairs) = match axes {
            Axes::Known([u, v]) => (u, v, None),
            Axes::Sought(search) => {
                let [second, first] = <[Eigenpair; 2]>::try_from(search.spectrum().pairs)
                    .map_err(|_| kind.no_plane())?;
                (first.vector.clone(), second.vector.clone(), Some([first, second]))
            }
        };
        let lengths = [norm(&u), norm(&v)];
        let axes = orthonormal(u, v).ok_or_else(|| kind.no_plane())?;
        let theta = centre.clone();
        let mut slice = Slice { network, centre, axes, facts: SliceFacts::none(f), theta };
        slice.measure(f, kind, lengths);
        if let Some(pairs) = pairs {
            slice.facts.eigenvalues =
                Some(pairs.each_ref().map(|p| Eigenvalue { value: p.value, residual: p.residual }));
            slice.facts.converged = pairs.iter().all(|pair| pair.converged);
        }
        Ok(slice)
    }
}

impl Slice {
    /// Curvatures, and from them how far it is worth to look.
    fn measure(&mut self, f: f64, kind: Kind, lengths: [f64; 2]) {
        let mut product = vec![0.0; self.centre.len()];
        let Self { network, axes: [u, v], .. } = self;
        network.hessian_vector(v, &mut product);
        let (mixed, vv) = (dot(u, &product), dot(v, &product));
        network.hessian_vector(u, &mut product);
        let curvatures = [dot(u, &product), vv];
        let size = norm(&self.centre);
        self.facts.curvatures = curvatures.map(finite);
        self.facts.mixed = finite(mixed);
        self.facts.reach = match kind {
            Kind::Random { normalised: true } | Kind::Through => lengths,
            _ => curvatures.map(|curvature| {
                let doubled = f64::sqrt(2.0 * f.abs() / curvature.abs());
                let most = if size > 0.0 { size } else { 1.0 };
                if doubled > 0.0 { doubled.min(most) } else { most }
            }),
        };
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

/// A search for the two largest eigenvalues with their eigenvectors.
fn sharpest(dimension: usize, seed: u64) -> Result<Search, CurvatureError> {
    let options = Lanczos {
        top: 2,
        bottom: 0,
        seed,
        tolerance: TOLERANCE,
        products: PRODUCTS,
        ..Lanczos::default()
    };
    Search::new(dimension, &options)
}

fn refused(error: CurvatureError) -> SpecError {
    let allowed = "weights at which the two sharpest directions can be computed";
    let mut refused = SpecError::new(ErrorCode::OutOfRange, "theta", "these weights", allowed);
    refused.message = format!("There is no plane of the two sharpest directions here: {error}.");
    refused
}
