//! Softmax cross-entropy.

use super::Function;
use crate::kernel::{Element, Vector, exponential, map};

pub(super) struct Ce;

impl Function for Ce {
    /// Σ y(ln Σ eᶻ⁻ᵐ + m − z) with the largest output m, whose term 1 of the inner sum is left to
    /// ln(1 + ·), so that also a tiny loss has all its digits. Keeps p = softmax(z).
    fn value<T: Element>(z: &[T], target: &[T], residual: &mut [T], kept: &mut [T]) -> f64 {
        let mut largest = 0;
        for (i, &entry) in z.iter().enumerate() {
            if entry > z[largest] {
                largest = i;
            }
        }
        let top = T::Wide::splat(z[largest]);
        map([z], [&mut *kept], |[z], _| [exponential(z - top).0]);
        let mut others = T::ZERO;
        for (i, &term) in kept.iter().enumerate() {
            if i != largest {
                others += term;
            }
        }
        let sum = T::Wide::splat(T::ONE + others);
        map([target], [&mut *residual, &mut *kept], |[y], [_, term]| {
            let p = term / sum;
            [p - y, p]
        });
        let log_sum = libm::log1p(others.to_f64());
        let top = z[largest].to_f64();
        target.iter().zip(z).fold(0.0, |loss, (y, z)| {
            loss + y.to_f64() * (log_sum + (top - z.to_f64()))
        })
    }

    /// p∘(r − Σ p·r).
    fn curvature_times<T: Element>(kept: &[T], r: &[T], out: &mut [T]) {
        let mut mean = T::ZERO;
        for (&p, &r) in kept.iter().zip(r) {
            mean += p * r;
        }
        let mean = T::Wide::splat(mean);
        map([kept, r], [out], |[p, r], _| [p * (r - mean)]);
    }
}
