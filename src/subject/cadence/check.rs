//! Turns a sheet into a record, and reports every mistake in it.

use jiff::civil::Date;

use super::{
    CadenceSheet, Decision, DecisionSheet, IssueSheet, Line, Meeting, MeetingSheet, Record,
    ReportSheet,
    expected::{Expected, Issue, Issued, days_after, expected},
};
use crate::{
    diag::{Code, Place, Report},
    model::{Cadence, Evidence, Period, Text},
    path,
    sheet::{Count, Plain, Sheet, Timed},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// The most days that a report may be due after its period.
const MOST_DAYS: u64 = 366;

/// Checks the sheet of a year.
pub(super) fn check(sheet: &Sheet<CadenceSheet>, context: &Context, report: &mut Report) -> Record {
    let desk = Desk {
        sheet,
        context,
        report,
    };
    let as_of = sheet.value.as_of.0;
    Checker { desk, as_of }.record(&sheet.value)
}

struct Checker<'a> {
    desk: Desk<'a, CadenceSheet>,
    as_of: Date,
}

impl Checker<'_> {
    fn record(&mut self, given: &CadenceSheet) -> Record {
        let CadenceSheet {
            name,
            as_of,
            evidence,
            source,
            note,
            reports,
            meetings,
        } = given;
        let evidence = evidence.unwrap_or_default();
        self.desk
            .ids_of(path!["reports"], reports.iter().map(|it| &it.id));
        let lines = reports.iter().enumerate();
        let mut lines: Vec<Line> = lines
            .map(|(i, it)| self.line(it, evidence, &vec!["reports".into(), i.into()]))
            .collect();
        let meetings = (meetings.iter().enumerate())
            .filter_map(|(i, it)| {
                self.meeting(it, evidence, &mut lines, &vec!["meetings".into(), i.into()])
            })
            .collect();
        self.decision_ids(&given.meetings);
        Record {
            year: self.desk.context.year,
            name: self.desk.words(Some(name), &["name".into()]),
            as_of: as_of.0,
            source: self.desk.words(source.as_ref(), &["source".into()]),
            note: self.desk.words(note.as_ref(), &["note".into()]),
            lines,
            meetings,
        }
    }

    fn line(&mut self, given: &ReportSheet, usual: Evidence, way: &Way) -> Line {
        let at = |key: &'static str| path(way, &[key.into()]);
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        if !missing.is_empty() && !given.issued.is_empty() {
            let slots = [
                ("item", given.id.0.as_str()),
                ("first", "issued"),
                ("second", "missing"),
            ];
            self.desk.say(Code::KeysClash, &at("missing"), &slots);
        }
        let needed = [
            ("cadence", given.cadence.is_some()),
            ("first", given.first.is_some()),
            ("days", given.days.is_some()),
        ];
        for (key, is_given) in needed {
            if !is_given && missing.is_empty() {
                let slots = [("item", given.id.0.as_str()), ("key", key)];
                self.desk.say(Code::KeyNeeded, way, &slots);
            }
        }
        let days = given.days.map(|Count(it)| it);
        if let Some(days) = days.filter(|it| *it > MOST_DAYS) {
            self.desk
                .say_setting(days, &format!("0–{MOST_DAYS}"), &at("days"));
        }
        let mut line = Line {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            cadence: given.cadence,
            owner: self.desk.words(given.owner.as_ref(), &at("owner")),
            days,
            expected: self.expected(given, &at("first"), &at("last")),
            missing,
            evidence: given.evidence.unwrap_or(usual),
            place: self.desk.sheet.place(way),
        };
        for (i, it) in given.issued.iter().enumerate() {
            self.issue(&mut line, it, &path(way, &["issued".into(), i.into()]));
        }
        line
    }

    /// The calendar of a report; empty where it cannot be told.
    fn expected(&mut self, given: &ReportSheet, first: &Way, last: &Way) -> Vec<Expected> {
        let (Some(cadence), Some(begin)) = (given.cadence, given.first) else {
            return Vec::new();
        };
        let begin = self.period(begin, cadence, &given.id, first);
        let end = given
            .last
            .and_then(|it| self.period(it, cadence, &given.id, last));
        let (Some(begin), Some(Count(days))) = (begin, given.days) else {
            return Vec::new();
        };
        let year = self.desk.context.year;
        if !(year - 1..=year).contains(&begin.year()) {
            self.desk
                .say_setting(begin, &format!("{}, {year}", year - 1), first);
            return Vec::new();
        }
        expected(begin, end, days, self.as_of)
    }

    /// A period of the length that a cadence has.
    fn period(
        &mut self,
        given: Timed,
        cadence: Cadence,
        Plain(id): &Plain,
        way: &Way,
    ) -> Option<Period> {
        let period = self.desk.period(given, way)?;
        if Cadence::of(period) == cadence {
            return Some(period);
        }
        let right = cadence.around(period.first_day()).to_string();
        let found = period.to_string();
        let slots = [
            ("report", id.as_str()),
            ("cadence", cadence.word()),
            ("found", &found),
            ("right", &right),
        ];
        self.desk.say(Code::AnotherCadence, way, &slots);
        None
    }

    /// Takes an issue, or those of several periods, into the calendar.
    fn issue(&mut self, line: &mut Line, given: &IssueSheet, way: &Way) {
        let at = |key: &'static str| path(way, &[key.into()]);
        let IssueSheet {
            period,
            date,
            missing,
            from,
            to,
            after,
        } = given;
        let single = ["period", "date", "missing"];
        let several = ["from", "to", "after"];
        let first_of = |keys: [&'static str; 3], given: [bool; 3]| {
            let mut both = keys.into_iter().zip(given);
            both.find(|(_, given)| *given).map(|(key, _)| key)
        };
        let one = first_of(
            single,
            [period.is_some(), date.is_some(), missing.is_some()],
        );
        let many = first_of(several, [from.is_some(), to.is_some(), after.is_some()]);
        if let (Some(first), Some(second)) = (one, many) {
            let slots = [("item", "issued"), ("first", first), ("second", second)];
            self.desk.say(Code::KeysClash, way, &slots);
            return;
        }
        let Some(cadence) = line.cadence else { return };
        let id = Plain(line.id.clone());
        let reason = self.desk.words(missing.as_ref(), &at("missing"));
        match (period, from.zip(*to).zip(*after)) {
            (Some(period), _) => {
                let Some(period) = self.period(*period, cadence, &id, &at("period")) else {
                    return;
                };
                let when = match date {
                    Some(_) if !reason.is_empty() => {
                        let slots = [("item", "issued"), ("first", "date"), ("second", "missing")];
                        return self.desk.say(Code::KeysClash, way, &slots);
                    }
                    Some(date) => Issued::On(date.0),
                    None if reason.is_empty() => {
                        let slots = [("item", "issued"), ("key", "date")];
                        return self.desk.say(Code::KeyNeeded, way, &slots);
                    }
                    None => Issued::Unknown(reason),
                };
                self.enter(line, period, when, way);
            }
            (None, Some(((from, to), Count(after)))) => {
                let from = self.period(from, cadence, &id, &at("from"));
                let to = self.period(to, cadence, &id, &at("to"));
                let (Some(from), Some(to)) = (from, to) else {
                    return;
                };
                if from > to {
                    self.desk.say_setting(to, &format!("≥ {from}"), &at("to"));
                    return;
                }
                let all = std::iter::successors(Some(from), |it| it.next());
                for period in all.take_while(|it| *it <= to) {
                    let date = days_after(period.last_day(), after);
                    let entered =
                        date.is_some_and(|it| self.enter(line, period, Issued::On(it), way));
                    // One mistake is told of a row, not one of each period.
                    if !entered {
                        return;
                    }
                }
            }
            (None, None) => {
                let key = match many {
                    None => "period",
                    Some(_) if from.is_none() => "from",
                    Some(_) if to.is_none() => "to",
                    Some(_) => "after",
                };
                let slots = [("item", "issued"), ("key", key)];
                self.desk.say(Code::KeyNeeded, way, &slots);
            }
        }
    }

    /// Writes an issue into the calendar; tells whether it could be.
    fn enter(&mut self, line: &mut Line, period: Period, when: Issued, way: &Way) -> bool {
        let text = period.to_string();
        let slots = [("report", line.id.as_str()), ("period", text.as_str())];
        if let Issued::On(date) = when {
            if date < period.first_day() {
                let (date, first) = (date.to_string(), period.first_day().to_string());
                let slots = [
                    ("date", date.as_str()),
                    ("period", &text),
                    ("first", &first),
                ];
                self.desk.say(Code::IssuedBefore, way, &slots);
                return false;
            }
            if !self.is_known_of(date, way) {
                return false;
            }
        }
        // A report whose calendar could not be told has its mistake already.
        let Some(place) = line.expected.iter_mut().find(|it| it.period == period) else {
            if !line.expected.is_empty() {
                self.desk.say(Code::NotExpected, way, &slots);
            }
            return false;
        };
        if let Some(first) = &place.issue {
            let first = first.place.clone();
            self.desk.say_again(Code::IssuedTwice, way, &slots, first);
            return false;
        }
        place.issue = Some(Issue {
            when,
            place: self.desk.sheet.place(way),
        });
        true
    }

    /// Reports a day after the one up to which is known what happened.
    fn is_known_of(&mut self, date: Date, way: &Way) -> bool {
        if date <= self.as_of {
            return true;
        }
        let (date, as_of) = (date.to_string(), self.as_of.to_string());
        let slots = [("date", date.as_str()), ("as_of", &as_of)];
        self.desk.say(Code::AfterAsOf, way, &slots);
        false
    }

    fn meeting(
        &mut self,
        given: &MeetingSheet,
        evidence: Evidence,
        lines: &mut [Line],
        way: &Way,
    ) -> Option<Meeting> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let MeetingSheet {
            date,
            of,
            period,
            name,
            chair,
            decisions,
        } = given;
        let is_known = self.is_known_of(date.0, &at("date"));
        let own = self.desk.words(name.as_ref(), &at("name"));
        let (name, evidence) = match of {
            Some(Plain(id)) => {
                let known = lines.iter().map(|it| it.id.as_str());
                let found = self.desk.part("reports", id, known, &at("of"))?;
                if is_known {
                    self.held(&mut lines[found], *period, date.0, way);
                }
                let line = &lines[found];
                let name = if own.is_empty() {
                    line.name.clone()
                } else {
                    own
                };
                (name, line.evidence)
            }
            None => {
                if own.is_empty() {
                    let slots = [("item", "meetings"), ("key", "name")];
                    self.desk.say(Code::KeyNeeded, way, &slots);
                }
                (own, evidence)
            }
        };
        let decisions = decisions.iter().enumerate();
        let decisions = decisions
            .map(|(i, it)| {
                let way = path(way, &["decisions".into(), i.into()]);
                self.decision(it, date.0, &way)
            })
            .collect();
        Some(Meeting {
            date: date.0,
            name,
            chair: self.desk.words(chair.as_ref(), &at("chair")),
            evidence,
            decisions,
            place: self.desk.sheet.place(way),
        })
    }

    /// A regular meeting was held: it is an issue of its calendar.
    fn held(&mut self, line: &mut Line, period: Option<Timed>, date: Date, way: &Way) {
        let Some(cadence) = line.cadence else { return };
        if !line.missing.is_empty() {
            let slots = [
                ("item", line.id.as_str()),
                ("first", "missing"),
                ("second", "meetings"),
            ];
            return self.desk.say(Code::KeysClash, way, &slots);
        }
        let Some(period) = period else {
            let slots = [("item", "meetings"), ("key", "period")];
            return self.desk.say(Code::KeyNeeded, way, &slots);
        };
        let id = Plain(line.id.clone());
        let place = path(way, &["period".into()]);
        if let Some(period) = self.period(period, cadence, &id, &place) {
            self.enter(line, period, Issued::On(date), way);
        }
    }

    fn decision(&mut self, given: &DecisionSheet, held: Date, way: &Way) -> Decision {
        let at = |key: &'static str| path(way, &[key.into()]);
        for (key, date) in [("due", given.due), ("closed", given.closed)] {
            if let Some(date) = date.filter(|it| it.0 < held) {
                let (found, held) = (date.0.to_string(), held.to_string());
                let slots = [("found", found.as_str()), ("held", &held)];
                self.desk.say(Code::BeforeMeeting, &at(key), &slots);
            }
        }
        if let Some(closed) = given.closed {
            self.is_known_of(closed.0, &at("closed"));
        }
        let result = given.result.as_ref();
        Decision {
            id: given.id.0.clone(),
            what: self.desk.words(Some(&given.what), &at("what")),
            owner: self.desk.words(Some(&given.owner), &at("owner")),
            due: given.due.map(|it| it.0),
            closed: given.closed.map(|it| it.0),
            result: result
                .map_or_else(Text::default, |it| self.desk.words(Some(it), &at("result"))),
            place: self.desk.sheet.place(way),
        }
    }

    /// The ids of decisions, which are unlike those of other meetings too.
    fn decision_ids(&mut self, meetings: &[MeetingSheet]) {
        let all = meetings.iter().enumerate().flat_map(|(i, meeting)| {
            let decisions = meeting.decisions.iter().enumerate();
            decisions.map(move |(j, it)| {
                let way: Way = vec![
                    "meetings".into(),
                    i.into(),
                    "decisions".into(),
                    j.into(),
                    "id".into(),
                ];
                (&it.id, way)
            })
        });
        self.desk.ids(all);
    }
}

impl Line {
    /// Where its numbers come from: its own entry, and each issue's.
    pub(super) fn places(&self) -> Vec<Place> {
        let mut places = vec![self.place.clone()];
        for issue in self.expected.iter().filter_map(|it| it.issue.as_ref()) {
            if places.last() != Some(&issue.place) {
                places.push(issue.place.clone());
            }
        }
        places
    }
}
