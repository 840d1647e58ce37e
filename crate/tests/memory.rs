//! What memory networks, searches for their eigenvalues, and runs take.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use eigensieve::curvature::{Eigenpair, Hessian, Lanczos, lanczos};
use eigensieve::experiment::Experiment;
use eigensieve::objective::Objective;
use eigensieve::objective::data::{DataName, DataRequest};
use eigensieve::objective::network::activation::Activation;
use eigensieve::objective::network::init::Init;
use eigensieve::objective::network::loss::Loss;
use eigensieve::objective::network::{Architecture, Network};
use eigensieve::spec::link;

const DIGITS: &[u8] = include_bytes!("../../web/public/data/digits.bin");

/// The system's memory, with a look at how much of it each thread has.
struct Counted;

thread_local! {
    /// Bytes that this thread took and did not give back.
    static TAKEN: Cell<isize> = const { Cell::new(0) };
    /// The most of them at a time since it was set.
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    let taken = TAKEN.get() + bytes;
    TAKEN.set(taken);
    MOST.set(MOST.get().max(taken));
}

// SAFETY: everything is the system's; counting takes no memory.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: what the caller promises is what the system asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: what the caller promises is what the system asks for.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static MEMORY: Counted = Counted;

/// A network on so many digits that has computed a gradient and a product.
fn network(samples: usize, layers: &[usize]) -> Network<f64> {
    let request = DataRequest { samples: Some(samples), asset: Some(DIGITS), ..Default::default() };
    let data = DataName::Digits.build(&request).expect("digits");
    let architecture = Architecture {
        layers: layers.to_vec(),
        activation: Activation::Tanh,
        loss: Loss::Ce,
        l2: 0.0,
        init: Init::Lecun,
        batch: None,
    };
    let mut network = Network::new(&architecture, &data, 0);
    let theta = network.initial();
    let mut out = theta.clone();
    network.value_and_gradient(&theta, &mut out);
    network.hessian_vector(&theta, &mut out);
    network
}

/// Bytes of such a network itself.
fn bytes(samples: usize, width: usize) -> isize {
    let before = TAKEN.get();
    let network = network(samples, &[width]);
    let bytes = TAKEN.get() - before;
    drop(network);
    assert_eq!(TAKEN.get(), before, "all is given back");
    bytes
}

#[test]
fn a_network_takes_at_most_as_much_more_as_it_has_rows_or_units() {
    let rows = [200, 400, 800, 1_400].map(|samples| bytes(samples, 32));
    let units = [32, 64, 128, 256].map(|width| bytes(200, width));
    for (sizes, bytes) in [([200, 400, 800, 1_400], rows), ([32, 64, 128, 256], units)] {
        for (size, taken) in sizes.into_iter().zip(bytes) {
            assert!(taken * sizes[0] <= bytes[0] * size, "{sizes:?}: {bytes:?}");
        }
    }
}

#[test]
fn steps_take_no_memory() {
    for (rest, optimizer) in [
        ("", "gd:alpha=0.1"),
        ("&batch=7", "gd:momentum=nesterov:alpha=0.1:beta=0.5"),
        ("&precision=f32", "adam:alpha=0.001"),
        ("", "husam:alpha=0.1:rho=0.1"),
    ] {
        let link = format!(
            "#v=1&net=chebyshev&layers=4{rest}&o={optimizer}&steps=20000&tol=0&every=1000000&top=0&bottom=0"
        );
        let spec = link::read(&link).expect("a link").spec;
        let experiment = Experiment::open(spec, None).expect("computed data");
        let mut run = experiment.run(0, 0, false, None).expect("a run");
        run.advance(100);
        let before = TAKEN.get();
        assert!(!run.advance(10_000), "{link} ended");
        assert_eq!(TAKEN.get(), before, "{link}");
    }
}

#[test]
fn a_million_parameters_are_searched_in_bounded_memory() {
    const VECTORS: usize = 20;
    let mut network = network(2, &[1_000, 1_000]);
    let dimension = network.dimension();
    assert!(dimension > 1_000_000);
    let before = TAKEN.get();
    MOST.set(before);
    let search = Lanczos { vectors: VECTORS, tolerance: 1e-6, products: 24, ..Lanczos::default() };
    let found = lanczos(&mut Hessian(&mut network), &search).expect("finite");
    let vectors = (MOST.get() - before) as f64 / (8 * dimension) as f64;
    assert!(vectors < VECTORS as f64 + 3.0, "{vectors} vectors");
    assert!(found.products > VECTORS, "it restarted");
    assert_eq!(found.pairs.len(), 2);
    let scale = found.pairs[1].value;
    for Eigenpair { value, residual, converged, vector } in found.pairs {
        let mut rest = vec![0.0; dimension];
        network.hessian_vector(&vector, &mut rest);
        for (rest, v) in rest.iter_mut().zip(&vector) {
            *rest -= value * v;
        }
        let again = rest.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
        assert!((again - residual).abs() < 1e-12 * scale, "{again} is not {residual}");
        assert_eq!(converged, residual <= 1e-6 * scale, "{value} ± {residual}");
    }
}
