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

/// The state of an optimizer between two steps. All vectors have d entries.
#[derive(Clone, Debug)]
pub struct State<T> {
    x: Vec<T>,
    previous: Vec<T>,
    direction: Direction<T>,
    lookahead: Vec<T>,
    lookahead_gradient: Vec<T>,
    looked_ahead: bool,
    adam: Option<Adam<T>>,
}

impl<T: Real> State<T> {
    /// At the start x₀, with x⁻ = x₀.
    pub fn new(optimizer: &Optimizer, start: Vec<T>) -> Self {
        let dimension = start.len();
        let is_adam = optimizer.beta1.is_some();
        Self {
            previous: start.clone(),
            direction: Direction::new(dimension),
            lookahead: vec![T::ZERO; dimension],
            lookahead_gradient: vec![T::ZERO; dimension],
            looked_ahead: false,
            adam: is_adam.then(|| Adam::new(dimension)),
            x: start,
        }
    }

    /// Between two steps: at x, having come there from x⁻. Not for Adam, whose averages would be
    /// missing.
    pub fn between(optimizer: &Optimizer, previous: Vec<T>, x: Vec<T>) -> Self {
        Self { previous, ..Self::new(optimizer, x) }
    }

    /// The iterate x.
    pub fn x(&self) -> &[T] {
        &self.x
    }

    /// The iterate before it; x₀ before the first step.
    pub fn previous(&self) -> &[T] {
        &self.previous
    }

    /// g of the last step; zeros before the first.
    pub fn g(&self) -> &[T] {
        &self.direction.g
    }

    /// Where the last step took the gradient that became its direction: where an ascent ended, or
    /// ahead of the iterate, or at the iterate. Only after a step.
    pub fn last_gradient_at(&self) -> &[T] {
        if self.direction.climbed {
            &self.direction.trial
        } else if self.looked_ahead {
            &self.lookahead
        } else {
            &self.previous
        }
    }

    /// What ascent steps moved so far.
    pub fn moved(&self) -> Moved {
        self.direction.moved
    }

    /// Diagonal of Adam's preconditioner P, [d]; `None` for other rules and before the first step.
    pub fn preconditioner(&self, optimizer: &Optimizer) -> Option<Vec<f64>> {
        self.adam.as_ref()?.preconditioner(optimizer)
    }

    /// One update. `gradient` is ∇f(x), and the objective's last gradient was taken there (so that
    /// gradient and Hessian at x cost nothing more); pass `None` where that is not so.
    pub fn step(
        &mut self,
        optimizer: &Optimizer,
        objective: &mut impl Objective<T>,
        gradient: Option<&[T]>,
    ) {
        let beta = optimizer.beta();
        let nesterov = optimizer.momentum == Momentum::Nesterov && beta != 0.0;
        let rule = optimizer.rule;
        self.looked_ahead = nesterov;
        let factor = T::from_f64(beta);
        if nesterov {
            for ((y, &x), &before) in self.lookahead.iter_mut().zip(&self.x).zip(&self.previous) {
                *y = x + factor * (x - before);
            }
        }
        let at = if nesterov { &self.lookahead } else { &self.x };
        let gradient = match gradient {
            Some(gradient) if !nesterov => gradient,
            _ => {
                objective.gradient(at, &mut self.lookahead_gradient);
                &self.lookahead_gradient
            }
        };
        rule.direction(optimizer, objective, At { x: at, gradient }, &mut self.direction);
        if let Some(adam) = &mut self.adam {
            adam.direct(optimizer, &mut self.direction.g);
        }
        let g = &self.direction.g;
        let alpha = T::from_f64(optimizer.alpha);
        std::mem::swap(&mut self.x, &mut self.previous);
        let (x, now) = (&mut self.x, &self.previous);
        // β = 0 gives the bits of no momentum by branching: 0·∞ must not make a NaN. Each of the
        // loops is one that the compiler can make vectors of.
        if nesterov {
            for ((x, &y), &g) in x.iter_mut().zip(&self.lookahead).zip(g) {
                *x = y - alpha * g;
            }
        } else if beta != 0.0 {
            // x holds what was `previous`.
            for ((x, &now), &g) in x.iter_mut().zip(now).zip(g) {
                *x = now + factor * (now - *x) - alpha * g;
            }
        } else {
            for ((x, &now), &g) in x.iter_mut().zip(now).zip(g) {
                *x = now - alpha * g;
            }
        }
    }

    /// Puts one of the points that the objective [is made of](Objective::points) at a new start.
    /// Not for Adam, whose averages are as old for all points.
    pub fn restart(&mut self, point: usize, points: usize, start: &[T]) {
        for (coordinate, &entry) in start.iter().enumerate() {
            self.x[coordinate * points + point] = entry;
            self.previous[coordinate * points + point] = entry;
        }
    }

    /// Whether [`restart`](Self::restart) is allowed.
    pub fn can_restart(&self) -> bool {
        self.adam.is_none()
    }
}
