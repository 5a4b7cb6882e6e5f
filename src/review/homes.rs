//! A figure has one home: what two years' files both give is told at both.

use std::collections::BTreeSet;

use crate::{
    diag::{Code, Diagnostic, Place, Report},
    model::{Facts, Figure, FigureKey, Input},
};

/// Reports figures that were published twice. One that was computed is told of
/// only where nothing that was typed twice explains it.
pub(super) fn of_figures(facts: &Facts, report: &mut Report) {
    let twice = || {
        let turned_away = facts.turned_away().iter();
        turned_away.filter_map(|second| Some((facts.get(&second.key)?, second)))
    };
    let typed: Vec<_> = twice()
        .filter_map(|(first, second)| Some((typed_at(first)?, typed_at(second)?, second)))
        // What stands at one place has one home; `check` has told what is wrong.
        .filter(|(first, place, _)| first != place)
        .collect();
    for (first, place, second) in &typed {
        report.add(second_home(second, place, first));
    }
    if !typed.is_empty() {
        return;
    }
    for (first, second) in twice().filter(|(first, second)| first.value != second.value) {
        let places = reaches(facts, first).zip(reaches(facts, second));
        if let Some((first, place)) = places.filter(|(first, place)| first != place) {
            report.add(second_home(second, place, first));
        }
    }
}

fn second_home(figure: &Figure, place: &Place, first: &Place) -> Diagnostic {
    Diagnostic::new(Code::SecondHome, place.clone())
        .with("figure", figure.key.to_string())
        .and(first.clone(), "first")
}

/// Where a figure was typed.
fn typed_at(figure: &Figure) -> Option<&Place> {
    figure.inputs.iter().find_map(Input::typed_at)
}

/// Where the first of what a figure was computed of was typed.
fn reaches<'a>(facts: &'a Facts, figure: &'a Figure) -> Option<&'a Place> {
    let mut seen = BTreeSet::<&FigureKey>::new();
    let mut ahead = vec![figure];
    while let Some(figure) = ahead.pop() {
        if let Some(place) = typed_at(figure) {
            return Some(place);
        }
        for input in figure.inputs.iter().rev() {
            if let Input::Figure(key) = input
                && seen.insert(key)
            {
                ahead.extend(facts.get(key));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finite, Period, Text};

    fn figure(name: &str, value: f64, inputs: Vec<Input>) -> Figure {
        let key = FigureKey::own(name, Period::Year(2008));
        Figure {
            inputs,
            ..Figure::new(
                key,
                &Text::default(),
                Ok(Finite::new(value).expect("finite")),
            )
        }
    }

    fn typed(file: &str) -> Vec<Input> {
        vec![Input::Typed(Place::new(&file.into(), 0..1))]
    }

    fn found(figures: Vec<Figure>) -> Vec<(String, String)> {
        let mut facts = Facts::default();
        facts.publish_all(figures);
        let mut report = Report::default();
        of_figures(&facts, &mut report);
        let sorted = report.sorted();
        let told = sorted.iter();
        told.map(|it| (it.code.id().to_owned(), it.place.file.to_string()))
            .collect()
    }

    #[test]
    fn what_was_typed_twice_is_told_once_where_it_was_typed_second() {
        let of_a = vec![Input::Figure(FigureKey::own("a", Period::Year(2008)))];
        let told = found(vec![
            figure("a", 1.0, typed("first.yaml")),
            figure("b", 2.0, of_a.clone()),
            figure("a", 3.0, typed("second.yaml")),
            figure("b", 6.0, of_a),
        ]);
        assert_eq!(told, [("S206".to_owned(), "second.yaml".to_owned())]);
    }

    #[test]
    fn what_was_computed_twice_is_told_where_the_results_differ() {
        let of = |name| vec![Input::Figure(FigureKey::own(name, Period::Year(2008)))];
        let told = |second| {
            found(vec![
                figure("a", 1.0, typed("first.yaml")),
                figure("c", 1.0, typed("second.yaml")),
                figure("b", 2.0, of("a")),
                figure("b", second, of("c")),
            ])
        };
        assert_eq!(told(2.5), [("S206".to_owned(), "second.yaml".to_owned())]);
        assert_eq!(told(2.0), []);
    }
}
