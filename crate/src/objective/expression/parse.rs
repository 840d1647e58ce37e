//! From source text to syntax tree.
//!
//! ```text
//! whole   = sum END
//! sum     = product {("+" | "-") product}
//! product = unary {("*" | "/") unary}
//! unary   = "-" unary | power
//! power   = primary ["^" unary]
//! primary = NUMBER | "(" sum ")" | "x" | "y" | PARAMETER
//!         | FUNCTION "(" sum ")" | ("min" | "max") "(" sum "," sum ")"
//!         | "if" "(" sum COMPARISON sum "," sum "," sum ")"
//! ```
//!
//! One function per rule. Which one applies shows in the next character, so the parser never goes
//! back, and the first thing it stumbles on, be it a character, an unknown name, a number too large
//! or a level too deep, is the leftmost error. It recurses only where the text nests, which it
//! counts.

use std::ops::Range;

use winnow::Parser;
use winnow::ascii::{digit0, digit1};
use winnow::combinator::{alt, eof, opt, peek, terminated};
use winnow::error::ParserError;
use winnow::stream::{LocatingSlice, Location, Stateful};
use winnow::token::{any, one_of, take_while};

use super::error::ExpressionError;
use super::syntax::{
    Binary, Comparison, Node, NodeId, Operation, Reserved, Tree, continues_name, reserved,
    starts_name,
};

/// The longest source, in characters.
pub(super) const LONGEST: usize = 2_000;

/// The deepest nesting of parentheses, calls, unary minus and exponents.
pub(super) const DEEPEST: usize = 200;

/// Which names a source may use as parameters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names<'a> {
    /// Those with a value.
    Given(&'a [(String, f64)]),
    /// All that are free, for a source whose parameters are yet to be given.
    Free,
}

/// The syntax tree of `source`.
///
/// # Errors
/// The leftmost error of the text.
pub(super) fn parse(source: &str, names: Names<'_>) -> Result<Tree, ExpressionError> {
    let limit = source.char_indices().nth(LONGEST).map(|(offset, _)| offset);
    let state = State { tree: Tree::default(), depth: 0, names, limit };
    let mut input = Stateful { input: LocatingSlice::new(source), state };
    let outcome = whole(&mut input);
    let failure = match (outcome, limit) {
        (Err(failure), Some(limit)) if failure.offset < limit => failure,
        (_, Some(limit)) => Failure { offset: limit, problem: Problem::TooLong },
        (Err(failure), None) => failure,
        (Ok(()), None) => return Ok(input.state.tree),
    };
    Err(failure.explain(source))
}

type Input<'s> = Stateful<LocatingSlice<&'s str>, State<'s>>;
type Result<T, E = Failure> = std::result::Result<T, E>;

/// What the parser carries along.
#[derive(Debug)]
struct State<'s> {
    tree: Tree,
    depth: usize,
    names: Names<'s>,
    /// Where the text becomes too long.
    limit: Option<usize>,
}

impl State<'_> {
    /// Adds a node to the tree.
    fn push(&mut self, operation: Operation, span: Range<usize>) -> NodeId {
        self.tree.nodes.push(Node { operation, span });
        self.tree.root()
    }

    /// The index of a parameter, new or known.
    fn parameter(&mut self, name: &str) -> usize {
        let parameters = &mut self.tree.parameters;
        parameters.iter().position(|known| known == name).unwrap_or_else(|| {
            parameters.push(name.to_string());
            parameters.len() - 1
        })
    }
}

// Grammar

const OPERAND: &str = "a number, a name, '-' or '('";

fn whole(input: &mut Input<'_>) -> Result<()> {
    whitespace(input)?;
    sum(input)?;
    expect(input, eof.void(), "an operator or the end")
}

fn sum(input: &mut Input<'_>) -> Result<NodeId> {
    left_associative(input, product, |operator| match operator {
        '+' => Some(Binary::Add),
        '-' => Some(Binary::Subtract),
        _ => None,
    })
}

fn product(input: &mut Input<'_>) -> Result<NodeId> {
    left_associative(input, unary, |operator| match operator {
        '*' => Some(Binary::Multiply),
        '/' => Some(Binary::Divide),
        _ => None,
    })
}

