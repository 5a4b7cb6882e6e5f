//! Complaints from sheet and tickets to figures.

use std::collections::BTreeMap;

use super::*;
use crate::{
    model::{Figure, Missing},
    subject::{dataset::Value, tests},
};

const HEAD: &str = "measure: cases\nrate_measure: per_10k_customers\nper: 10000\n";

/// Checks a sheet with its table of tickets; gives the codes reported too.
fn checked(yaml: &str, table: &str) -> (Record, Vec<&'static str>) {
    tests::checked::<Complaints>(&format!("{HEAD}{yaml}"), table)
}

fn figures(record: &Record) -> BTreeMap<String, Figure> {
    let all = record.published().flat_map(dataset::figures);
    all.map(|it| (it.key.to_string(), it)).collect()
}

fn number(figures: &BTreeMap<String, Figure>, key: &str) -> f64 {
    let found = figures.get(key).unwrap_or_else(|| panic!("no {key}"));
    found.number().unwrap_or_else(|| panic!("{key} is missing"))
}

const TYPED: &str = "
periods:
- { period: 2007-01, complaints: 30, customers: 10000 }
- { period: 2007-02, complaints: 24, customers: 20000 }
- { period: 2008-01, complaints: 13, customers: 10000, escalated: 2 }
- { period: 2008-02, complaints: 14, customers: 20000, escalated: 1 }
";

#[test]
fn a_year_is_weighted_by_its_customers() {
    let (record, codes) = checked(TYPED, "");
    assert!(codes.is_empty(), "{codes:?}");
    let figures = figures(&record);
    // 54 complaints of 15 000 customers, then 27: half.
    assert_eq!(number(&figures, "complaints.years.rate@2007"), 36.0);
    assert_eq!(number(&figures, "complaints.years.rate@2008"), 18.0);
    assert_eq!(number(&figures, "complaints.years.change@2008"), -50.0);
    assert_eq!(number(&figures, "complaints.years.complaints@2008"), 27.0);
    // Nobody counted what was escalated in 2007.
    assert!(!figures.contains_key("complaints.years.escalated@2007"));
    assert_eq!(number(&figures, "complaints.years.escalated@2008"), 3.0);
}

#[test]
fn growth_from_zero_is_no_number() {
    let (record, _) = checked(
        &TYPED
            .replace("complaints: 30", "complaints: 0")
            .replace("complaints: 24", "complaints: 0"),
        "",
    );
    let change = &figures(&record)["complaints.years.change@2008"];
    assert_eq!(change.value, Err(Missing::ZeroBase));
}

#[test]
fn missing_is_not_zero() {
    let yaml = TYPED.replace("complaints: 14, ", "missing: 台账遗失, ");
    let (record, codes) = checked(&yaml.replace("escalated: 1", "liable: 0"), "");
    assert!(codes.is_empty(), "{codes:?}");
    let figures = figures(&record);
    for key in ["complaints", "rate", "change"] {
        let found = &figures[&format!("complaints.years.{key}@2008")];
        assert!(
            matches!(found.value, Err(Missing::Input(_))),
            "{key} {:?}",
            found.value
        );
    }
    let (_, codes) = checked(&TYPED.replace("complaints: 14, ", ""), "");
    assert_eq!(codes, ["S208"]);
}

const TICKETS: &str = "
as_of: 2008-03-31
deadline_days: 15
units: [{ id: centre, name: 中心厅, customers: 5000 }, { id: north, name: 城北厅, customers: 4000 }]
causes: [{ id: fees, name: 资费 }, { id: queue, name: 排队 }]
periods: [{ period: 2008-01, customers: 9000 }, { period: 2008-02, customers: 9000 }, { period: 2008-03, customers: 9000 }]
tickets:
  file: tickets.csv
  columns: { opened: 受理, closed: 办结, unit: 厅, cause: 原因, level: 级别, liable: 责任, repeated: 重复 }
  levels: { 升级: escalated, 工信部: regulator, 普通: normal }
  liable: [是]
  repeated: [是]
