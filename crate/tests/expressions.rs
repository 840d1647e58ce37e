//! Own functions: the reference cases, and properties that hold for every text.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "reference/vectors.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod vectors;

use std::fmt;

use eigensieve::objective::expression::{Expression, is_parameter_name, parameters_of};
use eigensieve::objective::landscape::Landscape;
use eigensieve::objective::number::{OverPlane, WithGradient, WithHessian};
use eigensieve::objective::plane;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// f, ∇f and [∂xx, ∂xy, ∂yy] at a point.
type Derivatives = (f64, [f64; 2], [f64; 3]);

fn at(expression: &Expression, x: f64, y: f64) -> Derivatives {
    let [x, y] = WithHessian::<f64>::variables(x, y);
    let value = expression.evaluate(x, y, &mut vec![]);
    (value.re, value.first, value.second)
}

fn parse(source: &str) -> Expression {
    Expression::parse(source, &[]).unwrap_or_else(|error| panic!("{source}: {error}"))
}

/// Equal numbers, or NaN both.
fn same(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

// Reference cases

fn numbers(value: &Value) -> Option<Vec<f64>> {
    match value {
        Value::Number(number) => Some(vec![number.as_f64().unwrap()]),
        Value::Array(entries) => {
            Some(entries.iter().map(numbers).collect::<Option<Vec<_>>>()?.concat())
        }
        Value::Null => None,
        other => panic!("not a number: {other}"),
    }
}

/// `actual` agrees with the reference up to tolerance·(1 + largest entry); null is not finite.
fn assert_agrees(what: &str, actual: &[f64], expected: &Value, tolerance: f64) {
    let Some(expected) = numbers(expected) else {
        assert!(actual.iter().any(|entry| !entry.is_finite()), "{what}: {actual:?} is finite");
        return;
    };
    let largest = expected.iter().fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
    assert_eq!(actual.len(), expected.len());
    for (entry, wanted) in actual.iter().zip(&expected) {
        assert!(
            (entry - wanted).abs() <= tolerance * (1.0 + largest),
            "{what}: {actual:?} instead of {expected:?}"
        );
    }
}

#[test]
fn reference_cases() {
    vectors::files("expressions").iter().for_each(reference_file);
}

fn reference_file(file: &Value) {
    let tolerance = |name: &str| -> f64 {
        let text = file["header"]["tolerances"][name].as_str().unwrap();
        text.split('*').next().unwrap().parse().unwrap()
    };
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len() as u64, file["header"]["cases"].as_u64().unwrap());
    for case in cases {
        let source = case["source"].as_str().unwrap();
        let params = case["params"].as_object().unwrap();
        let params: Vec<(String, f64)> =
            params.iter().map(|(name, value)| (name.clone(), value.as_f64().unwrap())).collect();
        let parsed = Expression::parse(source, &params);
        if let Some(column) = case.get("error_column") {
            let error = parsed.expect_err(source);
            if let Some(column) = column.as_u64() {
                assert_eq!(error.column as u64, column, "{source:?}: {error}");
            }
            continue;
        }
        let expression = parsed.unwrap_or_else(|error| panic!("{source}: {error}"));
        for point in case["points"].as_array().unwrap() {
            let place = numbers(&point["x"]).unwrap();
            let (f, gradient, [xx, xy, yy]) = at(&expression, place[0], place[1]);
            let what = |part| format!("{part} of {source} with {params:?} at {place:?}");
            assert_agrees(&what("value"), &[f], &point["f"], tolerance("f"));
            assert_agrees(&what("gradient"), &gradient, &point["grad"], tolerance("grad"));
            let hessian = [xx, xy, xy, yy];
            assert_agrees(&what("Hessian"), &hessian, &point["hess"], tolerance("hess"));
        }
        let definability = serde_json::to_value(expression.definability()).unwrap();
        assert_eq!(definability, case["definability"], "{source}");
        let smoothness = serde_json::to_value(expression.smoothness()).unwrap();
        assert_eq!(smoothness, case["smoothness"], "{source}");
    }
}

/// The largest difference between entries, in units in the last place of the largest entry.
fn ulps(one: &[f64], other: &[f64]) -> f64 {
    let largest = one.iter().chain(other).fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
    let difference = one.iter().zip(other).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
    difference / (largest.next_up() - largest)
}

