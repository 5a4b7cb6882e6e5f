//! The counts of contact centres and of promises.

use super::{Checker, Said, sheet};
use crate::{
    diag::Code,
    model::{Evidence, Finite, Period},
    sheet::{Count, Num, Plain, Timed, Words},
    subject::{
        desk::{Way, path},
        monitoring::{CALL_COUNTS, CASE_COUNTS, Centre, Counted, Promise, Target},
    },
};

/// The counts of a period as typed.
struct Given<'a, const N: usize> {
    period: Timed,
    counts: [Option<Count>; N],
    p90: Option<Num>,
    missing: Option<&'a Words>,
}

impl Checker<'_> {
    pub(super) fn centre(&mut self, given: &sheet::ContactSheet, way: &Way) -> Centre {
        let sheet::ContactSheet {
            id,
            name,
            within,
            service_level,
            target,
            seconds,
            owner,
            evidence,
            source,
            note,
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
                definition: None,
            },
            way,
        );
        let seconds = seconds.clone().unwrap_or(Plain("seconds".to_owned()));
        let rows = points.iter().map(|it| {
            let sheet::CallsSheet {
                period,
                offered,
                answered,
                answered_in_time,
                abandoned_in_time,
                abandoned_at_once,
                wait,
                talk,
                hold,
                wrap,
                staffed,
                missing,
            } = it;
            Given {
                period: *period,
                counts: [
                    *offered,
                    *answered,
                    *answered_in_time,
                    *abandoned_in_time,
                    *abandoned_at_once,
                    *wait,
                    *talk,
                    *hold,
                    *wrap,
                    *staffed,
                ],
                p90: None,
                missing: missing.as_ref(),
            }
        });
        let mut rows = self.counted(rows, &CALL_COUNTS, &id.0, way);
        for (row, way) in &rows {
            let [offered, answered, in_time, gone_in_time, gone_at_once, ..] = row.counts;
            let more = |part: Option<u64>, whole: Option<u64>| {
                part.zip(whole).is_some_and(|(part, whole)| part > whole)
            };
            let gone = offered
                .zip(answered)
                .and_then(|(all, done)| all.checked_sub(done));
            let rules = [
                (more(answered, offered), "answered ≤ offered"),
                (more(in_time, answered), "answered_in_time ≤ answered"),
                (
                    more(gone_in_time, gone),
                    "abandoned_in_time ≤ offered − answered",
                ),
                (
                    more(gone_at_once, gone_in_time.or(gone)),
                    "abandoned_at_once ≤ abandoned_in_time",
                ),
            ];
            for (_, rule) in rules.iter().filter(|(broken, _)| *broken) {
                self.contradicts(&id.0, rule, way);
            }
        }
        self.suppress(&mut rows, Centre::size);
        Centre {
            within: Target {
                value: Finite::new(within.0 as f64).unwrap_or_default(),
                evidence: about.evidence,
                place: self.desk.sheet.place(&at("within")),
            },
            level: *service_level,
            target: self.target(target.as_ref(), about.evidence, &at("target")),
            seconds: self.desk.measure(&seconds, &at("seconds")),
            rows: rows.into_iter().map(|it| it.0).collect(),
            about,
        }
    }

    pub(super) fn promise(&mut self, given: &sheet::DeadlineSheet, way: &Way) -> Promise {
        let sheet::DeadlineSheet {
            id,
            name,
            limit,
            measure,
            limit_evidence,
            target,
            owner,
            definition,
            evidence,
            source,
            note,
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
        let rows = points.iter().map(|it| {
            let sheet::CasesSheet {
                period,
                within,
                late,
                overdue,
                running,
                p90,
                missing,
            } = it;
            Given {
                period: *period,
                counts: [*within, *late, *overdue, *running],
                p90: *p90,
                missing: missing.as_ref(),
            }
        });
        let mut rows = self.counted(rows, &CASE_COUNTS, &id.0, way);
        self.suppress(&mut rows, Promise::size);
        let founded: Evidence = limit_evidence.unwrap_or(about.evidence);
        let limit = Target {
            value: Finite::new(limit.0).unwrap_or_default(),
            evidence: founded,
            place: self.desk.sheet.place(&at("limit")),
        };
        Promise {
            limit,
            measure: self.desk.measure(measure, &at("measure")),
            target: self.target(target.as_ref(), about.evidence, &at("target")),
            rows: rows.into_iter().map(|it| it.0).collect(),
            about,
        }
    }

    /// Periods with their counts, and the way to each.
    fn counted<'g, 'w, const N: usize>(
        &mut self,
        given: impl Iterator<Item = Given<'g, N>>,
        names: &[&'static str; N],
        id: &str,
        way: &Way<'w>,
    ) -> Vec<(Counted<N>, Way<'w>)> {
        let mut rows: Vec<(Counted<N>, Way)> = Vec::new();
        for (i, it) in given.enumerate() {
            let way = path(way, &["points".into(), i.into()]);
            let at = |key: &'static str| path(&way, &[key.into()]);
            let Some(period) = self.desk.period(it.period, &at("period")) else {
                continue;
            };
            let before: Option<Period> = rows.last().map(|(row, _)| row.period);
            self.in_order(before, period, id, &at("period"));
            let any = it.counts.iter().any(Option::is_some);
            if any == it.missing.is_some() {
                let code = if any {
                    Code::ValueAndMissing
                } else {
                    Code::NoValueNoReason
                };
                self.desk.say(code, &way, &[("metric", id)]);
            }
            let counted = Counted {
                period,
                counts: it.counts.map(|it| it.map(|it| it.0)),
                unshown: None,
                p90: it
                    .p90
                    .and_then(|it| self.desk.number(it, &at("p90")))
                    .map(|it| it.0),
                missing: self.desk.words(it.missing, &at("missing")),
                place: self.desk.sheet.place(&way),
            };
            rows.push((counted, way));
        }
        self.left_out(&rows, names, id);
        rows
    }

    /// Leaves out the counts of periods that are too small to be published,
    /// and of another where a single one is what the year's sum leaves.
    fn suppress<const N: usize>(
        &self,
        rows: &mut [(Counted<N>, Way)],
        size: fn(&[Option<u64>; N]) -> u64,
    ) {
        let Some(minimum) = &self.minimum else { return };
        let mut years: Vec<i16> = rows.iter().map(|(row, _)| row.period.year()).collect();
        years.dedup();
        for year in years {
            let of_year = rows.iter_mut().map(|(row, _)| row);
            let mut of_year: Vec<_> = of_year.filter(|it| it.period.year() == year).collect();
            let sizes: Vec<u64> = of_year.iter().map(|it| size(&it.counts)).collect();
            for i in minimum.hides(&sizes) {
                let row = &mut *of_year[i];
                row.unshown = Some(std::mem::replace(&mut row.counts, [None; N]));
                row.missing = minimum.reason.clone();
            }
        }
    }

    /// Reports counts that some periods give and others leave out.
    fn left_out<const N: usize>(
        &mut self,
        rows: &[(Counted<N>, Way)],
        names: &[&'static str; N],
        id: &str,
    ) {
        for (i, name) in names.iter().enumerate() {
            if rows.iter().all(|(row, _)| row.counts[i].is_none()) {
                continue;
            }
            for (row, way) in rows {
                if row.counts[i].is_none() && row.missing.is_empty() {
                    let metric = format!("{id}.{name}");
                    self.desk
                        .say(Code::NoValueNoReason, way, &[("metric", &metric)]);
                }
            }
        }
    }
}
