//! Eigenvalues against matrices whose eigenvalues are known, and of one method against another.

use eigensieve::curvature::{
    CurvatureError, Eigenpair, Lanczos, Operator, Preconditioned, Sampling, Spectrum, Trace, dense,
    lanczos, sample, trace,
};
use eigensieve::random::{Purpose, standard_normal, stream};
use ndarray::Array2;
use proptest::prelude::*;

/// A symmetric matrix that counts its products.
struct Matrix {
    entries: Array2<f64>,
    products: usize,
}

impl Operator for Matrix {
    fn dimension(&self) -> usize {
        self.entries.nrows()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        self.products += 1;
        for (out, row) in out.iter_mut().zip(self.entries.rows()) {
            *out = row.iter().zip(v).map(|(a, v)| a * v).sum();
        }
    }
}

fn matrix(entries: Array2<f64>) -> Matrix {
    Matrix { entries, products: 0 }
}

/// H₁…H_r·diag(values)·H_r…H₁ with random reflections H.
fn with_eigenvalues(values: &[f64], seed: u64) -> Matrix {
    let mut entries = Array2::from_diag(&ndarray::aview1(values));
    let mut rng = stream(seed, Purpose::Data, 0);
    for _ in 0..3 {
        let mut axis =
            ndarray::Array1::from_shape_simple_fn(values.len(), || standard_normal(&mut rng));
        axis /= libm::sqrt(axis.dot(&axis));
        let outer = Array2::from_shape_fn(entries.dim(), |(i, j)| axis[i] * axis[j]);
        let reflection = Array2::eye(values.len()) - 2.0 * outer;
        entries = reflection.dot(&entries).dot(&reflection);
    }
    matrix((&entries + &entries.t()) / 2.0)
}

fn options(bottom: usize, top: usize) -> Lanczos {
    Lanczos { bottom, top, ..Lanczos::default() }
}

fn assert_close(got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len(), "{got:?} instead of {expected:?}");
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() <= tolerance, "{got} instead of {expected}");
    }
}

/// Pairs are eigenpairs as exactly as they say, orthonormal, ascending and of the stated cost.
fn assert_sound(spectrum: &Spectrum, operator: &mut Matrix, size: f64) {
    let d = operator.dimension();
    assert_eq!(spectrum.products, operator.products);
    for (i, Eigenpair { value, residual, vector, .. }) in spectrum.pairs.iter().enumerate() {
        let mut rest = vec![0.0; d];
        operator.apply(vector, &mut rest);
        for (rest, v) in rest.iter_mut().zip(vector) {
            *rest -= value * v;
        }
        let true_residual = libm::sqrt(rest.iter().map(|x| x * x).sum());
        assert!((true_residual - residual).abs() <= 1e-13 * size);
        for (j, other) in spectrum.pairs.iter().enumerate() {
            let product: f64 = vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum();
            let expected = if i == j { 1.0 } else { 0.0 };
            assert!((product - expected).abs() < 1e-9, "vectors {i} and {j}: {product}");
        }
    }
    assert!(spectrum.pairs.is_sorted_by(|a, b| a.value <= b.value));
}

#[test]
fn dense_finds_all() {
    let values = [-3.0, -1.0, -1.0, 0.0, 1e-9, 2.0, 7.0];
    let mut operator = with_eigenvalues(&values, 1);
    let spectrum = dense(&mut operator).expect("finite");
    assert!(spectrum.converged());
    assert_close(&spectrum.values(), &values, 1e-14);
    assert_sound(&spectrum, &mut operator, 7.0);
}

#[test]
fn both_ends_of_a_long_spectrum() {
    let values: Vec<f64> = (0..400).map(|i| libm::pow(f64::from(i - 80) / 100.0, 3.0)).collect();
    let mut operator = with_eigenvalues(&values, 2);
    let spectrum = lanczos(&mut operator, &options(2, 3)).expect("finite");
    assert!(spectrum.converged());
    let expected = [values[0], values[1], values[397], values[398], values[399]];
    assert_close(&spectrum.values(), &expected, 1e-9 * values[399]);
    assert_sound(&spectrum, &mut operator, values[399]);
    assert!(spectrum.products < 550, "a first search and one that finds nothing new");
}

