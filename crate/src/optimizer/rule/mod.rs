//! The rules that give a direction g(x): one file each, and one row in the table below.
//!
//! A new rule is a new file with its [`About`], its response p(λ), its passband and its direction,
//! and one row in the `rules!` table; specs, links, forms, filters and runs pick it up from there.

mod adam;
mod gd;
mod husam;
mod psam;
mod sam;
mod usam;
mod usam2;
mod usam2_chained;

use std::ops::{Add, Mul};

use serde::Serialize;
use twofloat::TwoFloat;

use crate::filter::Passband;
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

/// What a rule is called, costs and needs.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "RuleRow"))]
pub struct About {
    /// Name in specs and links.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// g(x), as text.
    pub formula: &'static str,
    /// The response p(λ), as text; empty if there is none.
    pub response: &'static str,
    /// What determines the passband's top λ̄ from q = c/α, as TeX; empty if there is no passband.
    pub bound: &'static str,
    /// Whether the filter sees eigenvalues μ of P⁻¹H, the preconditioned Hessian, instead of H's.
    pub preconditioned: bool,
    /// Numbers an optimizer with this rule carries beside alpha (and beta, for a momentum).
    pub numbers: &'static [&'static str],
    /// Whether a momentum may wrap it.
    pub momentum: bool,
    /// Work of one step.
    pub cost: Cost,
    /// Derivatives that f must have, continuously, for the update to be C¹.
    pub needs_order: u32,
    /// Whether g can vanish where ∇f does not, so that runs may rest at phantoms.
    pub phantoms: bool,
    /// Whether the theorem's verdict exists: the update is C¹ at critical points and does not
    /// change from step to step.
    pub verdict: bool,
}

/// Gradients and Hessian-vector products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Cost {
    /// Gradients.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub gradients: u64,
    /// Hessian-vector products.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub hvps: u64,
}

/// Buffers of one direction. All slices have d entries.
#[derive(Clone, Debug)]
pub struct Direction<T> {
    /// g(x), the result, unless that is the gradient itself.
    pub g: Vec<T>,
    /// Whether g(x) is the gradient, which then is not copied.
    pub(super) is_gradient: bool,
    /// Where the ascent ended, if there was one.
    pub(super) trial: Vec<T>,
    /// Whether g was taken at `trial`.
    pub(super) climbed: bool,
    ascent: Vec<T>,
    /// Coordinates that ascent steps were asked to move, and those that rounding left where they
    /// were (small radii vanish). Counted in f32 only.
    pub moved: Moved,
}

/// How many coordinates ascent steps reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moved {
    /// Coordinates with a nonzero ascent.
    pub asked: u64,
    /// Those of them that did not change.
    pub unchanged: u64,
}

impl<T: Real> Direction<T> {
    /// Buffers for `dimension` variables.
    pub fn new(dimension: usize) -> Self {
        let zeros = vec![T::ZERO; dimension];
        let (g, trial) = (zeros.clone(), zeros.clone());
        let moved = Moved::default();
        Self { g, is_gradient: false, trial, climbed: false, ascent: zeros, moved }
    }

    /// What was counted, without buffers: see [`Self::fit`].
    pub fn fork(&self) -> Self {
        Self { moved: self.moved, ..Self::new(0) }
    }

    /// Makes buffers for `dimension` variables; what was counted stays.
    pub fn fit(&mut self, dimension: usize) {
        *self = Self { moved: self.moved, ..Self::new(dimension) };
    }

    /// trial ← from + radius · ascent.
    fn ascend(&mut self, from: &[T], radius: T) {
        self.trial.copy_from_slice(from);
        self.climb_on(radius);
    }

