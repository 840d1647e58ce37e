//! Numbers as text: printed as ECMAScript does, without the plus of exponents; read strictly.

use lexical_parse_float::FromLexical;

/// The shortest decimal that gives `value` back, laid out as ECMAScript's Number::toString
/// (ECMA-262 §6.1.6.1.20) but without `+` in exponents: `1e21`, `1e-7`, `0.000001`. −0 prints as 0.
#[inline(never)]
pub fn print_number(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "NaN"
        } else if value > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .into();
    }
    // Rust's `{:e}` gives the same shortest digits: d.ddd e n.
    let scientific = format!("{:e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(|&c| c != '.').collect();
    let count = digits.len() as i32;
    // The decimal point stands after `point` digits.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let sign = if value < 0.0 { "-" } else { "" };
    if count <= point && point <= 21 {
        format!("{sign}{digits}{}", "0".repeat((point - count) as usize))
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{sign}{whole}.{fraction}")
    } else if -6 < point && point <= 0 {
        format!("{sign}0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        format!("{sign}{first}{dot}{rest}e{}", point - 1)
    }
}

/// Reads `-? (digits [. digits] | . digits) [(e|E) [+-] digits]`; no other spelling of a number
/// (hexadecimal, `inf`, `nan`, surrounding space) is one. May overflow to infinity.
#[inline(never)]
pub fn read_number(text: &str) -> Option<f64> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(unsigned);
    let mut rest = &unsigned[whole..];
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = digits(after);
        rest = &after[fraction..];
    }
    if whole + fraction == 0 {
        return None;
    }
    if let Some(after) = rest.strip_prefix(['e', 'E']) {
        let after = after.strip_prefix(['+', '-']).unwrap_or(after);
        let exponent = digits(after);
        if exponent == 0 {
            return None;
        }
        rest = &after[exponent..];
    }
    // Rounded correctly, as str::parse() does, whose tables weigh ten kilobytes.
    if rest.is_empty() { f64::from_lexical(text.as_bytes()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_as_ecmascript_without_the_plus() {
        for (value, text) in [
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100.0, "100"),
            (1e21, "1e21"),
            (1e20, "100000000000000000000"),
            (123456789012345680000.0, "123456789012345680000"),
            (1.5e300, "1.5e300"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.25e-9, "1.25e-9"),
            (5e-324, "5e-324"),
            (-0.0, "0"),
            (9007199254740991.0, "9007199254740991"),
            (0.30000000000000004, "0.30000000000000004"),
        ] {
            assert_eq!(print_number(value), text);
        }
    }

    #[test]
    fn reads_only_plain_decimals() {
        for text in
            ["", "-", ".", "+1", "1e", "1e+", "0x10", "inf", "NaN", "1_0", " 1", "1 ", "--1", "1,5"]
        {
            assert_eq!(read_number(text), None, "{text:?}");
        }
        for (text, value) in
            [(".5", 0.5), ("5.", 5.0), ("-1E-3", -0.001), ("1e+2", 100.0), ("1e999", f64::INFINITY)]
        {
            assert_eq!(read_number(text), Some(value), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(bits: u64) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            prop_assert_eq!(read_number(&print_number(value)), Some(value));
        }

        /// However many digits there are, and however near they are to the middle of two numbers.
        #[test]
        fn the_nearest_number_is_read(text in r"-?[0-9]{1,40}(\.[0-9]{0,40})?(e-?[0-9]{1,3})?", bits: u64) {
            prop_assert_eq!(read_number(&text), text.parse().ok());
            let middle = f64::from_bits(bits & 0x4fff_ffff_ffff_ffff);
            let text = format!("{middle:.60}5");
            prop_assert_eq!(read_number(&text), text.parse().ok());
        }
    }
}
