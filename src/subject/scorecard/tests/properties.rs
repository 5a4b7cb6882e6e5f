//! What holds of every scorecard.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn splitting_a_subtotal_adds_up(points in prop::collection::vec(1u32..1000, 2..9), cut in 1usize..8) {
        let cut = cut.min(points.len() - 1);
        let rows = |from: usize, to: usize| -> String {
            (from..to).map(|at| format!("  - {{ item: i{at}, name: I, points: {}, passed: true }}\n", f64::from(points[at]) / 10.0)).collect::<Vec<_>>().concat()
        };
        let all: u32 = points.iter().sum();
        let yaml = format!(
            "title: T\nrows:\n{}  - {{ subtotal: one, name: S }}\n{}  - {{ subtotal: two, name: S, of: [{}] }}\n  - {{ total: t, name: T, of: [one, two], claimed: {} }}\n",
            rows(0, cut),
            rows(cut, points.len()),
            (cut..points.len()).map(|at| format!("i{at}")).collect::<Vec<_>>().join(", "),
            f64::from(all) / 10.0,
        );
        let (record, report) = checked(&yaml);
        prop_assert!(report.sorted().is_empty(), "{:?}", report.sorted());
        let facts = assessed(&record, &[]);
        let of = |name: &str| figure(&facts, name).number().expect("a sum");
        let both = Finite::new(of("one.sum") + of("two.sum")).expect("finite").to_ledger().get();
        prop_assert_eq!(both, of("t.sum"));
        prop_assert_eq!(of("t.points"), of("t.sum"), "everything passed");
    }

    #[test]
    fn points_stay_between_none_and_all(missed in 0u64..=21, size in 0.01f64..3.0, per in 1u64..5) {
        let keys = format!("points: 3, parts: 21, missed: {missed}, deduction: {{ points: {size}, per: {per} }}");
        let facts = assessed(&sound(&one_item(&keys)), &[]);
        let earned = figure(&facts, "a.points").number().expect("recomputed");
        prop_assert!((0.0..=3.0).contains(&earned));
        prop_assert_eq!(missed < per, earned == 3.0);
    }
}

#[test]
fn what_cannot_be_counted_is_not_zero() {
    let size = "deduct_only: true, standard: value at most 0, deduction: { points: 1000000000, per: 0.000000001 }";
    let cap = format!("metric: escalated_complaints, {size}");
    case(&cap, &[("escalated_complaints", 1e308)], None, "deducted");
    let scored = cap.replace("deduct_only: true", "points: 2");
    case(
        &scored,
        &[("escalated_complaints", 1e308)],
        Some(0.0),
        "a.points",
    );
}
