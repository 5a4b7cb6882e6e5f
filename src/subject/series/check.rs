//! Checks how a series is to be analysed.

use super::{Control, ControlSheet, Phase};
use crate::{
    diag::Code,
    model::{Period, Text},
    sheet::Timed,
    subject::desk::{Desk, Way, path},
};

/// Turns what an author says of an analysis into one that can be done, for a
/// series with these columns and a period in each of its points. None where a
/// column that it is computed of is not there; every mistake is reported.
pub(in crate::subject) fn control<T>(
    desk: &mut Desk<T>,
    given: &ControlSheet,
    columns: &[&str],
    periods: &[Option<Period>],
    way: &Way,
) -> Option<Control> {
    let ControlSheet {
        chart,
        rules,
        screen,
        phases,
    } = given;
    for needed in chart.columns() {
        if !columns.contains(needed) {
            desk.say(
                Code::KeyNeeded,
                way,
                &[("item", "columns"), ("key", needed)],
            );
            return None;
        }
    }
    let mut checked = vec![Phase {
        point: 0,
        reason: Text::default(),
        broken: false,
    }];
    for (i, phase) in phases.iter().enumerate() {
        let at = |key: &'static str| path(way, &["phases".into(), i.into(), key.into()]);
        let reason = desk.words(Some(&phase.reason), &at("reason"));
        let point = match phase.from {
            Timed::In(from) => periods.iter().position(|it| *it == Some(from)),
            Timed::Unstated => None,
        };
        match point {
            Some(point)
                if checked
                    .last()
                    .is_none_or(|it| it.point < point || point == 0) =>
            {
                checked.push(Phase {
                    point,
                    reason,
                    broken: phase.broken,
                });
            }
            _ => {
                let found = match phase.from {
                    Timed::In(period) => period.to_string(),
                    Timed::Unstated => "unstated".to_owned(),
                };
                desk.say(
                    Code::UnknownPart,
                    &at("from"),
                    &[("part", "period"), ("found", &found), ("near", "")],
                );
            }
        }
    }
    Some(Control {
        chart: *chart,
        rules: rules.unwrap_or_default(),
        screen: screen.unwrap_or(true),
        phases: checked,
    })
}
