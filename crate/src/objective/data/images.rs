//! Sets of small grey pictures with a class each, packed in a file of bytes without a header: the
//! pixels of all pictures, each line by line; then their labels, a byte each.

use ndarray::Array2;

use super::{DataFacts, DataName, DataSet, Examples, Ingredients, InputKind, LeftOut};
use crate::error::SpecError;
use crate::experiment::NETWORKS;

/// How a set of pictures is packed and cut.
pub(super) struct Images {
    /// The set.
    pub name: DataName,
    /// Pixels in a line, and lines.
    pub side: usize,
    /// The byte of a pixel full of ink; divides every pixel. Paper is 0.
    pub ink: u8,
    /// Labels are 0 … `classes` − 1.
    pub classes: usize,
    /// Pictures to train on, the first ones.
    pub train: usize,
    /// Pictures to test with, all others.
    pub test: usize,
}

impl Images {
    /// What the table of sets says of such a set.
    pub(super) const fn facts(&self, asset: &'static str, credit: &'static str) -> DataFacts {
        DataFacts {
            asset: Some(asset),
            credit: if NETWORKS { credit } else { "" },
            features: Some(self.side * self.side),
            classes: Some(self.classes),
            rows: Some((self.train, self.test)),
            ..DataFacts::NONE
        }
    }

    /// Unpacks the set.
    pub(super) fn build(&self, ingredients: &Ingredients) -> Result<DataSet, SpecError> {
        let Self { name, side, ink, classes, train, test } = *self;
        let damaged = || {
            let file = name.facts().asset.unwrap_or_default();
            name.unavailable(&format!("a data set whose file ({file}) is not damaged"))
        };
        let bytes = ingredients.asset.unwrap_or_default();
        let (rows, pixels) = (train + test, side * side);
        if bytes.len() != rows * (pixels + 1) {
            return Err(damaged());
        }
        let (grey, labels) = bytes.split_at(rows * pixels);
        if grey.iter().any(|&pixel| pixel > ink) || labels.iter().any(|&l| l as usize >= classes) {
            return Err(damaged());
        }
        let part = |from: usize, count: usize| {
            let inputs = Array2::from_shape_fn((count, pixels), |(row, pixel)| {
                f64::from(grey[(from + row) * pixels + pixel]) / f64::from(ink)
            });
            let labels = labels[from..from + count].iter().map(|&label| label.into()).collect();
            Examples::classified(inputs, labels, classes)
        };
        Ok(DataSet {
            train: part(0, train),
            test: part(train, test),
            classes: (0..classes).map(|class| class.to_string()).collect(),
            features: (0..pixels)
                .map(|i| format!("row {} column {}", i / side, i % side))
                .collect(),
            target: "digit".into(),
            input: InputKind::Image { width: side, height: side },
            left_out: LeftOut::default(),
        })
    }
}
