//! A matrix by all its entries, from its products.

use nalgebra::DMatrix;

use super::{CurvatureError, Operator};

/// The matrix of an operator, column by column.
pub(super) struct Columns {
    entries: DMatrix<f64>,
    known: usize,
    unit: Vec<f64>,
    column: Vec<f64>,
}

impl Columns {
    /// Before the first of `dimension` columns.
    pub(super) fn new(dimension: usize) -> Self {
        let [unit, column] = [vec![0.0; dimension], vec![0.0; dimension]];
        Self { entries: DMatrix::zeros(dimension, dimension), known: 0, unit, column }
    }

    /// One more column, by one product; none if all are known. True once they are.
    pub(super) fn advance(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
    ) -> Result<bool, CurvatureError> {
        let j = self.known;
        if j < self.dimension() {
            self.unit[j] = 1.0;
            operator.apply(&self.unit, &mut self.column);
            self.unit[j] = 0.0;
            if !self.column.iter().all(|entry| entry.is_finite()) {
                return Err(CurvatureError::NotFinite);
            }
            self.entries.column_mut(j).copy_from_slice(&self.column);
            self.known += 1;
        }
        Ok(self.known == self.dimension())
    }

    /// Number of columns in all.
    pub(super) fn dimension(&self) -> usize {
        self.unit.len()
    }

    /// Number of columns known, which is that of products spent.
    pub(super) fn known(&self) -> usize {
        self.known
    }

    /// The entries as the products gave them.
    pub(super) fn entries(&self) -> &DMatrix<f64> {
        &self.entries
    }

    /// The entries without what rounding made of their symmetry.
    pub(super) fn symmetric(&self) -> DMatrix<f64> {
        (&self.entries + self.entries.transpose()) * 0.5
    }
}