#[test]
fn a_short_basis_restarts() {
    let values: Vec<f64> = (0..300).map(|i| libm::pow(f64::from(i - 50) / 100.0, 3.0)).collect();
    for (bottom, top) in [(1, 1), (0, 1), (1, 0), (3, 2)] {
        let mut operator = with_eigenvalues(&values, 3);
        let short = Lanczos { vectors: 24, ..options(bottom, top) };
        let spectrum = lanczos(&mut operator, &short).expect("finite");
        assert!(spectrum.converged(), "{bottom} {top}: {} products", spectrum.products);
        let expected = [&values[..bottom], &values[300 - top..]].concat();
        assert_close(&spectrum.values(), &expected, 1e-9 * values[299]);
        assert_sound(&spectrum, &mut operator, values[299]);
    }
}

/// diag(values).
struct Diagonal(Vec<f64>);

impl Operator for Diagonal {
    fn dimension(&self) -> usize {
        self.0.len()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        for ((out, v), value) in out.iter_mut().zip(v).zip(&self.0) {
            *out = v * value;
        }
    }
}

#[test]
fn eigenvalues_near_to_each_other_are_told_apart() {
    // Six within 5e-5 of the largest, above a spectrum of length 1.
    let mut values: Vec<f64> = (0..400).map(|i| f64::from(i) / 400.0).collect();
    values.extend((0..6).map(|i| 3.0 + 1e-5 * f64::from(i)));
    let mut operator = with_eigenvalues(&values, 11);
    for vectors in [32, 256] {
        operator.products = 0;
        let search = Lanczos { vectors, ..options(1, 6) };
        let spectrum = lanczos(&mut operator, &search).expect("finite");
        assert!(spectrum.converged(), "{} products", spectrum.products);
        assert_close(&spectrum.values()[1..], &values[400..], 1e-9);
        assert_sound(&spectrum, &mut operator, 3.0);
    }
}

#[test]
fn as_many_as_a_spec_may_ask_for() {
    let values: Vec<f64> = (0..800).map(|i| libm::sinh(f64::from(i - 300) / 100.0)).collect();
    let search = Lanczos { tolerance: 1e-6, ..options(64, 64) };
    let spectrum = lanczos(&mut Diagonal(values.clone()), &search).expect("finite");
    assert!(spectrum.converged(), "{} products", spectrum.products);
    assert_close(&spectrum.values()[..64], &values[..64], 1e-6);
    assert_close(&spectrum.values()[64..], &values[736..], 1e-6);
}

#[test]
fn what_does_not_fit_into_memory_is_left_out_at_both_ends() {
    let asked = options(64, 64);
    // A million parameters, and the most that a network may have.
    assert_eq!(asked.within_memory(500_000), asked);
    for dimension in [1_000_000, 2_000_000] {
        let Lanczos { bottom, top, .. } = asked.within_memory(dimension);
        assert!((10..64).contains(&top) && top == bottom, "{bottom} and {top}");
        let bytes = (top + bottom) * 8 * dimension;
        assert!((500_000_000..1 << 30).contains(&bytes), "{bytes}");
        let few = options(1, 1);
        assert_eq!(few.within_memory(dimension), few);
        assert_eq!(options(0, 64).within_memory(dimension).bottom, 0);
    }
}

#[test]
fn multiple_eigenvalues_are_found_as_often_as_they_occur() {
    let mut values: Vec<f64> = (0..150).map(|i| f64::from(i) / 100.0 - 0.3).collect();
    values.extend([5.0; 4]);
    values.extend([-2.0, -2.0]);
    values.sort_by(f64::total_cmp);
    let mut operator = with_eigenvalues(&values, 4);
    let spectrum = lanczos(&mut operator, &options(3, 5)).expect("finite");
    assert!(spectrum.converged());
    assert_close(&spectrum.values(), &[-2.0, -2.0, -0.3, 1.19, 5.0, 5.0, 5.0, 5.0], 1e-9);
    assert_sound(&spectrum, &mut operator, 5.0);
}

#[test]
fn invariant_subspaces_do_not_stop_the_search() {
    // Three distinct eigenvalues: any Krylov space has at most three dimensions.
    let mut values = vec![-1.0; 20];
    values.extend([0.0; 20]);
    values.extend([4.0; 20]);
    let mut operator = with_eigenvalues(&values, 5);
    let spectrum = lanczos(&mut operator, &options(22, 21)).expect("finite");
    let expected = [&values[..22], &values[39..]].concat();
    assert_close(&spectrum.values(), &expected, 1e-12);
    assert_sound(&spectrum, &mut operator, 4.0);
}

