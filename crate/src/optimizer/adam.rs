//! Adam's averages (Kingma, Ba 2015): m ← β₁m + (1−β₁)∇f, v ← β₂v + (1−β₂)∇f², and the direction
//! g = m̂/(√v̂+ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).

use crate::real::Real;
use crate::spec::Optimizer;

/// The averages after t steps. `m` and `v` have d entries.
#[derive(Clone, Debug)]
pub struct Adam<T> {
    m: Vec<T>,
    v: Vec<T>,
    t: u64,
}

impl<T: Real> Adam<T> {
    /// Before the first step.
    pub fn new(dimension: usize) -> Self {
        Self { m: vec![T::ZERO; dimension], v: vec![T::ZERO; dimension], t: 0 }
    }

    /// Takes the gradient in `g` into the averages and turns it into Adam's direction
    /// m̂/(√v̂+ε), [d].
    pub fn direct(&mut self, optimizer: &Optimizer, g: &mut [T]) {
        self.t += 1;
        let (beta1, beta2) = (T::from_f64(optimizer.beta1()), T::from_f64(optimizer.beta2()));
        let eps = T::from_f64(optimizer.eps());
        let correction1 = T::from_f64(self.correction(optimizer.beta1()));
        let correction2 = T::from_f64(self.correction(optimizer.beta2()));
        let averages = self.m.iter_mut().zip(&mut self.v);
        for ((m, v), g) in averages.zip(g) {
            *m = beta1 * *m + (T::ONE - beta1) * *g;
            *v = beta2 * *v + (T::ONE - beta2) * (*g * *g);
            *g = (*m / correction1) / ((*v / correction2).sqrt() + eps);
        }
    }

    /// Diagonal of P = (1−β₁ᵗ)·diag(√v̂+ε) after t ≥ 1 steps, [d]; `None` before the first.
    pub fn preconditioner(&self, optimizer: &Optimizer) -> Option<Vec<f64>> {
        if self.t == 0 {
            return None;
        }
        let correction1 = self.correction(optimizer.beta1());
        let correction2 = self.correction(optimizer.beta2());
        let entry = |v: &T| correction1 * (f64::sqrt(v.to_f64() / correction2) + optimizer.eps());
        Some(self.v.iter().map(entry).collect())
    }

    /// 1 − βᵗ.
    fn correction(&self, beta: f64) -> f64 {
        1.0 - libm::pow(beta, self.t as f64)
    }
}