/// `operand {operator operand}`, grouped from the left.
fn left_associative<'s>(
    input: &mut Input<'s>,
    operand: fn(&mut Input<'s>) -> Result<NodeId>,
    operator: fn(char) -> Option<Binary>,
) -> Result<NodeId> {
    let start = offset(input);
    let mut left = operand(input)?;
    while let Some(binary) = opt(token(any.verify_map(operator))).parse_next(input)? {
        let right = operand(input)?;
        left = push(input, Operation::Binary(binary, left, right), start);
    }
    Ok(left)
}

fn unary(input: &mut Input<'_>) -> Result<NodeId> {
    let start = offset(input);
    if opt(token('-')).parse_next(input)?.is_none() {
        return power(input);
    }
    let negated = nested(input, start, unary)?;
    Ok(push(input, Operation::Negate(negated), start))
}

fn power(input: &mut Input<'_>) -> Result<NodeId> {
    let start = offset(input);
    let base = primary(input)?;
    let caret = offset(input);
    if opt(token('^')).parse_next(input)?.is_none() {
        return Ok(base);
    }
    let exponent = nested(input, caret, unary)?;
    Ok(push(input, Operation::Binary(Binary::Power, base, exponent), start))
}

fn primary(input: &mut Input<'_>) -> Result<NodeId> {
    let start = offset(input);
    if input.state.limit.is_some_and(|limit| start >= limit) {
        return Err(Failure { offset: start, problem: Problem::TooLong });
    }
    match peek(opt(any)).parse_next(input)? {
        Some('(') => nested(input, start, |input| {
            expect(input, '(', "'('")?;
            let inner = sum(input)?;
            expect(input, ')', "an operator or ')'")?;
            Ok(inner)
        }),
        Some(first) if starts_name(first) => named(input),
        _ => number(input),
    }
}

fn number(input: &mut Input<'_>) -> Result<NodeId> {
    let start = offset(input);
    let mantissa = alt(((digit1, opt(('.', digit0))).void(), ('.', digit1).void()));
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1);
    let digits = expect(input, (mantissa, opt(exponent)).take(), OPERAND)?;
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(push(input, Operation::Number(value), start)),
        _ => Err(Failure { offset: start, problem: Problem::Overflow }),
    }
}

/// A variable, a parameter or a call.
fn named(input: &mut Input<'_>) -> Result<NodeId> {
    let start = offset(input);
    let name = (one_of(starts_name), take_while(0.., continues_name)).take();
    let name = expect(input, name, OPERAND)?;
    let operation = match reserved(name) {
        None => parameter(input, name, start)?,
        Some(Reserved::Variable(variable)) => variable,
        Some(Reserved::Function(function)) => nested(input, start, |input| {
            expect(input, '(', "'('")?;
            let argument = sum(input)?;
            expect(input, ')', "an operator or ')'")?;
            Ok(Operation::Call(function, argument))
        })?,
        Some(Reserved::Extremum(extremum)) => nested(input, start, |input| {
            expect(input, '(', "'('")?;
            let first = sum(input)?;
            expect(input, ',', "an operator or ','")?;
            let second = sum(input)?;
            expect(input, ')', "an operator or ')'")?;
            Ok(Operation::Binary(extremum, first, second))
        })?,
        Some(Reserved::If) => nested(input, start, conditional)?,
    };
    Ok(push(input, operation, start))
}

/// A name that is not the language's own.
fn parameter(input: &mut Input<'_>, name: &str, start: usize) -> Result<Operation> {
    let known = match input.state.names {
        Names::Given(values) => values.iter().any(|(given, _)| given == name),
        // Called like a function, it is one that does not exist.
        Names::Free => peek(opt('(')).parse_next(input)?.is_none(),
    };
    if known {
        Ok(Operation::Parameter(input.state.parameter(name)))
    } else {
        Err(Failure { offset: start, problem: Problem::UnknownName })
    }
}

/// What follows `if`.
fn conditional(input: &mut Input<'_>) -> Result<Operation> {
    expect(input, '(', "'('")?;
    let left = sum(input)?;
    let comparison = alt((
        "<=".value(Comparison::LessOrEqual),
        ">=".value(Comparison::GreaterOrEqual),
        '≤'.value(Comparison::LessOrEqual),
        '≥'.value(Comparison::GreaterOrEqual),
        '<'.value(Comparison::Less),
        '>'.value(Comparison::Greater),
    ));
    let comparison = expect(input, comparison, "an operator, <, <=, > or >=")?;
    let right = sum(input)?;
    expect(input, ',', "an operator or ','")?;
    let then = sum(input)?;
    expect(input, ',', "an operator or ','")?;
    let otherwise = sum(input)?;
    expect(input, ')', "an operator or ')'")?;
    Ok(Operation::If { comparison, left, right, then, otherwise })
}

