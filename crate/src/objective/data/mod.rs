//! Data sets: what a network is trained on and tested with.
//!
//! A set is one file here and one row of the table below.

mod chebyshev;
pub mod csv;
mod digits;
mod images;
mod mnist;
mod set;
mod summary;
mod toys;

pub use set::{DataSet, Examples, Gap, InputKind, LeftOut};
pub use summary::DataSummary;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{ErrorCode, SpecError};
use crate::experiment::NETWORKS;
use crate::named::named;
use crate::spec::TableChoices;
use crate::spec::range::Range;

named! {
    /// A data set that a spec can name.
    pub enum DataName -> DataFacts {
        /// 1,797 handwritten digits of 8 × 8 pixels.
        Digits = "digits", "Handwritten digits, 8 × 8", digits::FACTS;
        /// 3,000 handwritten digits of 28 × 28 pixels.
        Mnist = "mnist", "MNIST, 28 × 28", mnist::FACTS;
        /// A Chebyshev polynomial at 20 points.
        Chebyshev = "chebyshev", "Chebyshev polynomial", chebyshev::FACTS;
        /// Two interleaved half circles.
        Moons = "moons", "Two moons", toys::MOONS;
        /// A circle inside another.
        Circles = "circles", "Two circles", toys::CIRCLES;
        /// Two spirals wound into each other.
        Spirals = "spirals", "Two spirals", toys::SPIRALS;
        /// The sign of x·y.
        Xor = "xor", "Exclusive or", toys::XOR;
        /// Normal clouds around centres.
        Blobs = "blobs", "Blobs", toys::BLOBS;
        /// A table of the user's own.
        Csv = "csv", "Own table", csv::FACTS;
    }
}

/// What is known of a data set before it is built.
#[derive(Clone, Copy, Debug)]
pub struct DataFacts {
    /// The options it takes.
    pub options: &'static [Range],
    /// Name of the file it is read from; `None` if it is computed.
    pub asset: Option<&'static str>,
    /// Number of inputs; `None` where only the data can tell.
    pub features: Option<usize>,
    /// Number of classes; `None` for regression, and where only the data can tell.
    pub classes: Option<usize>,
    /// Rows to train on and rows to test with; `None` where only the data can tell.
    pub rows: Option<(usize, usize)>,
    /// Who made it and under which licence, where it is not ours.
    pub credit: &'static str,
    /// Makes the set.
    build: Build,
}

impl DataFacts {
    /// Nothing known.
    const NONE: Self = Self {
        options: &[],
        asset: None,
        features: None,
        classes: None,
        rows: None,
        credit: "",
        build: not_here,
    };

    /// Rows to train on; `None` where only the data can tell.
    pub fn train_rows(&self) -> Option<usize> {
        self.rows.map(|(train, _)| train)
    }

    /// Outputs of a network for this set: its classes, or the one number of a regression; `None`
    /// where only the data can tell.
    pub fn outputs(&self) -> Option<usize> {
        self.features.map(|_| self.classes.unwrap_or(1))
    }
}

/// Makes a set.
type Build = fn(&Ingredients) -> Result<DataSet, SpecError>;

/// Keeps what makes a set out of builds that run no networks: they know it by its facts alone.
const fn in_networks(build: Build) -> Build {
    if NETWORKS { build } else { not_here }
}

fn not_here(_: &Ingredients) -> Result<DataSet, SpecError> {
    let allowed = "a build of the engine that runs networks";
    Err(SpecError::new(ErrorCode::DataUnavailable, "objective.data", "", allowed))
}

/// A row of the table of sets, for menus.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DataRow {
    /// Name in specs and links.
    pub name: DataName,
    /// Name for people.
    pub title: &'static str,
    /// The options it takes.
    pub options: &'static [Range],
    /// Name of the file it is read from; null if it is computed.
    pub asset: Option<&'static str>,
    /// Number of classes; null for regression, and where only the data can tell.
    pub classes: Option<usize>,
    /// Rows to train on; null where only the data can tell.
    pub train_rows: Option<usize>,
    /// Rows to test with; null where only the data can tell.
    pub test_rows: Option<usize>,
}

