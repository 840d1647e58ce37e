//! What a data set at hand is, for those who show it.

use serde::Serialize;

use super::{DataName, DataSet, InputKind, LeftOut};

/// A data set without its rows.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DataSummary {
    /// Its name in specs.
    pub name: DataName,
    /// What an input is a picture of.
    pub input: InputKind,
    /// Names of the inputs, in their order.
    pub features: Vec<String>,
    /// Name of what is learnt.
    pub target: String,
    /// Names of the classes, in the order of the network's outputs; null for regression.
    pub classes: Option<Vec<String>>,
    /// Rows to train on.
    pub train_rows: usize,
    /// Rows to test with.
    pub test_rows: usize,
    /// Names of the numbers it can be made with.
    pub options: Vec<&'static str>,
    /// Rows of a user's file that are not in it.
    pub left_out: LeftOut,
    /// What a person should know of it, in sentences.
    pub notes: Vec<String>,
    /// Who made it and under which licence; empty where it is ours or the user's.
    pub credit: &'static str,
}

impl DataSummary {
    /// That of a set built under this name.
    pub fn of(name: DataName, set: &DataSet) -> Self {
        let facts = name.facts();
        Self {
            name,
            input: set.input,
            features: set.features.clone(),
            target: set.target.clone(),
            classes: set.has_classes().then(|| set.classes.clone()),
            train_rows: set.train.rows(),
            test_rows: set.test.rows(),
            options: facts.options.iter().map(|option| option.name).collect(),
            left_out: set.left_out.clone(),
            notes: Some(set.left_out.words())
                .filter(|words| !words.is_empty())
                .into_iter()
                .collect(),
            credit: facts.credit,
        }
    }
}
