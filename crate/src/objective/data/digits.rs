//! Handwritten digits of 8 × 8 pixels: UCI's optdigits as shipped by scikit-learn.
//!
//! The file (`tools/pack-digits.mjs`) has no header: 1,797 rows of 64 bytes, the pixels from 0
//! (paper) to 16 (ink) line by line; then 1,797 bytes, the labels 0 … 9.

use ndarray::Array2;

use super::{DataFacts, DataName, DataSet, Examples, Ingredients};
use crate::error::SpecError;

const SIDE: usize = 8;
const PIXELS: usize = SIDE * SIDE;
const INK: u8 = 16;
const CLASSES: usize = 10;
const TRAIN: usize = 1_437;
const TEST: usize = 360;

pub(super) const FACTS: DataFacts = DataFacts {
    options: &[],
    asset: Some("digits.bin"),
    features: Some(PIXELS),
    classes: Some(CLASSES),
    rows: Some((TRAIN, TEST)),
    build: Some(build),
};

fn build(ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    let damaged =
        || DataName::Digits.unavailable("a data set whose file (digits.bin) is not damaged");
    let bytes = ingredients.asset;
    let rows = TRAIN + TEST;
    if bytes.len() != rows * (PIXELS + 1) {
        return Err(damaged());
    }
    let (pixels, labels) = bytes.split_at(rows * PIXELS);
    if pixels.iter().any(|&pixel| pixel > INK) || labels.iter().any(|&l| l as usize >= CLASSES) {
        return Err(damaged());
    }
    let part = |from: usize, count: usize| {
        let inputs = Array2::from_shape_fn((count, PIXELS), |(row, pixel)| {
            f64::from(pixels[(from + row) * PIXELS + pixel]) / f64::from(INK)
        });
        let labels = labels[from..from + count].iter().map(|&label| label.into()).collect();
        Examples::classified(inputs, labels, CLASSES)
    };
    Ok(DataSet {
        train: part(0, TRAIN),
        test: part(TRAIN, TEST),
        classes: (0..CLASSES).map(|digit| digit.to_string()).collect(),
        features: (0..PIXELS).map(|i| format!("row {} column {}", i / SIDE, i % SIDE)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::DataRequest;
    use super::*;
    use crate::error::ErrorCode;

    const FILE: &[u8] = include_bytes!("../../../../web/public/data/digits.bin");

    fn digits(asset: &[u8]) -> Result<DataSet, SpecError> {
        DataName::Digits.build(&DataRequest { asset: Some(asset), ..DataRequest::default() })
    }

    #[test]
    fn the_set_is_scikit_learns() {
        let set = digits(FILE).expect("whole file");
        assert_eq!((set.train.rows(), set.test.rows()), (TRAIN, TEST));
        assert_eq!((set.inputs(), set.outputs()), (64, 10));
        let first: Vec<f64> = set.train.inputs.row(0).iter().take(8).map(|p| p * 16.0).collect();
        assert_eq!(first, [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
        assert_eq!(set.train.labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(set.test.labels[TEST - 3..], [8, 9, 8]);
        assert_eq!(set.train.targets.row(3).sum(), 1.0);
        assert_eq!(set.train.targets[(3, 3)], 1.0);
        // load_digits().data.sum() is 561718.
        assert_eq!((set.train.inputs.sum() + set.test.inputs.sum()) * 16.0, 561_718.0);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut worse = FILE.to_vec();
        worse[100] = 17;
        for bytes in [&FILE[1..], &worse, &[]] {
            assert_eq!(digits(bytes).map_err(|e| e.code), Err(ErrorCode::DataUnavailable));
        }
    }
}