/// What a data set is made from.
#[derive(Clone, Debug, Default)]
pub struct DataRequest<'a> {
    /// Options by name, as validation lets them pass; those left out take their defaults.
    pub options: BTreeMap<String, f64>,
    /// Number of training rows, the first ones; `None` takes all.
    pub samples: Option<usize>,
    /// Seed of sets drawn at random.
    pub seed: u64,
    /// Content of the file the set is read from.
    pub asset: Option<&'a [u8]>,
    /// The user's file, if it was read before.
    pub read: Option<&'a csv::Table>,
    /// What is chosen from a user's file.
    pub table: TableChoices,
}

/// A [`DataRequest`] whose options are complete.
struct Ingredients<'a> {
    options: BTreeMap<&'static str, f64>,
    classes: usize,
    seed: u64,
    asset: Option<&'a [u8]>,
    read: Option<&'a csv::Table>,
    table: &'a TableChoices,
}

impl<'a> DataRequest<'a> {
    /// The request with every option of the set.
    fn complete(&self, name: DataName) -> Ingredients<'_> {
        let facts = name.facts();
        let value = |option: &Range| {
            let given = self.options.get(option.name).copied();
            (option.name, given.or(option.default).unwrap_or_default())
        };
        let mut options = BTreeMap::new();
        options.extend(facts.options.iter().map(value));
        let classes = facts.classes.unwrap_or_default();
        let (seed, asset, read, table) = (self.seed, self.asset, self.read, &self.table);
        Ingredients { options, classes, seed, asset, read, table }
    }
}

impl DataName {
    /// The table of all sets.
    pub fn table() -> Vec<DataRow> {
        let row = |name: DataName| {
            let facts = name.facts();
            DataRow {
                name,
                title: name.title(),
                options: facts.options,
                asset: facts.asset,
                classes: facts.classes,
                train_rows: facts.train_rows(),
                test_rows: facts.rows.map(|(_, test)| test),
            }
        };
        Self::ALL.map(row).into()
    }

    /// Builds the set.
    ///
    /// # Errors
    /// [`ErrorCode::DataUnavailable`] if the set's file is missing or damaged;
    /// [`ErrorCode::OutOfRange`] if `samples` is not 1 … number of training rows.
    pub fn build(self, request: &DataRequest) -> Result<DataSet, SpecError> {
        let facts = self.facts();
        if let (Some(file), None) = (facts.asset, request.asset) {
            return Err(self.unavailable(&format!("a data set whose file ({file}) is loaded")));
        }
        let mut set = (facts.build)(&request.complete(self))?;
        if let Some(samples) = request.samples {
            let rows = set.train.rows();
            if samples == 0 || samples > rows {
                return Err(SpecError::new(
                    ErrorCode::OutOfRange,
                    "objective.samples",
                    samples.to_string(),
                    format!("1 to {rows}"),
                ));
            }
            set.train = set.train.slice(0..samples);
        }
        Ok(set)
    }

    fn unavailable(self, allowed: &str) -> SpecError {
        let code = ErrorCode::DataUnavailable;
        SpecError::new(code, "objective.data", self.name(), allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        let error = DataName::Digits.build(&DataRequest::default()).expect_err("no file");
        assert_eq!(error.code, ErrorCode::DataUnavailable);
        assert!(error.message.contains("digits.bin"), "{}", error.message);
    }

    #[test]
    fn samples_take_the_first_rows() {
        let request = |samples| DataRequest { samples, ..DataRequest::default() };
        let all = DataName::Chebyshev.build(&request(None)).expect("all");
        let few = DataName::Chebyshev.build(&request(Some(7))).expect("seven");
        assert_eq!(few.train.rows(), 7);
        assert_eq!(few.train.inputs, all.train.inputs.slice(ndarray::s![..7, ..]));
        for samples in [0, 21] {
            let error = DataName::Chebyshev.build(&request(Some(samples))).expect_err("refused");
            assert_eq!(error.field, "objective.samples");
            assert_eq!(error.allowed, "1 to 20");
        }
    }
}
