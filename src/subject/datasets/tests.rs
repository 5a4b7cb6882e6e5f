//! Data sets from sheet to figures and plots.

use super::*;
use crate::{
    block::{Block, Chart, ChartKind, Drawing, Need, Plot},
    model::{Evidence, Figure, Missing, Text},
    subject::tests,
};

/// Checks one data set and gives its record with the codes reported.
fn checked(yaml: &str) -> (Record, Vec<&'static str>) {
    let text = format!("datasets:\n- {{ id: d, name: 数据, {yaml} }}");
    tests::checked::<Datasets>(&text, "")
}

fn assessed(yaml: &str) -> (Plot, Facts) {
    let (record, codes) = checked(yaml);
    assert!(codes.is_empty(), "{codes:?} in {yaml}");
    let mut facts = Facts::default();
    Datasets::assess(&record, &mut facts);
    let exhibit = Datasets::present(&record, &facts).remove(0);
    let Block::Chart(Chart {
        drawing: Drawing::Plot(plot),
        ..
    }) = exhibit.block
    else {
        panic!("a plot");
    };
    (*plot, facts)
}

/// The figure of a row in a column, as the chart would ask for it.
fn shown<'a>(plot: &Plot, facts: &'a Facts, row: usize, column: &str) -> &'a Figure {
    let key = plot.rows[row]
        .figure(column)
        .unwrap_or_else(|| panic!("row {row} has no {column}"));
    facts
        .get(key)
        .unwrap_or_else(|| panic!("{key} is in the ledger"))
}

#[track_caller]
fn near(figure: &Figure, value: f64) {
    let found = figure.number().expect("a value");
    assert!((found - value).abs() < 5e-4, "{found} is not {value}");
}

#[test]
fn what_is_typed_is_a_figure_and_a_gap_has_its_reason() {
    let (plot, facts) = assessed(
        "measure: minutes, evidence: illustrative, columns: [{ id: value }, { id: low }], rows: [\
         { id: a, name: 甲, values: { value: 3.5 } }, { id: b, name: 乙, missing: 未统计 }]",
    );
    let value = shown(&plot, &facts, 0, "value");
    assert_eq!(value.key.to_string(), "datasets.d.a.value@2008");
    assert_eq!(
        (value.measure.as_str(), value.evidence),
        ("minutes", Evidence::Illustrative)
    );
    assert!(
        plot.rows[0].figure("low").is_none(),
        "not every role is needed"
    );
    let gap = shown(&plot, &facts, 1, "value");
    assert_eq!(gap.value, Err(Missing::Stated(Text::same("未统计"))));
}

#[test]
fn every_mistake_has_its_code() {
    fn case(yaml: &str, codes: &[&str]) {
        assert_eq!(checked(yaml).1, codes, "{yaml}");
    }
    let rows = "rows: [{ id: a, name: 甲, values: { value: 1 } }]";
    let value = "columns: [{ id: value }]";
    case(&format!("{value}, {rows}"), &[]);
    case(
        &format!("columns: [{{ id: valeu }}], {rows}"),
        &["S208", "S217"],
    );
    case(&format!("measure: minute, {value}, {rows}"), &["C004"]);
    case(
        &format!("{value}, rows: [{{ id: a, name: 甲 }}]"),
        &["S208"],
    );
    case(
        &format!("{value}, rows: [{{ name: 甲, values: {{ value: 1 }} }}]"),
        &["S215"],
    );
    case(
        &format!("{value}, rows: [{{ id: a, values: {{ value: 1 }} }}]"),
        &["S215"],
    );
    case(
        &format!("{value}, rows: [{{ id: a, name: 甲, group: g, values: {{ value: 1 }} }}]"),
        &["S217"],
    );
    case(
        "rows: [{ id: a, name: 甲, parent: b }, { id: c, name: 丙, to: [a, d] }]",
        &["S217", "S217"],
    );
    case(
        &format!(
            "{value}, rows: [{{ period: 2008-01, values: {{ value: 1 }} }}, {{ period: 2008-01, values: {{ value: 2 }} }}]"
        ),
        &["S206"],
    );
    case(
        "rows: [{ id: a, name: 甲, start: 2008-02-01, end: 2008-01-01 }]",
        &["R712"],
    );
    case(&format!("analyses: [funnel], {value}, {rows}"), &["S215"]);
    case(
        &format!("control: {{ chart: u }}, {value}, {rows}"),
        &["S215"],
    );
    case(
        &format!(
            "control: {{ chart: xmr, phases: [{{ from: 2008-09, reason: 换系统 }}] }}, {value}, rows: [{{ period: 2008-01, values: {{ value: 1 }} }}]"
        ),
        &["S217"],
    );
    case(&format!("other: rest, {value}, {rows}"), &["S217"]);
}

/// NIST/SEMATECH e-Handbook 6.3.2.2.
#[test]
fn limits_are_figures_with_their_inputs() {
    let values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    let rows: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(i, value)| {
            format!(
                "{{ period: 2008-{:02}, values: {{ value: {value} }} }}",
                i + 1
            )
        })
        .collect();
    let (plot, facts) = assessed(&format!(
        "decimals: 1, control: {{ chart: xmr, screen: false }}, columns: [{{ id: value }}], rows: [{}]",
        rows.join(", ")
    ));
    near(shown(&plot, &facts, 0, "centre"), 50.81);
    near(shown(&plot, &facts, 9, "upper"), 55.8049);
    near(shown(&plot, &facts, 0, "lower"), 45.8151);
    let upper = shown(&plot, &facts, 0, "upper");
    assert_eq!(upper.inputs.len(), values.len());
    assert_eq!(upper.formula, "x̄ + 2.66·MR̄");
    assert_eq!(
        upper.key,
        shown(&plot, &facts, 9, "upper").key,
        "typed once, computed once"
    );
    let begins = plot.rows[0].begins.as_ref().expect("a first stretch");
    assert!(begins.trial, "ten points are trial limits");
    assert!(plot.rows.iter().all(|row| row.signal.is_none()));
}

