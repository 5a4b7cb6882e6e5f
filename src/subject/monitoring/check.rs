//! Turns a sheet into a record, and reports every mistake in it.

mod counts;
mod points;

use points::Past;

use super::{About, Alert, Line, MonitoringSheet, Record, Target, sheet};
use crate::{
    diag::{Code, Report},
    model::{Better, Evidence, Period, Text},
    path,
    sheet::{Num, Plain, Sheet, Step, Words},
    subject::{
        Context,
        desk::{Desk, Way, path},
        minimum::Minimum,
        series::{self, Control, ControlChart},
    },
};

/// Ids that exhibits and figures of the whole subject have.
const TAKEN: [&str; 4] = ["summary", "alerts", "notes", "changes"];

/// Checks the sheet of a year, after the record of a year before.
pub(super) fn check(
    before: Option<&Record>,
    sheet: &Sheet<MonitoringSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let MonitoringSheet {
        as_of,
        evidence,
        source,
        minimum,
        series,
        contact,
        deadlines,
        alerts,
    } = &sheet.value;
    let mut checker = Checker {
        desk: Desk {
            sheet,
            context,
            report,
        },
        before,
        evidence: evidence.unwrap_or_default(),
        source: Text::default(),
        as_of: as_of.map(|it| it.0),
        minimum: None,
    };
    checker.minimum = Minimum::check(&mut checker.desk, minimum.as_ref(), &Vec::new());
    checker.source = checker.desk.words(source.as_ref(), &["source".into()]);
    checker.ids(&sheet.value);
    let each = |key: &'static str| move |i: usize| vec![Step::from(key), i.into()];
    let lines = series.iter().enumerate();
    let lines = lines.map(|(i, it)| checker.line(it, &each("series")(i)));
    let lines = lines.collect();
    let centres = contact.iter().enumerate();
    let centres = centres.map(|(i, it)| checker.centre(it, &each("contact")(i)));
    let centres = centres.collect();
    let promises = deadlines.iter().enumerate();
    let promises = promises.map(|(i, it)| checker.promise(it, &each("deadlines")(i)));
    let promises = promises.collect();
    let mut record = Record {
        year: context.year,
        as_of: as_of.map(|it| it.0),
        evidence: checker.evidence,
        source: checker.source.clone(),
        lines,
        centres,
        promises,
        alerts: Vec::new(),
        minimum: checker.minimum.clone(),
    };
    let alerts = alerts.iter().enumerate();
    let alerts = alerts.map(|(i, it)| checker.alert(it, &record, &each("alerts")(i)));
    record.alerts = alerts.collect();
    record
}

struct Checker<'a> {
    desk: Desk<'a, MonitoringSheet>,
    /// What the series go on from.
    before: Option<&'a Record>,
    /// As the file says.
    evidence: Evidence,
    source: Text,
    as_of: Option<jiff::civil::Date>,
    minimum: Option<Minimum>,
}

/// What every kind of thing that is watched says of itself.
#[derive(Clone, Copy)]
struct Said<'a> {
    id: &'a Plain,
    name: &'a Words,
    owner: Option<&'a Words>,
    evidence: Option<Evidence>,
    source: Option<&'a Words>,
    note: Option<&'a Words>,
    definition: Option<&'a Words>,
}

