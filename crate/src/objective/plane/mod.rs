//! The catalogue of functions of the plane: one file each, and one row in the table below.
//!
//! A new function is a new file with its [`About`] and its formula over
//! [`Number`](crate::objective::number::Number) (which gives value, gradient and Hessian), and one
//! row in [`FUNCTIONS`]; every surface picks it up from there.

use super::number::{
    WithGradient, WithHessian, derivatives_of, gradient_of, variables_with_gradient,
    variables_with_hessian,
};
use serde::Serialize;

/// What a function is called, looks like and is good for.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FunctionRow"))]
pub struct About {
    /// Name in specs and links.
    pub name: &'static str,
    /// Formula in the grammar of typed expressions.
    pub formula: &'static str,
    /// What it shows, for people.
    pub shows: &'static str,
    /// Default window [x₀, x₁, y₀, y₁].
    pub window: [f64; 4],
    /// Parameters, in the order in which `value` takes them.
    #[serde(rename = "params")]
    pub parameters: &'static [Parameter],
    /// How often it is continuously differentiable.
    #[serde(skip)]
    pub smoothness: Order,
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FunctionParameter"))]
pub struct Parameter {
    /// Name in specs, links (`p.NAME`) and formulas.
    pub name: &'static str,
    /// Value where the spec names none.
    pub default: f64,
    /// Range of its slider; other finite values are allowed.
    pub slider: (f64, f64),
}

/// The proven order of differentiability of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Cⁿ and not more.
    Finite(u32),
    /// C^∞.
    Infinite,
}

impl Order {
    /// Whether a function of this order is Cⁿ.
    pub fn is_at_least(self, n: u32) -> bool {
        match self {
            Order::Finite(order) => order >= n,
            Order::Infinite => true,
        }
    }
}

/// A function of the catalogue: its description and its formula over the three kinds of number.
#[derive(Clone, Copy)]
pub struct Function {
    /// Name, formula, window, parameters.
    pub about: About,
    value: fn(f64, f64, &[f64]) -> f64,
    with_gradient: fn(WithGradient, WithGradient, &[f64]) -> WithGradient,
    with_hessian: fn(WithHessian, WithHessian, &[f64]) -> WithHessian,
}

impl Function {
    /// f(x, y); `parameters` in the order of [`About::parameters`].
    pub fn value(&self, [x, y]: [f64; 2], parameters: &[f64]) -> f64 {
        (self.value)(x, y, parameters)
    }

    /// f and ∇f.
    pub fn gradient(&self, [x, y]: [f64; 2], parameters: &[f64]) -> (f64, [f64; 2]) {
        let [x, y] = variables_with_gradient(x, y);
        let f = (self.with_gradient)(x, y, parameters);
        (f.re, gradient_of(&f))
    }

    /// f, ∇f and the Hessian as [∂xx, ∂xy, ∂yy].
    pub fn hessian(&self, [x, y]: [f64; 2], parameters: &[f64]) -> (f64, [f64; 2], [f64; 3]) {
        let [x, y] = variables_with_hessian(x, y);
        let f = (self.with_hessian)(x, y, parameters);
        let (gradient, hessian) = derivatives_of(&f);
        (f.re, gradient, hessian)
    }

    /// The function called `name`.
    pub fn named(name: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|function| function.about.name == name)
    }
}

macro_rules! functions {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every function of the catalogue, in the order in which it is shown.
        pub static FUNCTIONS: &[Function] = &[$(Function {
            about: $module::ABOUT,
            value: $module::value::<f64>,
            with_gradient: $module::value::<WithGradient>,
            with_hessian: $module::value::<WithHessian>,
        }),*];
    };
}

functions! {
    two_wells,
    product_valley,
    saddle_trap,
    ravine,
    ring,
    quartic,
    monkey_saddle,
    bump,
    himmelblau,
    rosenbrock,
    beale,
    booth,
    matyas,
    three_hump_camel,
    six_hump_camel,
    styblinski_tang,
    goldstein_price,
}
