//! Moves labels apart along one direction, each as near its home as the others let it.

/// Gives every label its middle between `low` and `high`: they keep the order
/// they come in, do not touch, and stay as near their homes as that allows.
/// Each is its home and its height; homes are in ascending order.
///
/// The caller leaves labels out until their heights add up to no more than the
/// room; where they do not, the last ones leave it.
pub(super) fn spread(labels: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut middles = Vec::with_capacity(labels.len());
    let mut free = low;
    for (home, height) in labels {
        let middle = home.max(free + height / 2.0);
        free = middle + height / 2.0;
        middles.push(middle);
    }
    let mut limit = high;
    for (middle, (_, height)) in middles.iter_mut().zip(labels).rev() {
        *middle = middle.min(limit - height / 2.0);
        limit = *middle - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_no_further_than_they_must() {
        fn case(labels: &[(f64, f64)], middles: &[f64]) {
            assert_eq!(spread(labels, 0.0, 100.0), middles, "{labels:?}");
        }
        case(&[], &[]);
        case(&[(50.0, 10.0)], &[50.0]);
        case(&[(50.0, 10.0), (52.0, 10.0)], &[50.0, 60.0]);
        case(&[(0.0, 10.0), (0.0, 10.0)], &[5.0, 15.0]);
        case(&[(99.0, 10.0), (100.0, 10.0)], &[85.0, 95.0]);
    }
}
