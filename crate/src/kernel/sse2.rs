//! The 128-bit vectors of every x86-64 processor.

use std::arch::x86_64::*;

use super::vector::register;

register! {
    /// Two f64.
    F64x2 = [f64; 2] in __m128d,
    splat _mm_set1_pd, load _mm_loadu_pd, store _mm_storeu_pd,
    add _mm_add_pd, sub _mm_sub_pd, mul _mm_mul_pd, div _mm_div_pd, sqrt _mm_sqrt_pd,
    neg |x| _mm_xor_pd(x, _mm_set1_pd(-0.0)),
    abs |x| _mm_andnot_pd(_mm_set1_pd(-0.0), x),
    with_sign_of |x, sign| {
        let bit = _mm_set1_pd(-0.0);
        _mm_or_pd(_mm_andnot_pd(bit, x), _mm_and_pd(bit, sign))
    },
    if_less |a, b, then, otherwise| {
        let less = _mm_cmplt_pd(a, b);
        _mm_or_pd(_mm_and_pd(less, then), _mm_andnot_pd(less, otherwise))
    },
    less |a, b| _mm_movemask_pd(_mm_cmplt_pd(a, b)),
    smaller _mm_min_pd,
    larger _mm_max_pd,
    interleave |a, b| (_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b)),
    low_bits_to_exponent |x| _mm_castsi128_pd(_mm_slli_epi64::<52>(_mm_castpd_si128(x))),
}

register! {
    /// Four f32.
    F32x4 = [f32; 4] in __m128,
    splat _mm_set1_ps, load _mm_loadu_ps, store _mm_storeu_ps,
    add _mm_add_ps, sub _mm_sub_ps, mul _mm_mul_ps, div _mm_div_ps, sqrt _mm_sqrt_ps,
    neg |x| _mm_xor_ps(x, _mm_set1_ps(-0.0)),
    abs |x| _mm_andnot_ps(_mm_set1_ps(-0.0), x),
    with_sign_of |x, sign| {
        let bit = _mm_set1_ps(-0.0);
        _mm_or_ps(_mm_andnot_ps(bit, x), _mm_and_ps(bit, sign))
    },
    if_less |a, b, then, otherwise| {
        let less = _mm_cmplt_ps(a, b);
        _mm_or_ps(_mm_and_ps(less, then), _mm_andnot_ps(less, otherwise))
    },
    less |a, b| _mm_movemask_ps(_mm_cmplt_ps(a, b)),
    smaller _mm_min_ps,
    larger _mm_max_ps,
    interleave |a, b| (_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b)),
    low_bits_to_exponent |x| _mm_castsi128_ps(_mm_slli_epi32::<23>(_mm_castps_si128(x))),
}
