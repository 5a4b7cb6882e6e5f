//! The points of a series.

use super::{Checker, sheet};
use crate::{
    diag::Code,
    model::Evidence,
    sheet::{Plain, Timed},
    subject::{
        desk::{Way, path},
        monitoring::{Line, Point, Typed},
        series::ControlChart,
    },
};

/// What a series goes on from.
#[derive(Clone, Copy)]
pub(super) struct Past<'a> {
    /// The series in the review before.
    pub(super) line: &'a Line,
    /// How many of its points are before what is shown.
    pub(super) left_out: usize,
}

impl<'a> Checker<'a> {
    /// The series of that id in the review before, from a period on.
    pub(super) fn past(&mut self, since: Timed, id: &Plain, way: &Way) -> Option<Past<'a>> {
        let since = self.desk.period(since, way)?;
        let lines = self.before.map_or(&[][..], |it| &it.lines);
        let line = lines.iter().find(|it| it.about.id == id.0);
        let left_out = line.and_then(|it| it.points.iter().position(|point| point.period == since));
        let past = line
            .zip(left_out)
            .map(|(line, left_out)| Past { line, left_out });
        if past.is_none() {
            let since = since.to_string();
            let slots = [("item", &*id.0), ("since", &*since)];
            self.desk.say(Code::NothingSince, way, &slots);
        }
        past
    }

    /// The points of a series after those of the review before.
    pub(super) fn points(
        &mut self,
        past: &[Point],
        given: &[sheet::PointSheet],
        chart: ControlChart,
        evidence: Evidence,
        Plain(id): &Plain,
        way: &Way,
    ) -> Vec<Point> {
        // A chart of single values may be of values or of rates, not of both.
        let rates = chart.is_of_tallies()
            || (chart == ControlChart::Xmr
                && (given.iter().any(|it| it.num.is_some())
                    || past
                        .iter()
                        .any(|it| matches!(it.typed, Typed::Tally { .. }))));
        let unfit = past.iter().any(|it| match it.typed {
            Typed::Value(_) => rates,
            Typed::Tally { .. } => !rates,
            Typed::Missing(_) => false,
        });
        if unfit {
            let [first, second] = if rates {
                ["value", "num"]
            } else {
                ["num", "value"]
            };
            let slots = [("item", &**id), ("first", first), ("second", second)];
            self.desk.say(Code::KeysClash, way, &slots);
        }
        let mut points = past.to_vec();
        for (i, it) in given.iter().enumerate() {
            let way = path(way, &["points".into(), i.into()]);
            let sheet::PointSheet { period, .. } = it;
            let at = path(&way, &["period".into()]);
            let Some(period) = self.desk.period(*period, &at) else {
                continue;
            };
            self.in_order(points.last().map(|it| it.period), period, id, &at);
            if let Some(typed) = self.typed(it, rates, chart, id, &way) {
                let n = it.n.map(|it| it.0);
                let (typed, n) = self.large_enough(typed, n);
                points.push(Point {
                    period,
                    typed,
                    n,
                    evidence: it.evidence.unwrap_or(evidence),
                    place: self.desk.sheet.place(&way),
                });
            }
        }
        points
    }

    /// What stands in a point: of a series of rates a count and its base,
    /// otherwise a value, or a reason alone.
    fn typed(
        &mut self,
        given: &sheet::PointSheet,
        rates: bool,
        chart: ControlChart,
        id: &str,
        way: &Way,
    ) -> Option<Typed> {
        let sheet::PointSheet {
            period: _,
            value,
            num,
            den,
            n,
            missing,
            evidence: _,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let any = value.is_some() || num.is_some() || den.is_some() || n.is_some();
        if let Some(reason) = missing {
            if any {
                self.desk.say(Code::ValueAndMissing, way, &[("metric", id)]);
            }
            return Some(Typed::Missing(
                self.desk.words(Some(reason), &at("missing")),
            ));
        }
        if !any {
            self.desk.say(Code::NoValueNoReason, way, &[("metric", id)]);
            return None;
        }
        let unfit = if rates {
            value.is_some()
        } else {
            num.or(*den).is_some()
        };
        if unfit {
            let [first, second] = if rates {
                ["value", "num"]
            } else {
                ["num", "value"]
            };
            let slots = [("item", id), ("first", first), ("second", second)];
            self.desk.say(Code::KeysClash, way, &slots);
            return None;
        }
        if rates && n.is_some() {
            let slots = [("item", id), ("first", "n"), ("second", "den")];
            self.desk.say(Code::KeysClash, way, &slots);
            return None;
        }
        let number = |key: &'static str, given: &Option<crate::sheet::Num>| {
            self.desk.number((*given)?, &at(key)).map(|it| it.0)
        };
        if !rates {
            let Some(value) = number("value", value) else {
                let slots = [("item", id), ("key", "value")];
                self.desk.say(Code::KeyNeeded, way, &slots);
                return None;
            };
            if chart == ControlChart::C && value.get() < 0.0 {
                self.contradicts(id, "value", &at("value"));
            }
            return Some(Typed::Value(value));
        }
        let (count, base) = (number("num", num), number("den", den));
        let (Some(num), Some(den)) = (count, base) else {
            let key = if count.is_none() { "num" } else { "den" };
            self.desk
                .say(Code::KeyNeeded, way, &[("item", id), ("key", key)]);
            return None;
        };
        let shares = matches!(chart, ControlChart::P | ControlChart::PPrime);
        let (of, base) = (num.get(), den.get());
        if of < 0.0 || base < 0.0 || (base == 0.0 && of > 0.0) || (shares && of > base) {
            self.contradicts(id, "num ≤ den", &at("num"));
        }
        Some(Typed::Tally { num, den })
    }

    /// A point, unless it is of too few to be published. Of a series nothing
    /// is reckoned then in which it could be found: no limit holds it, and a
    /// year without it has no rate.
    fn large_enough(&self, typed: Typed, n: Option<u64>) -> (Typed, Option<u64>) {
        let size = match &typed {
            Typed::Tally { den, .. } => Some(den.get() as u64),
            Typed::Value(_) => n,
            Typed::Missing(_) => None,
        };
        match (&self.minimum, size) {
            (Some(minimum), Some(size)) if minimum.is_small(size) => {
                (Typed::Missing(minimum.reason.clone()), None)
            }
            _ => (typed, n),
        }
    }

    /// Says that counts cannot all be right.
    pub(super) fn contradicts(&mut self, id: &str, rule: &str, way: &Way) {
        let slots = [("item", id), ("rule", rule)];
        self.desk.say(Code::CountsContradict, way, &slots);
    }
}
