//! Extreme eigenvalues by Lanczos' method with full reorthogonalization and thick restarts (Wu,
//! Simon, "Thick-restart Lanczos method for large symmetric eigenvalue problems", 2000).
//!
//! A basis Q = [q₁ … q_k] of a Krylov space grows by one product each step: Aqₖ, orthogonalized
//! against all of Q, gives the coefficients of QᵀAQ and the next vector. Eigenpairs (θ, s) of
//! QᵀAQ give Ritz pairs (θ, Qs), whose residual is β·|last entry of s|, β being the length of
//! what is left. Once the basis is as large as memory allows, it is rotated to its Ritz vectors
//! at both ends, and grows again.
//!
//! A Krylov space holds one eigenvector for each eigenvalue, however often it occurs. Where more
//! than one eigenvalue is wanted at an end, the pairs found are therefore kept and the search is
//! repeated from a fresh direction orthogonal to them, until such a sweep finds nothing new.

use nalgebra::DMatrix;
use rand_chacha::ChaCha8Rng;

use super::basis::{Basis, norm};
use super::projected::{Eigen, eigen};
use super::{CurvatureError, Eigenpair, MEMORY, Operator, Spectrum};
use crate::kernel::{add_scaled, dot};
use crate::order::ascending;
use crate::random::{Purpose, stream};

/// Residuals below this part of the largest |λ| count as converged.
pub(super) const TOLERANCE: f64 = 1e-10;

/// What to look for, and how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lanczos {
    /// Number of largest eigenvalues.
    pub top: usize,
    /// Number of smallest eigenvalues.
    pub bottom: usize,
    /// Seed of the start vector.
    pub seed: u64,
    /// Residual at which a pair counts as converged, relative to the largest |λ| found.
    pub tolerance: f64,
    /// Most Hessian-vector products to spend; pairs found by then may not have converged.
    pub products: usize,
    /// Most vectors to keep at a time (at least a few more than are wanted are kept).
    pub vectors: usize,
}

impl Default for Lanczos {
    /// One eigenvalue at each end, to ten digits of the largest.
    fn default() -> Self {
        Self { top: 1, bottom: 1, seed: 0, tolerance: TOLERANCE, products: 2_000, vectors: 256 }
    }
}

/// Vectors beyond the wanted ones without which restarts would make no progress.
const SPARE: usize = 16;

/// The stream of start vectors, apart from those of probes, which count from 0.
const START: u64 = u64::MAX;

/// The extreme eigenpairs of an operator: the `bottom` smallest and the `top` largest, all d of
/// them if that is not more; each with the residual of one further product.
///
/// # Errors
/// [`CurvatureError::NotFinite`] if a product is not finite; [`CurvatureError::TooLarge`] if the
/// wanted vectors do not fit into memory; [`CurvatureError::NoConvergence`] if a small eigenproblem
/// takes too long. Running out of products is no error: see [`Eigenpair::converged`].
pub fn lanczos(
    operator: &mut impl Operator,
    options: &Lanczos,
) -> Result<Spectrum, CurvatureError> {
    let mut search = Search::new(operator.dimension(), options)?;
    while !search.advance(operator)? {}
    Ok(search.spectrum())
}

/// Number of vectors that fit into memory.
fn fitting(dimension: usize) -> usize {
    MEMORY / (size_of::<f64>() * dimension)
}

impl Lanczos {
    /// The same search for as many eigenvalues as [`lanczos`] has memory for in this dimension,
    /// evenly fewer at both ends, but no end that is looked at without any.
    pub fn within_memory(self, dimension: usize) -> Self {
        let most = (2 * fitting(dimension)).saturating_sub(SPARE);
        let wanted = self.top + self.bottom;
        if wanted <= most || dimension <= most {
            return self;
        }
        let part = |count: usize| (count * most / wanted).max(count.min(1));
        Self { top: part(self.top), bottom: part(self.bottom), ..self }
    }
}

/// The method's state: [`lanczos`] product by product, for those who want to look up in between.
/// All products of a search must be with the same matrix.
pub struct Search {
    dimension: usize,
    options: Lanczos,
    wanted: usize,
    capacity: usize,
    rng: ChaCha8Rng,
    basis: Basis,
    /// QᵀAQ for the vectors multiplied so far.
    projected: DMatrix<f64>,
    /// Number of those vectors.
    multiplied: usize,
    /// β: how much of the last product lies outside the basis.
    outside: f64,
    /// The longest product so far: a lower bound of the largest |λ|.
    scale: f64,
    products: usize,
    work: Vec<f64>,
    ritz: Eigen,
    /// Number of vectors at which to solve the small problem again.
    check: usize,
    /// Products that the first sweep took, and those that the present one ends after at the earliest.
    sweep: usize,
    least: usize,
    /// What the sweep before found.
    before: Option<Vec<f64>>,
    /// The vectors that were found and are still to be measured, once the search is over.
    found: Option<std::vec::IntoIter<Vec<f64>>>,
    /// The pairs whose residual was measured.
    pairs: Vec<Eigenpair>,
}