#[test]
fn small_and_zero_matrices() {
    for d in 1..6 {
        for scale in [0.0, 1.0, -2.5, 1e-200, 1e150] {
            let mut operator = matrix(Array2::eye(d) * scale);
            let spectrum = lanczos(&mut operator, &options(1, 1)).expect("finite");
            assert!(spectrum.converged(), "{d} {scale}");
            assert_close(&spectrum.values(), &vec![scale; d.min(2)], 1e-14 * scale.abs());
            let all = lanczos(&mut matrix(Array2::eye(d) * scale), &options(64, 64));
            assert_eq!(all.expect("finite").pairs.len(), d);
            assert_eq!(dense(&mut operator).expect("finite").values(), vec![scale; d]);
        }
    }
    assert!(lanczos(&mut matrix(Array2::eye(3)), &options(0, 0)).expect("none").pairs.is_empty());
    let mut saddle = matrix(ndarray::array![[0.0, 2.0], [2.0, 0.0]]);
    assert_close(
        &lanczos(&mut saddle, &options(1, 1)).expect("finite").values(),
        &[-2.0, 2.0],
        1e-15,
    );
}

#[test]
fn what_is_not_finite_is_an_error() {
    for entry in [f64::NAN, f64::INFINITY] {
        let mut entries = Array2::eye(40);
        entries[(7, 7)] = entry;
        let mut operator = matrix(entries);
        let expected = Err(CurvatureError::NotFinite);
        assert_eq!(lanczos(&mut operator, &options(1, 1)), expected);
        assert_eq!(dense(&mut operator), expected);
    }
}

#[test]
fn running_out_of_products_is_said() {
    let values: Vec<f64> = (0..200).map(f64::from).collect();
    let mut operator = with_eigenvalues(&values, 6);
    let spectrum =
        lanczos(&mut operator, &Lanczos { products: 10, ..options(1, 1) }).expect("finite");
    assert!(!spectrum.converged());
    assert_eq!(spectrum.products, 12, "ten, and one for each residual");
    assert_sound(&spectrum, &mut operator, 199.0);
    for pair in &spectrum.pairs {
        let nearest = values.iter().map(|v| (v - pair.value).abs()).fold(f64::MAX, f64::min);
        assert!(nearest <= pair.residual);
    }
}

#[test]
fn a_dimension_too_large_for_memory_is_an_error() {
    struct Huge;
    impl Operator for Huge {
        fn dimension(&self) -> usize {
            20_000_000
        }
        fn apply(&mut self, _: &[f64], _: &mut [f64]) {
            panic!("nothing to multiply");
        }
    }
    assert_eq!(lanczos(&mut Huge, &options(1, 1)), Err(CurvatureError::TooLarge));
}

