//! Hessian times vector, exactly, by Pearlmutter's R-operator ("Fast exact multiplication by the
//! Hessian", 1994): R{·} = ∂/∂r (·)(θ + rv) at r = 0, applied to every line of back-propagation.
//!
//! With V, v_b the parts of v where θ has W, b, and everything of [`Tape`] kept from the gradient:
//!
//! - up: RZₗ = Aₗ₋₁Vₗᵀ + RAₗ₋₁Wₗᵀ + v_bₗ, RAₗ = σ′(Zₗ)∘RZₗ, and RA₀ = 0: the data do not move;
//! - down: RΔ_L = ∂²ℓ/∂Z_L²·RZ_L / N; R∂f/∂Wₗ = RΔₗᵀAₗ₋₁ + ΔₗᵀRAₗ₋₁, R∂f/∂bₗ = Σ rows of RΔₗ;
//!   REₗ₋₁ = RΔₗWₗ + ΔₗVₗ, RΔₗ₋₁ = REₗ₋₁∘σ′(Zₗ₋₁) + Eₗ₋₁∘σ″(Zₗ₋₁)∘RZₗ₋₁.
//!
//! The first layer, the largest as a rule, takes two products as in the gradient, every other one
//! takes six for the gradient's three; no elementary function is evaluated, Eₗ∘σ″(Zₗ) being formed
//! once for a point.

use super::block::Block;
use super::gradient::{Tape, inputs};
use super::{Model, Pass};
use crate::kernel::{Element, Product, map, scale};

/// The R-operator's buffers. Index l − 1 holds layer l's.
#[derive(Clone, Debug)]
pub(super) struct RTape<T> {
    /// RZₗ.
    pre: Vec<Block<T>>,
    /// RAₗ on the way up, RΔₗ on the way down.
    moving: Vec<Block<T>>,
    /// Eₗ∘σ″(Zₗ), hidden layers only.
    curvature: Vec<Block<T>>,
    /// Whether `curvature` is that of the tape's point.
    current: bool,
}

impl<T: Element> RTape<T> {
    /// Buffers for up to `rows` rows.
    pub(super) fn new(model: &Model, rows: usize) -> Self {
        let blocks = |layers: usize| -> Vec<_> {
            (0..layers).map(|layer| Block::new(rows, model.layout.fan_out(layer))).collect()
        };
        let layers = model.layout.layers();
        Self {
            pre: blocks(layers),
            moving: blocks(layers),
            curvature: blocks(layers - 1),
            current: false,
        }
    }

    /// Says that the tape holds another point than before.
    pub(super) fn moved(&mut self) {
        self.current = false;
    }

    /// out ← ∇²(mean loss)·v, where `tape` has run the same pass.
    pub(super) fn run(
        &mut self,
        pass: Pass<T>,
        tape: &Tape<T>,
        product: &mut Product<T>,
        v: &[T],
        out: &mut [T],
    ) {
        if !self.current {
            let n = pass.rows.count();
            for (layer, curvature) in self.curvature.iter_mut().enumerate() {
                let (pre, error) = (tape.pre[layer].flat(n), tape.error[layer].flat(n));
                pass.model.activation.curvature(pre, error, curvature.flat_mut(n));
            }
            self.current = true;
        }
        self.up(pass, tape, product, v);
        self.turn(pass, tape);
        self.down(pass, tape, product, v, out);
    }

    fn up(&mut self, pass: Pass<T>, tape: &Tape<T>, product: &mut Product<T>, v: &[T]) {
        let Pass { model: Model { layout, .. }, theta, rows } = pass;
        let n = rows.count();
        for layer in 0..layout.layers() {
            let pre = &mut self.pre[layer];
            let (inputs, r_weights) = (inputs(pass, &tape.value, layer), layout.weights(layer, v));
            product.add_to_row(
                layout.bias(layer, v),
                inputs.left(),
                r_weights.t(),
                pre.rows_mut(n),
            );
            if let Some(below) = layer.checked_sub(1) {
                let weights = layout.weights(layer, theta);
                product.add(self.moving[below].rows(n), weights.t(), pre.rows_mut(n));
            }
            if let Some(slope) = tape.slope.get(layer) {
                map(
                    [slope.flat(n), pre.flat(n)],
                    [self.moving[layer].flat_mut(n)],
                    |[slope, pre], _| [slope * pre],
                );
            }
        }
    }

    /// RΔ_L.
    fn turn(&mut self, pass: Pass<T>, tape: &Tape<T>) {
        let n = pass.rows.count();
        let last = self.pre.len() - 1;
        let (r_outputs, r_delta) = (self.pre[last].rows(n), &mut self.moving[last]);
        pass.model.loss.curvature_times(tape.kept.rows(n), r_outputs, r_delta.rows_mut(n));
        scale(r_delta.flat_mut(n), 1.0 / n as f64);
    }

    fn down(
        &mut self,
        pass: Pass<T>,
        tape: &Tape<T>,
        product: &mut Product<T>,
        v: &[T],
        out: &mut [T],
    ) {
        let Pass { model: Model { layout, .. }, theta, rows } = pass;
        let n = rows.count();
        for layer in (0..layout.layers()).rev() {
            let (lower, upper) = self.moving.split_at_mut(layer);
            let (r_delta, delta) = (upper[0].rows(n), tape.delta[layer].rows(n));
            let (mut r_weights, r_bias) = layout.parts_mut(layer, out);
            product.assign(
                r_delta.t(),
                inputs(pass, &tape.value, layer).right(),
                r_weights.view_mut(),
            );
            upper[0].sum_rows(n, r_bias);
            let Some(moving) = lower.last_mut() else { break };
            product.add(delta.t(), moving.rows(n), r_weights);
            // RA of the layer below is used up: its buffer takes RE, then RΔ.
            product.assign(r_delta, layout.weights(layer, theta), moving.rows_mut(n));
            product.add(delta, layout.weights(layer, v), moving.rows_mut(n));
            let (slope, curvature) = (&tape.slope[layer - 1], &self.curvature[layer - 1]);
            map(
                [slope.flat(n), curvature.flat(n), self.pre[layer - 1].flat(n)],
                [moving.flat_mut(n)],
                |[slope, curvature, r_pre], [r_error]| [r_error * slope + curvature * r_pre],
            );
        }
    }
}
