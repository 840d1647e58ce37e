//! Sorting, in one place: the library's sort is compiled anew for every type it is used with, and
//! each copy costs the page some kilobytes.

/// The indices of `values` in ascending order of the values (NaN last); equal ones keep theirs.
#[inline(never)]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    order
}

#[cfg(test)]
mod tests {
    use super::ascending;

    #[test]
    fn equal_values_keep_their_order() {
        assert_eq!(ascending(&[2.0, -1.0, 2.0, f64::NAN, 0.0]), [1, 4, 0, 2, 3]);
        assert!(ascending(&[]).is_empty());
    }
}
