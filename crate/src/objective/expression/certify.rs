//! The rule that grants an expression its badges.
//!
//! It reads the expression part by part and is conservative: what it does not know, it denies.
//! *Constant* means free of x and y; constants are known numbers.
//!
//! - Definability: neither, if sin, cos or tan has an argument that is not constant; else definable,
//!   if exp, log or tanh has one, or an exponent is not constant; else semialgebraic.
//! - Smoothness: sums, differences, products, non-negative integer powers, exp, sin, cos and tanh of
//!   certified parts are certified; quotients and negative powers by a part certified ≠ 0; sqrt,
//!   cbrt, log and other powers of a part certified > 0; abs, min, max, if and tan never.
//! - Signs come from constants, even powers, u·u, exp, and sums, products, quotients, roots and
//!   powers of such.

use super::elementary::integer_exponent;
use super::syntax::{Binary, Function, Node, NodeId, Operation, Tree};
use crate::objective::hypotheses::{Definability, Smoothness};
use crate::order::ascending;

/// Both badges with a sentence for each one that is not the best.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) definability: Definability,
    pub(super) smoothness: Smoothness,
    pub(super) notes: Vec<String>,
}

/// Applies the rule to a tree, given the constants in it.
pub(super) fn certify(source: &str, tree: &Tree, constants: &[Option<f64>]) -> Certificate {
    let (definability, definability_note) = definability(source, tree, constants);
    let obstacle = obstacle_to_smoothness(source, tree, constants);
    let smoothness = match obstacle {
        None => Smoothness::C2,
        Some(_) => Smoothness::NotCertified,
    };
    let smoothness_note =
        obstacle.map(|what| format!("{what}: not certified C²; the theorem needs C²"));
    let notes = definability_note.into_iter().chain(smoothness_note).collect();
    Certificate { definability, smoothness, notes }
}

fn definability(
    source: &str,
    tree: &Tree,
    constants: &[Option<f64>],
) -> (Definability, Option<String>) {
    let is_constant = |node: NodeId| constants[node].is_some();
    let oscillates = |node: &&Node| match node.operation {
        Operation::Call(Function::Sin | Function::Cos | Function::Tan, u) => !is_constant(u),
        _ => false,
    };
    let transcendental = |node: &&Node| match node.operation {
        Operation::Call(Function::Exp | Function::Log | Function::Tanh, u) => !is_constant(u),
        Operation::Binary(Binary::Power, _, v) => !is_constant(v),
        _ => false,
    };
    if let Some(node) = tree.nodes.iter().find(oscillates) {
        let note = format!(
            "{} may oscillate for ever: not certified definable; the theorem needs that",
            part(source, node)
        );
        return (Definability::Neither, Some(note));
    }
    if let Some(node) = tree.nodes.iter().find(transcendental) {
        let note = format!(
            "{} is definable, not semialgebraic; the theorem holds for both",
            part(source, node)
        );
        return (Definability::Definable, Some(note));
    }
    (Definability::Semialgebraic, None)
}

/// The first part that the rule does not certify, and why.
fn obstacle_to_smoothness(source: &str, tree: &Tree, constants: &[Option<f64>]) -> Option<String> {
    let signs = signs(tree, constants);
    let name = |node: NodeId| text(source, &tree.nodes[node]);
    let not_finite = |node: NodeId| {
        let infinite = constants[node].is_some_and(|value| !value.is_finite());
        infinite.then(|| format!("{} is not a finite number", part(source, &tree.nodes[node])))
    };
    for (node, constant) in tree.nodes.iter().zip(constants) {
        if constant.is_some() {
            continue;
        }
        let here = || part(source, node);
        let needs_nonzero = |u: NodeId| {
            let certified = signs[u].is_nonzero();
            (!certified).then(|| format!("{} divides by {}, not certified ≠ 0", here(), name(u)))
        };
        let needs_positive = |u: NodeId| {
            let certified = signs[u] == Sign::Positive;
            (!certified).then(|| format!("{} is smooth for {} > 0 only", here(), name(u)))
        };
        let obstacle = match node.operation {
            Operation::Number(_) | Operation::Parameter(_) | Operation::X | Operation::Y => None,
            Operation::Negate(u) => not_finite(u),
            Operation::Binary(binary, u, v) => {
                not_finite(u).or_else(|| not_finite(v)).or_else(|| match binary {
                    Binary::Add | Binary::Subtract | Binary::Multiply => None,
                    Binary::Divide => needs_nonzero(v),
                    Binary::Power => match constants[v].and_then(integer_exponent) {
                        Some(0..) => None,
                        Some(_) => needs_nonzero(u),
                        None => needs_positive(u),
                    },
                    Binary::Minimum | Binary::Maximum => Some(format!("{} has a kink", here())),
                })
            }
            Operation::Call(function, u) => match function {
                Function::Exp | Function::Sin | Function::Cos | Function::Tanh => None,
                Function::Sqrt | Function::Cbrt | Function::Log => needs_positive(u),
                Function::Abs => Some(format!("{} has a kink", here())),
                Function::Tan => Some(format!("{} has poles", here())),
            },
            Operation::If { .. } => {
                Some(format!("{} may break where its condition changes", here()))
            }
        };
        if obstacle.is_some() {
            return obstacle;
        }
    }
    not_finite(tree.root())
}

