//! A small ledger for the tests of this folder.

use crate::{
    diag::{Atlas, Place},
    model::{
        Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Interval, Missing, Period,
        Scope, Text, Verdict, When,
    },
};

/// The file that the example's readings were typed in.
pub(super) struct OneFile;

const FILE: &str = "data/2008/readings.yaml";
const TEXT: &str = "readings:\n- 满意度: 83\n- waiting: 27\n";

impl Atlas for OneFile {
    fn text(&self, file: &str) -> Option<&str> {
        (file == FILE).then_some(TEXT)
    }
}

/// Satisfaction of two years, a lead without its competitor, and a value of
/// a unit whose period nobody stated.
pub(super) fn ledger() -> (Facts, OneFile) {
    let key = |year| FigureKey::own("satisfaction", Period::Year(year));
    let rival = FigureKey {
        scope: Scope::Competitor("unicom".into()),
        ..key(2008)
    };
    let typed = |what: &str| {
        let at = TEXT.find(what).expect("it stands there");
        Input::Typed(Place::new(&FILE.into(), at..at + 1))
    };
    let mut facts = Facts::default();
    facts.publish(Figure {
        interval: Some(Interval {
            level: 0.95,
            low: 81.5,
            high: 84.5,
        }),
        n: Some(1200),
        verdict: Some(Verdict::Met),
        definition: Text::from_pairs([("en", "Mean of all answers"), ("zh", "全部答卷的平均")]),
        ..figure(key(2008), Ok(83.0), typed("满意度"))
    });
    facts.publish(Figure {
        approximate: true,
        ..figure(key(2007), Ok(79.0), typed("满意度"))
    });
    facts.publish(Figure {
        signed: true,
        formula: "satisfaction − satisfaction[unicom]".to_owned(),
        inputs: vec![Input::Figure(key(2008)), Input::Figure(rival.clone())],
        ..figure(
            key(2008).renamed("satisfaction:lead"),
            Err(Missing::Input(rival.clone())),
            typed("满意度"),
        )
    });
    facts.publish(figure(
        rival,
        Err(Missing::Stated(Text::same("not surveyed"))),
        typed("满意度"),
    ));
    facts.publish(Figure {
        signed: true,
        formula: "satisfaction@2008 − satisfaction@2007".to_owned(),
        inputs: vec![Input::Figure(key(2008)), Input::Figure(key(2007))],
        ..figure(
            key(2008).renamed("satisfaction:change"),
            Ok(4.0),
            typed("满意度"),
        )
    });
    let waiting = FigureKey {
        name: "waiting".into(),
        when: When::Unstated { review: 2008 },
        unit: "jining".into(),
        scope: Scope::Own,
    };
    facts.publish(figure(waiting, Ok(27.0), typed("waiting")));
    (facts, OneFile)
}

fn figure(key: FigureKey, value: Result<f64, Missing>, input: Input) -> Figure {
    let label = Text::from_pairs([("en", "Overall satisfaction"), ("zh", "综合满意度")]);
    let value = value.map(|it| Finite::new(it).expect("it is finite"));
    Figure {
        measure: "points".to_owned(),
        decimals: 1,
        better: Better::Higher,
        evidence: Evidence::Reported,
        inputs: vec![input],
        ..Figure::new(key, &label, value)
    }
}
