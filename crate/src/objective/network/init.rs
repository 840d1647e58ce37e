//! How a network's first weights are drawn: normal numbers whose variance keeps signals, or
//! gradients, of the same size from layer to layer.

use crate::named::named;

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
}