/// What is known of the sign of a part, at all points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Negative,
    NotPositive,
    Zero,
    NotNegative,
    Positive,
    Unknown,
}

impl Sign {
    fn of_constant(value: f64) -> Self {
        if value > 0.0 {
            Self::Positive
        } else if value < 0.0 {
            Self::Negative
        } else if value == 0.0 {
            Self::Zero
        } else {
            Self::Unknown
        }
    }

    fn is_nonzero(self) -> bool {
        matches!(self, Self::Negative | Self::Positive)
    }

    fn negated(self) -> Self {
        match self {
            Self::Negative => Self::Positive,
            Self::NotPositive => Self::NotNegative,
            Self::Zero => Self::Zero,
            Self::NotNegative => Self::NotPositive,
            Self::Positive => Self::Negative,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Of u·u, for u of this sign.
    fn squared(self) -> Self {
        match self {
            Self::Negative | Self::Positive => Self::Positive,
            Self::Zero => Self::Zero,
            Self::NotPositive | Self::NotNegative | Self::Unknown => Self::NotNegative,
        }
    }

    /// Of a root or a power of u, for u of this sign: known only where it is smooth.
    fn of_root(self) -> Self {
        if self == Self::Positive { Self::Positive } else { Self::Unknown }
    }

    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Zero, sign) | (sign, Self::Zero) => sign,
            (Self::Positive, Self::Positive | Self::NotNegative)
            | (Self::NotNegative, Self::Positive) => Self::Positive,
            (Self::NotNegative, Self::NotNegative) => Self::NotNegative,
            (Self::Negative, Self::Negative | Self::NotPositive)
            | (Self::NotPositive, Self::Negative) => Self::Negative,
            (Self::NotPositive, Self::NotPositive) => Self::NotPositive,
            (Self::Positive | Self::NotNegative, Self::Negative | Self::NotPositive)
            | (Self::Negative | Self::NotPositive, Self::Positive | Self::NotNegative) => {
                Self::Unknown
            }
        }
    }

    fn times(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Zero, _) | (_, Self::Zero) => Self::Zero,
            (Self::Positive, sign) | (sign, Self::Positive) => sign,
            (Self::Negative, sign) | (sign, Self::Negative) => sign.negated(),
            (Self::NotNegative, Self::NotNegative) | (Self::NotPositive, Self::NotPositive) => {
                Self::NotNegative
            }
            (Self::NotNegative, Self::NotPositive) | (Self::NotPositive, Self::NotNegative) => {
                Self::NotPositive
            }
        }
    }
}