#[test]
fn the_catalogues_formulas_are_its_functions() {
    for function in plane::FUNCTIONS {
        let about = &function.about;
        let values: Vec<f64> = about.parameters.iter().map(|parameter| parameter.default).collect();
        let names = about.parameters.iter().map(|parameter| parameter.name.to_string());
        let given: Vec<_> = names.zip(values.iter().copied()).collect();
        let mut built_in = Landscape::of_function(function, values);
        let mut typed = Landscape::of_expression(Expression::parse(about.formula, &given).unwrap());
        let [x0, x1, y0, y1] = about.window;
        for (i, j) in (0..=40).flat_map(|i| (0..=40).map(move |j| (f64::from(i), f64::from(j)))) {
            let at = [x0 + (x1 - x0) * i / 40.0, y0 + (y1 - y0) * j / 40.0];
            let (f, gradient, hessian) = built_in.hessian(at);
            let (f_typed, gradient_typed, hessian_typed) = typed.hessian(at);
            let what = format!("{} at {at:?}", about.name);
            // The operations are the same, in the same order: a sum that nearly cancels has no excuse.
            assert_eq!(f.to_bits(), f_typed.to_bits(), "the value of {what}");
            // Derivatives of squares are products here, and powers there.
            assert!(ulps(&gradient, &gradient_typed) <= 4.0, "the gradient of {what}");
            assert!(ulps(&hessian, &hessian_typed) <= 4.0, "the Hessian of {what}");
        }
    }
}

#[test]
fn parameters_are_listed_used_and_reported() {
    assert_eq!(parameters_of("pi*x + e*y + sin2 - pi").unwrap(), ["pi", "e", "sin2"]);
    let given = ["b", "a", "c"].map(|name| (name.to_string(), 2.0));
    let expression = Expression::parse("a*x", &given).unwrap();
    assert_eq!(expression.unused_parameters(), ["b", "c"]);
    assert_eq!(at(&expression, 3.0, 0.0).0, 6.0);

    for name in ["a", "A", "_", "a_1", "sin2", "pi", "e", "X", "iff", "constructor"] {
        assert!(is_parameter_name(name), "{name}");
    }
    for name in ["", "1a", "x", "y", "if", "sqrt", "max", "a b", "a-b", "π", "é"] {
        assert!(!is_parameter_name(name), "{name}");
    }
}

#[test]
fn values_are_the_same_with_and_without_derivatives_where_they_are_not_finite() {
    for source in ["1/(1/x)", "x/y", "exp(-1/x^2)", "x^y", "(1/x)^-y", "log(x)", "min(1/x, y)"] {
        let expression = parse(source);
        for (x, y) in [(0.0, 0.5), (0.0, 0.0), (-1.0, 2.0), (1.0, 0.0), (1e-310, 1e-310)] {
            let plain = expression.evaluate(x, y, &mut vec![]);
            assert!(same(plain, at(&expression, x, y).0), "{source} at {x}, {y}");
        }
    }
}

// Properties

