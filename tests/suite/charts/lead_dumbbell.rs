//! The lead dumbbell.

use pingshu::{
    chart::{LeadDumbbell, LeadRow, Mark, Order, Size, Spec, Target, draw},
    model::Format,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, own: f64, rival: f64, half: f64) -> LeadRow {
    let lead = own - rival;
    LeadRow {
        label: key.into(),
        own: mark(&format!("{key}-own"), own),
        rival: mark(&format!("{key}-rival"), rival),
        lead: Mark {
            text: format!("{lead:+.1}").replace('-', "−"),
            ..mark(key, lead)
        },
        low: Some(lead - half),
        high: Some(lead + half),
        interval: format!("{:.1}–{:.1}", lead - half, lead + half),
        n: "385".into(),
    }
}

fn chart(rows: Vec<LeadRow>) -> LeadDumbbell {
    LeadDumbbell {
        rows,
        order: Order::HighestFirst,
        thresholds: vec![Target {
            label: "要求".into(),
            mark: mark("required", 6.0),
        }],
        range: Some((0.0, 100.0)),
        leads: Some((-20.0, 20.0)),
        unit: "满意度，分".into(),
        lead_label: "领先".into(),
        n_label: "n".into(),
        own_label: "本企业".into(),
        rival_label: "最强对手".into(),
        open_label: "与门槛无法区分".into(),
        format: Format::plain(0),
        words: words(),
    }
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        own in odd_mark().boxed(),
        rival in odd_mark().boxed(),
        lead in odd_mark().boxed(),
        low in option::of(odd_number()),
        high in option::of(odd_number()),
        interval in odd_text(),
        n in odd_text(),
    ) -> LeadRow {
        LeadRow { label, own, rival, lead, low, high, interval, n }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_row().boxed(), 0..8),
        vec(odd_target().boxed(), 0..3),
        (odd_range(), odd_range()),
        prop::array::uniform6(odd_text()),
        odd_format(),
        odd_words().boxed(),
        prop::sample::select(vec![Order::Given, Order::HighestFirst, Order::LowestFirst]),
    )
        .prop_map(|(rows, thresholds, (range, leads), texts, format, words, order)| {
            let [unit, lead_label, n_label, own_label, rival_label, open_label] = texts;
            Spec::LeadDumbbell(LeadDumbbell {
                rows,
                order,
                thresholds,
                range,
                leads,
                unit,
                lead_label,
                n_label,
                own_label,
                rival_label,
                open_label,
                format,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let free = |rows| {
        Spec::LeadDumbbell(LeadDumbbell {
            range: None,
            leads: None,
            ..chart(rows)
        })
    };
    let mut gap = row("上门服务", 71.5, 0.0, 0.0);
    gap.rival = Mark {
        key: gap.rival.key,
        reason: "对手未公布".into(),
        ..Mark::default()
    };
    gap.lead = Mark {
        key: gap.lead.key,
        text: "—".into(),
        reason: "对手未公布".into(),
        ..Mark::default()
    };
    (gap.low, gap.high) = (None, None);
    let many = (0..10_000_u32).map(|i| {
        row(&format!("m{i}"), f64::from(i % 97), f64::from(i % 89), 3.0)
    });
    vec![
        (
            "typical",
            free(vec![
                row("语音网络", 84.2, 71.0, 3.1),
                row("营销活动", 72.6, 67.2, 4.8),
                row("新业务", 70.3, 68.9, 3.2),
                row("支撑系统", 78.4, 70.1, 2.1),
                row("计费", 73.1, 75.0, 2.5),
                gap,
            ]),
        ),
        ("empty", free(Vec::new())),
        ("one", free(vec![row("甲", 50.0, 50.0, 0.0)])),
        ("many", free(many.collect())),
    ]
}

#[test]
fn values_and_leads_lie_on_scales_of_their_own() {
    let spec = Spec::LeadDumbbell(chart(vec![
        row("a", 100.0, 0.0, 1.0),
        row("b", 35.0, 45.0, 1.0),
        row("c", 30.0, 20.0, 1.0),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let own = |key| shape(&svg, key, "circle")["cx"];
        let zero = {
            let square = shape(&svg, "a-rival", "rect");
            square["x"] + square["width"] / 2.0
        };
        let expected = zero + (own("a-own") - zero) * 0.35;
        assert!((own("b-own") - expected).abs() <= 0.15, "{size:?}");
        assert!(svg.contains("data-k=\"b\""), "the lead is a mark of its own");
    }
}

#[test]
fn a_lead_whose_interval_spans_the_threshold_is_hollow_and_said() {
    let case = |half: f64, open: bool| {
        let svg = draw(
            &Spec::LeadDumbbell(chart(vec![row("a", 58.0, 50.0, half)])),
            &frame(Size::Page),
        );
        assert_eq!(svg.contains(">与门槛无法区分</text>"), open, "{half}: {svg}");
    };
    case(1.0, false);
    case(3.0, true);
}

#[test]
fn numbers_stand_outside_their_pair() {
    let (ahead, behind) = (row("a", 84.2, 71.0, 1.0), row("b", 73.1, 75.0, 1.0));
    for size in SIZES {
        let svg = draw(&Spec::LeadDumbbell(chart(vec![ahead.clone(), behind.clone()])), &frame(size));
        let x = |text: &str| {
            let document = roxmltree::Document::parse(&svg).expect("well-formed");
            let text = document
                .descendants()
                .find(|n| n.has_tag_name("text") && n.text() == Some(text))
                .unwrap_or_else(|| panic!("{text} is written"));
            super::number_of(text, "x")
        };
        let own = |key| shape(&svg, key, "circle")["cx"];
        assert!(x("84.2") > own("a-own") && x("71") < own("a-own"), "{size:?}");
        assert!(x("73.1") < own("b-own") && x("75") > own("b-own"), "{size:?}");
    }
}
