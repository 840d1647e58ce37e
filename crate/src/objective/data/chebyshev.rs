//! A Chebyshev polynomial of the first kind at 20 points, the task of the edge-of-stability
//! literature (Cohen et al., "Gradient descent on neural networks typically occurs at the edge of
//! stability", 2021).

use ndarray::Array2;

use super::{DataFacts, DataSet, Examples, Ingredients, InputKind, LeftOut};
use crate::error::SpecError;
use crate::spec::range::Range;

const POINTS: usize = 20;

pub(super) const FACTS: DataFacts = DataFacts {
    options: &[Range::whole("degree", 1.0, 100.0).default(6.0)],
    features: Some(1),
    rows: Some((POINTS, 0)),
    build: super::in_networks(build),
    ..DataFacts::NONE
};

fn build(ingredients: &Ingredients) -> Result<DataSet, SpecError> {
    let degree = ingredients.options["degree"] as usize;
    let inputs = Array2::from_shape_fn((POINTS, 1), |(i, _)| point(i));
    let targets = inputs.mapv(|x| polynomial(degree, x));
    Ok(DataSet {
        train: Examples::regression(inputs, targets),
        test: Examples::regression(Array2::zeros((0, 1)), Array2::zeros((0, 1))),
        classes: Vec::new(),
        features: vec!["x".into()],
        target: "T".into(),
        input: InputKind::Line,
        left_out: LeftOut::default(),
    })
}

/// xᵢ = −1 + 2i/19 as (2i − 19)/19, which rounds once and is odd about the middle.
fn point(i: usize) -> f64 {
    let last = (POINTS - 1) as f64;
    (2.0 * i as f64 - last) / last
}

/// T_degree(x) by T₀ = 1, T₁ = x, Tₙ₊₁ = 2x·Tₙ − Tₙ₋₁, which loses less than a digit per hundred
/// degrees on [−1, 1]. `degree` is at least 1.
fn polynomial(degree: usize, x: f64) -> f64 {
    let (mut before, mut now) = (1.0, x);
    for _ in 1..degree {
        (before, now) = (now, 2.0 * x * now - before);
    }
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degree_six_agrees_with_its_coefficients() {
        for i in 0..POINTS {
            let x = point(i);
            let (p, q) = (2 * i as i128 - 19, 19_i128);
            // Exact numerator over 19⁶.
            let exact =
                32 * p.pow(6) - 48 * p.pow(4) * q.pow(2) + 18 * p.pow(2) * q.pow(4) - q.pow(6);
            let exact = exact as f64 / q.pow(6) as f64;
            assert!((polynomial(6, x) - exact).abs() < 4e-15, "T6({x})");
            assert!((x - (-1.0 + 2.0 * i as f64 / 19.0)).abs() < 1.2e-16);
        }
    }

    #[test]
    fn high_degrees_agree_with_the_cosine() {
        for degree in [1, 2, 7, 50, 100] {
            for i in 0..POINTS {
                let x = point(i);
                let cosine = libm::cos(degree as f64 * libm::acos(x));
                assert!((polynomial(degree, x) - cosine).abs() < 1e-12, "T{degree}({x})");
            }
        }
    }
}
