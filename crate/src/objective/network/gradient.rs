//! Value and gradient by back-propagation (Rumelhart, Hinton, Williams, "Learning representations
//! by back-propagating errors", 1986).
//!
//! With A₀ the inputs, σ the activation and ℓ the loss, layers l = 1 … L:
//!
//! - up: Zₗ = Aₗ₋₁Wₗᵀ + bₗ, Aₗ = σ(Zₗ) except Z_L, the outputs;
//! - down: Δ_L = ∂ℓ/∂Z_L / N; ∂f/∂Wₗ = ΔₗᵀAₗ₋₁, ∂f/∂bₗ = Σ rows of Δₗ; Eₗ₋₁ = ΔₗWₗ,
//!   Δₗ₋₁ = Eₗ₋₁∘σ′(Zₗ₋₁).
//!
//! All are [rows, width of the layer].

use super::block::Block;
use super::inputs::Inputs;
use super::{Model, Pass};
use crate::kernel::{Element, Product, map, scale};

/// What a pass computes on its way up and down, kept for the R-operator. Index l − 1 holds layer
/// l's.
#[derive(Clone, Debug)]
pub(super) struct Tape<T> {
    /// Zₗ.
    pub(super) pre: Vec<Block<T>>,
    /// Δₗ.
    pub(super) delta: Vec<Block<T>>,
    /// Aₗ, hidden layers only.
    pub(super) value: Vec<Block<T>>,
    /// σ′(Zₗ), hidden layers only.
    pub(super) slope: Vec<Block<T>>,
    /// Eₗ, hidden layers only.
    pub(super) error: Vec<Block<T>>,
    /// What the loss keeps for its curvature.
    pub(super) kept: Block<T>,
}

impl<T: Element> Tape<T> {
    /// Buffers for up to `rows` rows.
    pub(super) fn new(model: &Model, rows: usize) -> Self {
        let blocks = |layers: usize| -> Vec<_> {
            (0..layers).map(|layer| Block::new(rows, model.layout.fan_out(layer))).collect()
        };
        let layers = model.layout.layers();
        Self {
            pre: blocks(layers),
            delta: blocks(layers),
            value: blocks(layers - 1),
            slope: blocks(layers - 1),
            error: blocks(layers - 1),
            kept: Block::new(rows, model.layout.fan_out(layers - 1)),
        }
    }

    /// The mean loss at the pass's point, and its gradient.
    pub(super) fn run(
        &mut self,
        pass: Pass<T>,
        product: &mut Product<T>,
        gradient: &mut [T],
    ) -> f64 {
        self.up(pass, product);
        let loss = self.turn(pass);
        self.down(pass, product, gradient);
        loss
    }

    fn up(&mut self, pass: Pass<T>, product: &mut Product<T>) {
        let Pass { model: Model { layout, activation, .. }, theta, rows } = pass;
        let n = rows.count();
        for layer in 0..layout.layers() {
            let inputs = inputs(pass, &self.value, layer);
            let weights = layout.weights(layer, theta);
            let pre = self.pre[layer].rows_mut(n);
            product.add_to_row(layout.bias(layer, theta), inputs.left(), weights.t(), pre);
            if let (Some(value), Some(slope)) =
                (self.value.get_mut(layer), self.slope.get_mut(layer))
            {
                let pre = self.pre[layer].flat(n);
                activation.value_and_slope(pre, value.flat_mut(n), slope.flat_mut(n));
            }
        }
    }

    /// The mean loss, and Δ_L.
    fn turn(&mut self, pass: Pass<T>) -> f64 {
        let n = pass.rows.count();
        let last = self.pre.len() - 1;
        let (outputs, delta) = (self.pre[last].rows(n), &mut self.delta[last]);
        let (targets, kept) = (pass.rows.targets, self.kept.rows_mut(n));
        let sum = pass.model.loss.sum(0.0, outputs, targets, delta.rows_mut(n), kept);
        scale(delta.flat_mut(n), 1.0 / n as f64);
        sum / n as f64
    }

    fn down(&mut self, pass: Pass<T>, product: &mut Product<T>, gradient: &mut [T]) {
        let Pass { model: Model { layout, .. }, theta, rows } = pass;
        let n = rows.count();
        for layer in (0..layout.layers()).rev() {
            let (weights, bias) = layout.parts_mut(layer, gradient);
            product.assign(
                self.delta[layer].rows(n).t(),
                inputs(pass, &self.value, layer).right(),
                weights,
            );
            self.delta[layer].sum_rows(n, bias);
            let Some(below) = layer.checked_sub(1) else { break };
            let error = &mut self.error[below];
            product.assign(
                self.delta[layer].rows(n),
                layout.weights(layer, theta),
                error.rows_mut(n),
            );
            map(
                [error.flat(n), self.slope[below].flat(n)],
                [self.delta[below].flat_mut(n)],
                |[error, slope], _| [error * slope],
            );
        }
    }
}

/// Aₗ₋₁ for the layer with index `layer`, out of all Aₗ.
pub(super) fn inputs<'a, 'b: 'a, T: Element>(
    pass: Pass<'b, T>,
    value: &'a [Block<T>],
    layer: usize,
) -> Inputs<'a, T> {
    match layer.checked_sub(1) {
        None => pass.rows.inputs.reborrow(),
        Some(below) => value[below].rows(pass.rows.count()).into(),
    }
}
