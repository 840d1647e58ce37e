//! Typed functions.

use eigensieve::objective::expression::{Expression, parameters_of};
use eigensieve::objective::landscape::Landscape;
use eigensieve::objective::number::{OverPlane, WithGradient, WithHessian};

/// What formulas are made of, and what does not belong into them.
pub const WORDS: &[&str] = &[
    "x",
    "y",
    "a",
    "b_2",
    "E",
    "e",
    "__proto__",
    "constructor",
    "0",
    "1",
    "2",
    ".5",
    "1.",
    "1e3",
    "1e-400",
    "1e400",
    "0x1",
    "1e",
    "+",
    "-",
    "--",
    "*",
    "/",
    "^",
    "^-1",
    "^0.5",
    "^x",
    "(",
    ")",
    "((((",
    "))))",
    ",",
    "<",
    "<=",
    ">",
    ">=",
    "≤",
    "≥",
    "=",
    "sqrt(",
    "cbrt(",
    "abs(",
    "exp(",
    "log(",
    "sin(",
    "cos(",
    "tan(",
    "tanh(",
    "min(",
    "max(",
    "if(",
    "if(x<y,",
    " ",
    "\t",
    "\n",
    "\u{a0}",
    "−",
    "·",
    "²",
    "π",
    "\u{0}",
    "😀",
];

const PLACES: [[f64; 2]; 5] =
    [[0.3, -0.7], [0.0, 0.0], [-1.0, 1.0], [1e8, -1e-8], [-1e300, 5e-324]];

/// A formula is refused at one of its columns; or it has values, the same whichever derivatives are
/// asked for, and the same again when its parts are set apart.
pub fn outcome(input: &[u8]) -> String {
    let source = String::from_utf8_lossy(input);
    let names = match parameters_of(&source) {
        Ok(names) => names,
        Err(error) => {
            let columns = 1..=source.chars().count() + 1;
            assert!(columns.contains(&error.column), "{error:?}");
            assert!(!error.message.contains(char::is_control), "{error:?}");
            let parsed = Expression::parse(&source, &[]);
            assert!(parsed.is_err(), "refused without values, and read with them");
            return format!("refused: expected {}", error.expected);
        }
    };
    let values = [0.5, -2.0, 3.0, 0.0].into_iter().cycle();
    let given: Vec<(String, f64)> = names.into_iter().zip(values).collect();
    let f = Expression::parse(&source, &given).unwrap_or_else(|e| panic!("{source}: {e}"));
    assert!(f.unused_parameters().is_empty());
    let apart = set_apart(&source);
    // Set apart, a formula may be too long.
    let same = Expression::parse(&apart, &given).ok();
    assert!(same.is_some() || apart.chars().count() > 2_000, "{apart}");
    let mut landscape = Landscape::of_expression(f.clone());
    let mut finite = 0;
    for [x, y] in PLACES {
        let value = f.evaluate(x, y, &mut vec![]);
        let [u, v] = WithGradient::<f64>::variables(x, y);
        let first = f.evaluate(u, v, &mut vec![]);
        let [u, v] = WithHessian::<f64>::variables(x, y);
        let second = f.evaluate(u, v, &mut vec![]);
        assert!(equal(value, first.re) && equal(value, second.re), "{source} at {x}, {y}");
        assert!((0..2).all(|i| equal(first.first[i], second.first[i])), "{source} at {x}, {y}");
        assert!(equal(value, landscape.value([x, y])), "{source} at {x}, {y}");
        let (re, gradient) = landscape.gradient([x, y]);
        assert!(equal(value, re) && (0..2).all(|i| equal(gradient[i], first.first[i])));
        if let Some(same) = &same {
            assert!(equal(value, same.evaluate(x, y, &mut vec![])), "{apart}");
        }
        finite += usize::from(value.is_finite());
    }
    let kinds = (f.definability(), f.smoothness(), finite);
    format!(
        "read: {kinds:?}, {} notes, {}",
        f.notes().len(),
        if given.is_empty() { "" } else { "a" }
    )
}

fn equal(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan() || a == 0.0 && b == 0.0
}

/// The formula with a blank between any two of its parts.
fn set_apart(source: &str) -> String {
    let mut apart = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_ascii_digit() || first == '.' {
            number(rest)
        } else {
            let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            match name.unwrap_or(rest.len()) {
                0 if rest[first.len_utf8()..].starts_with('=') => first.len_utf8() + 1,
                0 => first.len_utf8(),
                length => length,
            }
        };
        apart += &rest[..end];
        apart.push(' ');
        rest = &rest[end..];
    }
    apart
}

/// The length of the number that a text begins with.
fn number(text: &str) -> usize {
    let digits = |from: usize| from + text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    let mantissa = if text[whole..].starts_with('.') { digits(whole + 1) } else { whole };
    let Some(exponent) = text[mantissa..].strip_prefix(['e', 'E']) else { return mantissa };
    let sign = usize::from(exponent.starts_with(['+', '-']));
    let end = digits(mantissa + 1 + sign);
    if end > mantissa + 1 + sign { end } else { mantissa }
}
