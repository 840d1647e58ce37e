//! Optimizers: a rule wrapped in a momentum, or Adam, and the state they carry from step to step.

pub mod adam;
pub mod momentum;
pub mod rule;

use adam::Adam;
use momentum::Momentum;
use rule::{At, Direction, Moved};

use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

/// How an optimizer steps from an iterate to the next: its working space, and Adam's averages, which
/// are all that it remembers beside iterates. All vectors have d entries.
#[derive(Clone, Debug)]
pub struct Update<T> {
    direction: Direction<T>,
    lookahead: Vec<T>,
    lookahead_gradient: Vec<T>,
    looked_ahead: bool,
    adam: Option<Adam<T>>,
}

/// Where a step begins. All slices have d entries.
#[derive(Clone, Copy)]
pub struct Position<'a, T> {
    /// x.
    pub x: &'a [T],
    /// x⁻, from where x was reached; x₀ before the first step.
    pub previous: &'a [T],
    /// ∇f(x), if the objective's last gradient was taken there (so that gradient and Hessian at x
    /// cost nothing more).
    pub gradient: Option<&'a [T]>,
}

impl<T: Real> Update<T> {
    /// Before the first step.
    pub fn new(optimizer: &Optimizer, dimension: usize) -> Self {
        let is_adam = optimizer.beta1.is_some();
        Self {
            direction: Direction::new(dimension),
            lookahead: vec![T::ZERO; dimension],
            lookahead_gradient: vec![T::ZERO; dimension],
            looked_ahead: false,
            adam: is_adam.then(|| Adam::new(dimension)),
        }
    }

    /// All that later steps depend on, without working space: see [`Self::fit`].
    fn fork(&self) -> Self {
        Self {
            direction: self.direction.fork(),
            lookahead: Vec::new(),
            lookahead_gradient: Vec::new(),
            looked_ahead: false,
            adam: self.adam.clone(),
        }
    }

    /// Makes the working space for steps in `dimension` variables, if it is not there.
    fn fit(&mut self, dimension: usize) {
        if self.direction.g.len() != dimension {
            self.direction.fit(dimension);
            self.lookahead = vec![T::ZERO; dimension];
            self.lookahead_gradient = vec![T::ZERO; dimension];
        }
    }

    /// Whether a step depends on its position alone, not on the steps before.
    pub fn is_memoryless(&self) -> bool {
        self.adam.is_none()
    }

    /// One step, to `next`; g of the step.
    #[inline(never)]
    pub fn step<'a>(
        &'a mut self,
        optimizer: &Optimizer,
        objective: &mut impl Objective<T>,
        from: Position<'a, T>,
        next: &mut [T],
    ) -> &'a [T] {
        let Self { direction, lookahead, lookahead_gradient, looked_ahead, adam } = self;
        let Position { x, previous, gradient } = from;
        let beta = optimizer.beta();
        let nesterov = optimizer.momentum == Momentum::Nesterov && beta != 0.0;
        let rule = optimizer.rule;
        *looked_ahead = nesterov;
        let factor = T::from_f64(beta);
        if nesterov {
            for ((y, &x), &before) in lookahead.iter_mut().zip(x).zip(previous) {
                *y = x + factor * (x - before);
            }
        }
        let at = if nesterov { lookahead } else { x };
        let gradient = match gradient {
            Some(gradient) if !nesterov => gradient,
            _ => {
                objective.gradient(at, lookahead_gradient);
                lookahead_gradient
            }
        };
        rule.direction(optimizer, objective, At { x: at, gradient }, direction);
        let g = match adam {
            Some(adam) => {
                direction.g.copy_from_slice(gradient);
                adam.direct(optimizer, &mut direction.g);
                &direction.g
            }
            None if direction.is_gradient => gradient,
            None => &direction.g,
        };
        let alpha = T::from_f64(optimizer.alpha);
        // β = 0 gives the bits of no momentum by branching: 0·∞ must not make a NaN. Each of the
        // loops is one that the compiler can make vectors of.
        if nesterov || beta == 0.0 {
            for ((next, &at), &g) in next.iter_mut().zip(at).zip(g) {
                *next = at - alpha * g;
            }
        } else {
            for (((next, &x), &before), &g) in next.iter_mut().zip(x).zip(previous).zip(g) {
                *next = x + factor * (x - before) - alpha * g;
            }
        }
        g
    }
}

/// The state of an optimizer between two steps. All vectors have d entries.
#[derive(Clone, Debug)]
pub struct State<T> {
    x: Vec<T>,
    previous: Vec<T>,
    before_previous: Vec<T>,
    g: Vec<T>,
    update: Update<T>,
}

impl<T: Real> State<T> {
    /// At the start x₀, with x⁻ = x₀.
    pub fn new(optimizer: &Optimizer, start: Vec<T>) -> Self {
        let dimension = start.len();
        Self {
            previous: start.clone(),
            before_previous: start.clone(),
            g: vec![T::ZERO; dimension],
            update: Update::new(optimizer, dimension),
            x: start,
        }
    }

    /// Between two steps: at x, having come there from x⁻. Not for Adam, whose averages would be
    /// missing.
    pub fn between(optimizer: &Optimizer, previous: Vec<T>, x: Vec<T>) -> Self {
        Self { previous, ..Self::new(optimizer, x) }
    }

    /// The state without its working space, d numbers each: for states that are kept and seldom
    /// stepped on from. [`fit`](Self::fit) must come before the next step.
    pub fn fork(&self) -> Self {
        Self {
            x: self.x.clone(),
            previous: self.previous.clone(),
            before_previous: self.before_previous.clone(),
            g: self.g.clone(),
            update: self.update.fork(),
        }
    }

    /// Makes the working space, if it is not there.
    pub fn fit(&mut self) {
        self.update.fit(self.x.len());
    }

    /// The iterate x.
    pub fn x(&self) -> &[T] {
        &self.x
    }

    /// The iterate before it; x₀ before the first step.
    pub fn previous(&self) -> &[T] {
        &self.previous
    }

    /// The iterate before that; x₀ before the second step.
    pub fn before_previous(&self) -> &[T] {
        &self.before_previous
    }

    /// g of the last step; zeros before the first.
    pub fn g(&self) -> &[T] {
        &self.g
    }

    /// Where the last step took the gradient that became its direction: where an ascent ended, or
    /// ahead of the iterate, or at the iterate. Only after a step.
    pub fn last_gradient_at(&self) -> &[T] {
        if self.update.direction.climbed {
            &self.update.direction.trial
        } else if self.update.looked_ahead {
            &self.update.lookahead
        } else {
            &self.previous
        }
    }

    /// What ascent steps moved so far.
    pub fn moved(&self) -> Moved {
        self.update.direction.moved
    }

    /// Diagonal of Adam's preconditioner P, [d]; `None` for other rules and before the first step.
    pub fn preconditioner(&self, optimizer: &Optimizer) -> Option<Vec<f64>> {
        self.update.adam.as_ref()?.preconditioner(optimizer)
    }

    /// One step. `gradient` is ∇f(x), and the objective's last gradient was taken there; pass `None`
    /// where that is not so.
    pub fn step(
        &mut self,
        optimizer: &Optimizer,
        objective: &mut impl Objective<T>,
        gradient: Option<&[T]>,
    ) {
        let from = Position { x: &self.x, previous: &self.previous, gradient };
        let g = self.update.step(optimizer, objective, from, &mut self.before_previous);
        self.g.copy_from_slice(g);
        std::mem::swap(&mut self.before_previous, &mut self.previous);
        std::mem::swap(&mut self.previous, &mut self.x);
    }
}