impl Checker<'_> {
    /// Ids of series, contact centres and promises are of one kind, since
    /// their figures begin with them.
    fn ids(&mut self, given: &MonitoringSheet) {
        let way = |key: &'static str, i: usize| -> Way { vec![key.into(), i.into(), "id".into()] };
        let series = given.series.iter().map(|it| &it.id).enumerate();
        let contact = given.contact.iter().map(|it| &it.id).enumerate();
        let deadlines = given.deadlines.iter().map(|it| &it.id).enumerate();
        let ids: Vec<(&Plain, Way)> = (series.map(|(i, id)| (id, way("series", i))))
            .chain(contact.map(|(i, id)| (id, way("contact", i))))
            .chain(deadlines.map(|(i, id)| (id, way("deadlines", i))))
            .collect();
        for (Plain(id), way) in &ids {
            if TAKEN.contains(&id.as_str()) {
                self.desk.say(Code::BadId, way, &[("id", id)]);
            }
        }
        self.desk.ids(ids);
        let alerts = given.alerts.iter().map(|it| &it.id);
        self.desk.ids_of(path!["alerts"], alerts);
    }

    fn about(&mut self, said: Said, way: &Way) -> About {
        let at = |key: &'static str| path(way, &[key.into()]);
        let source = self.desk.words(said.source, &at("source"));
        About {
            year: self.desk.context.year,
            id: said.id.0.clone(),
            name: self.desk.words(Some(said.name), &at("name")),
            owner: self.desk.words(said.owner, &at("owner")),
            evidence: said.evidence.unwrap_or(self.evidence),
            source: if source.is_empty() {
                self.source.clone()
            } else {
                source
            },
            note: self.desk.words(said.note, &at("note")),
            definition: self.desk.words(said.definition, &at("definition")),
            as_of: self.as_of,
        }
    }

    fn line(&mut self, given: &sheet::SeriesSheet, way: &Way) -> Line {
        let sheet::SeriesSheet {
            id,
            name,
            measure,
            decimals,
            per,
            better,
            target,
            target_evidence,
            owner,
            definition,
            evidence,
            source,
            note,
            control,
            since,
            points,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let about = self.about(
            Said {
                id,
                name,
                owner: owner.as_ref(),
                evidence: *evidence,
                source: source.as_ref(),
                note: note.as_ref(),
                definition: definition.as_ref(),
            },
            way,
        );
        let measure = measure
            .as_ref()
            .map(|it| self.desk.measure(it, &at("measure")))
            .unwrap_or_default();
        let decimals = self.desk.decimals(*decimals, 0, &at("decimals"));
        let chart = control.as_ref().map_or(ControlChart::Xmr, |it| it.chart);
        let past = since.and_then(|it| self.past(it, id, &at("since")));
        let shown = past.map_or(&[][..], |it| &it.line.points[it.left_out..]);
        let points = self.points(shown, points, chart, about.evidence, id, way);
        let earlier = shown.len();
        let control = control.as_ref().and_then(|it| {
            // Stretches of an earlier review stay as they were.
            let periods = points.iter().enumerate();
            let periods: Vec<_> = periods
                .map(|(i, it)| (i >= earlier).then_some(it.period))
                .collect();
            // Points that do not fit the chart were reported already.
            let columns = ["value", "num", "den"];
            series::control(&mut self.desk, it, &columns, &periods, &at("control"))
        });
        let shares = matches!(chart, ControlChart::P | ControlChart::PPrime);
        let measure = if shares {
            "percent".to_owned()
        } else {
            measure
        };
        let target = self.target(
            target.as_ref(),
            target_evidence.unwrap_or(about.evidence),
            &at("target"),
        );
        let mut control = control.unwrap_or(Control::of(ControlChart::Xmr));
        let per = per.map_or(1.0, |it| it.0);
        if let Some(Past { line, left_out }) = past {
            control.go_on(&line.control, left_out);
            if line.measure != measure {
                self.desk
                    .say_setting(&measure, &line.measure, &at("measure"));
            }
            if line.per.to_bits() != per.to_bits() {
                self.desk
                    .say_setting(per, &line.per.to_string(), &at("per"));
            }
        }
        Line {
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals,
            per,
            better: better.unwrap_or(Better::Neither),
            target,
            control,
            points,
            earlier,
            about,
        }
    }

    fn target(&self, given: Option<&Num>, evidence: Evidence, way: &Way) -> Option<Target> {
        let (value, place) = self.desk.number(*given?, way)?;
        Some(Target {
            value,
            evidence,
            place,
        })
    }

    fn alert(&mut self, given: &sheet::AlertSheet, record: &Record, way: &Way) -> Alert {
        let sheet::AlertSheet {
            id,
            raised,
            about,
            period,
            what,
            owner,
            action,
            due,
            closed,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let known: Vec<&str> = record.abouts().map(|it| it.id.as_str()).collect();
        let known = known.iter().copied();
        self.desk.part("about", &about.0, known, &at("about"));
        let early = [("due", due), ("closed", closed)];
        for (key, date) in early {
            if let Some(date) = date
                && date.0 < raised.0
            {
                let (found, raised) = (date.0.to_string(), raised.0.to_string());
                let slots = [("found", found.as_str()), ("raised", &raised)];
                self.desk.say(Code::BeforeRaised, &at(key), &slots);
            }
        }
        if closed.is_some() && action.is_none() {
            let slots = [("item", id.0.as_str()), ("key", "action")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        Alert {
            id: id.0.clone(),
            raised: raised.0,
            about: about.0.clone(),
            period: period.and_then(|it| self.desk.period(it, &at("period"))),
            what: self.desk.words(Some(what), &at("what")),
            owner: self.desk.words(Some(owner), &at("owner")),
            action: self.desk.words(action.as_ref(), &at("action")),
            due: due.map(|it| it.0),
            closed: closed.map(|it| it.0),
            place: self.desk.sheet.place(way),
        }
    }

    /// Reports periods of several kinds, out of order, or left out between two
    /// without a word.
    fn in_order(&mut self, before: Option<Period>, period: Period, id: &str, way: &Way) {
        let Some(before) = before else { return };
        let (found, last) = (period.to_string(), before.to_string());
        let slots = [("item", id), ("found", &found), ("before", &last)];
        if !period.same_kind(before) {
            self.desk.say(Code::MixedPeriods, way, &slots);
        } else if period <= before {
            self.desk.say(Code::OutOfOrder, way, &slots);
        } else if !matches!(period, Period::Day(_)) && before.next() != Some(period) {
            self.desk.say(Code::PeriodsLeftOut, way, &slots);
        }
    }
}
