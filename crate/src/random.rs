//! Seeded random streams, one for each purpose, so that drawing more numbers for one never moves
//! another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

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
}

impl Purpose {
    fn name(self) -> &'static [u8] {
        match self {
            Purpose::Data => b"data",
            Purpose::Init => b"init",
            Purpose::Batch => b"batch",
            Purpose::Probe => b"probe",
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