    /// trial ← trial + radius · ascent.
    fn climb_on(&mut self, radius: T) {
        // In f64 nobody asks what rounding left where it was.
        if size_of::<T>() == size_of::<f64>() {
            for (trial, &ascent) in self.trial.iter_mut().zip(&self.ascent) {
                *trial += radius * ascent;
            }
            return;
        }
        for (trial, &ascent) in self.trial.iter_mut().zip(&self.ascent) {
            let (from, step) = (*trial, radius * ascent);
            *trial = from + step;
            if step != T::ZERO {
                self.moved.asked += 1;
                self.moved.unchanged += u64::from(*trial == from);
            }
        }
    }

    /// ascent ← ∇f(trial).
    fn gradient_at_trial(&mut self, objective: &mut impl Objective<T>) {
        objective.gradient(&self.trial, &mut self.ascent);
    }

    /// g ← ∇f(trial).
    fn finish_at_trial(&mut self, objective: &mut impl Objective<T>) {
        objective.gradient(&self.trial, &mut self.g);
        self.climbed = true;
    }
}

/// A point and the gradient there. The objective's last gradient was taken at this point, so that
/// Hessian-vector products are those of this point.
#[derive(Clone, Copy)]
pub struct At<'a, T> {
    /// x.
    pub x: &'a [T],
    /// ∇f(x).
    pub gradient: &'a [T],
}

/// Numbers that a response is computed in: f64, or double-double where the last digits of 1 − αp(λ)
/// matter.
pub trait Precise:
    Copy + Add<Output = Self> + Mul<Output = Self> + Add<f64, Output = Self> + Mul<f64, Output = Self>
{
}

impl Precise for f64 {}
impl Precise for TwoFloat {}

macro_rules! rules {
    ($($variant:ident: $module:ident,)*) => {
        /// A rule of the table in the contract's §2.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Rule {
            $(#[doc = concat!("See the file `", stringify!($module), ".rs`.")] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order in which they are shown.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)*];

            /// Name, cost and needs.
            pub fn about(self) -> &'static About {
                match self { $(Rule::$variant => &$module::ABOUT,)* }
            }

            /// The response p(λ): at a critical point, ∇g = p(H). `None` where the rule has none.
            pub fn response<N: Precise>(self, optimizer: &Optimizer, lambda: N) -> Option<N> {
                match self { $(Rule::$variant => $module::response(optimizer, lambda),)* }
            }

            /// {λ : 0 ≤ p(λ) ≤ q}, q > 0. `None` where the rule has no response.
            pub fn passband(self, optimizer: &Optimizer, q: f64) -> Option<Passband> {
                if optimizer.rho == Some(0.0) && !self.about().response.is_empty() {
                    return gd::passband(optimizer, q);
                }
                match self { $(Rule::$variant => $module::passband(optimizer, q),)* }
            }

            /// g(x), written to `out.g`, or said to be the gradient.
            ///
            /// ρ = 0 is gradient descent by branching, not by arithmetic: 0·∞ must not make a NaN.
            pub fn direction<T: Real>(
                self,
                optimizer: &Optimizer,
                objective: &mut impl Objective<T>,
                at: At<'_, T>,
                out: &mut Direction<T>,
            ) {
                out.climbed = false;
                out.is_gradient = false;
                if optimizer.rho == Some(0.0) {
                    return gd::direction(optimizer, objective, at, out);
                }
                match self { $(Rule::$variant => $module::direction(optimizer, objective, at, out),)* }
            }
        }
    };
}

rules! {
    Gd: gd,
    Usam: usam,
    Usam2: usam2,
    Usam2Chained: usam2_chained,
    Husam: husam,
    Psam: psam,
    Sam: sam,
    Adam: adam,
}

impl Rule {
    /// For a rule without a filter of its own: the optimizer whose filter stands in for it at a
    /// point where ‖∇f‖ is `gradient_norm`. `None` for rules that have one, and where none does.
    pub fn running(self, optimizer: &Optimizer, gradient_norm: f64) -> Option<Optimizer> {
        match self {
            Rule::Sam => sam::running(optimizer, gradient_norm),
            _ => None,
        }
    }

    /// Name in specs and links.
    pub fn name(self) -> &'static str {
        self.about().name
    }

    /// The rule called `name`.
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}
