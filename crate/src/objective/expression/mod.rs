//! Functions of x and y that a person types, as text: `(x^2-1)^2 + a*y^2`.
//!
//! | | |
//! |---|---|
//! | numbers | `2`, `0.5`, `.5`, `1.`, `1e-3`; one that overflows is an error |
//! | names | `x`, `y`, and parameters, each with a value |
//! | operators | `+ - * /`, `^` (from the right, tighter than minus: −x^2 is −(x^2)), unary `-` |
//! | functions | `sqrt cbrt abs exp log sin cos tan tanh`, `min max` of two |
//! | cases | `if(a < b, then, else)`, with `< <= > >= ≤ ≥` |
//!
//! There is no unary plus, no implicit product (`2x`) and no named constant. White space is blanks,
//! tabs and line ends. A text has at most 2,000 characters and nests at most 200 levels deep.
//!
//! Text goes through `parse` to a tree (`syntax`), whose constants are folded; from there `program`
//! makes steps to run, with the operations of `elementary`, and `certify` the badges. A new
//! parameter value needs a new expression, which is cheap.
//!
//! There are [builds](crate::experiment::PLANE) of the engine that have none of this.

#[cfg(not(feature = "plane"))]
mod absent;
#[cfg(feature = "plane")]
mod certify;
#[cfg(feature = "plane")]
mod elementary;
mod error;
#[cfg(feature = "plane")]
mod parse;
#[cfg(feature = "plane")]
mod program;
#[cfg(feature = "plane")]
mod syntax;
#[cfg(feature = "plane")]
mod text;

#[cfg(not(feature = "plane"))]
pub use absent::{Expression, parameters_of};
pub use error::ExpressionError;
#[cfg(feature = "plane")]
pub use syntax::{functions, is_parameter_name};
#[cfg(feature = "plane")]
pub use text::{Expression, parameters_of};
