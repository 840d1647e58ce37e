//! Density and trace of a spectrum: exactly where the matrix is small, by random probes else.

use super::whole::Whole;
use super::{CurvatureError, DENSE_DIMENSION, Operator, Sample, Sampler, Sampling};

/// Density and trace as they are wanted.
///
/// Up to [`DENSE_DIMENSION`] the matrix itself costs less than most samples do and is exact, and the
/// shares of so few eigenvalues are those that samples tell worst.
///
/// `None` if no probes are wanted.
///
/// # Errors
/// Those of [`sample`](super::sample).
pub fn survey(
    operator: &mut impl Operator,
    sampling: &Sampling,
) -> Result<Option<Sample>, CurvatureError> {
    let mut survey = Survey::new(operator.dimension(), sampling);
    while !survey.advance(operator)? {}
    Ok(survey.known())
}

/// [`survey`] product by product, for those who want to look up in between. All products must be
/// with the same matrix.
pub struct Survey {
    dimension: usize,
    probes: usize,
    means: Means,
}

enum Means {
    Whole(Whole),
    Probes(Sampler),
}

impl Survey {
    /// Before the first of `dimension` dimensions.
    pub fn new(dimension: usize, sampling: &Sampling) -> Self {
        let whole = sampling.probes > 0 && dimension <= DENSE_DIMENSION;
        let means = if whole {
            Means::Whole(Whole::new(dimension, sampling.probes))
        } else {
            Means::Probes(Sampler::new(sampling))
        };
        Self { dimension, probes: sampling.probes, means }
    }

    /// One more product, or none if there is nothing left to do; true once there is not.
    ///
    /// # Errors
    /// Those of [`sample`](super::sample).
    pub fn advance(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
    ) -> Result<bool, CurvatureError> {
        match &mut self.means {
            Means::Whole(whole) => whole.advance(operator),
            Means::Probes(sampler) => sampler.advance(operator),
        }
    }

    /// Whether nothing is left to do.
    pub fn is_complete(&self) -> bool {
        match &self.means {
            Means::Whole(whole) => whole.found().is_some(),
            Means::Probes(sampler) => sampler.is_complete(),
        }
    }

    /// Number of probes that are complete: all at once where the matrix takes their place.
    pub fn probes(&self) -> usize {
        match &self.means {
            Means::Whole(whole) => whole.found().map_or(0, |_| self.probes),
            Means::Probes(sampler) => sampler.probes(),
        }
    }

    /// Number of products spent.
    pub fn products(&self) -> usize {
        match &self.means {
            Means::Whole(whole) => whole.products(),
            Means::Probes(sampler) => sampler.products(),
        }
    }

    /// Number of products that will have been spent in the end, at most.
    pub fn most_products(&self) -> usize {
        match &self.means {
            Means::Whole(_) => self.dimension,
            Means::Probes(sampler) => sampler.most_products(self.dimension),
        }
    }

    /// What is known so far; `None` before the first probe is complete.
    pub fn known(&self) -> Option<Sample> {
        match &self.means {
            Means::Whole(whole) => whole.found().cloned(),
            Means::Probes(sampler) => (sampler.probes() > 0).then(|| sampler.sample()),
        }
    }
}
