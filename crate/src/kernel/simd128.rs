//! WebAssembly's 128-bit vectors.

use std::arch::wasm32::*;

use super::vector::register;

register! {
    /// Two f64.
    F64x2 = [f64; 2] in v128,
    splat f64x2_splat, load v128_load, store v128_store,
    add f64x2_add, sub f64x2_sub, mul f64x2_mul, div f64x2_div, sqrt f64x2_sqrt,
    neg f64x2_neg, abs f64x2_abs,
    with_sign_of |x, sign| v128_bitselect(sign, x, f64x2_splat(-0.0)),
    if_less |a, b, then, otherwise| v128_bitselect(then, otherwise, f64x2_lt(a, b)),
    less |a, b| i64x2_bitmask(f64x2_lt(a, b)),
    smaller |a, b| f64x2_pmin(b, a),
    larger |a, b| f64x2_pmax(b, a),
    interleave |a, b| (i64x2_shuffle::<0, 2>(a, b), i64x2_shuffle::<1, 3>(a, b)),
    low_bits_to_exponent |x| i64x2_shl(x, 52),
}

register! {
    /// Four f32.
    F32x4 = [f32; 4] in v128,
    splat f32x4_splat, load v128_load, store v128_store,
    add f32x4_add, sub f32x4_sub, mul f32x4_mul, div f32x4_div, sqrt f32x4_sqrt,
    neg f32x4_neg, abs f32x4_abs,
    with_sign_of |x, sign| v128_bitselect(sign, x, f32x4_splat(-0.0)),
    if_less |a, b, then, otherwise| v128_bitselect(then, otherwise, f32x4_lt(a, b)),
    less |a, b| i32x4_bitmask(f32x4_lt(a, b)),
    smaller |a, b| f32x4_pmin(b, a),
    larger |a, b| f32x4_pmax(b, a),
    interleave |a, b| (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b)),
    low_bits_to_exponent |x| i32x4_shl(x, 23),
}
