//! Options of data sets.

use serde::Serialize;

use crate::error::{ErrorCode, SpecError};

/// A number that shapes a data set (the degree of a polynomial, the noise of a cloud).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DataOption {
    /// Name in specs and links.
    pub name: &'static str,
    /// Value if none is given.
    pub default: f64,
    /// Smallest value.
    pub min: f64,
    /// Largest value; the largest finite number if there is no bound.
    pub max: f64,
    /// Whether it must be an integer.
    pub integer: bool,
}

impl DataOption {
    /// Accepts the values that the option allows.
    ///
    /// # Errors
    /// [`ErrorCode::OutOfRange`], naming `field`.
    pub fn check(&self, field: &str, value: f64) -> Result<(), SpecError> {
        let fits = (self.min..=self.max).contains(&value);
        if fits && !(self.integer && libm::floor(value) != value) {
            return Ok(());
        }
        let kind = if self.integer { "an integer" } else { "a number" };
        let range = if self.max == f64::MAX {
            format!("of at least {}", self.min)
        } else {
            format!("from {} to {}", self.min, self.max)
        };
        let code = ErrorCode::OutOfRange;
        Err(SpecError::new(code, field, value.to_string(), format!("{kind} {range}")))
    }
}