impl Search {
    /// A search in `dimension` dimensions that has not begun.
    ///
    /// # Errors
    /// [`CurvatureError::TooLarge`] if the wanted vectors do not fit into memory.
    pub fn new(dimension: usize, options: &Lanczos) -> Result<Self, CurvatureError> {
        let wanted = (options.top + options.bottom).min(dimension);
        let fitting = fitting(dimension.max(1));
        let capacity = options.vectors.min(fitting).max(wanted + SPARE).min(dimension);
        if wanted > 0 && capacity > 2 * fitting {
            return Err(CurvatureError::TooLarge);
        }
        let mut search = Self {
            dimension,
            options: *options,
            wanted,
            capacity,
            rng: stream(options.seed, Purpose::Probe, START),
            basis: Basis::new(),
            projected: DMatrix::zeros(capacity, capacity),
            multiplied: 0,
            outside: 0.0,
            scale: 0.0,
            products: 0,
            work: vec![0.0; dimension],
            ritz: Eigen { values: Vec::new(), vectors: DMatrix::zeros(0, 0) },
            check: 0,
            sweep: 0,
            least: 0,
            before: None,
            found: None,
            pairs: Vec::with_capacity(wanted),
        };
        if wanted == 0 {
            search.found = Some(Vec::new().into_iter());
        } else {
            search.basis.push_random(&mut search.rng, &mut search.work);
        }
        Ok(search)
    }

    /// One more product, or none if the search is over; true once it is.
    ///
    /// # Errors
    /// Those of [`lanczos`].
    pub fn advance(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
    ) -> Result<bool, CurvatureError> {
        match self.found.as_mut().map(Iterator::next) {
            None => {
                self.step(operator)?;
                if self.sweep_is_over()? && !self.sweeps_again() {
                    self.close();
                }
            }
            Some(Some(vector)) => self.measure(operator, vector)?,
            Some(None) => {}
        }
        Ok(self.found.as_ref().is_some_and(|left| left.len() == 0))
    }

    /// Number of products spent.
    pub fn products(&self) -> usize {
        self.products
    }

    /// Number of products that will have been spent in the end, at most.
    pub fn most_products(&self) -> usize {
        match &self.found {
            None => self.options.products + self.wanted,
            Some(left) => self.products + left.len(),
        }
    }

    /// The pairs of a search that is over; else those measured so far.
    pub fn spectrum(self) -> Spectrum {
        let values: Vec<f64> = self.pairs.iter().map(|pair| pair.value).collect();
        let mut pairs: Vec<Option<Eigenpair>> = self.pairs.into_iter().map(Some).collect();
        let pairs = ascending(&values).into_iter().filter_map(|index| pairs[index].take());
        Spectrum { pairs: pairs.collect(), products: self.products }
    }

    fn products_left(&self) -> bool {
        self.products < self.options.products
    }

    /// After a step: whether the wanted pairs have converged and at least `least` products were
    /// made in all, or none are left. Makes room for further steps where they have not.
    fn sweep_is_over(&mut self) -> Result<bool, CurvatureError> {
        let complete = self.multiplied == self.dimension;
        let full = self.multiplied == self.capacity;
        let ends = complete || full || !self.products_left();
        // The small problem grows as the cube: look again after a fifth more steps.
        if ends || self.multiplied >= self.check || self.outside == 0.0 {
            self.check = self.multiplied + 4 + self.multiplied / 5;
            let k = self.multiplied;
            self.ritz = eigen(self.projected.view((0, 0), (k, k)).into_owned())?;
            let enough = self.products >= self.least && self.wanted_have_converged();
            if complete || !self.products_left() || enough {
                return Ok(true);
            }
        }
        if full {
            self.restart();
            self.check = self.multiplied;
        }
        Ok(false)
    }

    /// After a sweep: begins another one where eigenvalues may occur more often than it shows.
    fn sweeps_again(&mut self) -> bool {
        let simple = self.options.top <= 1 && self.options.bottom <= 1;
        let now = self.wanted_values();
        let limit = 1e2 * self.options.tolerance * self.scale;
        let news = match &self.before {
            None => {
                self.sweep = self.products;
                true
            }
            Some(before) => !before.iter().zip(&now).all(|(a, b)| (a - b).abs() <= limit),
        };
        if simple || !news || self.multiplied >= self.dimension || !self.products_left() {
            return false;
        }
        self.before = Some(now);
        self.restart_from_wanted();
        self.least = self.products + self.sweep;
        self.check = self.multiplied;
        true
    }