";
const TABLE: &str = "受理,办结,厅,原因,级别,责任,重复
2008-01-05,2008-01-09,中心厅,资费,普通,是,否
2008-01-20,2008-02-28,north,queue,升级,否,是
2008-02-03,,中心厅,资费,工信部,是,否
2008-03-25,,城北厅,资费,,,
";

#[test]
fn tickets_give_the_same_as_if_they_were_counted_by_hand() {
    let (record, codes) = checked(TICKETS, TABLE);
    assert!(codes.is_empty(), "{codes:?}");
    let figures = figures(&record);
    for (key, expected) in [
        ("complaints.periods.num@2008-01", 2.0),
        ("complaints.periods.escalated@2008-01", 1.0),
        ("complaints.periods.regulator@2008-02", 1.0),
        ("complaints.periods.liable@2008-01", 1.0),
        ("complaints.years.complaints@2008-Q1", 4.0),
        ("complaints.causes.fees.n@2008", 3.0),
        ("complaints.causes.fees.share@2008", 75.0),
        ("complaints.units.centre.value@2008", 4.0),
        ("complaints.units.north.value@2008", 5.0),
        ("complaints.handling.in_time@2008", 1.0),
        ("complaints.handling.late@2008", 1.0),
        ("complaints.handling.overdue@2008", 1.0),
        ("complaints.handling.running@2008", 1.0),
        ("complaints.handling.repeats@2008", 1.0),
    ] {
        assert_eq!(number(&figures, key), expected, "{key}");
    }
    // Closed in time over closed and overdue; what is not due is not held against it.
    let on_time = number(&figures, "complaints.handling.on_time@2008");
    assert!((on_time - 100.0 / 3.0).abs() < 1e-9, "{on_time}");
}

#[test]
fn what_is_wrong_with_tickets_is_told() {
    fn case(from: &str, to: &str, expected: &str) {
        let (_, codes) = checked(TICKETS, &TABLE.replacen(from, to, 1));
        assert_eq!(codes, [expected], "{from} → {to}");
    }
    case("2008-01-09", "2008-01-04", "S320");
    case("2008-01-05", "05.01.2008", "D912");
    case("中心厅", "中心听", "D908");
    case("普通", "加急", "D908");
    case("2008-03-25", "", "Y116");
    // A month whose customers are not given has no rate.
    let (_, codes) = checked(
        &TICKETS.replace("{ period: 2008-03, customers: 9000 }", ""),
        TABLE,
    );
    assert_eq!(codes, ["S215"]);
    // A number in two places.
    let (_, codes) = checked(
        &TICKETS.replace("2008-01, customers", "2008-01, complaints: 2, customers"),
        TABLE,
    );
    assert_eq!(codes, ["S206"]);
}

#[test]
fn a_part_is_no_larger_than_the_whole() {
    let (_, codes) = checked(&TYPED.replace("escalated: 2", "escalated: 14"), "");
    assert_eq!(codes, ["S321"]);
}

#[test]
fn small_groups_and_what_would_give_them_away_are_left_out() {
    let yaml = "
causes:
- { id: a, name: 甲, complaints: 40 }
- { id: b, name: 乙, complaints: 9 }
- { id: c, name: 丙, complaints: 3 }
- { id: d, name: 丁, complaints: 0 }
minimum: { count: 5, reason: 少于五件不公布 }
";
    let (record, _) = checked(yaml, "");
    let hidden = |id: &str| {
        let row = record.causes.rows.iter().find(|row| row.id == id);
        let value = &row.expect("it is there").values[&0];
        matches!(value, Value::Missing(_))
    };
    assert!(hidden("c"), "it is small");
    assert!(hidden("b"), "the total less the others would be c");
    assert!(!hidden("a") && !hidden("d"), "nothing can be told of them");
}