/// An expression that needs no parser: what its printed text must mean.
#[derive(Clone, Debug)]
enum Ast {
    X,
    Y,
    Quarters(u32),
    Negate(Box<Ast>),
    Binary(char, Box<Ast>, Box<Ast>),
    Power(Box<Ast>, i32),
    Call(&'static str, Box<Ast>),
    Pair(&'static str, Box<Ast>, Box<Ast>),
    If(&'static str, [Box<Ast>; 4]),
}

impl Ast {
    fn evaluate(&self, x: f64, y: f64) -> f64 {
        let value = |ast: &Ast| ast.evaluate(x, y);
        match self {
            Self::X => x,
            Self::Y => y,
            Self::Quarters(n) => f64::from(*n) / 4.0,
            Self::Negate(u) => -value(u),
            Self::Binary('+', u, v) => value(u) + value(v),
            Self::Binary('-', u, v) => value(u) - value(v),
            Self::Binary('*', u, v) => value(u) * value(v),
            Self::Binary(_, u, v) => value(u) / value(v),
            Self::Power(u, 2) => value(u) * value(u),
            Self::Power(u, 3) => value(u) * (value(u) * value(u)),
            Self::Power(u, _) => 1.0 / value(u),
            Self::Call(name, u) => {
                let function = match *name {
                    "sqrt" => libm::sqrt,
                    "cbrt" => libm::cbrt,
                    "abs" => f64::abs,
                    "exp" => libm::exp,
                    "log" => libm::log,
                    "sin" => libm::sin,
                    "cos" => libm::cos,
                    "tan" => libm::tan,
                    _ => libm::tanh,
                };
                function(value(u))
            }
            Self::Pair(name, u, v) => match (value(u), value(v)) {
                (u, v) if u.is_nan() || v.is_nan() => f64::NAN,
                (u, v) if (*name == "min") == (u < v) => u,
                (_, v) => v,
            },
            Self::If(comparison, parts) => {
                let [a, b, then, otherwise] = parts.each_ref().map(|part| value(part));
                let holds = match *comparison {
                    "<" => a < b,
                    "<=" | "≤" => a <= b,
                    ">" => a > b,
                    _ => a >= b,
                };
                if holds { then } else { otherwise }
            }
        }
    }

    /// How tightly the outermost operation binds.
    fn binding(&self) -> u32 {
        match self {
            Self::Binary('+' | '-', ..) => 1,
            Self::Binary(..) => 2,
            Self::Negate(_) => 3,
            Self::Power(..) => 4,
            _ => 5,
        }
    }

    /// The text, in parentheses if it binds less tightly than needed.
    fn at_least(&self, binding: u32) -> String {
        if self.binding() >= binding { self.to_string() } else { format!("({self})") }
    }
}

impl fmt::Display for Ast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::X => f.write_str("x"),
            Self::Y => f.write_str("y"),
            Self::Quarters(n) => write!(f, "{}", f64::from(*n) / 4.0),
            Self::Negate(u) => write!(f, "-{}", u.at_least(3)),
            Self::Binary(operator, u, v) => {
                let binding = self.binding();
                write!(f, "{}{operator} {}", u.at_least(binding), v.at_least(binding + 1))
            }
            Self::Power(u, n) => write!(f, "{}^{n}", u.at_least(5)),
            Self::Call(name, u) => write!(f, "{name}( {u})"),
            Self::Pair(name, u, v) => write!(f, "{name} ({u},{v})"),
            Self::If(comparison, [a, b, then, otherwise]) => {
                write!(f, "if(\n{a} {comparison}{b},\t{then}, {otherwise})")
            }
        }
    }
}

const FUNCTIONS: [&str; 9] = ["sqrt", "cbrt", "abs", "exp", "log", "sin", "cos", "tan", "tanh"];

fn ast() -> impl Strategy<Value = Ast> {
    let leaf = prop_oneof![Just(Ast::X), Just(Ast::Y), (0..20_u32).prop_map(Ast::Quarters)];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let part = || inner.clone().prop_map(Box::new);
        prop_oneof![
            part().prop_map(Ast::Negate),
            (select(&['+', '-', '*', '/'][..]), part(), part())
                .prop_map(|(operator, u, v)| Ast::Binary(operator, u, v)),
            (part(), select(&[2, 3, -1][..])).prop_map(|(u, n)| Ast::Power(u, n)),
            (select(&FUNCTIONS[..]), part()).prop_map(|(name, u)| Ast::Call(name, u)),
            (select(&["min", "max"][..]), part(), part())
                .prop_map(|(name, u, v)| Ast::Pair(name, u, v)),
            (select(&["<", "<=", ">", ">=", "≤", "≥"][..]), [part(), part(), part(), part()])
                .prop_map(|(comparison, parts)| Ast::If(comparison, parts)),
        ]
    })
}

/// What [`moderate`] functions are put together from.
const SHAPES: [&str; 24] = [
    "-U",
    "(U)^2",
    "(U)^3",
    "(2+sin(U))^-3",
    "(1+(U)^2)^0.3",
    "(1+(U)^2)^-1.5",
    "2^sin(U)",
    "sqrt(1+(U)^2)",
    "cbrt(2+cos(U))",
    "cbrt(-2+cos(U))",
    "exp(tanh(U))",
    "log(2+sin(U))",
    "cos(U)",
    "tan(tanh(U))",
    "tanh(U)",
    "3/(2+cos(U))",
    "(U) + (V)",
    "(U) - (V)",
    "(U)*(V)",
    "(U)/(2+tanh(V))",
    "(1.5+sin(U))^(V)",
    "if(U < V, sin(U), (U) + (V)^2)",
    "max(U, V)",
    "min(abs(U), V)",
];