    /// One product: another row and column of QᵀAQ, and the basis's next vector.
    fn step(&mut self, operator: &mut (impl Operator + ?Sized)) -> Result<(), CurvatureError> {
        let k = self.multiplied;
        operator.apply(self.basis.vector(k), &mut self.work);
        self.products += 1;
        let length = norm(&self.work);
        if !length.is_finite() {
            return Err(CurvatureError::NotFinite);
        }
        self.scale = self.scale.max(length);
        let components = self.basis.orthogonalize(&mut self.work);
        for (j, &component) in components.iter().enumerate() {
            self.projected[(j, k)] = component;
            self.projected[(k, j)] = component;
        }
        self.multiplied += 1;
        self.outside = norm(&self.work);
        if Basis::negligible(self.outside, self.scale) {
            // The space is invariant: what else there is lies in a direction of its own.
            self.outside = 0.0;
            if self.multiplied < self.dimension {
                self.basis.push_random(&mut self.rng, &mut self.work);
            }
        } else if self.multiplied < self.dimension {
            self.basis.push(&mut self.work, self.outside);
        } else {
            self.outside = 0.0;
        }
        Ok(())
    }

    /// The indices of the wanted Ritz pairs: the lowest and the highest.
    fn wanted_pairs(&self) -> Vec<usize> {
        ends(self.ritz.values.len(), self.options.bottom, self.options.top)
    }

    fn wanted_values(&self) -> Vec<f64> {
        self.wanted_pairs().into_iter().map(|i| self.ritz.values[i]).collect()
    }

    /// The residual of a Ritz pair, without a product.
    fn estimate(&self, i: usize) -> f64 {
        self.outside * self.ritz.vectors[(self.multiplied - 1, i)].abs()
    }

    fn wanted_have_converged(&self) -> bool {
        let limit = 0.5 * self.options.tolerance * self.scale;
        let pairs = self.wanted_pairs();
        pairs.len() >= self.wanted && pairs.into_iter().all(|i| self.estimate(i) <= limit)
    }

    /// Keeps the Ritz vectors at the ends and the next vector, and forgets the rest.
    fn restart(&mut self) {
        let spare = (self.capacity - self.wanted) / 2;
        let (bottom, top) = (self.options.bottom, self.options.top);
        // More at the ends that are looked at.
        let below = if bottom == 0 {
            0
        } else if top == 0 {
            spare
        } else {
            spare / 2
        };
        let keep = ends(self.multiplied, bottom + below, top + (spare - below));
        self.keep(&keep);
    }

    /// Keeps the wanted Ritz vectors alone, and goes on in a fresh direction.
    fn restart_from_wanted(&mut self) {
        self.basis.truncate(self.multiplied);
        self.keep(&self.wanted_pairs());
        self.basis.push_random(&mut self.rng, &mut self.work);
    }

    /// Keeps these Ritz vectors of those multiplied so far, and whatever follows them.
    fn keep(&mut self, keep: &[usize]) {
        self.basis.rotate(&self.ritz, keep);
        self.multiplied = keep.len();
        for (to, &i) in keep.iter().enumerate() {
            for j in 0..keep.len() {
                self.projected[(to, j)] = 0.0;
            }
            self.projected[(to, to)] = self.ritz.values[i];
        }
    }

    /// The search is over: the wanted Ritz vectors take the basis's place.
    fn close(&mut self) {
        self.basis.truncate(self.multiplied);
        self.keep(&self.wanted_pairs());
        let found = std::mem::replace(&mut self.basis, Basis::new());
        self.found = Some(found.into_vectors().into_iter());
    }

    /// A Ritz pair with its true residual.
    fn measure(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
        vector: Vec<f64>,
    ) -> Result<(), CurvatureError> {
        operator.apply(&vector, &mut self.work);
        self.products += 1;
        let value = dot(&vector, &self.work) / dot(&vector, &vector);
        add_scaled(-value, &vector, &mut self.work);
        let residual = norm(&self.work);
        if !residual.is_finite() {
            return Err(CurvatureError::NotFinite);
        }
        let converged = residual <= self.options.tolerance * self.scale;
        self.pairs.push(Eigenpair { value, residual, converged, vector });
        Ok(())
    }
}

/// The indices of the `bottom` first and the `top` last of `count`, each once.
fn ends(count: usize, bottom: usize, top: usize) -> Vec<usize> {
    let bottom = bottom.min(count);
    (0..bottom).chain(count.saturating_sub(top).max(bottom)..count).collect()
}