#[test]
fn a_signal_is_good_or_bad_by_the_direction_that_is_good() {
    let rows: Vec<String> = [5, 4, 6, 5, 4, 6, 5, 4, 15]
        .iter()
        .enumerate()
        .map(|(i, value)| {
            format!(
                "{{ period: 2008-{:02}, values: {{ value: {value} }} }}",
                i + 1
            )
        })
        .collect();
    for (better, good) in [
        ("higher", Some(true)),
        ("lower", Some(false)),
        ("neither", None),
    ] {
        let (plot, _) = assessed(&format!(
            "better: {better}, control: {{ chart: xmr }}, columns: [{{ id: value }}], rows: [{}]",
            rows.join(", ")
        ));
        let signal = plot.rows[8].signal.as_ref().expect("15 lies outside");
        assert_eq!((signal.rule, signal.good), ("outside", good));
    }
}

/// The worked example of a funnel, of ten units.
#[test]
fn a_funnel_has_the_rate_of_all_and_limits_by_size() {
    let units = [
        (27, 170),
        (23, 122),
        (35, 178),
        (26, 184),
        (38, 161),
        (22, 105),
        (46, 190),
        (26, 121),
        (27, 137),
        (35, 197),
    ];
    let rows: Vec<String> = units
        .iter()
        .enumerate()
        .map(|(i, (num, den))| {
            format!("{{ id: u{i}, name: 厅, values: {{ num: {num}, den: {den} }} }}")
        })
        .collect();
    let (plot, facts) = assessed(&format!(
        "analyses: [funnel], columns: [{{ id: num }}, {{ id: den }}], rows: [{}]",
        rows.join(", ")
    ));
    let centre = facts.get(&plot.targets[0].figure).expect("a centre");
    near(centre, 19.48882);
    near(shown(&plot, &facts, 5, "lower_near"), 12.51476);
    near(shown(&plot, &facts, 5, "upper_near"), 27.57573);
    near(shown(&plot, &facts, 5, "lower_far"), 9.10020);
    near(shown(&plot, &facts, 5, "upper_far"), 32.63140);
    assert_eq!(plot.lacks(ChartKind::Funnel), None);
    assert_eq!(plot.lacks(ChartKind::Control), Some(Need::Period));
}

#[test]
fn shares_add_up_in_descending_order_with_the_rest_last() {
    let (plot, facts) = assessed(
        "analyses: [pareto], other: rest, columns: [{ id: n }], rows: [\
         { id: a, name: 甲, values: { n: 29 } }, { id: rest, name: 其他, values: { n: 50 } },\
         { id: b, name: 乙, values: { n: 40 } }]",
    );
    near(shown(&plot, &facts, 2, "share"), 40.0 / 119.0 * 100.0);
    near(shown(&plot, &facts, 0, "share"), 69.0 / 119.0 * 100.0);
    near(shown(&plot, &facts, 1, "share"), 100.0);
}

#[test]
fn leads_keep_their_sign_and_medians_their_group() {
    let (plot, facts) = assessed(
        "measure: percent, analyses: [lead], columns: [{ id: own }, { id: rival }], rows: [\
         { id: a, name: 甲, values: { own: 80, rival: 82 } }]",
    );
    let lead = shown(&plot, &facts, 0, "lead");
    near(lead, -2.0);
    assert!(lead.signed);
    assert_eq!(lead.measure, "percentage_points");
    let (plot, facts) = assessed(
        "analyses: [quartiles], groups: [{ id: g, name: 组 }], columns: [{ id: value }], rows: [\
         { id: a, name: 甲, group: g, values: { value: 1 } }, { id: b, name: 乙, group: g, values: { value: 2 } },\
         { id: c, name: 丙, group: g, values: { value: 9 } }]",
    );
    let key = plot.groups[0].figure("median").expect("a median");
    near(facts.get(key).expect("published"), 2.0);
}

#[test]
fn a_net_score_counts_the_ends_of_the_scale() {
    let (plot, facts) = assessed(
        "analyses: [net], columns: [{ id: a1 }, { id: a2 }, { id: a3 }, { id: a4 }, { id: a5 }], rows: [\
         { id: q, name: 问, values: { a5: 30, a4: 30, a3: 20, a2: 15, a1: 5 } },\
         { id: none, name: 空, values: { a5: 0, a4: 0, a3: 0, a2: 0, a1: 0 } }]",
    );
    near(shown(&plot, &facts, 0, "net"), 40.0);
    near(shown(&plot, &facts, 0, "n"), 100.0);
    assert_eq!(shown(&plot, &facts, 1, "net").value, Err(Missing::ZeroBase));
}

/// Beside four there are six, which would tell; the six are one row below.
#[test]
fn what_gives_a_few_away_is_hidden_under_its_rows_too() {
    let (plot, facts) = assessed(
        "minimum: { count: 5, reason: 过少 }, columns: [{ id: value }, { id: n }], rows: [\
         { id: p, name: 甲, values: { value: 1, n: 4 } }, { id: q, name: 乙, values: { value: 2, n: 6 } },\
         { id: c, name: 丙, parent: q, values: { value: 3, n: 6 } }, { id: r, name: 丁, values: { value: 4, n: 20 } }]",
    );
    let is_hidden = |row: usize| shown(&plot, &facts, row, "n").value.is_err();
    assert_eq!([0, 1, 2, 3].map(is_hidden), [true, true, true, false]);
}
