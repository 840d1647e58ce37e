//! A data set in memory.

use std::ops::Range;

use ndarray::{Array2, s};
use serde::Serialize;

use crate::error::{ErrorCode, SpecError, shown};

/// Rows to train on and rows to test with, in f64 for both precisions of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet {
    /// What the objective is made of.
    pub train: Examples,
    /// What is held out; no rows if the set has no such part.
    pub test: Examples,
    /// Names of the classes, in the order of the network's outputs; empty for regression.
    pub classes: Vec<String>,
    /// Names of the inputs, in their order.
    pub features: Vec<String>,
    /// Name of what is learnt.
    pub target: String,
    /// What an input is a picture of.
    pub input: InputKind,
    /// What of the source is not in the set.
    pub left_out: LeftOut,
}

/// What an input is, for those who draw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum InputKind {
    /// A number x.
    Line,
    /// A point x, y.
    Plane,
    /// Grey pixels from 0 (paper) to 1 (ink), line by line.
    Image {
        /// Pixels in a line.
        width: usize,
        /// Lines.
        height: usize,
    },
    /// Numbers that are no picture of anything.
    Table,
}

/// Rows of a user's file that are not in the set, for a value is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LeftOut {
    /// How many there are.
    pub rows: usize,
    /// The first of them.
    pub first: Vec<Gap>,
}

/// A missing value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Gap {
    /// Line of the file, from 1.
    pub line: u32,
    /// Name of the column; of the first one if several lack a value there.
    pub column: String,
}

impl LeftOut {
    /// Most rows that are named.
    pub(super) const NAMED: usize = 100;
    /// Most rows that a sentence names.
    const SAID: usize = 8;

    /// A sentence about them; empty if there are none.
    pub fn words(&self) -> String {
        if self.rows == 0 {
            return String::new();
        }
        let said = self.first.iter().take(Self::SAID);
        let mut lines = said
            .map(|gap| format!("{} ({})", gap.line, shown(&gap.column, 40)))
            .collect::<Vec<_>>();
        if self.rows > lines.len() {
            lines.push("…".into());
        }
        let (rows, lines) = (self.rows, lines.join(", "));
        match rows {
            1 => format!("1 row with a missing value is left out: line {lines}."),
            _ => format!("{rows} rows with missing values are left out: lines {lines}."),
        }
    }
}

/// N inputs with what a network should make of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Inputs: [N, features].
    pub inputs: Array2<f64>,
    /// Targets of `mse`: [N, outputs]; for classes 1 in the class's column and 0 elsewhere.
    pub targets: Array2<f64>,
    /// Class of each row, 0 …; empty for regression.
    pub labels: Vec<usize>,
}

impl DataSet {
    /// Number of inputs of a network for this set.
    pub fn inputs(&self) -> usize {
        self.train.inputs.ncols()
    }

    /// Number of outputs of a network for this set.
    pub fn outputs(&self) -> usize {
        self.train.targets.ncols()
    }

    /// The part of this name, `train` or `test`.
    ///
    /// # Errors
    /// For any other name.
    pub fn part(&self, name: &str) -> Result<&Examples, SpecError> {
        match name {
            "train" => Ok(&self.train),
            "test" => Ok(&self.test),
            _ => Err(SpecError::new(ErrorCode::Unknown, "part", name, "train, test")),
        }
    }

    /// Whether rows belong to classes, so that there are `ce` and an accuracy.
    pub fn has_classes(&self) -> bool {
        !self.classes.is_empty()
    }
}

impl Examples {
    /// Rows with a class each, of `classes` classes.
    ///
    /// # Panics
    /// If a label is not below `classes`, or there are not as many labels as rows.
    pub fn classified(inputs: Array2<f64>, labels: Vec<usize>, classes: usize) -> Self {
        assert_eq!(inputs.nrows(), labels.len(), "one label per row");
        let mut targets = Array2::zeros((labels.len(), classes));
        for (row, &label) in labels.iter().enumerate() {
            targets[(row, label)] = 1.0;
        }
        Self { inputs, targets, labels }
    }

    /// Rows with numbers to reproduce, [N, outputs].
    ///
    /// # Panics
    /// If there are not as many rows of targets as of inputs.
    pub fn regression(inputs: Array2<f64>, targets: Array2<f64>) -> Self {
        assert_eq!(inputs.nrows(), targets.nrows(), "one target per row");
        Self { inputs, targets, labels: Vec::new() }
    }

    /// Number of rows N.
    pub fn rows(&self) -> usize {
        self.inputs.nrows()
    }

    /// Some of the rows; where the range goes beyond the last one, fewer.
    pub fn slice(&self, rows: Range<usize>) -> Self {
        let end = rows.end.min(self.rows());
        let rows = rows.start.min(end)..end;
        Self {
            inputs: self.inputs.slice(s![rows.clone(), ..]).to_owned(),
            targets: self.targets.slice(s![rows.clone(), ..]).to_owned(),
            labels: self.labels.get(rows).unwrap_or_default().to_vec(),
        }
    }
}