/// The sign of every node.
fn signs(tree: &Tree, constants: &[Option<f64>]) -> Vec<Sign> {
    let classes = classes(tree, constants);
    let mut signs: Vec<Sign> = Vec::with_capacity(tree.nodes.len());
    for (node, constant) in tree.nodes.iter().zip(constants) {
        let sign = match (node.operation, constant) {
            (_, &Some(value)) => Sign::of_constant(value),
            (Operation::Negate(u), _) => signs[u].negated(),
            (Operation::Binary(Binary::Add, u, v), _) => signs[u].plus(signs[v]),
            (Operation::Binary(Binary::Subtract, u, v), _) => signs[u].plus(signs[v].negated()),
            (Operation::Binary(Binary::Multiply, u, v), _) => {
                product_sign(tree, &classes, &signs, [u, v])
            }
            (Operation::Binary(Binary::Divide, u, v), _) => signs[u].times(signs[v]),
            (Operation::Binary(Binary::Power, u, v), _) => {
                match constants[v].and_then(integer_exponent) {
                    Some(0) => Sign::Positive,
                    Some(n) if n % 2 == 0 => signs[u].squared(),
                    Some(_) => signs[u],
                    None => signs[u].of_root(),
                }
            }
            (Operation::Call(Function::Sqrt | Function::Cbrt, u), _) => signs[u].of_root(),
            (Operation::Call(Function::Exp, _), _) => Sign::Positive,
            _ => Sign::Unknown,
        };
        signs.push(sign);
    }
    signs
}

/// The sign of a product, in which equal factors make squares wherever they stand: 2·x·x is 2·(x·x).
fn product_sign(tree: &Tree, classes: &[usize], signs: &[Sign], factors: [NodeId; 2]) -> Sign {
    let mut sign = Sign::Positive;
    let mut left = factors.to_vec();
    let mut factors = vec![];
    while let Some(node) = left.pop() {
        match tree.nodes[node].operation {
            Operation::Binary(Binary::Multiply, u, v) => left.extend([u, v]),
            Operation::Negate(u) => {
                sign = sign.negated();
                left.push(u);
            }
            _ => factors.push((classes[node], signs[node])),
        }
    }
    let keys: Vec<f64> = factors.iter().map(|&(class, _)| class as f64).collect();
    let factors: Vec<_> = ascending(&keys).into_iter().map(|index| factors[index]).collect();
    for equal in factors.chunk_by(|(one, _), (other, _)| one == other) {
        let factor = equal[0].1;
        if equal.len() > 1 {
            sign = sign.times(factor.squared());
        }
        if equal.len() % 2 == 1 {
            sign = sign.times(factor);
        }
    }
    sign
}

/// A number for every node, the same for nodes that are spelled alike up to white space,
/// parentheses and the names of constants.
fn classes(tree: &Tree, constants: &[Option<f64>]) -> Vec<usize> {
    let mut distinct: Vec<Operation> = vec![];
    let mut classes: Vec<usize> = Vec::with_capacity(tree.nodes.len());
    for (node, constant) in tree.nodes.iter().zip(constants) {
        let operation = match constant {
            &Some(value) => Operation::Number(value),
            None => node.operation.map_children(|child| classes[child]),
        };
        let known = distinct.iter().position(|&other| other == operation);
        classes.push(known.unwrap_or_else(|| {
            distinct.push(operation);
            distinct.len() - 1
        }));
    }
    classes
}

/// A part of the source as quoted in a sentence, with its column.
fn part(source: &str, node: &Node) -> String {
    let column = source[..node.span.start].chars().count() + 1;
    format!("{} at column {column}", text(source, node))
}