// Pieces

/// The byte at which the next token starts.
fn offset(input: &Input<'_>) -> usize {
    input.current_token_start()
}

/// Adds a node that was spelled from `start` to here.
fn push(input: &mut Input<'_>, operation: Operation, start: usize) -> NodeId {
    let span = start..offset(input);
    input.state.push(operation, span)
}

/// Blanks, tabs and line ends; nothing else is white space.
fn whitespace(input: &mut Input<'_>) -> Result<()> {
    take_while(0.., [' ', '\t', '\n', '\r']).void().parse_next(input)
}

/// A token and the white space behind it.
fn token<'s, O>(parser: impl Parser<Input<'s>, O, Failure>) -> impl Parser<Input<'s>, O, Failure> {
    terminated(parser, whitespace)
}

/// A token that must come next.
fn expect<'s, O>(
    input: &mut Input<'s>,
    parser: impl Parser<Input<'s>, O, Failure>,
    expected: &'static str,
) -> Result<O> {
    let offset = offset(input);
    let problem = Problem::Unexpected { expected };
    token(parser).parse_next(input).map_err(|_| Failure { offset, problem })
}

/// What is one level further in and starts at `start`.
fn nested<'s, O>(
    input: &mut Input<'s>,
    start: usize,
    inner: impl FnOnce(&mut Input<'s>) -> Result<O>,
) -> Result<O> {
    if input.state.depth == DEEPEST {
        return Err(Failure { offset: start, problem: Problem::TooDeep });
    }
    input.state.depth += 1;
    let outcome = inner(input);
    input.state.depth -= 1;
    outcome
}

// Errors

/// A problem at a byte of the source.
#[derive(Debug)]
struct Failure {
    offset: usize,
    problem: Problem,
}

#[derive(Clone, Copy, Debug)]
enum Problem {
    Unexpected { expected: &'static str },
    UnknownName,
    Overflow,
    TooDeep,
    TooLong,
}

impl ParserError<Input<'_>> for Failure {
    type Inner = Self;

