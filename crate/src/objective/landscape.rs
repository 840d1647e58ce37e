//! A function of the plane as an objective: from the catalogue, or typed; at a point, or at many.

use crate::kernel::Vector;
use crate::objective::Objective;
use crate::objective::expression::Expression;
use crate::objective::number::{LANES, OverPlane, Plain, Wide, WithGradient, WithHessian};
use crate::objective::plane::descent::Descent;
use crate::objective::plane::{Function, Lanes};

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
    Typed(Box<Typed>),
}

/// An expression with working space for the three kinds of number.
#[derive(Clone)]
struct Typed {
    expression: Expression,
    values: Vec<Plain<Wide>>,
    gradients: Vec<WithGradient<Wide>>,
    hessians: Vec<WithHessian<Wide>>,
}

/// Vectors of a row of a grid that are computed together, with the row's y in as many.
const TILE: usize = 64;

/// Numbers of a typed function that are computed together: each step of its program is looked up
/// once for all of them.
const TOGETHER: usize = 16;

impl Landscape {
    /// A function of the catalogue; `parameters` in the order of its table row.
    pub fn of_function(function: &'static Function, parameters: Vec<f64>) -> Self {
        Self { source: Source::Catalogue(function, parameters), point: [0.0; 2] }
    }

    /// A typed function.
    pub fn of_expression(expression: Expression) -> Self {
        let (values, gradients, hessians) = (Vec::new(), Vec::new(), Vec::new());
        let typed = Typed { expression, values, gradients, hessians };
        Self { source: Source::Typed(Box::new(typed)), point: [0.0; 2] }
    }

    /// f.
    pub fn value(&mut self, x: [f64; 2]) -> f64 {
        let [f] = match &mut self.source {
            Source::Catalogue(function, parameters) => at_one(x, |x, y, out| {
                (function.values)(x, y, parameters, out);
            }),
            Source::Typed(typed) => typed_at_one(&typed.expression, &mut typed.values, x),
        };
        f
    }

    /// f and ∇f.
    pub fn gradient(&mut self, at: [f64; 2]) -> (f64, [f64; 2]) {
        let [f, x, y] = match &mut self.source {
            Source::Catalogue(function, parameters) => at_one(at, |x, y, out| {
                (function.gradients)(x, y, parameters, out);
            }),
            Source::Typed(typed) => typed_at_one(&typed.expression, &mut typed.gradients, at),
        };
        (f, [x, y])
    }

    /// f, ∇f and the Hessian as [∂xx, ∂xy, ∂yy].
    pub fn hessian(&mut self, at: [f64; 2]) -> (f64, [f64; 2], [f64; 3]) {
        let [f, x, y, xx, xy, yy] = match &mut self.source {
            Source::Catalogue(function, parameters) => at_one(at, |x, y, out| {
                (function.hessians)(x, y, parameters, out);
            }),
            Source::Typed(typed) => typed_at_one(&typed.expression, &mut typed.hessians, at),
        };
        (f, [x, y], [xx, xy, yy])
    }