/// A part of the source on one line, shortened.
fn text(source: &str, node: &Node) -> String {
    const SHOWN: usize = 40;
    let words: Vec<&str> = source[node.span.clone()].split_ascii_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::parse::{Names, parse};
    use super::super::program::constants;
    use super::*;

    /// The certificate with a = 2 for every parameter.
    fn certificate(source: &str) -> Certificate {
        let tree = parse(source, Names::Free).unwrap_or_else(|error| panic!("{source}: {error}"));
        let constants = constants(&tree, &vec![2.0; tree.parameters.len()]);
        certify(source, &tree, &constants)
    }

    #[test]
    fn smooth_parts_are_certified() {
        for source in [
            "a*x - y*(x+1)^3 + exp(sin(x)*cos(y)) - tanh(x)",
            "x/a",
            "x/-a",
            "1/(1+x^2)",
            "1/(1+x*x)",
            "1/(1 + 2*x*x)",
            "1/(1 + x*y*x*y)",
            "1/(1 + (x+a)*(x + 2))",
            "1/(-1 - x^2)",
            "1/(-x*-x + 1)",
            "1/-exp(x)",
            "1/(exp(x)*exp(y))^3",
            "1/(3 - -x^2)",
            "(1+x^2)^-3",
            "(1+x^2)^(-1/3)",
            "(1+x^2)^y",
            "a^x",
            "exp(x)^-1",
            "1/(1+x^2)^0.5",
            "1/sqrt(1+x^2)",
            "log(1/(1+x^2))",
            "log(cbrt(exp(x)))",
            "sqrt(1 + x^2*y^4)",
            "sqrt(a*x^2 + 1e-9)",
            "sqrt(2 + (x+y)^0)",
            "x + abs(-3) + max(1,2) + tan(1) + if(1<2,3,4) + sqrt(0)",
        ] {
            assert_eq!(certificate(source).smoothness, Smoothness::C2, "{source}");
        }
    }

    #[test]
    fn other_parts_are_not() {
        for source in [
            "abs(x)",
            "min(x, 1)",
            "max(x, x)",
            "tan(x)",
            "if(x < 0, 1, 1)",
            "if(1 < 2, x, y)",
            "1/x",
            "1/x^2",
            "1/(x*y)",
            "1/(x^2 + y^2)",
            "1/(1 - x^2)",
            "1/(1 + x*y)",
            "1/(1 + x^3)",
            "1/(2 + sin(x))",
            "1/(x^2 - a)",
            "x/0",
            "x^-1",
            "x^-2",
            "x^0.5",
            "x^1025",
            "x^2000",
            "x^y",
            "0^x",
            "(-2)^x",
            "sqrt(x)",
            "sqrt(x^2)",
            "sqrt(8 + 0*x)",
            "cbrt(-1 - x^2)",
            "log(exp(x) - 1)",
            "log(x*x)",
            "x + 1/0",
            "x*sqrt(-1)",
            "log(0)",
            "(x + abs(y))^0",
        ] {
            assert_eq!(certificate(source).smoothness, Smoothness::NotCertified, "{source}");
        }
    }

    #[test]
    fn definability_looks_at_arguments_that_are_not_constant() {
        for (source, definability) in [
            ("x^3/y + abs(x) + cbrt(x)", Definability::Semialgebraic),
            ("exp(1)*x + sin(a) + x^sin(1) + 2^a", Definability::Semialgebraic),
            ("x^0.3", Definability::Semialgebraic),
            ("exp(x)", Definability::Definable),
            ("log(x)", Definability::Definable),
            ("tanh(0*x)", Definability::Definable),
            ("2^x", Definability::Definable),
            ("if(x < 0, 1, exp(x))", Definability::Definable),
            ("sin(x)", Definability::Neither),
            ("exp(x) + cos(y)", Definability::Neither),
            ("tan(x)", Definability::Neither),
        ] {
            assert_eq!(certificate(source).definability, definability, "{source}");
        }
    }

    #[test]
    fn notes_name_the_part_and_its_column() {
        for (source, notes) in [
            ("x^2", &[][..]),
            ("x + max(x, 0)", &["max(x, 0) at column 5 has a kink: not certified C²"]),
            ("exp(x)", &["exp(x) at column 1 is definable, not semialgebraic"]),
            (
                "y*sin( x ) +1/x",
                &[
                    "sin( x ) at column 3 may oscillate for ever: not certified definable",
                    "1/x at column 13 divides by x, not certified ≠ 0: not certified C²",
                ],
            ),
            (
                "(x + y)^0.5",
                &["(x + y)^0.5 at column 1 is smooth for x + y > 0 only: not certified C²"],
            ),
            ("x + 1/0*2", &["1/0*2 at column 5 is not a finite number: not certified C²"]),
            ("1/0", &["1/0 at column 1 is not a finite number: not certified C²"]),
        ] {
            let certificate = certificate(source);
            let parts = certificate.notes.iter().map(|note| note.split_once("; the theorem "));
            let (what, meaning): (Vec<_>, Vec<_>) = parts.map(Option::unwrap).unzip();
            assert_eq!(what, notes, "{source}");
            assert!(
                meaning.iter().all(|it| ["needs C²", "needs that", "holds for both"].contains(it))
            );
        }
    }

    #[test]
    fn the_longest_texts_are_certified() {
        // The work is quadratic in the length, at worst: a matter of milliseconds.
        let product = format!("1/(1+{})", vec!["x"; 990].join("*"));
        assert_eq!(certificate(&product).smoothness, Smoothness::C2);
        let sum = vec!["x*y"; 500].join("+");
        assert_eq!(certificate(&sum).smoothness, Smoothness::C2);
    }
}
