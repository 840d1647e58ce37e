//! All eigenvalues, by the matrix itself.

use super::basis::norm;
use super::matrix::Columns;
use super::projected::eigen;
use super::{CurvatureError, Eigenpair, Operator, Spectrum};

/// Up to this dimension the dense matrix is worth its products.
pub const DENSE_DIMENSION: usize = 512;

/// All d eigenvalues of an operator, by d products.
///
/// # Errors
/// [`CurvatureError::NotFinite`] if a product is not finite; [`CurvatureError::NoConvergence`] if
/// the small eigenproblem takes too long.
pub fn dense(operator: &mut impl Operator) -> Result<Spectrum, CurvatureError> {
    let d = operator.dimension();
    let mut columns = Columns::new(d);
    while !columns.advance(operator)? {}
    let matrix = columns.entries();
    let found = eigen(columns.symmetric())?;
    let size = found.values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let pair = |(i, &value): (usize, &f64)| {
        let vector = found.vectors.column(i);
        let mut rest = vec![0.0; d];
        for (j, &entry) in vector.iter().enumerate() {
            for (rest, &a) in rest.iter_mut().zip(matrix.column(j).iter()) {
                *rest += a * entry;
            }
        }
        for (rest, &entry) in rest.iter_mut().zip(vector.iter()) {
            *rest -= value * entry;
        }
        let residual = norm(&rest);
        let converged = residual <= super::lanczos::TOLERANCE * size;
        Eigenpair { value, residual, converged, vector: vector.iter().copied().collect() }
    };
    Ok(Spectrum { pairs: found.values.iter().enumerate().map(pair).collect(), products: d })
}