    /// f at many points. All slices have the same length.
    pub fn values(&mut self, x: &[Lanes], y: &[Lanes], f: &mut [Lanes]) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => (function.values)(x, y, parameters, [f]),
            Source::Typed(typed) => typed_at(&typed.expression, &mut typed.values, x, y, [f]),
        }
    }

    /// f and ∇f at many points: what [`gradient`](Self::gradient) gives at each, to the bit. All
    /// slices have the same length; `out` is f, ∂x, ∂y.
    pub fn gradients(&mut self, x: &[Lanes], y: &[Lanes], out: [&mut [Lanes]; 3]) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => (function.gradients)(x, y, parameters, out),
            Source::Typed(typed) => typed_at(&typed.expression, &mut typed.gradients, x, y, out),
        }
    }

    /// The next steps of gradient descent from many points.
    pub fn descend(&mut self, descent: &mut Descent) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => (function.descents)(descent, parameters),
            Source::Typed(typed) => descent.go_on_by(|[x, y], out| {
                typed_at(&typed.expression, &mut typed.gradients, x, y, out);
            }),
        }
    }

    /// f, ∇f and H at many points: what [`hessian`](Self::hessian) gives at each, to the bit. All
    /// slices have the same length; `out` is f, ∂x, ∂y, ∂xx, ∂xy, ∂yy.
    pub fn hessians(&mut self, x: &[Lanes], y: &[Lanes], out: [&mut [Lanes]; 6]) {
        match &mut self.source {
            Source::Catalogue(function, parameters) => (function.hessians)(x, y, parameters, out),
            Source::Typed(typed) => typed_at(&typed.expression, &mut typed.hessians, x, y, out),
        }
    }

    /// f, ∂x, ∂y, ∂xx, ∂xy, ∂yy at any points, given to `each` in their order: what
    /// [`hessian`](Self::hessian) gives, to the bit.
    pub fn hessians_at(&mut self, points: &[[f64; 2]], mut each: impl FnMut([f64; 6])) {
        const VECTORS: usize = 16;
        let mut all = [[[0.0; LANES]; VECTORS]; 6];
        for points in points.chunks(VECTORS * LANES) {
            let vectors = points.len().div_ceil(LANES);
            let mut coordinates =
                [[points[0][0]; VECTORS * LANES], [points[0][1]; VECTORS * LANES]];
            for (index, &[x, y]) in points.iter().enumerate() {
                coordinates[0][index] = x;
                coordinates[1][index] = y;
            }
            let [x, y] = coordinates.each_ref().map(|all| &all.as_chunks().0[..vectors]);
            self.hessians(x, y, all.each_mut().map(|entry| &mut entry[..vectors]));
            let entries = all.each_ref().map(|entry| entry.as_flattened());
            for index in 0..points.len() {
                each(entries.map(|entry| entry[index]));
            }
        }
    }

    /// f at the centres of `columns` × `rows` cells of the window [x₀, x₁, y₀, y₁]: rows from the
    /// top (largest y) down, left to right.
    pub fn grid(&mut self, window: [f64; 4], columns: usize, rows: usize) -> Vec<f64> {
        let [_, _, y0, y1] = window;
        let x = centres(window, columns);
        let mut values = vec![0.0; columns * rows];
        for (row, values) in values.chunks_mut(columns.max(1)).enumerate() {
            let y = [[centre(y0, y1, rows - 1 - row, rows); LANES]; TILE];
            for (x, values) in x.chunks(TILE).zip(values.chunks_mut(TILE * LANES)) {
                let (whole, rest) = values.as_chunks_mut();
                let (x, last) = x.split_at(whole.len());
                self.values(x, &y[..x.len()], whole);
                if !rest.is_empty() {
                    let mut f = [[0.0; LANES]];
                    self.values(last, &y[..1], &mut f);
                    rest.copy_from_slice(&f[0][..rest.len()]);
                }
            }
        }
        values
    }

    /// H at the centres of the same cells, given to `each` in the same order.
    pub fn hessians_on_grid(
        &mut self,
        window: [f64; 4],
        columns: usize,
        rows: usize,
        mut each: impl FnMut([f64; 3]),
    ) {
        let [_, _, y0, y1] = window;
        let x = centres(window, columns);
        let mut y = x.clone();
        let mut out: [Vec<Lanes>; 6] = std::array::from_fn(|_| x.clone());
        for row in 0..rows {
            y.fill([centre(y0, y1, rows - 1 - row, rows); LANES]);
            self.hessians(&x, &y, out.each_mut().map(Vec::as_mut_slice));
            let [_, _, _, xx, xy, yy] = out.each_ref().map(|entry| entry.as_flattened());
            for column in 0..columns {
                each([xx[column], xy[column], yy[column]]);
            }
        }
    }
}

/// x at the centres of a row's cells; the last vector is filled up.
fn centres([x0, x1, ..]: [f64; 4], columns: usize) -> Vec<Lanes> {
    let mut x = vec![[x0; LANES]; columns.div_ceil(LANES)];
    for (column, x) in x.as_flattened_mut().iter_mut().enumerate() {
        *x = centre(x0, x1, column, columns);
    }
    x
}

/// Centre of cell `index` of the `count` that divide [low, high] evenly.
pub fn centre(low: f64, high: f64, index: usize, count: usize) -> f64 {
    low + (high - low) * ((index as f64 + 0.5) / count as f64)
}

/// What a sweep over many points gives at a single one.
fn at_one<const N: usize>(
    [x, y]: [f64; 2],
    sweep: impl FnOnce(&[Lanes], &[Lanes], [&mut [Lanes]; N]),
) -> [f64; N] {
    let mut out = [[[0.0; LANES]; 1]; N];
    sweep(&[[x; LANES]], &[[y; LANES]], out.each_mut().map(|entry| entry.as_mut_slice()));
    out.map(|[[entry, ..]]| entry)
}

fn typed_at_one<N: OverPlane<K, Value = Wide>, const K: usize>(
    expression: &Expression,
    stack: &mut Vec<N>,
    [x, y]: [f64; 2],
) -> [f64; K] {
    let [x, y] = N::variables(Wide::splat(x), Wide::splat(y));
    let mut lanes = [0.0; LANES];
    expression.evaluate(x, y, stack).entries().map(|entry| {
        entry.store(&mut lanes);
        lanes[0]
    })
}

fn typed_at<N: OverPlane<K, Value = Wide>, const K: usize>(
    expression: &Expression,
    stack: &mut Vec<N>,
    x: &[Lanes],
    y: &[Lanes],
    mut out: [&mut [Lanes]; K],
) {
    for (part, (x, y)) in x.chunks(TOGETHER).zip(y.chunks(TOGETHER)).enumerate() {
        let at = |index: usize| N::variables(Wide::load(&x[index]), Wide::load(&y[index]));
        let mut out = out.each_mut().map(|entry| &mut entry[part * TOGETHER..][..x.len()]);
        expression.evaluate_all(x.len(), at, stack, |index, number| {
            for (out, entry) in out.iter_mut().zip(number.entries()) {
                entry.store(&mut out[index]);
            }
        });
    }
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
