//! A function of the plane as an objective: from the catalogue, or typed.

use crate::objective::Objective;
use crate::objective::expression::Expression;
use crate::objective::number::{
    WithGradient, WithHessian, derivatives_of, gradient_of, variables_with_gradient,
    variables_with_hessian,
};
use crate::objective::plane::Function;

/// A function f(x, y) with its parameters' values.
#[derive(Clone)]
pub struct Landscape {
    source: Source,
    /// The point of the last gradient.
    point: [f64; 2],
}

#[derive(Clone)]
enum Source {
    Catalogue(&'static Function, Vec<f64>),
    Typed {
        expression: Expression,
        values: Vec<f64>,
        gradients: Vec<WithGradient>,
        hessians: Vec<WithHessian>,
    },
}

impl Landscape {
    /// A function of the catalogue; `parameters` in the order of its table row.
    pub fn of_function(function: &'static Function, parameters: Vec<f64>) -> Self {
        Self { source: Source::Catalogue(function, parameters), point: [0.0; 2] }
    }

    /// A typed function.
    pub fn of_expression(expression: Expression) -> Self {
        let source = Source::Typed {
            expression,
            values: Vec::new(),
            gradients: Vec::new(),
            hessians: Vec::new(),
        };
        Self { source, point: [0.0; 2] }
    }

    /// f.
    pub fn value(&mut self, x: [f64; 2]) -> f64 {
        match &mut self.source {
            Source::Catalogue(function, parameters) => function.value(x, parameters),
            Source::Typed { expression, values, .. } => expression.evaluate(x[0], x[1], values),
        }
    }

    /// f and ∇f.
    pub fn gradient(&mut self, at: [f64; 2]) -> (f64, [f64; 2]) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => function.gradient(at, parameters),
            Source::Typed { expression, gradients, .. } => {
                let [x, y] = variables_with_gradient(at[0], at[1]);
                let f = expression.evaluate(x, y, gradients);
                (f.re, gradient_of(&f))
            }
        }
    }

    /// f, ∇f and the Hessian as [∂xx, ∂xy, ∂yy].
    pub fn hessian(&mut self, at: [f64; 2]) -> (f64, [f64; 2], [f64; 3]) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => function.hessian(at, parameters),
            Source::Typed { expression, hessians, .. } => {
                let [x, y] = variables_with_hessian(at[0], at[1]);
                let f = expression.evaluate(x, y, hessians);
                let (gradient, hessian) = derivatives_of(&f);
                (f.re, gradient, hessian)
            }
        }
    }

    /// f at the centres of `columns` × `rows` cells of the window [x₀, x₁, y₀, y₁]: rows from the
    /// top (largest y) down, left to right.
    pub fn grid(&mut self, window: [f64; 4], columns: usize, rows: usize) -> Vec<f64> {
        let [x0, x1, y0, y1] = window;
        let mut values = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let y = centre(y0, y1, rows - 1 - row, rows);
            values.extend(
                (0..columns).map(|column| self.value([centre(x0, x1, column, columns), y])),
            );
        }
        values
    }
}

/// Centre of cell `index` of the `count` that divide [low, high] evenly.
pub fn centre(low: f64, high: f64, index: usize, count: usize) -> f64 {
    low + (high - low) * ((index as f64 + 0.5) / count as f64)
}

impl Objective<f64> for Landscape {
    fn dimension(&self) -> usize {
        2
    }

    fn value_and_gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.point = [x[0], x[1]];
        let (f, at) = self.gradient(self.point);
        gradient.copy_from_slice(&at);
        f
    }

    fn hessian_vector(&mut self, v: &[f64], out: &mut [f64]) {
        let (_, _, [xx, xy, yy]) = self.hessian(self.point);
        out[0] = xx * v[0] + xy * v[1];
        out[1] = xy * v[0] + yy * v[1];
    }
}
