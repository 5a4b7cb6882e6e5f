//! The heat map.

use pingshu::{
    chart::{HeatMap, HeatRow, Mark, Size, Spec, draw},
    model::{Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(label: &str, cells: &[Option<f64>]) -> HeatRow {
    let cell = |(i, value): (usize, &Option<f64>)| match value {
        Some(value) => mark(&format!("{label}-{i}"), *value),
        None => missing(&format!("{label}-{i}")),
    };
    HeatRow {
        label: label.into(),
        cells: cells.iter().enumerate().map(cell).collect(),
        n: String::new(),
    }
}

fn missing(key: &str) -> Mark {
    Mark {
        key: key.into(),
        text: "—".into(),
        reason: "未上报".into(),
        ..Mark::default()
    }
}

fn map(columns: usize, rows: Vec<HeatRow>) -> HeatMap {
    HeatMap {
        columns: (1..=columns).map(|i| format!("{i} 月")).collect(),
        rows,
        shown: None,
        bounds: Vec::new(),
        format: Format::plain(0),
        unit: "分".into(),
        n: "n".into(),
        words: words(),
    }
}

/// Scores of halls by month.
fn halls() -> HeatMap {
    let names = [
        "中心营业厅",
        "车站营业厅",
        "大学城营业厅",
        "开发区营业厅",
        "城北营业厅",
        "港口营业厅",
        "湖滨路自有旗舰营业厅",
        "西山营业厅",
        "城东营业厅",
    ];
    let mut rows: Vec<HeatRow> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let cells: Vec<_> = (0..12)
                .map(|month| Some(94.0 - 3.0 * i as f64 + ((month * 7 + i * 5) % 6) as f64))
                .collect();
            HeatRow {
                n: format!("{}", 412 - 31 * i),
                ..row(name, &cells)
            }
        })
        .collect();
    for month in 4..7 {
        rows[4].cells[month] = missing(&format!("north-{month}"));
    }
    for row in &mut rows {
        row.cells[11].evidence = Evidence::Estimated;
    }
    map(12, rows)
}

prop_compose! {
    fn odd_row()(label in odd_text(), cells in vec(odd_mark().boxed(), 0..14), n in odd_text()) -> HeatRow {
        HeatRow { label, cells, n }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let texts = (odd_text(), odd_text());
    let shown = option::of((0..8_usize, 0..8_usize).prop_map(|(a, b)| a..b));
    (
        vec(odd_text(), 0..14),
        vec(odd_row().boxed(), 0..8),
        shown,
        vec(odd_number(), 0..6),
        odd_format(),
        texts,
        odd_words().boxed(),
    )
        .prop_map(|(columns, rows, shown, bounds, format, (unit, n), words)| {
            Spec::HeatMap(HeatMap {
                columns,
                rows,
                shown,
                bounds,
                format,
                unit,
                n,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let chart = |columns, rows| Spec::HeatMap(map(columns, rows));
    let sites = |count: u32| {
        let rows = (0..count).map(|i| {
            let cells: Vec<_> = (0..12)
                .map(|month| ((i + month) % 17 != 3).then(|| f64::from((i * 37 + month * 11) % 40)))
                .collect();
            row(&format!("网点 {i}"), &cells)
        });
        chart(12, rows.collect())
    };
    vec![
        ("typical", Spec::HeatMap(halls())),
        ("empty", chart(12, Vec::new())),
        (
            "nothing-finite",
            chart(2, vec![row("甲", &[None, Some(f64::NAN)])]),
        ),
        ("one", chart(1, vec![row("中心营业厅", &[Some(80.0)])])),
        ("hundred", sites(100)),
        ("many", sites(10_000)),
        (
            "ugly",
            chart(
                4,
                vec![
                    row(
                        "客户反映办理携号转网时被要求提供与规定不符的多项证明材料且多次往返营业厅仍未办结",
                        &[None, Some(0.001), Some(-5.0), None],
                    ),
                    row(
                        "Customers who were billed twice after moving house",
                        &[Some(1_000_000.0), Some(1_000_000.0)],
                    ),
                    row("", &[Some(3.0), None, Some(4.0), Some(4.0), Some(9.0)]),
                ],
            ),
        ),
        (
            "wide",
            chart(
                120,
                vec![row(
                    "逐日",
                    &(0..120)
                        .map(|i| Some(f64::from(i % 31)))
                        .collect::<Vec<_>>(),
                )],
            ),
        ),
    ]
}

/// The classes of the shapes of a mark.
fn classes(svg: &str, key: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some(key));
    let shapes = group.expect("the mark is drawn").children();
    shapes
        .filter_map(|n| n.attribute("class").map(str::to_owned))
        .collect()
}

#[test]
fn a_cell_lies_in_its_row_and_column() {
    let spec = Spec::HeatMap(map(
        4,
        vec![row("a", &[Some(1.0); 4]), row("b", &[Some(2.0); 4])],
    ));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| shape(&svg, key, "rect");
        let (first, fourth, below) = (at("a-0"), at("a-3"), at("b-0"));
        let step = at("a-1")["x"] - first["x"];
        assert!(
            (fourth["x"] - (first["x"] + 3.0 * step)).abs() <= 0.3,
            "{size:?}: three steps of a tenth's error each"
        );
        assert!((below["x"] - first["x"]).abs() < 0.05 && below["y"] > first["y"]);
    }
}

#[test]
fn shades_follow_the_bounds_and_a_missing_cell_has_none() {
    let mut chart = map(
        6,
        vec![row(
            "a",
            &[
                Some(59.9),
                Some(60.0),
                Some(70.0),
                Some(80.0),
                Some(90.0),
                None,
            ],
        )],
    );
    chart.bounds = vec![60.0, 70.0, 80.0, 90.0];
    let svg = draw(&Spec::HeatMap(chart), &frame(Size::Page));
    let shades = ["f-sh1", "f-sh2", "f-sh3", "f-sh4", "f-acc"];
    for (i, shade) in shades.into_iter().enumerate() {
        assert_eq!(classes(&svg, &format!("a-{i}"))[0], shade);
    }
    assert_eq!(
        classes(&svg, "a-5"),
        ["s-mut"],
        "struck out, without a shade"
    );
    for bound in ["60", "70", "80", "90"] {
        assert!(
            svg.contains(&format!(">{bound}</text>")),
            "{bound} is printed"
        );
    }
}

#[test]
fn text_on_a_shade_is_the_one_that_can_be_read() {
    let svg = draw(&Spec::HeatMap(halls()), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let mut seen = 0;
    for group in document.descendants().filter(|n| n.has_attribute("data-k")) {
        let class = |name| {
            let shape = group.children().find(|n| n.has_tag_name(name));
            shape.and_then(|n| n.attribute("class")).unwrap_or_default()
        };
        let deep = matches!(class("rect"), "f-sh4" | "f-acc");
        if !class("text").is_empty() {
            assert_eq!(class("text"), if deep { "t-deep" } else { "t-pale" });
            seen += 1;
        }
    }
    assert_eq!(seen, 105, "every value fits into its cell");
}

#[test]
fn a_part_keeps_the_bins_of_the_whole() {
    let whole = Spec::HeatMap(halls());
    let part = whole.part(6..9);
    let (all, cut) = (
        draw(&whole, &frame(Size::Slide)),
        draw(&part, &frame(Size::Slide)),
    );
    for key in ["西山营业厅-0", "城东营业厅-3"] {
        assert_eq!(classes(&all, key), classes(&cut, key));
    }
    assert!(!cut.contains("中心营业厅"), "only its own rows are drawn");
}
