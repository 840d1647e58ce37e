//! Buffers of one number per row of data and unit of a layer.

use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};

use crate::real::Real;

/// A matrix [rows, width] of which a pass may use the first rows only.
#[derive(Clone, Debug)]
pub(super) struct Block<T>(Array2<T>);

const ROW_MAJOR: &str = "blocks are row-major";

impl<T: Real> Block<T> {
    pub(super) fn new(rows: usize, width: usize) -> Self {
        Self(Array2::default((rows, width)))
    }

    /// The first `rows` rows.
    pub(super) fn rows(&self, rows: usize) -> ArrayView2<'_, T> {
        self.0.slice(s![..rows, ..])
    }

    /// The first `rows` rows, to be written.
    pub(super) fn rows_mut(&mut self, rows: usize) -> ArrayViewMut2<'_, T> {
        self.0.slice_mut(s![..rows, ..])
    }

    /// The first `rows` rows, one after the other.
    pub(super) fn flat(&self, rows: usize) -> &[T] {
        &self.0.as_slice().expect(ROW_MAJOR)[..rows * self.0.ncols()]
    }

    /// The first `rows` rows, one after the other, to be written.
    pub(super) fn flat_mut(&mut self, rows: usize) -> &mut [T] {
        let width = self.0.ncols();
        &mut self.0.as_slice_mut().expect(ROW_MAJOR)[..rows * width]
    }

    /// sum ← the sum of the first `rows` rows, from the first to the last.
    pub(super) fn sum_rows(&self, rows: usize, sum: &mut [T]) {
        sum.fill(T::ZERO);
        for row in self.flat(rows).chunks_exact(sum.len()) {
            for (sum, &entry) in sum.iter_mut().zip(row) {
                *sum += entry;
            }
        }
    }
}
