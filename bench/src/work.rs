//! What is timed.

use std::hint::black_box;

use eigensieve::curvature::{Hessian, Sampling, sample};
use eigensieve::kernel::{Element, Product, Vector};
use eigensieve::objective::Objective;
use eigensieve::objective::network::activation::Activation;
use eigensieve::objective::network::init::Init;
use eigensieve::objective::network::loss::Loss;
use eigensieve::objective::network::{Architecture, Network};
use ndarray::Array2;

use crate::problem::{NetworkProblem, ProductProblem};

/// Something that can be done again and again, and always gives the same.
pub trait Work {
    /// Does it once.
    ///
    /// # Panics
    /// If there is no work of that name for this problem.
    fn run(&mut self, name: &str);

    /// What came of it.
    fn result(&self) -> Vec<f64>;
}

/// The work for a problem of a kind: `network`, `product` or `peak`; in f32 or f64.
///
/// # Panics
/// If there is no such kind, or numbers are missing.
pub fn open(kind: &str, single: bool, numbers: &[f64]) -> Box<dyn Work> {
    match (kind, single) {
        ("network", false) => Box::new(NetworkWork::<f64>::new(NetworkProblem::read(numbers))),
        ("network", true) => Box::new(NetworkWork::<f32>::new(NetworkProblem::read(numbers))),
        ("product", false) => Box::new(ProductWork::<f64>::new(ProductProblem::read(numbers))),
        ("product", true) => Box::new(ProductWork::<f32>::new(ProductProblem::read(numbers))),
        ("peak", false) => Box::new(PeakWork::<f64>(0.0)),
        ("peak", true) => Box::new(PeakWork::<f32>(0.0)),
        _ => panic!("no such problem: {kind}"),
    }
}

/// `gradient`, `hvp` (at the point of the last gradient) and `lanczos` (a gradient, then 20 Lanczos
/// steps with full reorthogonalization from the seed's probe, or as many as a number behind a hyphen
/// says; f64 only).
struct NetworkWork<T> {
    network: Network<T>,
    theta: Vec<T>,
    direction: Vec<T>,
    out: Vec<T>,
    nodes: Vec<f64>,
}

/// Seed of the probe that Lanczos' steps start from.
const SEED: u64 = 1;

impl<T: Element> NetworkWork<T> {
    fn new(problem: NetworkProblem) -> Self {
        let NetworkProblem { sizes, data, theta, direction } = problem;
        let architecture = Architecture {
            layers: sizes[1..sizes.len() - 1].to_vec(),
            activation: Activation::Tanh,
            loss: Loss::Ce,
            l2: 0.0,
            init: Init::Lecun,
            batch: None,
        };
        let narrowed = |x: Vec<f64>| -> Vec<T> { x.into_iter().map(T::from_f64).collect() };
        let theta = narrowed(theta);
        let mut network = Network::new(&architecture, &data, 0);
        // Products are those of the last gradient's point.
        let mut out = theta.clone();
        network.value_and_gradient(&theta, &mut out);
        Self { network, out, direction: narrowed(direction), theta, nodes: Vec::new() }
    }
}

/// Eigenvalues are measured in f64.
trait Nodes {
    fn nodes(&mut self, depth: usize) -> Vec<f64>;
}

impl Nodes for Network<f64> {
    fn nodes(&mut self, depth: usize) -> Vec<f64> {
        sample(&mut Hessian(self), &Sampling { probes: 1, depth, seed: SEED })
            .expect("finite")
            .density
            .nodes
    }
}

impl Nodes for Network<f32> {
    fn nodes(&mut self, _depth: usize) -> Vec<f64> {
        panic!("eigenvalues are measured in f64")
    }
}

impl<T: Element> Work for NetworkWork<T>
where
    Network<T>: Nodes,
{
    fn run(&mut self, name: &str) {
        self.nodes.clear();
        let (name, depth) = name.split_once('-').unwrap_or((name, "20"));
        match name {
            "gradient" => {
                self.network.value_and_gradient(&self.theta, &mut self.out);
            }
            "hvp" => self.network.hessian_vector(&self.direction, &mut self.out),
            "lanczos" => {
                self.network.value_and_gradient(&self.theta, &mut self.out);
                self.nodes = self.network.nodes(depth.parse().expect("a number"));
            }
            _ => panic!("no such work: {name}"),
        }
    }

    fn result(&self) -> Vec<f64> {
        if self.nodes.is_empty() {
            return self.out.iter().map(|x| x.to_f64()).collect();
        }
        self.nodes.clone()
    }
}

/// `product`: C ← A·B.
struct ProductWork<T> {
    problem: ProductProblem<T>,
    product: Product<T>,
    result: Array2<T>,
}

impl<T: Element> ProductWork<T> {
    fn new(problem: ProductProblem<T>) -> Self {
        let result = Array2::default((problem.left.nrows(), problem.right.ncols()));
        Self { problem, product: Product::default(), result }
    }
}

impl<T: Element> Work for ProductWork<T> {
    fn run(&mut self, _name: &str) {
        let ProductProblem { left, right } = &self.problem;
        self.product.assign(left.view(), right.view(), self.result.view_mut());
    }

    fn result(&self) -> Vec<f64> {
        self.result.iter().map(|x| x.to_f64()).collect()
    }
}

/// `peak`: 2.8·10⁷ multiplications and as many additions of the machine's vectors, without memory
/// and without fusing: as fast as this machine can.
struct PeakWork<T>(T);

/// Vectors at work at a time: enough to hide how long an operation takes, and few enough for
/// sixteen registers, two of which hold the factor and the term. Fewer and more are slower.
const CHAINS: usize = 14;
/// Rounds of a multiplication and an addition of each.
const ROUNDS: usize = 2_000_000;

impl<T: Element> Work for PeakWork<T> {
    fn run(&mut self, _name: &str) {
        let factor = black_box(T::Wide::constant(0.5));
        let term = black_box(T::Wide::constant(1.0));
        let mut chains = [T::Wide::constant(2.0); CHAINS];
        for _ in 0..ROUNDS {
            for chain in &mut chains {
                *chain = *chain * factor + term;
            }
        }
        let sum = chains.into_iter().fold(T::Wide::constant(0.0), |sum, chain| sum + chain);
        let mut lanes = [T::ZERO; 8];
        sum.store(&mut lanes);
        self.0 = lanes[0];
    }

    fn result(&self) -> Vec<f64> {
        vec![self.0.to_f64()]
    }
}