/// Texts of functions that are smooth but for kinks and jumps, and not too steep.
fn moderate() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![Just("x".to_string()), Just("y".to_string()), Just("1.5".to_string())];
    leaf.prop_recursive(3, 12, 2, |inner| {
        (select(&SHAPES[..]), inner.clone(), inner)
            .prop_map(|(shape, u, v)| shape.replace('U', &u).replace('V', &v))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_the_languages_tokens_breaks_the_parser(
        source in "[xyabe0-9.+*/^(), <>=≤≥-]{0,60}|(sin|max|if|x|1|-|\\(|\\)|,|<|\\^){0,40}"
    ) {
        is_read_or_refused(&source);
    }

    #[test]
    fn no_text_at_all_breaks_the_parser(source in any::<String>()) {
        is_read_or_refused(&source);
    }

    #[test]
    fn what_is_printed_is_what_is_read(ast in ast(), x in -2.0..2.0, y in -2.0..2.0) {
        let source = ast.to_string();
        let value = parse(&source).evaluate(x, y, &mut vec![]);
        prop_assert!(
            same(value, ast.evaluate(x, y)),
            "{source}: {value} instead of {}", ast.evaluate(x, y)
        );
    }

    #[test]
    fn every_number_computes_the_same(ast in ast(), x in -2.0..2.0, y in -2.0..2.0) {
        let expression = parse(&ast.to_string());
        let plain = expression.evaluate(x, y, &mut vec![]);
        let [u, v] = WithGradient::<f64>::variables(x, y);
        let first = expression.evaluate(u, v, &mut vec![]);
        let second = at(&expression, x, y);
        prop_assert!(same(plain, first.re) && same(plain, second.0));
        let [fx, fy] = first.first;
        prop_assert!(same(fx, second.1[0]) && same(fy, second.1[1]));
    }

    #[test]
    fn derivatives_are_limits_of_differences(
        source in moderate(), x in -1.5..1.5, y in -1.5..1.5
    ) {
        const H: f64 = 1e-5;
        let expression = parse(&source);
        let here = at(&expression, x, y);
        let [east, west] = [at(&expression, x + H, y), at(&expression, x - H, y)];
        let [north, south] = [at(&expression, x, y + H), at(&expression, x, y - H)];
        let entries = |(f, g, h): Derivatives| [f, g[0], g[1], h[0], h[1], h[2]];
        let size = entries(here).iter().fold(1.0_f64, |size, entry| size.max(entry.abs()));
        let differs = |point: Derivatives| {
            entries(point).iter().zip(entries(here)).any(|(a, b)| (a - b).abs() > 1e-2 * size)
        };
        // Too steep for this step, or a kink or a jump between these points.
        prop_assume!(size < 1e4 && ![east, west, north, south].into_iter().any(differs));

        // The differences' truncation, h²f‴/6, and their rounding, εf/h, are far below this.
        let close = |ahead: f64, behind: f64, derivative: f64| {
            ((ahead - behind) / (2.0 * H) - derivative).abs() <= 1e-5 * size
        };
        let (_, [fx, fy], [fxx, fxy, fyy]) = here;
        prop_assert!(close(east.0, west.0, fx), "∂x of {source}");
        prop_assert!(close(north.0, south.0, fy), "∂y of {source}");
        prop_assert!(close(east.1[0], west.1[0], fxx), "∂xx of {source}");
        prop_assert!(close(east.1[1], west.1[1], fxy), "∂xy of {source}");
        prop_assert!(close(north.1[0], south.1[0], fxy), "∂yx of {source}");
        prop_assert!(close(north.1[1], south.1[1], fyy), "∂yy of {source}");
    }
}

/// A text parses and can then be evaluated, or is refused at one of its columns.
fn is_read_or_refused(source: &str) {
    let parameters = ["a", "b", "e"].map(|name| (name.to_string(), 0.5));
    let columns = 1..=source.chars().count() + 1;
    match Expression::parse(source, &parameters) {
        Ok(expression) => {
            at(&expression, 0.3, -0.7);
        }
        Err(error) => assert!(columns.contains(&error.column), "{error:?}"),
    }
    if let Err(error) = parameters_of(source) {
        assert!(columns.contains(&error.column), "{error:?}");
    }
}
