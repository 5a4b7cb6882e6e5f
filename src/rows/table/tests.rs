//! Every hostile table, with the code and the place that it must give.

use proptest::prelude::*;

use super::*;
use crate::{diag::LineColumn, load::yaml::read, sheet::Num};

fn load(bytes: &[u8], spec: &str, required: &[&str]) -> (Vec<Option<Num>>, Vec<String>) {
    let mut report = Report::default();
    let spec = match spec {
        "" => RowsSpec::default(),
        _ => {
            read::<RowsSpec>(&"s".into(), spec, 0, &mut report)
                .expect("the spec is sound")
                .value
        }
    };
    let mut values = Vec::new();
    let columns = Columns {
        required,
        optional: &["period", "note"],
    };
    let text = read_rows(
        &"a.csv".into(),
        bytes,
        &spec,
        &columns,
        &mut report,
        |row, report| {
            values.push(row.number("value", report));
        },
    );
    let all = report.sorted();
    let told = all
        .iter()
        .map(|d| {
            let at = LineColumn::of(&text, d.place.start);
            format!("{} {}:{}", d.code.id(), at.line, at.column)
        })
        .collect();
    (values, told)
}

fn case(text: &str, spec: &str, values: &[f64], expected: &[&str]) {
    let (read, told) = load(text.as_bytes(), spec, &["id", "value"]);
    assert_eq!(told, expected, "{text}");
    let read: Vec<f64> = read.into_iter().flatten().map(|num| num.0).collect();
    assert_eq!(read, values, "{text}");
}

#[test]
fn tables_of_a_wrong_shape() {
    case(
        "id,value\na,1\nb\nc,1,2\n",
        "",
        &[1.0],
        &["D901 3:1", "D901 4:1"],
    );
    case("id,value,value\na,1,2\n", "", &[], &["D902 1:10"]);
    case("id;value\na;1,5\nb;2,5\n", "", &[], &["D904 1:1"]);
    case(
        "id;value\na;1,5\nb;2,5\n",
        "delimiter: ;\ndecimal: ','\n",
        &[1.5, 2.5],
        &[],
    );
    case("id\tvalue\na\t1\n", "delimiter: tab\n", &[1.0], &[]);
    case("id,valeu\na,1\n", "", &[], &["D903 1:1"]);
    case("", "", &[], &["D903 1:1", "D903 1:1"]);
    case("id,value,perido\na,1,2008\n", "", &[1.0], &["D909 1:10"]);
    case(
        "id,value,remark\r\n\r\na, 1 ,\"x\ny\"\r\nb,2,z\r\n",
        "",
        &[1.0, 2.0],
        &[],
    );
}

#[test]
fn cells_that_are_no_numbers() {
    case(
        "id,value\na,NaN\nb,inf\nc,1e400\nd,-0\ne,\n",
        "",
        &[0.0],
        &["D905 2:3", "D905 3:3", "D905 4:3"],
    );
    case("id,value\na,NaN\nb,NA\n", "na: [NaN, NA]\n", &[], &[]);
    case(
        "id,value\na,\"1,234\"\nb,1.234\n",
        "",
        &[1.234],
        &["D905 2:3"],
    );
    case(
        "id;value\na;1.234\nb;1,5\nc;1,2,3\n",
        "delimiter: ;\ndecimal: ','\n",
        &[1.5],
        &["D905 2:3", "D905 4:3"],
    );
    case(
        "id,note,value\n\"a \"\"b\"\", c\",中文, 010\n",
        "",
        &[],
        &["D905 2:18"],
    );
    case(
        "id,note,value\r\n\"a\r\nb\",x,7%\r\n",
        "",
        &[],
        &["D905 3:6"],
    );
}

#[test]
fn characters_and_encodings() {
    case("id,value,note\n1,5,a\0b\n", "", &[], &["D907 2:6"]);
    case("\u{FEFF}id,value\na,1\n", "", &[1.0], &[]);
    let (gb, ..) = encoding_rs::GB18030.encode("id,value,note\na,1,综合\nb,x,满意\n");
    let required = &["id", "value"];
    let (_, told) = load(&gb, "", required);
    assert_eq!(told, ["D906 2:5"]);
    let (values, told) = load(&gb, "encoding: gbk\n", required);
    assert_eq!(
        (values[0], told),
        (Some(Num(1.0)), vec!["D905 3:3".to_owned()])
    );
    let (_, told) = load("id,value\na,1中\n".as_bytes(), "encoding: big5\n", required);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("D90"), "{told:?}");
    let utf16: Vec<u8> = "\u{FEFF}id\tvalue\na\t2\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (_, told) = load(&utf16, "", required);
    assert_eq!(told, ["D906 1:1"]);
    let (values, told) = load(&utf16, "encoding: utf-16\ndelimiter: tab\n", required);
    assert_eq!((values, told), (vec![Some(Num(2.0))], Vec::new()));
}

#[test]
fn a_table_of_mistakes_is_not_read_to_its_end() {
    let text = format!("id,value\n{}", "a,x\n".repeat(10_000));
    let (_, told) = load(text.as_bytes(), "", &["id", "value"]);
    assert_eq!(told.len(), MOST);
}

#[test]
fn the_hint_fits_the_table() {
    let mut report = Report::default();
    let spec = RowsSpec {
        decimal: crate::rows::Decimal::Comma,
        delimiter: Delimiter::Semicolon,
        ..RowsSpec::default()
    };
    let columns = Columns {
        required: &["value"],
        optional: &[],
    };
    read_rows(
        &"a".into(),
        &b"value\n1.234,5\n"[..],
        &spec,
        &columns,
        &mut report,
        |row, report| {
            row.number("value", report);
        },
    );
    let all = report.sorted();
    assert!(
        all[0].slots.contains(&("hint", "1234,5".into())),
        "{:?}",
        all[0].slots
    );
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes: Vec<u8>, text in "[a,;\"\n\r 中0.]{0,40}") {
        load(&bytes, "", &["a"]);
        load(text.as_bytes(), "", &["a"]);
        let whole = format!("a,value\n{text}");
        load(whole.as_bytes(), "", &["a"]);
    }
}
