//! The fingerprint of a run: XXH3 (64 bits, seed 0) over its iterates' little-endian bytes.

use xxhash_rust::xxh3::Xxh3;

use crate::real::Real;

/// Bytes gathered before they are hashed: the hash does not depend on it, its speed does.
const CHUNK: usize = 4096;

/// A running fingerprint.
#[derive(Clone)]
pub struct Fingerprint {
    hash: Xxh3,
    pending: Vec<u8>,
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self { hash: Xxh3::new(), pending: Vec::with_capacity(CHUNK) }
    }
}

impl Fingerprint {
    /// Adds an iterate.
    pub fn add<T: Real>(&mut self, x: &[T]) {
        for entry in x {
            entry.push_bytes(&mut self.pending);
        }
        if self.pending.len() >= CHUNK {
            self.hash.update(&self.pending);
            self.pending.clear();
        }
    }

    /// 16 hex digits of what was added so far.
    pub fn digits(&self) -> String {
        let mut hash = self.hash.clone();
        hash.update(&self.pending);
        format!("{:016x}", hash.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_hash_of_all_bytes() {
        let numbers: Vec<f64> = (0..3000).map(f64::from).collect();
        let mut fingerprint = Fingerprint::default();
        numbers.chunks(2).for_each(|x| fingerprint.add(x));
        let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        let expected = xxhash_rust::xxh3::xxh3_64(&bytes);
        assert_eq!(fingerprint.digits(), format!("{expected:016x}"));
    }

    #[test]
    fn sees_the_sign_of_zero() {
        let of = |x: f64| {
            let mut fingerprint = Fingerprint::default();
            fingerprint.add(&[x]);
            fingerprint.digits()
        };
        assert_ne!(of(0.0), of(-0.0));
    }
}
