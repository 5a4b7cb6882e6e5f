//! Tables that are summarised, sound and unsound.

use std::collections::BTreeMap;

use super::*;
use crate::{diag::LineColumn, rows::Delimiter};

/// Rows and the sum of their numbers by the first column.
#[derive(Default)]
struct Sums(BTreeMap<String, (u64, f64)>);

impl Tally for Sums {
    fn take(&mut self, row: &Cells, mistakes: &mut Mistakes) {
        let number = row.number(1, mistakes);
        let slot = self.0.entry(row.text(0).unwrap_or_default().to_owned());
        let (rows, sum) = slot.or_default();
        *rows += 1;
        *sum += number.unwrap_or_default();
    }

    fn merge(&mut self, later: Self) {
        for (key, (rows, sum)) in later.0 {
            let slot = self.0.entry(key).or_default();
            slot.0 += rows;
            slot.1 += sum;
        }
    }
}

fn sums(bytes: &[u8], spec: &RowsSpec) -> (Option<Sums>, Vec<String>) {
    let mut report = Report::default();
    let file = FileName::from("a.csv");
    let columns = Columns {
        required: &["unit", "hours"],
        optional: &["note"],
    };
    let found = summarise(&file, bytes, spec, &columns, &Sums::default, &mut report);
    let text = text_of(bytes, spec.encoding);
    let told = report.sorted();
    let told = told.iter().map(|it| {
        let at = LineColumn::of(&text, it.place.start);
        format!("{} {}:{}", it.code.id(), at.line, at.column)
    });
    (found, told.collect())
}

fn utf8(text: &str) -> (Option<Sums>, Vec<String>) {
    sums(text.as_bytes(), &RowsSpec::default())
}

/// Rows of three megabytes: several blocks in two batches or more.
fn long(rows: usize) -> String {
    let mut text = String::from("unit,hours,note\n");
    for i in 0..rows {
        let note = if i % 97 == 0 {
            "\"two\nlines, quoted\""
        } else {
            "客户说明"
        };
        text += &format!("hall_{},{}.25,{note}\n", i % 7, i % 50);
    }
    text
}

#[test]
fn every_row_is_counted_once_across_blocks() {
    let rows = 500_000;
    let (found, told) = utf8(&long(rows));
    assert!(told.is_empty(), "{told:?}");
    let found = found.expect("the table is sound").0;
    assert_eq!(found.len(), 7);
    assert_eq!(found.values().map(|it| it.0).sum::<u64>(), rows as u64);
    let expected: f64 = (0..rows).map(|i| (i % 50) as f64 + 0.25).sum();
    let sum: f64 = found.values().map(|it| it.1).sum();
    assert!((sum - expected).abs() < 1e-6, "{sum} {expected}");
}

#[test]
fn threads_change_no_digit() {
    let text = long(300_000).replace(".25", ".1");
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().expect("threads can be had");
        let found = pool.install(|| utf8(&text).0).expect("the table is sound");
        let bits = found.0.into_values().map(|it| it.1.to_bits());
        bits.collect::<Vec<_>>()
    };
    let one = with(1);
    assert_eq!(with(2), one);
    assert_eq!(with(5), one);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    fn case(text: &str, expected: &[&str]) {
        assert_eq!(utf8(text).1, expected, "{text:?}");
    }
    case("unit,hours\na,1\n", &[]);
    case("unit,hours\na,x\n", &["D905 2:3"]);
    case("unit,hours\na,1\nb\n", &["D901 3:1"]);
    case("unit,hours\r\na,1\r\nb,\"x\"\r\n", &["D905 3:3"]);
    case("\u{FEFF}unit,hours\nb,x", &["D905 2:3"]);
    case("unit;hours\na;1\n", &["D904 1:1"]);
    case("unit,days\na,1\n", &["D903 1:1"]);
    case("unit,hours,unit\na,1,b\n", &["D902 1:12"]);
    case("", &["D903 1:1", "D903 1:1"]);
    // Behind blocks that hold many thousand rows, as exactly as at the start.
    let rows = 200_000;
    let mut text = long(rows);
    let line = text.lines().count() + 1;
    text += "late,nought,x\n";
    case(&text, &[&format!("D905 {line}:6")]);
}

#[test]
fn mistakes_beyond_fifty_are_counted() {
    let mut text = String::from("unit,hours\n");
    for _ in 0..1234 {
        text += "a,x\n";
    }
    let mut report = Report::default();
    let columns = Columns {
        required: &["unit", "hours"],
        optional: &[],
    };
    let file = FileName::from("a.csv");
    let spec = RowsSpec::default();
    let new = Sums::default;
    summarise(&file, text.as_bytes(), &spec, &columns, &new, &mut report);
    let told = report.sorted();
    assert_eq!(told.len(), 51);
    let more = told.iter().find(|it| it.code == Code::MoreRows);
    let more = more.expect("the others are counted");
    assert!(format!("{more:?}").contains("1184"), "{more:?}");
}

#[test]
fn other_encodings_give_the_same_sums() {
    let text = "unit,hours,note\n中心厅,1.5,说明\n车站厅,2,\"一，\n二\"\n";
    let plain = utf8(text).0.expect("the table is sound").0;
    for (encoding, bytes) in [
        (
            Encoding::Gb18030,
            encoding_rs::GB18030.encode(text).0.into_owned(),
        ),
        (
            Encoding::Big5,
            encoding_rs::BIG5
                .encode("unit,hours,note\n中心廳,1.5,a\n")
                .0
                .into_owned(),
        ),
        (
            Encoding::Utf16,
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
    ] {
        let spec = RowsSpec {
            encoding,
            ..RowsSpec::default()
        };
        let (found, told) = sums(&bytes, &spec);
        assert!(told.is_empty(), "{encoding:?} {told:?}");
        let found = found.expect("the table is sound").0;
        if encoding != Encoding::Big5 {
            assert_eq!(found, plain, "{encoding:?}");
        }
        let (_, told) = sums(&bytes, &RowsSpec::default());
        assert!(!told.is_empty(), "{encoding:?} is not UTF-8");
    }
}

#[test]
fn marks_for_no_value_and_other_delimiters_are_as_declared() {
    let spec = RowsSpec {
        delimiter: Delimiter::Semicolon,
        na: vec![crate::sheet::Plain("-99".into())],
        ..RowsSpec::default()
    };
    let (found, told) = sums(b"unit;hours\na; 2 \na;-99\n", &spec);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(found.expect("the table is sound").0["a"], (2, 2.0));
}

#[test]
fn a_quote_that_is_never_closed_is_told() {
    let text = format!("unit,hours\n\"{}", "a,1\n".repeat(5 << 20));
    let (found, told) = utf8(&text);
    assert!(found.is_none());
    assert_eq!(told, ["D911 1:1"]);
}
