//! Every hostile text, with the code and the place that it must give.
#![expect(clippy::format_collect, reason = "the texts of tests are short")]

use std::{collections::BTreeMap, time::Instant};

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::{
    diag::LineColumn,
    model::{Better, Text},
    path,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Any {
    title: Option<Words>,
    note: Option<Words>,
    also: Option<Plain>,
    name: Option<Plain>,
    kpis: Vec<Kpi>,
    samples: Option<Count>,
    day: Option<Dated>,
    period: Option<Timed>,
    better: Option<Better>,
    site: Option<Plain>,
    zip: Option<Plain>,
    phone: Option<Plain>,
    schema: Option<Plain>,
    base: Option<Num>,
    range: Option<[Num; 2]>,
    weights: BTreeMap<String, Num>,
    open: Option<bool>,
    year: Option<i16>,
    words: Option<BTreeMap<String, Words>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is tested")]
struct Kpi {
    id: Plain,
    weight: Option<Num>,
    target: Option<Num>,
    #[serde(default)]
    tags: Vec<Plain>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is tested")]
struct Strict {
    format: Count,
    title: Words,
    #[serde(default)]
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Plain,
    weight: Num,
    day: Dated,
    way: Better,
}

fn load<T: DeserializeOwned>(text: &str) -> (Option<Sheet<T>>, Vec<String>) {
    let begun = Instant::now();
    let mut report = Report::default();
    let sheet = read::<T>(&"a.yaml".into(), text, 0, &mut report);
    assert!(begun.elapsed().as_secs() < 5, "took {:?}", begun.elapsed());
    let told = report
        .sorted()
        .iter()
        .map(|d| {
            let at = LineColumn::of(text, d.place.start);
            let mut told = format!("{} {}:{}", d.code.id(), at.line, at.column);
            for (place, note) in &d.related {
                let at = LineColumn::of(text, place.start);
                told.push_str(
                    &[
                        " ",
                        note,
                        " ",
                        &at.line.to_string(),
                        ":",
                        &at.column.to_string(),
                    ]
                    .concat(),
                );
            }
            told
        })
        .collect();
    (sheet, told)
}

fn case(text: &str, expected: &[&str]) -> Option<Sheet<Any>> {
    let (sheet, told) = load::<Any>(text);
    assert_eq!(told, expected, "{text}");
    sheet
}

fn good(text: &str) -> Any {
    let sheet = case(text, &[]).expect("nothing was reported");
    assert!(!sheet.has_gaps());
    sheet.value
}

fn plain(text: Option<&Plain>) -> &str {
    text.map_or("", |plain| &plain.0)
}

#[test]
fn what_the_library_passes_in_silence() {
    case(
        "kpis:\n- id: a\n  weight: 1\n  id: b\n",
        &["Y101 4:3 first 2:3"],
    );
    case(
        "weights:\n  call-drop: 40\n  mos: 60\n  call-drop: 60\n",
        &["Y101 4:3 first 2:3"],
    );
    case(
        "base: &b {unit: 1, target: 95}\nkpi:\n  <<: *b\n  id: mos\n",
        &["Y104 3:3"],
    );
    case("a: 1\n---\nb: 2\n", &["Y106 2:1"]);
    case("---\na: 1\n...\n---\n", &["Y106 4:1"]);
    case("", &["Y120 1:1"]);
    case("# nothing\n", &["Y120 1:1"]);
    case("---\n", &["Y120 1:1"]);
    case("- a\n- b\n", &["Y121 1:1"]);
    case("# x\nwords alone", &["Y121 2:1"]);
    case("? [a, b]\n: 1\n", &["Y124 1:3"]);
    case("~: 1\n", &["Y124 1:1"]);
    case("title: !important x\n", &["Y102 1:8 yaml.tag 1:8"]);
}

#[test]
fn an_empty_list_is_a_warning_and_an_empty_text_an_error() {
    let sheet = case("kpis:\n", &["Y122 1:6"]).expect("a warning stops nothing");
    assert!(sheet.value.kpis.is_empty() && !sheet.has_gaps());
    case("title: x\nkpis:\n- id: a\n  tags: ~\n", &["Y122 4:9"]);
    let (_, told) = load::<Strict>("format: 1\ntitle: ~\n");
    assert_eq!(told, ["Y116 2:8"]);
    let (_, told) = load::<Strict>("format: 1\ntitle:\nrows: []\n");
    assert_eq!(told, ["Y116 2:7"]);
    case("words: { a: , b: x }\n", &["Y116 1:12"]);
    case("title: {}\n", &["Y116 1:8"]);
    assert_eq!(
        good("title: ~\nname: \"~\"\n").name,
        Some(Plain("~".to_owned())),
        "quoted, it is a text"
    );
    assert_eq!(good("title: ~\n").title, None);
}

#[test]
fn spelling_is_kept_and_numbers_have_one() {
    let sheet =
        good("site: 010\nzip: 01234\nphone: 0123456789\nschema: 1.10\nalso: 0x10\nname: true\n");
    assert_eq!(
        [
            &sheet.site,
            &sheet.zip,
            &sheet.phone,
            &sheet.schema,
            &sheet.also,
            &sheet.name
        ]
        .map(|text| plain(text.as_ref())),
        ["010", "01234", "0123456789", "1.10", "0x10", "true"]
    );
    for (words, expected) in [
        ("1.10", "1.10"),
        ("2008", "2008"),
        ("-5", "-5"),
        ("010", "010"),
        ("1e3", "1e3"),
    ] {
        assert_eq!(
            good(&format!("title: {words}\n")).title,
            Some(Words(Text::same(expected)))
        );
    }
    let number = |text: &str| good(&format!("base: {text}\n")).base.map(|num| num.0);
    assert_eq!(number("82"), Some(82.0));
    assert_eq!(number("-2.50"), Some(-2.5));
    assert_eq!(number("1e3"), Some(1000.0));
    assert_eq!(number("99999999999999999999999"), Some(1e23));
    for (text, code) in [
        (".inf", "Y112"),
        ("-.inf", "Y112"),
        (".nan", "Y112"),
        ("NaN", "Y112"),
        ("010", "Y111"),
        ("010.5", "Y111"),
        ("1e400", "Y113"),
        ("10,5", "Y115"),
        ("\"10\"", "Y115"),
        ("0x10", "Y115"),
        ("+5", "Y115"),
        (".5", "Y115"),
        ("[1]", "Y114"),
        ("{}", "Y114"),
    ] {
        let note = if code == "Y114" {
            " expected.number 1:7"
        } else {
            ""
        };
        case(&format!("base: {text}\n"), &[&format!("{code} 1:7{note}")]);
    }
    case("kpis:\n  - id: mos\n    target: .inf\n", &["Y112 3:13"]);
    case("kpis:\n  - id: mos\n    weight: 10,5\n", &["Y115 3:13"]);
    case("samples: 99999999999999999999999\n", &["Y113 1:10"]);
    case("samples: 9007199254740992\n", &["Y113 1:10"]);
    assert_eq!(
        good("samples: 9007199254740991\n").samples,
        Some(Count(9_007_199_254_740_991))
    );
    case("samples: 3.5\n", &["Y114 1:10 expected.count 1:10"]);
    case("samples: -3\n", &["Y114 1:10 expected.count 1:10"]);
    case("samples: 007\n", &["Y111 1:10"]);
    case("open: yes\n", &["Y114 1:7 expected.truth 1:7"]);
    case("year: 99999\n", &["Y113 1:7"]);
    case("range: [1, 2, 3]\n", &["Y114 1:8 expected.pair 1:8"]);
    case("range: [1]\n", &["Y114 1:8 expected.pair 1:8"]);
    case(
        "day: 2008-02-30\nperiod: 2008-Q5\nbetter: highest\n",
        &["F803 1:6", "R712 2:9", "Y117 3:9"],
    );
    case("day: 2008-12-31T00:00\n", &["F803 1:6"]);
    assert_eq!(
        good("day: 2008-12-31\nperiod: unstated\n").period,
        Some(Timed::Unstated)
    );
}

#[test]
fn hints_and_near_names_are_given() {
    let slots = |text: &str| {
        let mut report = Report::default();
        read::<Any>(&"a".into(), text, 0, &mut report);
        let all = report.sorted();
        let slots: BTreeMap<_, _> = all[0]
            .slots
            .iter()
            .map(|(slot, words)| (*slot, words.to_string()))
            .collect();
        slots
    };
    assert_eq!(slots("base: 10,5\n")["hint"], "10.5");
    assert_eq!(slots("base: 007\n")["hint"], "7");
    assert_eq!(slots("better: heigher\n")["near"], "higher");
    let unknown = slots("kpis:\n- id: x\n  wieght: 100\n");
    assert_eq!(unknown["key"], "wieght");
    assert_eq!(unknown["near"], "weight");
    assert_eq!(unknown["known"], "id, weight, target, tags");
    assert_eq!(slots("a: *base\n")["anchor"], "base");
    assert_eq!(slots("title: [x]\n")["key"], "title");
}

#[test]
fn slips_in_the_text_are_placed_where_they_began() {
    case("target: %95\n", &["Y102 1:9 yaml.percent 1:9"]);
    case("target: @x\n", &["Y102 1:9 yaml.at_sign 1:9"]);
    case("kpis:\n\t- id: mos\n", &["Y102 2:1 yaml.tab 2:1"]);
    case(
        "title: \"Q3 results\nowner: ops\nkpis: []\n",
        &["Y102 1:8 yaml.unclosed_quote 1:8"],
    );
    case("title: 'x", &["Y102 1:8 yaml.unclosed_quote 1:8"]);
    case("a: *base\n", &["Y103 1:4"]);
    case(
        "title: ok\ntitle2: Q3: x\n",
        &["Y102 2:11 yaml.colon_in_text 2:11"],
    );
    case("a: b\n  c: d\n", &["Y102 2:4 yaml.indent 2:4"]);
    case("a:\n  - b: 1\n   c: 2\n", &["Y102 3:4 yaml.indent 3:4"]);
    case("a: 1\nhello\nb: 2\n", &["Y102 3:1 yaml.no_colon 3:1"]);
    case("a: [1, 2\nb: 3\n", &["Y102 1:4 yaml.unclosed_bracket 1:4"]);
    case("a: \"C:\\Windows\"\n", &["Y102 1:7 yaml.escape 1:7"]);
    case("a: \"x\" y\n", &["Y102 1:8 yaml.behind_quote 1:8"]);
    case(
        "# 中文注释\na: 1 # 中文\nb: [1, # 中文\n 2\n]\n综合: %\n",
        &["Y102 6:5 yaml.percent 6:5"],
    );
    case("a: [1,\n2]\n", &["Y102 1:4 yaml.unclosed_bracket 1:4"]);
}

#[test]
fn depth_and_aliases_have_limits() {
    let bomb: String = (0..9)
        .map(|i| match i {
            0 => format!("a0: &a0 [{}]\n", ["lol"; 9].join(",")),
            _ => format!(
                "a{i}: &a{i} [{}]\n",
                vec![format!("*a{}", i - 1); 9].join(",")
            ),
        })
        .collect();
    let (_, told) = load::<Any>(&bomb);
    assert!(
        told.len() == 1 && told[0].starts_with("Y107 7:"),
        "{told:?}"
    );
    case("name: &a [*a]\n", &["Y107 1:11"]);
    case(&format!("a: {}", "[".repeat(80_000)), &["Y108 1:68"]);
    case(
        &format!("a: {}{}", "[".repeat(65), "]".repeat(65)),
        &["Y108 1:68"],
    );
    case(&format!("a: {}", "{a: ".repeat(80_000)), &["Y108 1:260"]);
    case(&format!("[{}", "[".repeat(80_000)), &["Y108 1:65"]);
    case(&"- ".repeat(80_000), &["Y108 1:129"]);
    let deep: String = (0..300).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    case(&deep, &["Y108 65:65"]);
    let text = format!("note: \"{0}\"\nalso: |\n  {0}\n", "[".repeat(200));
    assert_eq!(
        plain(good(&text).also.as_ref()).len(),
        201,
        "brackets in text are text"
    );
    let chain: String = (0..200)
        .map(|i| format!("a{i}: &a{i} [*a{}]\n", i - 1))
        .collect();
    let chain = format!("a-1: &a-1 [x]\n{chain}");
    let (_, told) = load::<Any>(&chain);
    assert!(
        told.len() == 1 && told[0].starts_with("Y108"),
        "aliases in aliases are depth: {told:?}"
    );
}

#[test]
fn all_mistakes_of_shape_are_found_in_one_run() {
    case("kpis:\n  - id: mos\n    wieght: 100\n", &["Y125 3:5"]);
    let (sheet, told) = load::<Strict>(
        "format: one\ntitel: x\nrows:\n- id: a\n  weight: 1,5\n  day: 2008-1-1\n  way: up\n- id: b\n- { id: c, weight: 1, day: 2008-01-01, way: lower }\n- 7\n",
    );
    assert_eq!(
        told,
        [
            "Y115 1:9",
            "Y125 2:1",
            "Y115 5:11",
            "F803 6:8",
            "Y117 7:8",
            "Y126 8:3",
            "Y126 8:3",
            "Y126 8:3",
            "Y114 10:3 expected.mapping 10:3"
        ]
    );
    assert!(sheet.is_none(), "the title is missing at the top");

    let (sheet, told) = load::<Strict>(
        "format: 1\ntitle: x\nrows:\n- {id: a, weight: 1,5, day: 2008-01-01, way: higher}\n- {id: b, weight: 2, day: 2008-01-01, way: higher}\n",
    );
    assert_eq!(told.len(), 1, "`1,5` in braces is two things: {told:?}");
    let sheet = sheet.expect("one row is good");
    assert!(sheet.has_gaps());
    assert_eq!(
        sheet
            .value
            .rows
            .iter()
            .map(|row| row.id.0.as_str())
            .collect::<Vec<_>>(),
        ["a", "b"]
    );

    let (sheet, told) = load::<Strict>("title: x\nrows: []\n");
    assert!(sheet.is_none());
    assert_eq!(told, ["Y126 1:1"]);
    let (_, told) = load::<Strict>("rows: []\n");
    assert_eq!(told, ["Y126 1:1", "Y126 1:1"], "both missing keys");
}

#[test]
fn a_row_without_what_it_needs_is_left_out() {
    let (sheet, told) = load::<Strict>(
        "format: 1\ntitle: x\nrows:\n- id: a\n- {id: b, weight: x, day: 2008-01-01, way: higher}\n- {id: c, weight: 2, day: 2008-01-01, way: higher}\n",
    );
    assert_eq!(told, ["Y126 4:3", "Y126 4:3", "Y126 4:3", "Y115 5:19"]);
    let sheet = sheet.expect("one row is good");
    assert!(sheet.has_gaps());
    assert_eq!(sheet.value.rows.len(), 1, "no stand-in is taken for data");
    let row = &sheet.value.rows[0];
    assert_eq!(
        (row.weight, row.day.0.to_string().as_str(), row.way),
        (Num(2.0), "2008-01-01", Better::Higher)
    );
}

#[test]
fn a_large_file_of_mistakes_ends_soon() {
    let text: String = std::iter::once("kpis:\n".to_owned())
        .chain((0..20_000).map(|i| format!("- id: k{i}\n  weight: 1,5\n")))
        .collect();
    let (_, told) = load::<Any>(&text);
    assert!((2..=50).contains(&told.len()), "{}", told.len());
}

#[test]
fn places_are_exact() {
    let text = "title: {zh: 综合, en: Overall}\nkpis:\n  - id: &w 60\n    weight: 1\n  - {id: *w, weight: 2}\n  - id: c\n    tags:\n    - x\n    - 'y'\n";
    let sheet = case(text, &[]).expect("nothing was reported");
    let at = |range: std::ops::Range<usize>| {
        let at = LineColumn::of(text, range.start);
        (at.line, at.column, &text[range])
    };
    let value = |path: &[crate::sheet::Step]| {
        let place = sheet.place(path);
        at(place.start..place.end)
    };
    let key = |path: &[crate::sheet::Step]| {
        let place = sheet.key_place(path);
        at(place.start..place.end)
    };
    assert_eq!(value(path!["title", "en"]), (1, 21, "Overall"));
    assert_eq!(key(path!["title", "en"]), (1, 17, "en"));
    assert_eq!(
        value(path!["kpis", 1usize, "id"]),
        (3, 9, "&w 60"),
        "an alias stands where it is written"
    );
    assert_eq!(value(path!["kpis", 1usize, "weight"]), (5, 22, "2"));
    assert_eq!(value(path!["kpis", 2usize, "tags", 1usize]), (9, 7, "'y'"));
    assert_eq!(key(path!["kpis", 2usize, "tags"]), (7, 5, "tags"));
    assert_eq!(
        value(path!["kpis", 1usize, "weigth"]).0,
        5,
        "the closest parent"
    );
    assert_eq!(key(path!["kpis", 0usize, "x"]).0, 3);
    assert_eq!(value(path!["nothing", 7usize]).0, 1);
    assert_eq!(value(path!["kpis", 9usize]).1, 3, "the list");
}

#[test]
fn front_matter_is_placed_in_its_file() {
    let file = "---\ntitle: Q3: x\n---\n";
    let mut report = Report::default();
    assert!(read::<Any>(&"a.md".into(), &file[4..17], 4, &mut report).is_none());
    let at = LineColumn::of(file, report.sorted()[0].place.start);
    assert_eq!((at.line, at.column), (2, 10));
}

#[test]
fn line_ends_of_windows_are_accepted() {
    let sheet = good("title: x\r\nnote: |\r\n  a\r\n  b\r\n");
    assert_eq!(sheet.note, Some(Words(Text::same("a\nb\n"))));
    case("title: x\r\nbase: y\r\n", &["Y115 2:7"]);
}

#[test]
fn a_place_costs_little_in_a_long_list() {
    let text: String = std::iter::once("kpis:\n".to_owned())
        .chain((0..10_000).map(|i| format!("- id: k{i}\n  weight: {i}\n")))
        .collect();
    let sheet = case(&text, &[]).expect("nothing was reported");
    let begun = Instant::now();
    for i in 0..10_000 {
        let place = sheet.place(path!["kpis", i, "weight"]);
        assert_eq!(text[place.start..place.end], i.to_string());
    }
    assert!(
        begun.elapsed().as_millis() < 500,
        "took {:?}",
        begun.elapsed()
    );
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "\\PC*|[-a:?,\\[\\]{}#&*!|>'\"%@` \\n\\t~0.x<]{0,60}") {
        let _ = load::<Any>(&text);
        let _ = load::<Strict>(&text);
    }

    #[test]
    fn both_ways_read_the_same(values in prop::collection::vec("[a-z0-9.~+-]{0,4}|\"[a-z0-9]*\"|'x'|中文|2008-Q1", 1..6)) {
        // The second text adds an empty value, which is read by the slow way.
        let text: String = values.iter().enumerate().map(|(i, value)| format!("  k{i}: {value}\n")).collect();
        let (fast, told) = load::<Any>(&format!("words:\n{text}"));
        let (slow, told_again) = load::<Any>(&format!("words:\n{text}title: ~\n"));
        prop_assert_eq!(told, told_again);
        prop_assert_eq!(fast.map(|sheet| sheet.value.words), slow.map(|sheet| sheet.value.words));
    }
}
