//! The calendar.

use jiff::{ToSpan, civil::Date};
use pingshu::{
    chart::{Calendar, CalendarDay, Mark, Size, Spec, draw},
    model::{Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_text, odd_words},
    frame, mark, shape, words,
};

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("a day")
}

fn day(date: Date, value: Option<f64>) -> CalendarDay {
    let key = date.to_string();
    CalendarDay {
        date,
        label: key.clone(),
        mark: match value {
            Some(value) => mark(&key, value),
            None => Mark {
                key,
                reason: "日报未出".into(),
                ..Mark::default()
            },
        },
    }
}

fn calendar(days: Vec<CalendarDay>) -> Calendar {
    Calendar {
        days,
        shown: None,
        bounds: Vec::new(),
        format: Format::plain(0),
        unit: "件".into(),
        months: (1..=12).map(|i| format!("{i} 月")).collect(),
        weekdays: ["一", "二", "三", "四", "五", "六", "日"]
            .map(String::from)
            .into(),
        words: words(),
    }
}

/// Complaints of so many days: fewer at weekends, none on some, a bad week in June.
fn complaints(first: Date, count: i32) -> Vec<CalendarDay> {
    let days = (0..count).map(|i| (i, first.checked_add(i.days()).expect("a day")));
    days.filter(|(i, _)| !(200..204).contains(i))
        .map(|(i, date)| {
            let weekend = date.weekday().to_monday_zero_offset() > 4;
            let base = if weekend { i * 7 % 5 } else { 6 + i * 13 % 11 };
            let value = if (160..167).contains(&i) {
                base + 14
            } else {
                base
            };
            let mut day = day(date, (i % 97 != 50).then(|| f64::from(value)));
            if (260..274).contains(&i) {
                day.mark.evidence = Evidence::Estimated;
            }
            day
        })
        .collect()
}

prop_compose! {
    fn odd_day()(
        (year, month, day) in prop_oneof![
            4 => (2007..2010_i16, 1..=12_i8, 1..=28_i8),
            1 => (-9999..=9999_i16, 1..=12_i8, 1..=28_i8),
        ],
        label in odd_text(),
        mark in odd_mark().boxed(),
    ) -> CalendarDay {
        CalendarDay { date: date(year, month, day), label, mark }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let shown = option::of((0..4_usize, 0..4_usize).prop_map(|(a, b)| a..b));
    (
        vec(odd_day().boxed(), 0..12),
        shown,
        vec(odd_number(), 0..6),
        odd_format(),
        odd_text(),
        (vec(odd_text(), 0..13), vec(odd_text(), 0..8)),
        odd_words().boxed(),
    )
        .prop_map(
            |(days, shown, bounds, format, unit, (months, weekdays), words)| {
                Spec::Calendar(Calendar {
                    days,
                    shown,
                    bounds,
                    format,
                    unit,
                    months,
                    weekdays,
                    words,
                })
            },
        )
}

pub(super) fn samples() -> Vec<Sample> {
    let chart = |days| Spec::Calendar(calendar(days));
    vec![
        ("typical", chart(complaints(date(2008, 1, 1), 274))),
        ("month", chart(complaints(date(2000, 3, 1), 26))),
        ("quarter", chart(complaints(date(2009, 1, 12), 70))),
        ("years", chart(complaints(date(2007, 11, 5), 500))),
        ("empty", chart(Vec::new())),
        ("nothing-finite", chart(vec![day(date(2008, 5, 1), None)])),
        ("one", chart(vec![day(date(2008, 2, 29), Some(80.0))])),
        ("many", chart(complaints(date(1990, 1, 1), 10_000))),
        (
            "ugly",
            chart(vec![
                day(date(2008, 12, 31), Some(-1_000_000.0)),
                day(date(2008, 1, 1), Some(0.001)),
                day(date(2008, 1, 1), Some(5.0)),
                day(date(2010, 6, 1), Some(0.0)),
            ]),
        ),
    ]
}

#[test]
fn weeks_begin_on_monday() {
    // 5 May 2008 was a Monday, the 11th a Sunday.
    let days = |first: Date| {
        (0..8)
            .map(|i| {
                day(
                    first.checked_add(i.days()).expect("a day"),
                    Some(f64::from(i)),
                )
            })
            .collect()
    };
    let mut all: Vec<CalendarDay> = days(date(2008, 5, 5));
    let svg = draw(&Spec::Calendar(calendar(all.clone())), &frame(Size::Page));
    let at = |svg: &str, key: &str| shape(svg, key, "rect");
    let (monday, sunday, next) = (
        at(&svg, "2008-05-05"),
        at(&svg, "2008-05-11"),
        at(&svg, "2008-05-12"),
    );
    let step = at(&svg, "2008-05-06")["x"] - monday["x"];
    assert!(
        (sunday["x"] - (monday["x"] + 6.0 * step)).abs() <= 0.4,
        "six steps of a tenth's error each"
    );
    assert!(
        (sunday["y"] - monday["y"]).abs() < 0.05,
        "one week is one row"
    );
    assert!((next["x"] - monday["x"]).abs() < 0.05 && next["y"] > sunday["y"]);
    // Over many months weeks are columns.
    all.push(day(date(2008, 12, 31), Some(3.0)));
    let svg = draw(&Spec::Calendar(calendar(all)), &frame(Size::Page));
    let (monday, sunday, next) = (
        at(&svg, "2008-05-05"),
        at(&svg, "2008-05-11"),
        at(&svg, "2008-05-12"),
    );
    assert!((sunday["x"] - monday["x"]).abs() < 0.05 && sunday["y"] > monday["y"]);
    assert!((next["y"] - monday["y"]).abs() < 0.05 && next["x"] > sunday["x"]);
}

#[test]
fn a_day_without_a_value_is_not_a_day_of_zero() {
    let spec = Spec::Calendar(calendar(vec![
        day(date(2008, 5, 1), Some(0.0)),
        day(date(2008, 5, 2), None),
        day(date(2008, 5, 5), Some(9.0)),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        assert!(svg.contains("data-k=\"2008-05-01\" class=\"m-measured\""));
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let class = |key: &str| {
            let group = document
                .descendants()
                .find(|n| n.attribute("data-k") == Some(key));
            let shape = group.and_then(|n| n.children().find(|n| n.has_attribute("class")));
            shape.and_then(|n| n.attribute("class")).map(str::to_owned)
        };
        assert_eq!(
            class("2008-05-01").as_deref(),
            Some("f-track"),
            "zero has its own shade"
        );
        assert_eq!(
            class("2008-05-02").as_deref(),
            Some("s-mut"),
            "missing is struck out"
        );
        assert!(svg.contains(">无数据</text>"), "and the key says so");
    }
}

#[test]
fn a_part_is_a_year_with_the_bins_of_all() {
    let whole = Spec::Calendar(calendar(complaints(date(2007, 11, 5), 500)));
    assert_eq!(whole.rows(), 3, "2007, 2008 and 2009");
    let svg = draw(&whole.part(1..2), &frame(Size::Slide));
    assert!(svg.contains(">2008</text>") && !svg.contains(">2007</text>"));
    assert!(!svg.contains("data-k=\"2007-12-31\""));
}
