//! Charts, through the front door. Proof that drawing cannot go wrong: for
//! arbitrary specs it ends, and what it writes is well-formed, within its view
//! box, without labels that touch, and the same twice. Values lie where they
//! should to a tenth of a pixel. What the samples look like is kept beside the
//! tests in `tests/golden/charts`, and a contact sheet is made of them.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use pingshu::chart::{Frame, Mark, Size, Spec, Words, draw, sparkline, text_width};
use proptest::{collection::vec, option, prelude::*};

#[path = "charts/arbitrary.rs"]
mod arbitrary;
#[path = "charts/plane.rs"]
mod plane;

use arbitrary::{odd_number, odd_text};

const SIZES: [Size; 3] = [Size::Page, Size::Slide, Size::Narrow];

/// A chart worth looking at, with its name in lower case and hyphens.
type Sample = (&'static str, Spec);

/// The kinds of charts, a file each: arbitrary specs, and samples of which the
/// first is typical and the others are the cases that could go wrong.
macro_rules! kinds {
    ($($module:ident: $path:literal,)*) => {
        $(#[path = $path] mod $module;)*

        fn odd_spec() -> BoxedStrategy<Spec> {
            prop::strategy::Union::new([$($module::odd().boxed()),*]).boxed()
        }

        fn samples() -> Vec<Sample> {
            let mut all = Vec::new();
            $(all.extend($module::samples());)*
            all
        }
    };
}

kinds! {
    bullet: "charts/bullet.rs",
    control: "charts/control.rs",
    diagram: "charts/diagram.rs",
    flow: "charts/flow.rs",
    funnel: "charts/funnel.rs",
    gantt: "charts/gantt.rs",
    column: "charts/column.rs",
    dot_interval: "charts/dot_interval.rs",
    kpi_tile: "charts/kpi_tile.rs",
    lead_dumbbell: "charts/lead_dumbbell.rs",
    line: "charts/line.rs",
    profile: "charts/profile.rs",
    slope: "charts/slope.rs",
    pareto: "charts/pareto.rs",
    heat_map: "charts/heat_map.rs",
    importance_performance: "charts/importance_performance.rs",
    likert: "charts/likert.rs",
    stage_stack: "charts/stage_stack.rs",
    calendar: "charts/calendar.rs",
    points_waterfall: "charts/points_waterfall.rs",
    scatter: "charts/scatter.rs",
    small_multiples: "charts/small_multiples.rs",
    strip: "charts/strip.rs",
    tree: "charts/tree.rs",
}

fn words() -> Words {
    Words {
        no_data: "无数据".into(),
        this_year: "本年".into(),
        last_year: "上年".into(),
        target: "标准".into(),
        estimated: "预估".into(),
        illustrative: "说明性数据".into(),
        earned: "得分".into(),
        pending: "待定".into(),
        lost: "未得".into(),
        deducted: "扣分".into(),
    }
}

fn mark(key: &str, value: f64) -> Mark {
    Mark {
        key: key.into(),
        value: Some(value),
        text: format!("{value}"),
        ..Mark::default()
    }
}

fn frame(size: Size) -> Frame<'static> {
    Frame {
        id: "2008.kpi",
        title: "Title",
        description: "Takeaway",
        lang: "zh-Hans",
        size,
        steps: None,
    }
}

/// The attribute as a number.
fn number_of(node: roxmltree::Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(f64::NAN)
}

/// The first shape of this element name in the mark with this key.
fn shape(svg: &str, key: &str, name: &str) -> std::collections::BTreeMap<String, f64> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some(key))
        .expect("the mark is drawn");
    let shape = group
        .children()
        .find(|n| n.has_tag_name(name))
        .expect("the shape is drawn");
    shape
        .attributes()
        .map(|a| (a.name().to_owned(), number_of(shape, a.name())))
        .collect()
}

/// The name of a sample's golden file, without its ending.
fn file_name(name: &str, spec: &Spec, size: Size) -> String {
    let size = match size {
        Size::Page => "page",
        Size::Slide => "slide",
        Size::Narrow => "narrow",
    };
    format!("{}.{name}.{size}", spec.kind())
}

/// Larger drawings than this are not kept: nobody would look at them.
const MOST_KEPT: usize = 60_000;

