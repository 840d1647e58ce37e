//! Where a network's weights and biases lie in θ.

use std::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2};

/// The order of θ: W₁ (out × in, row by row), b₁, W₂, b₂, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Widths from the inputs to the outputs; at least two.
    sizes: Vec<usize>,
    /// Where each layer's weights begin; at the end the number of parameters.
    starts: Vec<usize>,
}

const FITS: &str = "a layer's range has its matrix's size";

impl Layout {
    /// The layout of a network from `inputs` through `hidden` layers to `outputs`.
    pub fn new(inputs: usize, hidden: &[usize], outputs: usize) -> Self {
        let sizes: Vec<_> = [inputs].into_iter().chain(hidden.to_vec()).chain([outputs]).collect();
        let mut starts = vec![0];
        let mut start = 0;
        for pair in sizes.windows(2) {
            start += (pair[0] + 1) * pair[1];
            starts.push(start);
        }
        Self { sizes, starts }
    }

    /// Number of parameters d.
    pub fn dimension(&self) -> usize {
        self.starts[self.layers()]
    }

    /// Number of layers with weights: one more than hidden ones.
    pub fn layers(&self) -> usize {
        self.sizes.len() - 1
    }

    /// Number of inputs of a layer, counted from 0.
    pub fn fan_in(&self, layer: usize) -> usize {
        self.sizes[layer]
    }

    /// Number of outputs of a layer, counted from 0.
    pub fn fan_out(&self, layer: usize) -> usize {
        self.sizes[layer + 1]
    }

    /// A layer's weights [out, in] in θ or a vector like it.
    pub fn weights<'a, T>(&self, layer: usize, theta: &'a [T]) -> ArrayView2<'a, T> {
        let (weights, _) = self.ranges(layer);
        ArrayView2::from_shape(self.shape(layer), &theta[weights]).expect(FITS)
    }

    /// A layer's biases [out] in θ or a vector like it.
    pub fn bias<'a, T>(&self, layer: usize, theta: &'a [T]) -> &'a [T] {
        &theta[self.ranges(layer).1]
    }

    /// A layer's weights [out, in] and biases [out] in a vector like θ, to be written.
    pub fn parts_mut<'a, T>(
        &self,
        layer: usize,
        theta: &'a mut [T],
    ) -> (ArrayViewMut2<'a, T>, &'a mut [T]) {
        let (weights, bias) = self.ranges(layer);
        let (head, tail) = theta.split_at_mut(weights.end);
        let matrix = ArrayViewMut2::from_shape(self.shape(layer), &mut head[weights]);
        (matrix.expect(FITS), &mut tail[..bias.len()])
    }

    fn shape(&self, layer: usize) -> (usize, usize) {
        (self.fan_out(layer), self.fan_in(layer))
    }

    fn ranges(&self, layer: usize) -> (Range<usize>, Range<usize>) {
        let start = self.starts[layer];
        let middle = start + self.fan_out(layer) * self.fan_in(layer);
        (start..middle, middle..self.starts[layer + 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_follow_each_other() {
        let layout = Layout::new(2, &[3], 1);
        assert_eq!((layout.layers(), layout.dimension()), (2, 2 * 3 + 3 + 3 + 1));
        let mut theta: Vec<usize> = (0..layout.dimension()).collect();
        assert_eq!(layout.weights(0, &theta)[(1, 0)], 2);
        assert_eq!(layout.bias(0, &theta), [6, 7, 8]);
        assert_eq!(layout.weights(1, &theta), ndarray::array![[9, 10, 11]]);
        assert_eq!(layout.bias(1, &theta), [12]);
        let (mut weights, bias) = layout.parts_mut(1, &mut theta);
        weights[(0, 2)] = 77;
        bias[0] = 99;
        assert_eq!(theta[11..], [77, 99]);
    }

    #[test]
    fn no_hidden_layer_is_a_linear_model() {
        let layout = Layout::new(64, &[], 10);
        assert_eq!((layout.layers(), layout.dimension()), (1, 650));
    }
}
