//! The control chart.

use pingshu::{
    chart::{
        Control, ControlPhase, ControlPoint, ControlWords, Mark, Signal, Size, Spec, Target, draw,
    },
    model::{Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn terms() -> ControlWords {
    ControlWords {
        upper: "上限".into(),
        centre: "均值".into(),
        lower: "下限".into(),
        trial: "试用".into(),
        common: "普通波动".into(),
        improvement: "改善".into(),
        concern: "恶化".into(),
        neutral: "异常".into(),
        excluded: "不计入".into(),
    }
}

fn control(values: &[Option<f64>]) -> Control {
    let points = values.iter().enumerate().map(|(i, value)| ControlPoint {
        label: format!("{} 月", i % 12 + 1),
        value: Mark {
            value: *value,
            text: value.map_or_else(|| "—".into(), |v| format!("{v:.1}").replace('-', "−")),
            ..mark(&format!("m{i}"), 0.0)
        },
        ..ControlPoint::default()
    });
    Control {
        points: points.collect(),
        phases: Vec::new(),
        target: None,
        range: None,
        unit: "件/万客户".into(),
        format: Format::plain(0),
        terms: terms(),
        words: words(),
    }
}

fn phase(start: usize, lower: f64, centre: f64, upper: f64) -> ControlPhase {
    let line = |name: &str, value: f64| Mark {
        text: format!("{value:.1}").replace('-', "−"),
        ..mark(&format!("{name}{start}"), value)
    };
    ControlPhase {
        start,
        centre: line("centre", centre),
        lower: line("lower", lower),
        upper: line("upper", upper),
        ..ControlPhase::default()
    }
}

/// Two years of complaints: a jump, a new process, a month without data.
fn typical() -> Control {
    let values = [
        26.8, 27.9, 25.9, 28.4, 27.2, 26.1, 33.6, 27.5, 26.6, 28.0, 27.1, 26.4, 24.1, 23.4, 24.6,
        23.9, 0.0, 20.9, 20.2, 20.6, 19.8, 20.4, 19.1, 19.5,
    ];
    let values: Vec<_> = values.map(|v| (v > 0.0).then_some(v)).to_vec();
    let mut chart = control(&values);
    for (i, point) in chart.points.iter_mut().enumerate() {
        point.group = if i < 12 { "2007 年" } else { "2008 年" }.into();
        if i >= 17 {
            point.signal = Signal::Improvement;
            point.rule = "连续 7 点低于均值".into();
        }
    }
    chart.points[6].signal = Signal::Concern;
    chart.points[6].rule = "超出上限".into();
    chart.points[16].value.reason = "系统切换，未统计".into();
    chart.phases = vec![
        phase(0, 23.6, 27.1, 30.6),
        ControlPhase {
            reason: "投诉首问负责制上线".into(),
            trial: true,
            ..phase(12, 18.8, 21.5, 24.2)
        },
    ];
    chart.target = Some(Target {
        label: "目标".into(),
        mark: Mark {
            text: "≤ 22".into(),
            ..mark("target", 22.0)
        },
    });
    chart
}

/// A share with samples of different sizes, and so limits that step.
fn stepped() -> Control {
    let data = [
        (92.1, 400),
        (91.4, 380),
        (93.0, 90),
        (92.6, 420),
        (90.2, 410),
        (86.5, 400),
        (91.0, 60),
        (92.2, 390),
        (91.7, 405),
        (93.9, 300),
        (92.8, 410),
        (92.4, 150),
    ];
    let mut chart = control(&data.map(|(value, _)| Some(value)));
    for (point, (_, n)) in chart.points.iter_mut().zip(data) {
        let half = 3.0 * (91.8 * 8.2 / f64::from(n)).sqrt();
        point.lower = Some(91.8 - half);
        point.upper = Some((91.8 + half).min(100.0));
    }
    chart.points[5].signal = Signal::Concern;
    chart.points[5].rule = "超出下限".into();
    chart.points[6].excluded = true;
    chart.points[6].note = "话务平台割接".into();
    chart.points[10].value.evidence = Evidence::Estimated;
    chart.points[11].value.evidence = Evidence::Estimated;
    chart.points[11].value.standing = "预估".into();
    let mut only = phase(0, 85.1, 91.8, 98.5);
    only.lower.value = None;
    only.upper.value = None;
    chart.phases = vec![only];
    chart.unit = "%，20 秒接通率".into();
    chart
}

/// What is counted changes in the middle; one value is beyond the axis.
fn broken() -> Control {
    let values: Vec<_> = [
        12.0, 13.1, 12.4, 11.8, 12.9, 13.3, 7.1, 6.8, 25.0, 7.4, 6.9, 7.2,
    ]
    .map(Some)
    .to_vec();
    let mut chart = control(&values);
    chart.points[8].signal = Signal::Neutral;
    chart.points[8].rule = "超出上限".into();
    chart.phases = vec![
        phase(0, 10.4, 12.6, 14.8),
        ControlPhase {
            reason: "口径变更：不再计入咨询转投诉".into(),
            broken: true,
            trial: true,
            ..phase(6, 5.9, 7.1, 8.3)
        },
    ];
    chart.range = Some((4.0, 16.0));
    chart
}

prop_compose! {
    fn odd_point()(
        label in odd_text(),
        group in odd_text(),
        value in odd_mark().boxed(),
        signal in prop::sample::select(vec![
            Signal::None, Signal::None, Signal::Improvement, Signal::Concern, Signal::Neutral,
        ]),
        rule in odd_text(),
        excluded in any::<bool>(),
        note in odd_text(),
        lower in option::of(odd_number()),
        upper in option::of(odd_number()),
    ) -> ControlPoint {
        ControlPoint { label, group, value, signal, rule, excluded, note, lower, upper }
    }
}

prop_compose! {
    fn odd_phase()(
        start in prop_oneof![8 => 0..24_usize, 1 => any::<usize>()],
        reason in odd_text(),
        broken in any::<bool>(),
        trial in any::<bool>(),
        lines in prop::array::uniform3(odd_mark().boxed()),
    ) -> ControlPhase {
        let [centre, lower, upper] = lines;
        ControlPhase { start, reason, broken, trial, centre, lower, upper }
    }
}

prop_compose! {
    fn odd_terms()(texts in prop::array::uniform9(odd_text())) -> ControlWords {
        let [upper, centre, lower, trial, common, improvement, concern, neutral, excluded] = texts;
        ControlWords { upper, centre, lower, trial, common, improvement, concern, neutral, excluded }
    }
}

prop_compose! {
    pub(super) fn odd()(
        points in vec(odd_point().boxed(), 0..24),
        phases in vec(odd_phase().boxed(), 0..5),
        target in option::of(odd_target().boxed()),
        range in odd_range(),
        unit in odd_text(),
        format in odd_format(),
        terms in odd_terms().boxed(),
        words in odd_words().boxed(),
    ) -> Spec {
        Spec::Control(Control { points, phases, target, range, unit, format, terms, words })
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let plain = |values: &[f64]| {
        let values: Vec<_> = values.iter().map(|v| Some(*v)).collect();
        control(&values)
    };
    let mut long = typical();
    for point in &mut long.points {
        point.rule = point.rule.repeat(5);
        point.label = "一二三四五六七八九十".repeat(4);
    }
    long.phases[1].reason = "一二三四五六七八九十".repeat(4);
    let mut equal = plain(&[5.0; 12]);
    equal.phases = vec![phase(0, 5.0, 5.0, 5.0)];
    let mut ends = control(&[None, Some(3.0), Some(4.0), Some(3.5), None]);
    ends.phases = vec![phase(0, 1.5, 3.5, 5.5)];
    let hundred: Vec<f64> = (0..100_u32).map(|i| f64::from(i * 37 % 17)).collect();
    let mut hundred = plain(&hundred);
    hundred.phases = vec![phase(0, -2.0, 8.0, 18.0)];
    hundred.points[41].signal = Signal::Neutral;
    hundred.points[41].rule = "超出上限".into();
    let many: Vec<f64> = (0..10_000_u32)
        .map(|i| f64::from(i * 7919 % 1000) / 100.0)
        .collect();
    let mut many = plain(&many);
    for (i, point) in many.points.iter_mut().enumerate().step_by(97) {
        point.signal = Signal::Concern;
        point.rule = format!("规则 {i}");
    }
    many.phases = vec![phase(0, -1.0, 5.0, 11.0)];
    [
        ("typical", typical()),
        ("empty", control(&[])),
        ("nothing-finite", control(&[None, Some(f64::NAN)])),
        ("stepped", stepped()),
        ("broken", broken()),
        ("one", plain(&[12.5])),
        ("hundred", hundred),
        ("long", long),
        ("equal", equal),
        ("negative", plain(&[-3.0, -2.5, -4.0, 1.0])),
        ("spread", plain(&[0.001, 1_000_000.0, 40.0])),
        ("ends-missing", ends),
        ("many", many),
    ]
    .map(|(name, chart)| (name, Spec::Control(chart)))
    .into()
}

/// The commands of the paths that this mark, or what is around the marks, holds.
fn paths(svg: &str, key: Option<&str>) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let parent = match key {
        None => Some(document.root_element()),
        Some(_) => document
            .descendants()
            .find(|n| n.attribute("data-k") == key),
    };
    let paths = parent.into_iter().flat_map(|n| n.children());
    paths
        .filter(|n| n.has_tag_name("path"))
        .map(|n| {
            let dash = n.attribute("stroke-dasharray").map_or("", |_| " dashed");
            format!("{}{dash}", n.attribute("d").unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_point_lies_where_it_should() {
    let mut chart = control(&[Some(0.0), Some(10.0), Some(2.5)]);
    chart.range = Some((0.0, 10.0));
    chart.points[2].signal = Signal::Improvement;
    for size in SIZES {
        let svg = draw(&Spec::Control(chart.clone()), &frame(size));
        let at = |key| shape(&svg, key, "circle")["cy"];
        let square = shape(&svg, "m2", "rect");
        let middle = square["y"] + square["height"] / 2.0;
        let expected = at("m0") + (at("m1") - at("m0")) * 0.25;
        assert!((middle - expected).abs() <= 0.1, "{size:?}: {middle}");
    }
}

#[test]
fn limits_step_half_way_between_points() {
    let mut chart = control(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
    chart.range = Some((0.0, 10.0));
    chart.phases = vec![phase(0, 1.0, 5.0, 9.0), phase(2, 2.0, 6.0, 10.0)];
    chart.points[1].upper = Some(8.0);
    let svg = draw(&Spec::Control(chart), &frame(Size::Page));
    let upper = paths(&svg, Some("upper0"));
    let commands: String = upper[0].chars().filter(char::is_ascii_alphabetic).collect();
    assert_eq!(commands, "Mhvh", "its own limit makes a step: {upper:?}");
    let centre = paths(&svg, Some("centre2"));
    let start: f64 = centre[0][1..]
        .split([' ', 'h'])
        .next()
        .and_then(|x| x.parse().ok())
        .expect("a start");
    let x = |key| shape(&svg, key, "circle")["cx"];
    assert!((start - f64::midpoint(x("m1"), x("m2"))).abs() <= 0.1);
}

#[test]
fn nothing_crosses_a_gap_or_a_break() {
    let strokes = |chart: Control| {
        let svg = draw(&Spec::Control(chart), &frame(Size::Page));
        // The grid, the phase's rules and the line are all around the marks.
        let all = paths(&svg, None);
        all.into_iter().find(|d| d.contains('l')).unwrap_or_default()
    };
    let runs = |d: &str| d.matches(['M', 'm']).count();
    let whole = strokes(control(&[Some(1.0), Some(2.0), Some(3.0), Some(4.5)]));
    assert_eq!((runs(&whole), whole.matches('l').count()), (1, 3));
    let gap = strokes(control(&[Some(1.0), Some(2.0), None, Some(4.0)]));
    assert_eq!((runs(&gap), gap.matches('l').count()), (1, 1), "{gap}");
    let mut chart = control(&[Some(1.0), Some(2.0), Some(3.0), Some(4.5)]);
    chart.phases = vec![ControlPhase {
        start: 2,
        broken: true,
        ..ControlPhase::default()
    }];
    let broken = strokes(chart);
    assert_eq!((runs(&broken), broken.matches('l').count()), (2, 2));
}

#[test]
fn flags_are_told_by_form_and_words() {
    let svg = draw(&Spec::Control(typical()), &frame(Size::Page));
    assert!(svg.contains(">连续 7 点低于均值</text>") && svg.contains(">超出上限</text>"));
    assert_eq!(svg.matches(">连续 7 点低于均值<").count(), 1, "once a run");
    assert!(svg.contains(">改善</text>") && svg.contains(">恶化</text>"));
    assert!(paths(&svg, Some("m6"))[0].ends_with('z'), "a diamond");
    assert!(shape(&svg, "m20", "rect")["width"] > 0.0, "a square");
    assert!(shape(&svg, "m3", "circle")["r"] > 0.0, "a disc");
    assert!(svg.contains(">系统切换，未统计<") || svg.contains(" 系统切换，未统计<"));
}

#[test]
fn trial_limits_are_dashed_and_said() {
    let svg = draw(&Spec::Control(typical()), &frame(Size::Page));
    assert!(paths(&svg, Some("upper12"))[0].ends_with("dashed"));
    assert!(!paths(&svg, Some("upper0"))[0].ends_with("dashed"));
    assert!(svg.contains("24.2 试用</text>"), "{svg}");
}

#[test]
fn a_value_beyond_the_axis_is_an_arrow_with_its_number() {
    for size in SIZES {
        let svg = draw(&Spec::Control(broken()), &frame(size));
        assert!(svg.contains(">25.0 超出上限</text>"), "{size:?}");
        assert!(!paths(&svg, Some("m8")).is_empty());
    }
}

#[test]
fn what_is_excluded_is_hollow_and_struck_out() {
    let svg = draw(&Spec::Control(stepped()), &frame(Size::Page));
    assert_eq!(paths(&svg, Some("m6")).len(), 1, "the stroke");
    assert!(svg.contains(">话务平台割接</text>") && svg.contains(">不计入</text>"));
}

/// A figure of a page is small: two kilobytes when it is sent.
#[test]
fn two_years_are_a_small_drawing() {
    let svg = draw(&Spec::Control(typical()), &frame(Size::Page));
    assert!(svg.len() < 10_000, "{}", svg.len());
}
