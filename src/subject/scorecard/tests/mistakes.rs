//! The smallest sheets with each mistake.

use super::*;
use crate::diag::{Code, Severity};

#[track_caller]
pub(super) fn refused(yaml: &str, codes: &[&str]) {
    let (_, report) = checked(yaml);
    let found: Vec<_> = report.sorted().iter().map(|it| it.code.id()).collect();
    assert_eq!(found, codes, "{yaml}\n{:?}", report.sorted());
}

#[test]
fn every_mistake_in_an_item_has_its_code() {
    let item = |keys: &str| one_item(keys);
    refused(
        &item("metric: overal_satisfaction, points: 2, standard: at least 79"),
        &["R711"],
    );
    refused(&item(&format!("{OVERALL}, standard: 80/6")), &["S203"]);
    refused(&item(&format!("{OVERALL}, standard: 79")), &["S204"]);
    refused(
        &item(&format!("{OVERALL}, standard: {{ any: [80/6, over 5] }}")),
        &["S203", "S204"],
    );
    refused(
        &item(&format!("{OVERALL}, standard: at least group_target")),
        &["S205"],
    );
    refused(
        &item(&format!("{OVERALL}, standard: at least 79, reported: 3")),
        &["S211"],
    );
    refused(
        &item(&format!("{OVERALL}, standard: at least 79, reported: -1")),
        &["S211"],
    );
    refused(
        &item("metric: service_consistency, points: 2, standard: lead at least 6"),
        &["S216"],
    );
    refused(
        &item("metric: visits, points: 2, standard: improvement at least 6"),
        &["S216"],
    );
    refused(&item(&format!("{OVERALL}, standard: passes")), &["S216"]);
    refused(
        &item(&format!("{OVERALL}, standard: no deduction")),
        &["S216"],
    );
    refused(
        &item(&format!(
            "{OVERALL}, standard: {{ each: [hall_satisfaction], any: [at least 5] }}"
        )),
        &["S216"],
    );
    refused(
        &item("points: 2, standard: at least 79, reported: 2"),
        &["S215"],
    );
    refused(
        &item("metric: overall_satisfaction, standard: at least 79"),
        &["S215"],
    );
    refused(&item("points: 3, parts: 21"), &["S215"]);
    refused(
        &item("points: 3, parts: 21, missed: 22, reported: 1"),
        &["S211"],
    );
    refused(
        &item("points: 3, parts: 21, standard: passes, reported: 1"),
        &["S214", "S216"],
    );
    refused(
        &item(&format!("{OVERALL}, standard: at least 79, claimed: 3")),
        &["S214"],
    );
    refused(
        &item("metric: overall_satisfaction, deduct_only: true, points: 1, standard: at most 5"),
        &["S214"],
    );
}

#[test]
fn numbers_stay_within_what_can_be_added() {
    refused(&one_item("points: 1e300, passed: true"), &["S211"]);
    refused(&one_item("points: 0, passed: true"), &["S211"]);
    refused(
        &one_item("points: 3, parts: 5, missed: 1, deduction: { points: 0 }"),
        &["S211"],
    );
}

#[test]
fn every_mistake_between_rows_has_its_code() {
    refused("title: T\nrows:\n  - { name: A }\n", &["S215"]);
    refused("title: T\nrows:\n  - { item: a, subtotal: b }\n", &["S214"]);
    refused("title: { zh: 题 }\nrows: []\n", &["C007"]);
    let row = "  - { item: a, name: A, points: 2, passed: true }\n";
    refused(&format!("title: T\nrows:\n{row}{row}"), &["C002"]);
    refused(
        "title: T\nrows:\n  - { item: A b, name: A, points: 2, passed: true }\n",
        &["C003"],
    );
    refused(
        &format!("title: T\nrows:\n{row}  - {{ total: t, name: T, claimed: 3 }}\n"),
        &["S202"],
    );
    refused(
        &format!("title: T\nrows:\n{row}  - {{ total: t, name: T, of: [b], claimed: 0 }}\n"),
        &["S213"],
    );
    refused(
        &format!("title: T\nrows:\n{row}  - {{ total: t, name: T, of: [a, a] }}\n"),
        &["S213"],
    );
    refused(
        &format!("title: T\nrows:\n{row}  - {{ total: t, name: T, reported: 3, points: 2 }}\n"),
        &["S202", "S214"],
    );
    refused(
        &format!("title: T\nrows:\n{row}vetoes:\n  - {{ id: v, name: V }}\n"),
        &["S215"],
    );
    refused(
        &format!("title: T\nrows:\n{row}goals:\n  - {{ id: g, name: G, goal: at least 5 }}\n"),
        &["S215"],
    );
    refused(
        &format!("title: T\nrows:\n{row}goals:\n  - {{ id: g, name: G, item: b, goal: passes }}\n"),
        &["S213", "S216"],
    );
    refused(
        &format!("title: T\nrows:\n{row}thresholds:\n  - {{ id: t, name: T }}\n"),
        &["S215"],
    );
    assert_eq!(Code::SubtotalDiffers.severity(), Severity::Warning);
}

#[test]
fn a_claimed_sum_says_by_how_much_it_differs() {
    let (_, report) = checked(
        "title: T\nrows:\n  - { item: a, name: A, points: 0.1, passed: true }\n  - { item: b, name: B, points: 0.2, passed: true }\n  \
         - { subtotal: s, name: S, claimed: 0.3 }\n  - { total: t, name: T, claimed: 1 }\n",
    );
    let found = report.sorted();
    assert_eq!(found.len(), 1, "0.1 + 0.2 is 0.3");
    let slots: BTreeMap<_, _> = found[0]
        .slots
        .iter()
        .map(|(slot, text)| (*slot, text.as_ref()))
        .collect();
    assert_eq!(
        (
            slots["item"],
            slots["claimed"],
            slots["sum"],
            slots["difference"]
        ),
        ("t", "1", "0.3", "+0.7")
    );
}
