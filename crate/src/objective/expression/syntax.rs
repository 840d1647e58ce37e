//! The syntax tree of an expression, and the names its language keeps for itself.
//!
//! The tree is one list of nodes in which children come before their parents. So whatever follows
//! the tree upwards (constants, signs, the first part without a certificate) is a plain loop, and
//! no text, however long a chain it spells, makes anything recurse.

use std::ops::Range;

/// A node's place in [`Tree::nodes`].
pub(super) type NodeId = usize;

/// An expression as written; the last node is the whole.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// All nodes, children before parents.
    pub(super) nodes: Vec<Node>,
    /// The names of the parameters in the order of their first use.
    pub(super) parameters: Vec<String>,
}

impl Tree {
    /// The node that stands for the whole expression.
    pub(super) fn root(&self) -> NodeId {
        self.nodes.len() - 1
    }
}

/// One operation of an expression.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What it does, and to which nodes.
    pub(super) operation: Operation,
    /// The bytes of the source that spell it, up to the next token.
    pub(super) span: Range<usize>,
}

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operation {
    /// A number.
    Number(f64),
    /// The variable x.
    X,
    /// The variable y.
    Y,
    /// A parameter, by its index in [`Tree::parameters`].
    Parameter(usize),
    /// −u.
    Negate(NodeId),
    /// An operation of two parts.
    Binary(Binary, NodeId, NodeId),
    /// A function of one argument.
    Call(Function, NodeId),
    /// if(left ⋚ right, then, otherwise).
    If {
        /// How the two sides are compared.
        comparison: Comparison,
        /// The comparison's left side.
        left: NodeId,
        /// The comparison's right side.
        right: NodeId,
        /// The value where the comparison holds.
        then: NodeId,
        /// The value elsewhere.
        otherwise: NodeId,
    },
}

impl Operation {
    /// The same operation on other children.
    pub(super) fn map_children(self, mut to: impl FnMut(NodeId) -> NodeId) -> Self {
        match self {
            Self::Number(_) | Self::X | Self::Y | Self::Parameter(_) => self,
            Self::Negate(u) => Self::Negate(to(u)),
            Self::Binary(binary, u, v) => Self::Binary(binary, to(u), to(v)),
            Self::Call(function, u) => Self::Call(function, to(u)),
            Self::If { comparison, left, right, then, otherwise } => Self::If {
                comparison,
                left: to(left),
                right: to(right),
                then: to(then),
                otherwise: to(otherwise),
            },
        }
    }
}

/// The operations of two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    /// u + v.
    Add,
    /// u − v.
    Subtract,
    /// u·v.
    Multiply,
    /// u/v.
    Divide,
    /// u to the power v.
    Power,
    /// The smaller of u and v.
    Minimum,
    /// The larger of u and v.
    Maximum,
}

/// The functions of one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// √u.
    Sqrt,
    /// The real cube root, odd.
    Cbrt,
    /// |u|.
    Abs,
    /// eᵘ.
    Exp,
    /// The natural logarithm.
    Log,
    /// Sine, of radians.
    Sin,
    /// Cosine, of radians.
    Cos,
    /// Tangent, of radians.
    Tan,
    /// Hyperbolic tangent.
    Tanh,
}

/// The comparisons of `if`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `<`.
    Less,
    /// `<=` or `≤`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=` or `≥`.
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it holds; never with NaN, so that `if` then takes its last part.
    pub(super) fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

/// What the language means by a name of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reserved {
    /// A variable: [`Operation::X`] or [`Operation::Y`].
    Variable(Operation),
    /// A function of one argument.
    Function(Function),
    /// A function of two arguments.
    Extremum(Binary),
    /// `if`.
    If,
}

/// The names that are taken, with what they mean.
const RESERVED: &[(&str, Reserved)] = {
    use Reserved::{Extremum, Function as Call, Variable};
    &[
        ("x", Variable(Operation::X)),
        ("y", Variable(Operation::Y)),
        ("sqrt", Call(Function::Sqrt)),
        ("cbrt", Call(Function::Cbrt)),
        ("abs", Call(Function::Abs)),
        ("exp", Call(Function::Exp)),
        ("log", Call(Function::Log)),
        ("sin", Call(Function::Sin)),
        ("cos", Call(Function::Cos)),
        ("tan", Call(Function::Tan)),
        ("tanh", Call(Function::Tanh)),
        ("min", Extremum(Binary::Minimum)),
        ("max", Extremum(Binary::Maximum)),
        ("if", Reserved::If),
    ]
};

/// The meaning of a name, unless it is free for parameters.
pub(super) fn reserved(name: &str) -> Option<Reserved> {
    RESERVED.iter().find(|(taken, _)| *taken == name).map(|(_, meaning)| *meaning)
}

/// The names that can be called: functions of one and two arguments, and `if`.
pub fn functions() -> impl Iterator<Item = &'static str> {
    let called = RESERVED.iter().filter(|(_, meaning)| !matches!(meaning, Reserved::Variable(_)));
    called.map(|(name, _)| *name)
}

/// Whether a name may begin with this character.
pub(super) fn starts_name(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_'
}

/// Whether a name may go on with this character.
pub(super) fn continues_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Whether a parameter may bear this name: ASCII letters, digits and `_`, no digit first, and not
/// one of the language's own (`x`, `y`, `if`, the functions). Upper and lower case differ.
///
/// ```
/// use eigensieve::objective::expression::is_parameter_name;
/// assert!(is_parameter_name("kappa_2"));
/// assert!(!is_parameter_name("2k") && !is_parameter_name("sin"));
/// ```
pub fn is_parameter_name(name: &str) -> bool {
    name.starts_with(starts_name) && name.chars().all(continues_name) && reserved(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_meets_no_comparison() {
        for comparison in [
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ] {
            assert!(!comparison.holds(f64::NAN, 0.0) && !comparison.holds(0.0, f64::NAN));
        }
    }

    #[test]
    fn equal_sides_meet_the_comparisons_with_a_bar() {
        assert!(Comparison::LessOrEqual.holds(1.0, 1.0));
        assert!(Comparison::GreaterOrEqual.holds(1.0, 1.0));
        assert!(!Comparison::Less.holds(1.0, 1.0) && !Comparison::Greater.holds(1.0, 1.0));
    }
}
