//! How well a network does on rows of data, without derivatives.

use ndarray::{Array2, ArrayView1, ArrayView2, s};

use super::Model;
use super::block::Block;
use super::rows::Rows;
use crate::kernel::{Element, Product};

/// Loss and accuracy over some rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The mean loss, without the penalty l2.
    pub loss: f64,
    /// The share of rows whose first largest output is at their class, 0 … 1; `None` without
    /// classes.
    pub accuracy: Option<f64>,
}

/// Rows that go through the network at a time.
const BLOCK_ROWS: usize = 256;

/// Buffers of passes that only go up.
#[derive(Clone, Debug)]
pub(super) struct Scorer<T> {
    /// Zₗ, then Aₗ, of one block of rows.
    values: Vec<Block<T>>,
    residual: Block<T>,
    kept: Block<T>,
}

impl<T: Element> Scorer<T> {
    pub(super) fn new(model: &Model) -> Self {
        let layout = &model.layout;
        let block = |layer: usize| Block::new(BLOCK_ROWS, layout.fan_out(layer));
        let last = layout.layers() - 1;
        Self { values: (0..=last).map(block).collect(), residual: block(last), kept: block(last) }
    }

    /// The score at θ over rows of the classes `labels`; `None` if there are no rows.
    pub(super) fn score(
        &mut self,
        model: &Model,
        theta: &[T],
        all: &Rows<T>,
        labels: &[usize],
        product: &mut Product<T>,
    ) -> Option<Score> {
        let total = all.count();
        let (mut loss, mut right) = (0.0, 0);
        for from in (0..total).step_by(BLOCK_ROWS) {
            let rows = all.view(from, total.min(from + BLOCK_ROWS));
            let n = rows.count();
            let outputs = self.up(model, theta, rows.inputs.matrix, product).to_owned();
            let (residual, kept) = (self.residual.rows_mut(n), self.kept.rows_mut(n));
            loss = model.loss.sum(loss, outputs.view(), rows.targets, residual, kept);
            let labels = labels.iter().skip(from);
            right += outputs.rows().into_iter().zip(labels).filter(is_right).count();
        }
        let accuracy = (!labels.is_empty()).then(|| right as f64 / total as f64);
        (total > 0).then(|| Score { loss: loss / total as f64, accuracy })
    }

    /// The outputs at θ for `all` inputs: [N, out].
    pub(super) fn outputs(
        &mut self,
        model: &Model,
        theta: &[T],
        all: ArrayView2<T>,
        product: &mut Product<T>,
    ) -> Array2<T> {
        let total = all.nrows();
        let last = model.layout.layers() - 1;
        let mut outputs = Array2::default((total, model.layout.fan_out(last)));
        for from in (0..total).step_by(BLOCK_ROWS) {
            let to = total.min(from + BLOCK_ROWS);
            let block = self.up(model, theta, all.slice(s![from..to, ..]), product);
            outputs.slice_mut(s![from..to, ..]).assign(&block);
        }
        outputs
    }

    /// The outputs for one block of inputs.
    fn up(
        &mut self,
        Model { layout, activation, .. }: &Model,
        theta: &[T],
        rows: ArrayView2<T>,
        product: &mut Product<T>,
    ) -> ArrayView2<'_, T> {
        let n = rows.nrows();
        let last = layout.layers() - 1;
        for layer in 0..=last {
            let (lower, upper) = self.values.split_at_mut(layer);
            let inputs = lower.last().map_or(rows, |below| below.rows(n));
            let weights = layout.weights(layer, theta);
            let bias = layout.bias(layer, theta);
            product.add_to_row(bias, inputs, weights.t(), upper[0].rows_mut(n));
            if layer < last {
                activation.apply(upper[0].flat_mut(n));
            }
        }
        self.values[last].rows(n)
    }
}

/// Whether the first largest output of a row is at its class.
fn is_right<T: Element>((outputs, label): &(ArrayView1<T>, &usize)) -> bool {
    first_largest(*outputs) == **label
}

/// The index of the first largest of some outputs: the class they stand for.
pub fn first_largest<T: Element>(outputs: ArrayView1<T>) -> usize {
    let mut largest = 0;
    for (i, &output) in outputs.iter().enumerate() {
        if output > outputs[largest] {
            largest = i;
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_first_largest_output_counts() {
        let row = array![0.5, 2.0, 2.0, -1.0];
        assert!(is_right(&(row.view(), &1)));
        assert!(!is_right(&(row.view(), &2)));
        assert!(is_right(&(array![0.0_f32, 0.0].view(), &0)));
    }
}