/// `UPDATE=1 cargo test charts` writes the golden files anew.
#[test]
fn samples_look_as_they_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    let update = env::var_os("UPDATE").is_some();
    if update {
        fs::create_dir_all(&folder).expect("the folder can be made");
    }
    let mut known = BTreeSet::new();
    let mut sheet = String::from("<!doctype html><meta charset=utf-8><title>Charts</title>");
    for (name, spec) in samples() {
        for size in SIZES {
            let svg = draw(&spec, &frame(size));
            check(&svg);
            if svg.len() > MOST_KEPT {
                continue;
            }
            let file = file_name(name, &spec, size) + ".svg";
            let path = folder.join(&file);
            assert!(known.insert(file.clone()), "two samples are called {file}");
            if update {
                fs::write(&path, &svg).expect("a golden file can be written");
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                golden == svg,
                "{file} is drawn otherwise; look at it, then run UPDATE=1 cargo test charts"
            );
            sheet.push_str(&format!("<h2>{file}</h2>{svg}"));
        }
    }
    let sheet_path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("charts.html");
    fs::write(sheet_path, sheet).expect("the contact sheet can be written");
    for entry in fs::read_dir(&folder).expect("golden files are there") {
        let path = entry.expect("a folder can be listed").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if update && !known.contains(&*file) {
            fs::remove_file(&path).expect("a golden file can be removed");
        } else {
            assert!(known.contains(&*file), "{file} belongs to no sample");
        }
    }
}

/// The first of a kind is typical; `empty` is how a chart without data is called.
#[test]
fn nothing_to_show_is_said() {
    for (name, spec) in samples() {
        for size in SIZES {
            let svg = draw(&spec, &frame(size));
            assert_eq!(
                svg.contains(">无数据</text>") && svg.matches("<text").count() == 1,
                matches!(name, "empty" | "nothing-finite"),
                "{} {name}",
                spec.kind()
            );
            assert!(
                !svg.contains("style="),
                "the site's content policy forbids it"
            );
        }
    }
}

/// Well-formed, unique ids, everything within the view box, no labels that
/// touch.
fn check(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let view_box = document
        .root_element()
        .attribute("viewBox")
        .expect("a view box");
    let sides: Vec<f64> = view_box
        .split(' ')
        .map(|side| side.parse().expect("a number"))
        .collect();
    let (width, height) = (sides[2], sides[3]);
    let mut ids: Vec<_> = document
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");

    let within = |x: f64, y: f64, what: &str| {
        let slack = 0.2;
        assert!(
            x >= -slack && x <= width + slack && y >= -slack && y <= height + slack,
            "{what} at {x} {y} leaves {width} × {height}: {svg}"
        );
    };
    let mut boxes: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
    for node in document
        .descendants()
        .filter(|n| n.ancestors().all(|a| !a.has_tag_name("defs")))
    {
        let value = |name| number_of(node, name);
        match node.tag_name().name() {
            "rect" => {
                within(value("x"), value("y"), "a rectangle");
                within(
                    value("x") + value("width"),
                    value("y") + value("height"),
                    "a rectangle",
                );
            }
            "circle" => {
                within(
                    value("cx") - value("r"),
                    value("cy") - value("r"),
                    "a circle",
                );
                within(
                    value("cx") + value("r"),
                    value("cy") + value("r"),
                    "a circle",
                );
            }
            "text" => {
                let text = node.text().unwrap_or("");
                let size = value("font-size");
                let bold = if node.attribute("font-weight").is_some() {
                    1.05
                } else {
                    1.0
                };
                let long = text_width(text, size) * bold;
                let left = value("x")
                    - match node.attribute("text-anchor") {
                        Some("middle") => long / 2.0,
                        Some("end") => long,
                        _ => 0.0,
                    };
                let (top, bottom) = (value("y") - size * 0.82, value("y") + size * 0.2);
                within(left, top, text);
                within(left + long, bottom, text);
                boxes.push((top, bottom, left, left + long, text));
            }
            _ => {}
        }
    }
    boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (i, a) in boxes.iter().enumerate() {
        for b in boxes[i + 1..].iter().take_while(|b| b.0 < a.1) {
            let apart = b.2 >= a.3 - 0.05 || a.2 >= b.3 - 0.05;
            assert!(apart, "{a:?} touches {b:?}: {svg}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spec_can_be_drawn(spec in odd_spec(), id in odd_text(), title in odd_text(), lang in odd_text()) {
        for size in SIZES {
            let frame = Frame { id: &id, title: &title, description: &title, lang: &lang, size, steps: None };
            let svg = draw(&spec, &frame);
            check(&svg);
            prop_assert_eq!(&svg, &draw(&spec, &frame), "the same twice");
        }
    }

    #[test]
    fn any_values_make_a_sparkline(values in vec(option::of(odd_number()), 0..40), target in option::of(odd_number()), title in odd_text()) {
        let svg = sparkline(&values, target, &title);
        if !svg.is_empty() {
            check(&svg);
        }
    }
}