#[test]
fn the_seed_fixes_every_bit() {
    let values: Vec<f64> = (0..60).map(|i| f64::from(i * i)).collect();
    let run = |seed| {
        let mut operator = with_eigenvalues(&values, 7);
        lanczos(&mut operator, &Lanczos { seed, ..options(1, 2) }).expect("finite")
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    assert_close(&run(1).values(), &run(2).values(), 1e-8);
}

#[test]
fn preconditioning_gives_the_eigenvalues_of_the_quotient() {
    // D⁻¹A for A = [[2, 1], [1, 3]], D = diag(4, 1) has characteristic polynomial
    // (½ − μ)(3 − μ) − ¼.
    let a = matrix(ndarray::array![[2.0, 1.0], [1.0, 3.0]]);
    let mut operator = Preconditioned::new(a, &[4.0, 1.0]);
    let root = libm::sqrt(3.5 * 3.5 - 4.0 * 1.25);
    let expected = [(3.5 - root) / 2.0, (3.5 + root) / 2.0];
    assert_close(
        &lanczos(&mut operator, &options(1, 1)).expect("finite").values(),
        &expected,
        1e-15,
    );
}

#[test]
fn probes_see_all_of_a_small_spectrum() {
    let values = [-1.0, 0.5, 2.0, 2.0, 7.0];
    let mut operator = with_eigenvalues(&values, 8);
    // Each probe's quadrature has a node at every distinct eigenvalue, and the true weights.
    let sampling = Sampling { probes: 4_000, depth: 64, seed: 3 };
    let sampled = sample(&mut operator, &sampling).expect("finite");
    assert_eq!(sampled.products, operator.products);
    let (nodes, weights) = (&sampled.density.nodes, &sampled.density.weights);
    assert!(nodes.is_sorted());
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    for (value, count) in [(-1.0, 1.0), (0.5, 1.0), (2.0, 2.0), (7.0, 1.0)] {
        let near = nodes.iter().zip(weights).filter(|(node, _)| (*node - value).abs() < 1e-9);
        let mass: f64 = near.map(|(_, weight)| weight).sum();
        assert!((mass - count / 5.0).abs() < 0.02, "{mass} at {value}");
    }
    let Trace { value, standard_error, .. } = sampled.trace;
    let error = standard_error.expect("many probes");
    assert!(error < 0.2 && (value - 10.5).abs() < 4.0 * error, "{value} ± {error}");
}

#[test]
fn quadrature_is_exact_for_polynomials() {
    let values: Vec<f64> = (0..80).map(|i| f64::from(i) / 40.0 - 0.7).collect();
    let mut operator = with_eigenvalues(&values, 9);
    let moment = |depth: usize, power: i32, operator: &mut Matrix| -> f64 {
        let sampling = Sampling { probes: 3, depth, seed: 1 };
        let density = sample(operator, &sampling).expect("finite").density;
        density.nodes.iter().zip(density.weights).map(|(x, w)| w * x.powi(power)).sum()
    };
    for power in 0..12 {
        let (short, long) = (moment(6, power, &mut operator), moment(80, power, &mut operator));
        assert!((short - long).abs() < 1e-12, "power {power}: {short} {long}");
    }
}

#[test]
fn a_diagonal_matrix_has_its_trace_at_once() {
    let mut operator = matrix(Array2::from_diag(&ndarray::array![1.0, -2.0, 4.5]));
    let exact = Trace { value: 3.5, standard_error: Some(0.0), exact: false };
    assert_eq!(trace(&mut operator, 5, 0), Ok(exact));
    assert_eq!(trace(&mut operator, 1, 0), Ok(Trace { standard_error: None, ..exact }));
    let sampling = Sampling { probes: 5, depth: 2, seed: 0 };
    let sampled = sample(&mut operator, &sampling).expect("finite").trace;
    assert!((sampled.value - 3.5).abs() < 1e-14);
}

#[test]
fn the_trace_of_more_probes_is_more_exact() {
    let values: Vec<f64> = (0..50).map(|i| f64::from(i) - 10.0).collect();
    let exact: f64 = values.iter().sum();
    let mut operator = with_eigenvalues(&values, 10);
    let errors = [10, 1_000].map(|probes| {
        let Trace { value, standard_error, .. } = trace(&mut operator, probes, 2).expect("finite");
        let error = standard_error.expect("many probes");
        assert!((value - exact).abs() < 4.0 * error, "{value} ± {error}");
        error
    });
    assert!(errors[0] > 4.0 * errors[1]);
    // The same probes, whether for the trace or for the density.
    let sampling = Sampling { probes: 10, depth: 3, seed: 2 };
    let sampled = sample(&mut operator, &sampling).expect("finite").trace;
    assert!((sampled.value - trace(&mut operator, 10, 2).expect("finite").value).abs() < 1e-9);
}

#[test]
fn probes_of_odd_matrices() {
    let sampling = Sampling { probes: 2, depth: 8, seed: 0 };
    let zero = sample(&mut matrix(Array2::zeros((4, 4))), &sampling).expect("finite");
    assert_eq!(zero.density.nodes, [0.0, 0.0]);
    assert_eq!(zero.products, 2);
    let one = sample(&mut matrix(Array2::eye(1) * 3.0), &sampling).expect("finite");
    assert_eq!((one.density.nodes, one.density.weights), (vec![3.0; 2], vec![0.5; 2]));
    let mut nan = matrix(Array2::from_elem((3, 3), f64::NAN));
    assert_eq!(sample(&mut nan, &sampling), Err(CurvatureError::NotFinite));
    assert_eq!(trace(&mut nan, 2, 0), Err(CurvatureError::NotFinite));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lanczos_agrees_with_the_dense_matrix(
        // Few distinct values, so that some occur more than once.
        values in prop::collection::vec((-8_i32..8).prop_map(|v| f64::from(v) / 4.0), 1..40),
        bottom in 0_usize..5,
        top in 0_usize..5,
        vectors in 1_usize..40,
        seed in 0_u64..1_000_000,
    ) {
        let all = dense(&mut with_eigenvalues(&values, seed)).expect("finite").values();
        let d = values.len();
        let expected =
            if bottom + top >= d { all } else { [&all[..bottom], &all[d - top..]].concat() };
        let search = Lanczos { seed, vectors, ..options(bottom, top) };
        let mut operator = with_eigenvalues(&values, seed);
        let spectrum = lanczos(&mut operator, &search).expect("finite");
        prop_assert!(spectrum.converged());
        assert_close(&spectrum.values(), &expected, 1e-9);
        assert_sound(&spectrum, &mut operator, 2.0);
    }
}
