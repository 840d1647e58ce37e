//! Eigenvalues of small symmetric matrices, by `nalgebra`.
//!
//! Its algorithm (Householder's tridiagonal form, then implicit QR steps with Wilkinson's shift)
//! uses + − · / and √ only, so its bits are the same on every machine.

use nalgebra::{DMatrix, SymmetricEigen};

use super::CurvatureError;
use crate::order::ascending;

/// Eigenvalues, ascending, and the unit eigenvectors as columns in the same order.
#[derive(Clone, Debug)]
pub(super) struct Eigen {
    pub(super) values: Vec<f64>,
    pub(super) vectors: DMatrix<f64>,
}

/// QR steps allowed for each row; two or three are usual.
const STEPS_PER_ROW: usize = 60;

/// The eigenvalues of a symmetric matrix of which the lower triangle is read.
pub(super) fn eigen(matrix: DMatrix<f64>) -> Result<Eigen, CurvatureError> {
    let n = matrix.nrows();
    if n == 0 {
        return Ok(Eigen { values: Vec::new(), vectors: matrix });
    }
    // Comparisons with NaN never end the iteration.
    if !matrix.iter().all(|entry| entry.is_finite()) {
        return Err(CurvatureError::NotFinite);
    }
    let found = SymmetricEigen::try_new(matrix, f64::EPSILON, STEPS_PER_ROW * (n + 1))
        .ok_or(CurvatureError::NoConvergence)?;
    let order = ascending(found.eigenvalues.as_slice());
    Ok(Eigen {
        values: order.iter().map(|&i| found.eigenvalues[i]).collect(),
        vectors: found.eigenvectors.select_columns(&order),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_ascend_with_their_vectors() {
        let matrix =
            DMatrix::from_row_slice(3, 3, &[2.0, -1.0, 0.0, -1.0, 2.0, -1.0, 0.0, -1.0, 2.0]);
        let Eigen { values, vectors } = eigen(matrix.clone()).expect("converges");
        let root = f64::sqrt(2.0);
        for (value, expected) in values.iter().zip([2.0 - root, 2.0, 2.0 + root]) {
            assert!((value - expected).abs() < 1e-15);
        }
        let residual = &matrix * &vectors - &vectors * DMatrix::from_diagonal(&values.into());
        assert!(residual.amax() < 2e-15);
    }

    #[test]
    fn odd_matrices_end() {
        assert!(eigen(DMatrix::zeros(0, 0)).expect("nothing").values.is_empty());
        assert_eq!(eigen(DMatrix::zeros(4, 4)).expect("zero").values, [0.0; 4]);
        assert_eq!(eigen(DMatrix::from_element(1, 1, -3.0)).expect("one").values, [-3.0]);
        let nan = eigen(DMatrix::from_element(2, 2, f64::NAN));
        assert_eq!(nan.map(|e| e.values), Err(CurvatureError::NotFinite));
        for scale in [1e-300, 1e300] {
            let values = eigen(DMatrix::from_element(2, 2, scale)).expect("ends").values;
            assert!((values[1] / scale - 2.0).abs() < 1e-14);
        }
    }
}