    fn from_input(input: &Input<'_>) -> Self {
        Self { offset: offset(input), problem: Problem::Unexpected { expected: OPERAND } }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

impl Failure {
    /// The failure in words, in characters instead of bytes.
    fn explain(self, source: &str) -> ExpressionError {
        let (before, rest) = source.split_at(self.offset);
        let column = before.chars().count() + 1;
        let got = next_word(rest);
        let (expected, what) = match self.problem {
            Problem::Unexpected { expected } => {
                (expected.to_string(), format!("expected {expected}, got {got}"))
            }
            Problem::UnknownName => (
                "x, y, a parameter or a function name".to_string(),
                format!("{got} is not x, y, a function, or a parameter that has a value"),
            ),
            Problem::Overflow => (
                format!("a number of at most {:e}", f64::MAX),
                format!("{got} is too large for a number"),
            ),
            Problem::TooDeep => (
                format!("at most {DEEPEST} levels"),
                format!(
                    "parentheses, calls, minus signs and exponents nest deeper than {DEEPEST} \
                     levels"
                ),
            ),
            Problem::TooLong => (
                format!("at most {LONGEST} characters"),
                format!("the text is longer than {LONGEST} characters"),
            ),
        };
        let message = format!("column {column}: {what}");
        ExpressionError { column, expected, got, message }
    }
}

/// The name, number or character a text begins with.
fn next_word(text: &str) -> String {
    const SHOWN: usize = 40;
    let word = |c: char| continues_name(c) || c == '.';
    match text.chars().next() {
        None => "the end".to_string(),
        Some(first) if word(first) => text.chars().take_while(|&c| word(c)).take(SHOWN).collect(),
        Some(first) => format!("'{}'", first.escape_debug()),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    /// The tree as text in prefix form.
    fn read(source: &str) -> String {
        fn show(tree: &Tree, node: NodeId) -> String {
            let show = |node| show(tree, node);
            match tree.nodes[node].operation {
                Operation::Number(value) => value.to_string(),
                Operation::X => "x".to_string(),
                Operation::Y => "y".to_string(),
                Operation::Parameter(index) => tree.parameters[index].clone(),
                Operation::Negate(u) => format!("(neg {})", show(u)),
                Operation::Binary(binary, u, v) => format!("({binary:?} {} {})", show(u), show(v)),
                Operation::Call(function, u) => format!("({function:?} {})", show(u)),
                Operation::If { comparison, left, right, then, otherwise } => format!(
                    "({comparison:?} {} {} {} {})",
                    show(left),
                    show(right),
                    show(then),
                    show(otherwise)
                ),
            }
        }
        let tree = parse(source, Names::Free).unwrap_or_else(|error| panic!("{source}: {error}"));
        show(&tree, tree.root())
    }

    /// The column and what was expected there, with a parameter called a.
    fn refused(source: &str) -> (usize, String) {
        let error = parse(source, Names::Given(&[("a".to_string(), 1.0)])).unwrap_err();
        (error.column, error.expected)
    }

    #[test]
    fn operators_group_by_rank() {
        for (source, tree) in [
            ("1+2*3", "(Add 1 (Multiply 2 3))"),
            ("1-2-3", "(Subtract (Subtract 1 2) 3)"),
            ("1/2*3", "(Multiply (Divide 1 2) 3)"),
            ("2^3^4", "(Power 2 (Power 3 4))"),
            ("-x^2", "(neg (Power x 2))"),
            ("2^-x", "(Power 2 (neg x))"),
            ("2^-2^2", "(Power 2 (neg (Power 2 2)))"),
            ("2^-x*y", "(Multiply (Power 2 (neg x)) y)"),
            ("-x*y", "(Multiply (neg x) y)"),
            ("x*-y", "(Multiply x (neg y))"),
            ("- -x", "(neg (neg x))"),
            ("1--x", "(Subtract 1 (neg x))"),
            ("(x+y)^2", "(Power (Add x y) 2)"),
            ("-(x)", "(neg x)"),
        ] {
            assert_eq!(read(source), tree, "{source}");
        }
    }

    #[test]
    fn numbers_take_every_form() {
        for (source, value) in [
            ("1.", "1"),
            (".5", "0.5"),
            ("1.e1", "10"),
            ("2E+2", "200"),
            ("1e-1", "0.1"),
            ("007", "7"),
            ("1e-999", "0"),
        ] {
            assert_eq!(read(source), value, "{source}");
        }
    }

    #[test]
    fn names_are_whole_words() {
        assert_eq!(read("e + pi + sin2 + xy + X"), "(Add (Add (Add (Add e pi) sin2) xy) X)");
        assert_eq!(read("2*e"), "(Multiply 2 e)");
        assert_eq!(read("sin (x)"), "(Sin x)");
    }

    #[test]
    fn comparisons_stand_in_if_alone() {
        for (sign, name) in [
            ("<", "Less"),
            ("<=", "LessOrEqual"),
            ("≤", "LessOrEqual"),
            (">", "Greater"),
            (">=", "GreaterOrEqual"),
            ("≥", "GreaterOrEqual"),
        ] {
            assert_eq!(read(&format!("if(x{sign}y,1,2)")), format!("({name} x y 1 2)"));
        }
        assert_eq!(
            read("if(if(x<1,x,y) < 2, 3, if(y>0,4,5))"),
            "(Less (Less x 1 x y) 2 3 (Greater y 0 4 5))"
        );
        assert_eq!(refused("if((x<y), 1, 2)").0, 6);
        assert_eq!(refused("max(x<y, 1)").0, 6);
        assert_eq!(refused("if(x = < y, 1, 2)").0, 6);
        assert_eq!(refused("if(x < = y, 1, 2)").0, 8);
        assert_eq!(refused("if x < y").0, 4);
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(refused("if(x≤1, 2, 3) $").0, 15);
        assert_eq!(refused("if(x≤1, x≥2, 3)").0, 10);
        assert_eq!(refused("x\n\t+ $").0, 6);
    }

    #[test]
    fn the_leftmost_error_wins() {
        assert_eq!(refused("b + +"), (1, "x, y, a parameter or a function name".to_string()));
        assert_eq!(refused("x + + b").0, 5);
        assert_eq!(refused("1e999 + b").0, 1);
        assert_eq!(refused("b + 1e999").0, 1);
        assert_eq!(refused("x + 1e400*").0, 5);
        assert_eq!(refused("a(x)"), (2, "an operator or the end".to_string()));
        assert_eq!(refused("b(x)").0, 1);
        assert_eq!(parse("b(x)", Names::Free).unwrap_err().column, 1);
        assert_eq!(parse("x + b (x", Names::Free).unwrap_err().column, 5);
    }

    #[test]
    fn what_is_not_in_the_language_is_refused() {
        for (source, column) in [
            (".", 1),
            ("x + .", 5),
            ("1..5", 3),
            ("1e", 2),
            ("1e+", 2),
            ("1e5.2", 4),
            ("1a", 2),
            ("1 .5", 3),
            ("+x", 1),
            ("x + +1", 5),
            ("x^*2", 3),
            ("x-", 3),
            ("Sin(x)", 1),
            ("SQRT(4)", 1),
            ("sin", 4),
            ("sin + 1", 5),
            ("max(x)", 6),
            ("if(x<y,1)", 9),
            ("x\u{a0}+ 1", 2),
            ("\u{3000}x", 1),
            ("x\u{c}", 2),
            ("xé", 2),
            ("é", 1),
            ("x²", 2),
            ("x−1", 2),
            ("x\0", 2),
            ("(x", 3),
            ("(x  ", 5),
            ("x]", 2),
        ] {
            assert_eq!(refused(source).0, column, "{source:?}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        // Each level as (what opens it, what closes it, the characters before what counts).
        for (open, close, before) in [
            ("(", ")", 0),
            ("-", "", 0),
            ("- ", "", 0),
            ("sin(", ")", 0),
            ("2^", "", 1),
            ("max(1,", ")", 0),
        ] {
            let nest = |levels| format!("{}x{}", open.repeat(levels), close.repeat(levels));
            assert!(parse(&nest(DEEPEST), Names::Free).is_ok(), "{open}");
            let error = parse(&nest(DEEPEST + 1), Names::Free).unwrap_err();
            assert_eq!(error.column, open.chars().count() * DEEPEST + before + 1, "{open}");
            assert_eq!(error.expected, "at most 200 levels");
            // Nor does what never closes go any deeper.
            assert_eq!(parse(&open.repeat(290), Names::Free).unwrap_err().column, error.column);
        }
        // All kinds count together.
        let text = |n: usize| {
            let [open, close] = ["-(if(1<2^", ",3,4))"].map(|piece| piece.repeat(n));
            format!("{open}x{close}")
        };
        assert!(parse(&text(50), Names::Free).is_ok());
        assert_eq!(parse(&text(51), Names::Free).unwrap_err().column, 50 * 9 + 1);
    }

    #[test]
    fn the_deepest_text_fits_a_small_stack() {
        let source = "if(1<2,".repeat(DEEPEST);
        let parsed = move || parse(&source, Names::Free).is_err();
        let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(parsed).unwrap();
        assert!(thread.join().unwrap());
    }

    #[test]
    fn length_has_a_limit() {
        let sum = |terms: usize| vec!["x"; terms].join("+");
        assert!(parse(&(sum(1000) + " "), Names::Free).is_ok());
        let error = parse(&(sum(1000) + "  "), Names::Free).unwrap_err();
        assert_eq!((error.column, error.expected.as_str()), (2001, "at most 2000 characters"));
        // Characters count, not bytes; what comes later does not, what comes before does.
        assert_eq!(refused(&"é".repeat(1500)).0, 1);
        assert_eq!(refused(&(sum(1001) + "$")).0, 2001);
        assert_eq!(refused(&(sum(1000) + "$")).0, 2000);
        assert_eq!(refused(&(sum(100) + "$" + &sum(1000))).0, 200);
        assert_eq!(refused(&(" ".repeat(1999) + &"a".repeat(100))).0, 2000);
        assert_eq!(parse(&" ".repeat(1_000_000), Names::Free).unwrap_err().column, 2001);
        let name = " ".repeat(1999) + &"b".repeat(100);
        assert_eq!(parse(&name, Names::Free).unwrap_err().column, 2001);
    }

    #[test]
    fn messages_say_what_is_there() {
        let message = |source| parse(source, Names::Given(&[])).unwrap_err().message;
        assert_eq!(message("x +"), "column 4: expected a number, a name, '-' or '(', got the end");
        assert_eq!(message("sin x"), "column 5: expected '(', got x");
        assert_eq!(
            message("kappa*x"),
            "column 1: kappa is not x, y, a function, or a parameter that has a value"
        );
        assert_eq!(message("x $"), "column 3: expected an operator or the end, got '$'");
        assert_eq!(message("1e999"), "column 1: 1e999 is too large for a number");
    }
}
