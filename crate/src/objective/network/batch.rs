//! Mini-batches: which rows a step sees.

use crate::random::{Purpose, shuffle, stream};

/// The order in which mini-batches go through the data: every epoch all rows once, in an order
/// shuffled by the seed; the last batch of an epoch may be smaller.
#[derive(Clone, Debug)]
pub struct Schedule {
    seed: u64,
    size: usize,
    /// The rows in the order of epoch `epoch`.
    order: Vec<usize>,
    epoch: Option<u64>,
}

impl Schedule {
    /// Batches of `size` (≥ 1) of `rows` rows.
    pub fn new(rows: usize, size: usize, seed: u64) -> Self {
        Self { seed, size, order: (0..rows).collect(), epoch: None }
    }

    /// The rows of step `step`'s batch, whichever steps were asked for before.
    pub fn rows(&mut self, step: u64) -> &[usize] {
        let batches = self.order.len().div_ceil(self.size) as u64;
        let epoch = step / batches;
        if self.epoch != Some(epoch) {
            for (row, entry) in self.order.iter_mut().enumerate() {
                *entry = row;
            }
            shuffle(&mut stream(self.seed, Purpose::Batch, epoch), &mut self.order);
            self.epoch = Some(epoch);
        }
        let start = (step % batches) as usize * self.size;
        &self.order[start..(start + self.size).min(self.order.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_sees_every_row_once() {
        let mut schedule = Schedule::new(10, 4, 5);
        let mut orders = Vec::new();
        for epoch in 0..3 {
            let batches: Vec<_> = (0..3).map(|b| schedule.rows(3 * epoch + b).to_vec()).collect();
            assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
            let mut rows = batches.concat();
            orders.push(rows.clone());
            rows.sort_unstable();
            assert_eq!(rows, (0..10).collect::<Vec<_>>());
        }
        assert!(orders[0] != orders[1] && orders[1] != orders[2]);
    }

    #[test]
    fn any_step_can_be_asked_for_first() {
        let mut forward = Schedule::new(7, 2, 1);
        let in_order: Vec<_> = (0..40).map(|step| forward.rows(step).to_vec()).collect();
        let mut backward = Schedule::new(7, 2, 1);
        for step in (0..40).rev() {
            assert_eq!(backward.rows(step), in_order[step as usize]);
        }
        assert_ne!(Schedule::new(7, 7, 2).rows(0), Schedule::new(7, 7, 3).rows(0));
    }
}
