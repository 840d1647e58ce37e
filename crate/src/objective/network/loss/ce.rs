//! Softmax cross-entropy.

use super::{Function, Rows};
use crate::kernel::{Element, exponential, map};

pub(super) struct Ce;

impl Function for Ce {
    /// Σ y(ln Σ eᶻ⁻ᵐ + m − z) with a row's largest output m, whose term 1 of the inner sum is left
    /// to ln(1 + ·), so that also a tiny loss has all its digits. Keeps p = softmax(z).
    fn add<T: Element>(start: f64, rows: Rows<T>, residual: &mut [T], kept: &mut [T]) -> f64 {
        let Rows { columns, outputs, targets } = rows;
        for (z, below) in outputs.chunks_exact(columns).zip(kept.chunks_exact_mut(columns)) {
            let top = z[largest(z)];
            for (below, &z) in below.iter_mut().zip(z) {
                *below = z - top;
            }
        }
        map([], [&mut *kept], |[], [below]| [exponential(below).0]);
        let mut loss = start;
        for (((z, y), p), residual) in outputs
            .chunks_exact(columns)
            .zip(targets.chunks_exact(columns))
            .zip(kept.chunks_exact_mut(columns))
            .zip(residual.chunks_exact_mut(columns))
        {
            let at = largest(z);
            let (before, after) = (&p[..at], &p[at + 1..]);
            let others = before.iter().chain(after).fold(T::ZERO, |sum, &term| sum + term);
            let share = T::ONE / (T::ONE + others);
            let (log_sum, top) = (libm::log1p(others.to_f64()), z[at].to_f64());
            for (((&z, &y), p), residual) in z.iter().zip(y).zip(p).zip(residual) {
                *p = *p * share;
                *residual = *p - y;
                loss += y.to_f64() * (log_sum + (top - z.to_f64()));
            }
        }
        loss
    }

    /// p∘(r − Σ p·r).
    fn curvature_times<T: Element>(columns: usize, kept: &[T], r: &[T], out: &mut [T]) {
        for ((p, r), out) in kept
            .chunks_exact(columns)
            .zip(r.chunks_exact(columns))
            .zip(out.chunks_exact_mut(columns))
        {
            let mean = p.iter().zip(r).fold(T::ZERO, |sum, (&p, &r)| sum + p * r);
            for ((out, &p), &r) in out.iter_mut().zip(p).zip(r) {
                *out = p * (r - mean);
            }
        }
    }
}

/// Index of the first largest entry; NaN is not larger than anything.
fn largest<T: Element>(row: &[T]) -> usize {
    let mut largest = 0;
    for (i, &entry) in row.iter().enumerate() {
        if entry > row[largest] {
            largest = i;
        }
    }
    largest
}
