//! Polynomials.

use super::Vector;

/// Σ cₖxᵏ over 1 … 32 coefficients, lowest first, by Estrin's scheme ("Organization of computer
/// systems: the fixed plus variable structure computer", 1960): pairs, then pairs of pairs, so that
/// few operations wait for one another.
///
/// To be called with a constant list, of which compilers leave but the arithmetic.
#[inline(always)]
pub fn polynomial<V: Vector>(c: &[f64], x: V) -> V {
    let x2 = x * x;
    let x4 = x2 * x2;
    let x8 = x4 * x4;
    if c.len() > 16 {
        sixteen(&c[..16], [x, x2, x4, x8]) + x8 * x8 * sixteen(&c[16..], [x, x2, x4, x8])
    } else {
        sixteen(c, [x, x2, x4, x8])
    }
}

#[inline(always)]
fn sixteen<V: Vector>(c: &[f64], [x, x2, x4, x8]: [V; 4]) -> V {
    if c.len() > 8 {
        eight(&c[..8], [x, x2, x4]) + x8 * eight(&c[8..], [x, x2, x4])
    } else {
        eight(c, [x, x2, x4])
    }
}

#[inline(always)]
fn eight<V: Vector>(c: &[f64], [x, x2, x4]: [V; 3]) -> V {
    if c.len() > 4 {
        four(&c[..4], [x, x2]) + x4 * four(&c[4..], [x, x2])
    } else {
        four(c, [x, x2])
    }
}

#[inline(always)]
fn four<V: Vector>(c: &[f64], [x, x2]: [V; 2]) -> V {
    if c.len() > 2 { two(&c[..2], x) + x2 * two(&c[2..], x) } else { two(c, x) }
}

#[inline(always)]
fn two<V: Vector>(c: &[f64], x: V) -> V {
    let lowest = V::constant(c[0]);
    if c.len() > 1 { lowest + V::constant(c[1]) * x } else { lowest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_agrees_with_horner() {
        // Small integers are exact either way.
        for length in 1..=32 {
            let c: Vec<f64> = (0..length).map(|k| f64::from(k % 5) - 2.0).collect();
            for x in [-1.0, 0.0, 2.0] {
                let horner = c.iter().rev().fold(0.0, |sum, c| sum * x + c);
                assert_eq!(polynomial(&c, x), horner, "{length} at {x}");
            }
        }
    }
}