#[test]
fn days_to_close_and_ages_come_of_tickets() {
    let yaml = "
as_of: 2008-04-01
deadline_days: 15
ageing: [{ name: 半月内, to: 15 }, { name: 一月内, to: 30 }, { name: 更久 }]
periods: [{ period: 2008-03, customers: 1000 }]
tickets:
  file: tickets.csv
  columns: { opened: opened, closed: closed }
";
    let mut table = "opened,closed\n".to_owned();
    for day in 1..=11 {
        table.push_str(&format!("2008-03-01,2008-03-{:02}\n", 1 + day));
    }
    // 15, 30 and 31 days old.
    table.push_str("2008-03-17,\n2008-03-02,\n2008-03-01,\n");
    let (record, codes) = checked(yaml, &table);
    assert!(codes.is_empty(), "{codes:?}");
    let figures = figures(&record);
    // The ninth step of ten from 1 to 11.
    assert_eq!(number(&figures, "complaints.closing.p90@2008"), 10.0);
    let open = |class: u8| {
        number(
            &figures,
            &format!("complaints.ageing.class_{class}.open@2008"),
        )
    };
    assert_eq!([open(1), open(2), open(3)], [1.0, 1.0, 1.0]);
}

#[test]
fn ages_that_are_typed_fit_what_is_open() {
    let yaml = |ages: &str| {
        format!(
            "ageing: [{{ name: 半月内, to: 15 }}, {{ name: 更久 }}]
handling: {{ in_time: 9, late: 1, overdue: 2, running: 3, open_by_age: {ages} }}
"
        )
    };
    let told = |ages: &str| checked(&yaml(ages), "").1;
    assert!(told("[3, 2]").is_empty());
    assert_eq!(told("[3, 3]"), ["S333"]);
    assert_eq!(told("[3, 1, 1]"), ["S333"]);
    let (_, codes) = checked(
        "ageing: [{ name: 甲, to: 30 }, { name: 乙, to: 15 }, { name: 丙 }]\n",
        "",
    );
    assert_eq!(codes, ["C001"]);
    let (_, codes) = checked("ageing: [{ name: 甲 }, { name: 乙 }]\n", "");
    assert_eq!(codes, ["S215"]);
    let (_, codes) = checked("ageing: [{ name: 甲, to: 30 }]\n", "");
    assert_eq!(codes, ["C001"]);
}

#[test]
fn a_half_year_is_held_against_the_same_half() {
    let months = |year: i16, count: u32| -> String {
        let month = |it: u32| {
            format!("- {{ period: {year}-{it:02}, complaints: {count}, customers: 10000 }}\n")
        };
        let last = if year == 2008 { 12 } else { 6 };
        (1..=last).map(month).collect()
    };
    let before = format!(
        "control: {{ chart: u, phases: [{{ from: 2008-04, reason: 换了系统 }}] }}\nperiods:\n{}",
        months(2008, 10)
    );
    let (before, _) = checked(&before, "");
    let yaml = format!(
        "{HEAD}since: 2008-01\ncontrol: {{ chart: u }}\nperiods:\n{}",
        months(2009, 5)
    );
    let (record, codes) = tests::checked_in::<Complaints>(2009, Some(&before), &yaml, "");
    assert!(codes.is_empty(), "{codes:?}");
    let figures = figures(&record);
    assert_eq!(number(&figures, "complaints.years.rate@2008-H1"), 60.0);
    assert_eq!(number(&figures, "complaints.years.rate@2009-H1"), 30.0);
    assert_eq!(number(&figures, "complaints.years.change@2009-H1"), -50.0);
    // The year before has its home in its own review, with its stretches.
    assert!(!figures.contains_key("complaints.years.rate@2008"));
    assert!(!figures.contains_key("complaints.periods.num@2008-01"));
    assert!(figures.contains_key("complaints.periods.centre_2@2009"));
    let years: Vec<_> = record.years.rows.iter().map(|it| it.period).collect();
    let told = ["2008", "2008-H1", "2009-H1"].map(|it| it.parse().ok());
    assert_eq!(years, told);
}

#[test]
fn equally_many_periods_are_not_the_same_periods() {
    let yaml = TYPED
        .replace("2008-01", "2008-03")
        .replace("2008-02", "2008-04");
    let (record, _) = checked(&yaml, "");
    assert!(!figures(&record).contains_key("complaints.years.change@2008"));
}
