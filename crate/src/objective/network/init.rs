//! How a network's first weights are drawn: normal numbers whose variance keeps signals, or
//! gradients, of the same size from layer to layer.

use super::layout::Layout;
use crate::named::named;
use crate::random::{Purpose, standard_normal, stream};
use crate::real::Real;

named! {
    /// The variance of a layer's first weights. Biases start at 0.
    pub enum Init {
        /// 1/fan_in (LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998).
        Lecun = "lecun", "LeCun normal";
        /// 2/(fan_in + fan_out) (Glorot, Bengio, "Understanding the difficulty of training deep
        /// feedforward neural networks", 2010).
        Glorot = "glorot", "Glorot normal";
        /// 2/fan_in (He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015).
        He = "he", "He normal";
    }
}

impl Init {
    /// Variance of the weights of a layer from `fan_in` to `fan_out` units.
    pub fn variance(self, fan_in: usize, fan_out: usize) -> f64 {
        match self {
            Init::Lecun => 1.0 / fan_in as f64,
            Init::Glorot => 2.0 / (fan_in + fan_out) as f64,
            Init::He => 2.0 / fan_in as f64,
        }
    }

    /// The first θ of a network: normal weights, drawn in f64 in θ's order and rounded, and zero
    /// biases.
    pub fn draw<T: Real>(self, layout: &Layout, seed: u64) -> Vec<T> {
        let mut rng = stream(seed, Purpose::Init, 0);
        let mut theta = vec![T::ZERO; layout.dimension()];
        for layer in 0..layout.layers() {
            let (weights, _) = layout.parts_mut(layer, &mut theta);
            let deviation = libm::sqrt(self.variance(layout.fan_in(layer), layout.fan_out(layer)));
            for weight in weights {
                *weight = T::from_f64(deviation * standard_normal(&mut rng));
            }
        }
        theta
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_their_variances_and_biases_are_zero() {
        let layout = Layout::new(100, &[50], 20);
        for (init, expected) in [
            (Init::Lecun, [1.0 / 100.0, 1.0 / 50.0]),
            (Init::Glorot, [2.0 / 150.0, 2.0 / 70.0]),
            (Init::He, [2.0 / 100.0, 2.0 / 50.0]),
        ] {
            let theta: Vec<f64> = init.draw(&layout, 3);
            for (layer, expected) in expected.into_iter().enumerate() {
                let weights = layout.weights(layer, &theta);
                let variance = weights.iter().map(|w| w * w).sum::<f64>() / weights.len() as f64;
                // Four standard errors of the smaller layer's 1,000 weights.
                assert!((variance / expected - 1.0).abs() < 0.18, "{init:?} {variance}");
                assert!(layout.bias(layer, &theta).iter().all(|&b| b == 0.0));
            }
        }
    }

    #[test]
    fn f32_weights_are_the_rounded_f64_weights() {
        let layout = Layout::new(3, &[4], 2);
        let double: Vec<f64> = Init::He.draw(&layout, 11);
        let single: Vec<f32> = Init::He.draw(&layout, 11);
        assert!(double.iter().zip(&single).all(|(&d, &s)| d as f32 == s));
        assert_ne!(double, Init::He.draw::<f64>(&layout, 12));
    }
}
