//! Handwritten digits of 28 × 28 pixels: 3,000 of MNIST's, 300 of each class, shuffled. "Test" means
//! held out from this subset, not MNIST's own test set.

use super::images::Images;
use super::{DataFacts, DataName, DataSet, Ingredients};
use crate::error::SpecError;

const IMAGES: Images =
    Images { name: DataName::Mnist, side: 28, ink: 255, classes: 10, train: 2_000, test: 1_000 };

pub(super) const FACTS: DataFacts = DataFacts {
    build: super::in_networks(build),
    ..IMAGES.facts(
        "mnist.bin",
        "The MNIST database of handwritten digits, Y. LeCun, C. Cortes, C. J. C. Burges, CC BY-SA 3.0",
    )
};

fn build(ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    IMAGES.build(ingredients)
}

#[cfg(test)]
mod tests {
    use super::super::DataRequest;
    use super::*;

    const FILE: &[u8] = include_bytes!("../../../../web/public/data/mnist.bin");

    #[test]
    fn the_set_is_the_subset_that_its_licence_describes() {
        let request = DataRequest { asset: Some(FILE), ..DataRequest::default() };
        let set = DataName::Mnist.build(&request).expect("whole file");
        assert_eq!((set.inputs(), set.outputs()), (784, 10));
        for (part, rows, grey) in [(&set.train, 2_000, 52_741_647), (&set.test, 1_000, 26_012_104)]
        {
            assert_eq!(part.rows(), rows);
            let sum: f64 = part.inputs.iter().map(|pixel| (pixel * 255.0).round()).sum();
            assert_eq!(sum, f64::from(grey));
            let of_class = |class| part.labels.iter().filter(|&&label| label == class).count();
            assert!((0..10).all(|class| of_class(class) == rows / 10), "as many of each class");
        }
        assert_eq!(set.train.labels[..10], [3, 8, 0, 5, 1, 3, 7, 0, 2, 0]);
        assert_eq!(set.train.inputs[(0, 151)], 43.0 / 255.0);
    }
}
