//! Seeded random streams, one for each purpose, so that drawing more numbers for one never moves
//! another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What random numbers are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Synthetic data sets.
    Data,
    /// A network's first weights.
    Init,
    /// The order of mini-batches.
    Batch,
    /// Start vectors of Lanczos and probes of trace and density.
    Probe,
    /// Directions of planes in the space of parameters.
    Slice,
}

impl Purpose {
    fn name(self) -> &'static [u8] {
        match self {
            Purpose::Data => b"data",
            Purpose::Init => b"init",
            Purpose::Batch => b"batch",
            Purpose::Probe => b"probe",
            Purpose::Slice => b"slice",
        }
    }
}

/// The ChaCha8 stream for `purpose`, number `index` (an epoch, a probe), of an experiment's `seed`.
pub fn stream(seed: u64, purpose: Purpose, index: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let name = purpose.name();
    key[8..8 + name.len()].copy_from_slice(name);
    let mut rng = ChaCha8Rng::from_seed(key);
    rng.set_stream(index);
    rng
}

/// A number uniform in (0, 1], a multiple of 2⁻⁵³.
pub fn uniform(rng: &mut impl Rng) -> f64 {
    const SCALE: f64 = 1.0 / (1_u64 << 53) as f64;
    ((rng.next_u64() >> 11) + 1) as f64 * SCALE
}

/// A number of the normal distribution N(0, 1).
///
/// By Box and Muller ("A note on the generation of random normal deviates", 1958) with `libm`'s
/// functions: the ziggurat of `rand_distr` takes the tail's logarithms and exponentials from the
/// platform's mathematical library, whose last bits differ from one machine to the next.
pub fn standard_normal(rng: &mut impl Rng) -> f64 {
    let radius = f64::sqrt(-2.0 * libm::log(uniform(rng)));
    radius * libm::cos(std::f64::consts::TAU * uniform(rng))
}

/// 1 or −1, equally likely (Rademacher's distribution).
pub fn sign(rng: &mut impl Rng) -> f64 {
    if rng.next_u32() >> 31 == 0 { 1.0 } else { -1.0 }
}

/// An integer of 0 … `bound` − 1, equally likely: draws that would favour some are drawn again.
///
/// # Panics
/// If `bound` is 0.
pub fn below(rng: &mut impl Rng, bound: u64) -> u64 {
    let excess = (u64::MAX % bound + 1) % bound;
    loop {
        let draw = rng.next_u64();
        if draw <= u64::MAX - excess {
            return draw % bound;
        }
    }
}

/// Brings `items` into an order drawn uniformly from all (Fisher and Yates).
pub fn shuffle<T>(rng: &mut impl Rng, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(rng, last as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(count: usize, draw: impl Fn(&mut ChaCha8Rng) -> f64) -> Vec<f64> {
        let mut rng = stream(7, Purpose::Data, 0);
        (0..count).map(|_| draw(&mut rng)).collect()
    }

    fn moment(numbers: &[f64], power: i32) -> f64 {
        numbers.iter().map(|x| x.powi(power)).sum::<f64>() / numbers.len() as f64
    }

    #[test]
    fn normal_numbers_have_the_moments_of_the_normal_distribution() {
        // Standard errors of 100,000 draws: 0.003, 0.0045, 0.012, 0.03.
        let x = draws(100_000, standard_normal);
        let expected = [(1, 0.0, 0.013), (2, 1.0, 0.018), (3, 0.0, 0.05), (4, 3.0, 0.12)];
        for (power, mean, tolerance) in expected {
            assert!((moment(&x, power) - mean).abs() < tolerance, "moment {power}");
        }
    }

    #[test]
    fn uniform_numbers_stay_in_their_interval() {
        let x = draws(10_000, uniform);
        assert!(x.iter().all(|&x| 0.0 < x && x <= 1.0));
        assert!((moment(&x, 1) - 0.5).abs() < 0.012);
        assert!(moment(&draws(10_000, sign), 1).abs() < 0.04);
    }

    #[test]
    fn every_order_of_three_is_equally_likely() {
        let mut rng = stream(1, Purpose::Batch, 3);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..6_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut rng, &mut items);
            *counts.entry(items).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|&n| (850..1_150).contains(&n)), "{counts:?}");
    }

    #[test]
    fn streams_are_told_apart_by_seed_purpose_and_index() {
        let first = |seed, purpose, index| stream(seed, purpose, index).next_u64();
        let all = [
            first(0, Purpose::Data, 0),
            first(0, Purpose::Data, 1),
            first(1, Purpose::Data, 0),
            first(0, Purpose::Init, 0),
            first(0, Purpose::Batch, 0),
            first(0, Purpose::Probe, 0),
            first(0, Purpose::Slice, 0),
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|b| a != b));
        }
        assert_eq!(first(5, Purpose::Batch, 9), first(5, Purpose::Batch, 9));
    }
}
