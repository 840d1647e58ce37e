//! An expression: from its text to its values, badges and parameters.

use super::super::hypotheses::{Definability, Smoothness};
use super::super::number::Number;
use super::certify::{Certificate, certify};
use super::error::ExpressionError;
use super::parse::{Names, parse};
use super::program::{Points, Program, constants};

/// A function of x and y with exact derivatives, made from its text.
///
/// ```
/// use eigensieve::objective::expression::Expression;
/// use eigensieve::objective::number::{OverPlane, WithHessian};
///
/// let a = ("a".to_string(), 3.0);
/// let f = Expression::parse("x^2 + a*x*y", &[a])?;
/// let [x, y] = WithHessian::<f64>::variables(1.0, 2.0);
/// let value = f.evaluate(x, y, &mut vec![]);
/// assert_eq!((value.re, value.first, value.second), (7.0, [8.0, 3.0], [2.0, 3.0, 0.0]));
/// # Ok::<(), eigensieve::objective::expression::ExpressionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    program: Program,
    certificate: Certificate,
    unused: Vec<String>,
}

impl Expression {
    /// The expression that `source` spells, with these values for its parameters.
    ///
    /// # Errors
    /// The leftmost error of the text: a character that does not fit, a name that is neither the
    /// language's own nor a parameter given here, a number too large, a level too deep, or a
    /// length too long.
    pub fn parse(source: &str, parameters: &[(String, f64)]) -> Result<Self, ExpressionError> {
        let tree = parse(source, Names::Given(parameters))?;
        let value_of = |name: &String| {
            // The parser has let pass no name that is not given.
            parameters.iter().find(|(given, _)| given == name).map_or(f64::NAN, |&(_, value)| value)
        };
        let values: Vec<f64> = tree.parameters.iter().map(value_of).collect();
        let constants = constants(&tree, &values);
        let unused = parameters.iter().map(|(name, _)| name);
        Ok(Self {
            program: Program::compile(&tree, &constants),
            certificate: certify(source, &tree, &constants),
            unused: unused.filter(|name| !tree.parameters.contains(name)).cloned().collect(),
        })
    }

    /// f(x, y) at a point, with the derivatives that x and y carry. (If the numbers have several
    /// lanes, the point must be the same in all of them.)
    ///
    /// The value's bits are the same whichever number is used. Derivatives are exact: those of each
    /// operation, by the chain rule. At a kink the first branch counts (the first of equal
    /// arguments of `min` and `max`), and abs′(0) = 0. Where f has no value, the result is not
    /// finite.
    ///
    /// `stack` is working space: its contents do not matter, and kept from call to call it spares
    /// their allocations.
    pub fn evaluate<N: Number>(&self, x: N, y: N, stack: &mut Vec<N>) -> N {
        let slots = self.program.slots(1, stack, |_| [x, y]);
        self.program.evaluate(Points::Same, 1, slots)[0]
    }

    /// f at `count` numbers x and y, as `at` gives them, at the points in all their lanes: what
    /// [`evaluate`](Self::evaluate) gives at each, to the bit. `found` is given the place of each
    /// number and the result there.
    pub fn evaluate_all<N: Number>(
        &self,
        count: usize,
        at: impl Fn(usize) -> [N; 2],
        stack: &mut Vec<N>,
        mut found: impl FnMut(usize, N),
    ) {
        if !self.program.branches() {
            let slots = self.program.slots(count, stack, at);
            let values = self.program.evaluate(Points::Different, count, slots);
            values.iter().enumerate().for_each(|(place, &value)| found(place, value));
            return;
        }
        for place in 0..count {
            let [x, y] = at(place);
            let mut single = |lane: usize| {
                let everywhere = |number: N| N::from_lanes(&mut |_| number.lane(lane));
                self.evaluate(everywhere(x), everywhere(y), stack).lane(lane)
            };
            found(place, N::from_lanes(&mut single));
        }
    }

    /// The class of functions that the expression is certified to be in.
    pub fn definability(&self) -> Definability {
        self.certificate.definability
    }

    /// Whether the expression is certified C² (then it is C^∞) on the whole plane.
    pub fn smoothness(&self) -> Smoothness {
        self.certificate.smoothness
    }

    /// A sentence for each badge that is not the best: which part of the text stands in its way, at
    /// which column, and why.
    pub fn notes(&self) -> &[String] {
        &self.certificate.notes
    }

    /// The names of given parameters that the text does not use.
    pub fn unused_parameters(&self) -> &[String] {
        &self.unused
    }
}

/// The names of the parameters that `source` uses, in the order of their first use. They need no
/// values yet: any free name that is not called like a function is a parameter.
///
/// ```
/// use eigensieve::objective::expression::parameters_of;
/// assert_eq!(parameters_of("b*x^2 + a*y^2 + b")?, ["b", "a"]);
/// # Ok::<(), eigensieve::objective::expression::ExpressionError>(())
/// ```
///
/// # Errors
/// The leftmost error of the text.
pub fn parameters_of(source: &str) -> Result<Vec<String>, ExpressionError> {
    Ok(parse(source, Names::Free)?.parameters)
}
