//! What a network makes of inputs: its outputs, and for classes its guesses.

use ndarray::ArrayView2;
use serde::Serialize;

use crate::error::{ErrorCode, SpecError};
use crate::objective::network::{Network, Part, first_largest};
use crate::run::network::NetworkSetup;

/// A network that is asked what it does, at one θ after the other.
pub struct Predictor {
    network: Network<f64>,
    labels: [Vec<usize>; 2],
    classes: usize,
}

/// Guesses over the rows of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Predictions {
    /// For each row the class guessed: the first largest output. Empty without classes.
    pub guesses: Vec<usize>,
    /// Rows of each class (first index) that were taken for each class (second index).
    pub confusion: Vec<Vec<usize>>,
}

impl Predictor {
    /// The network of an experiment, in f64.
    pub fn new(setup: &NetworkSetup<'_>) -> Self {
        let labels = [&setup.data.train, &setup.data.test].map(|part| part.labels.clone());
        Self { network: setup.network(), labels, classes: setup.data.classes.len() }
    }

    /// The outputs at `theta` for `inputs`, row after row: [N, out], row after row. Logits if the
    /// loss is `ce`; what overflows is not finite.
    ///
    /// # Errors
    /// For a θ or inputs of the wrong length.
    pub fn outputs(&mut self, theta: &[f64], inputs: &[f64]) -> Result<Vec<f64>, SpecError> {
        self.check(theta)?;
        let features = self.network.layout().fan_in(0);
        let rows = ArrayView2::from_shape((inputs.len() / features, features), inputs)
            .ok()
            .filter(|rows| rows.len() == inputs.len())
            .ok_or_else(|| {
                let got = format!("{} numbers", inputs.len());
                let allowed = format!("{features} numbers a row");
                SpecError::new(ErrorCode::OutOfRange, "inputs", got, allowed)
            })?;
        Ok(self.network.outputs_for(theta, rows).iter().copied().collect())
    }

    /// The guesses at `theta` over a part of the data; none for regression.
    ///
    /// # Errors
    /// For a θ of the wrong length.
    pub fn predictions(&mut self, theta: &[f64], part: Part) -> Result<Predictions, SpecError> {
        self.check(theta)?;
        let classes = self.classes;
        let mut confusion = vec![vec![0; classes]; classes];
        if classes == 0 {
            return Ok(Predictions { guesses: Vec::new(), confusion });
        }
        let outputs = self.network.outputs(theta, part);
        let guesses: Vec<usize> = outputs.rows().into_iter().map(first_largest).collect();
        let labels = match part {
            Part::Train => &self.labels[0],
            Part::Test => &self.labels[1],
        };
        for (&label, &guess) in labels.iter().zip(&guesses) {
            confusion[label][guess] += 1;
        }
        Ok(Predictions { guesses, confusion })
    }

    fn check(&self, theta: &[f64]) -> Result<(), SpecError> {
        let d = self.network.layout().dimension();
        if theta.len() == d {
            return Ok(());
        }
        let got = format!("{} numbers", theta.len());
        Err(SpecError::new(ErrorCode::OutOfRange, "theta", got, format!("{d} numbers")))
    }
}
