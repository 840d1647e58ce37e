//! Handwritten digits of 8 × 8 pixels: UCI's optdigits as shipped by scikit-learn, packed by
//! `tools/pack-digits.mjs`.

use super::images::Images;
use super::{DataFacts, DataName, DataSet, Ingredients};
use crate::error::SpecError;

const IMAGES: Images =
    Images { name: DataName::Digits, side: 8, ink: 16, classes: 10, train: 1_437, test: 360 };

pub(super) const FACTS: DataFacts = DataFacts {
    build: super::in_networks(build),
    ..IMAGES.facts(
        "digits.bin",
        "Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI (1998), CC BY 4.0",
    )
};

fn build(ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    IMAGES.build(ingredients)
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
        assert_eq!((set.train.rows(), set.test.rows()), (IMAGES.train, IMAGES.test));
        assert_eq!((set.inputs(), set.outputs()), (64, 10));
        let first: Vec<f64> = set.train.inputs.row(0).iter().take(8).map(|p| p * 16.0).collect();
        assert_eq!(first, [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
        assert_eq!(set.train.labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(set.test.labels[IMAGES.test - 3..], [8, 9, 8]);
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
