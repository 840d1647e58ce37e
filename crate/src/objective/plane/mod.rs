//! The catalogue of functions of the plane: one file each, and one row in the table below.
//!
//! A new function is a new file with its [`About`] and its formula over
//! [`Number`](crate::objective::number::Number) (which gives value, gradient and Hessian), and one
//! row in [`FUNCTIONS`]; every surface picks it up from there. The code does what the formula in
//! [`About`] spells, in that order, so that a person who types the formula gets the same bits. The
//! formula is inlined always, for maps spend their time in it.

use descent::Descent;

use crate::experiment::PLANE;

use super::number::{LANES, OverPlane, Plain, Sparse, Wide, WithGradient, WithHessian};
use crate::kernel::Vector;
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

/// The numbers of a few neighbouring points.
pub type Lanes = [f64; LANES];

/// A formula with `N` of its [entries](OverPlane::entries) at many points: x and y, parameters,
/// and where each entry goes. All slices have the same length.
type Sweep<const N: usize> = fn(&[Lanes], &[Lanes], &[f64], [&mut [Lanes]; N]);

/// Gradient descent by a formula, with its parameters.
type Descents = fn(&mut Descent, &[f64]);

/// Keeps what maps of basins need out of builds that make none.
const fn for_maps(descents: Descents) -> Descents {
    if PLANE { descents } else { |_, _| () }
}

/// A function of the catalogue: its description and its formula over the three kinds of number.
#[derive(Clone, Copy)]
pub struct Function {
    /// Name, formula, window, parameters.
    pub about: About,
    /// f.
    pub(super) values: Sweep<1>,
    /// f, ∂x, ∂y.
    pub(super) gradients: Sweep<3>,
    /// f, ∂x, ∂y, ∂xx, ∂xy, ∂yy.
    pub(super) hessians: Sweep<6>,
    /// Gradient descent, with its parameters.
    pub(super) descents: Descents,
}

/// What a [`Sweep`] does, for one formula.
#[inline(always)]
fn sweep<N: OverPlane<K, Value = Wide>, const K: usize>(
    formula: impl Fn(N, N) -> N,
    x: &[Lanes],
    y: &[Lanes],
    mut out: [&mut [Lanes]; K],
) {
    let count = x.len();
    assert!(y.len() == count && out.iter().all(|entry| entry.len() == count), "equal lengths");
    for index in 0..count {
        let [x, y] = N::variables(Wide::load(&x[index]), Wide::load(&y[index]));
        let entries = formula(x, y).entries();
        for (out, entry) in out.iter_mut().zip(entries) {
            entry.store(&mut out[index]);
        }
    }
}

impl Function {
    /// The function called `name`.
    pub fn named(name: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|function| function.about.name == name)
    }
}

pub mod descent;

macro_rules! functions {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every function of the catalogue, in the order in which it is shown.
        pub static FUNCTIONS: &[Function] = &[$(Function {
            about: $module::ABOUT,
            values: |x, y, p, out| {
                sweep::<Plain<Wide>, 1>(|x, y| $module::value(x, y, p), x, y, out);
            },
            gradients: |x, y, p, out| {
                type N = WithGradient<Wide, Sparse<Wide>>;
                sweep::<N, 3>(|x, y| $module::value(x, y, p), x, y, out);
            },
            hessians: |x, y, p, out| {
                type N = WithHessian<Wide, Sparse<Wide>>;
                sweep::<N, 6>(|x, y| $module::value(x, y, p), x, y, out);
            },
            descents: for_maps(|descent, p| {
                type N = WithGradient<Wide, Sparse<Wide>>;
                descent.go_on::<N>(|x, y| $module::value(x, y, p));
            }),
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
