//! Turns a sheet into a record, and reports every mistake in it.

mod promises;
mod work;

use super::{
    Activity, Award, Claim, Held, Initiatives, InitiativesSheet, Named, Record, Road, Strategy,
    System, sheet,
};
use crate::{
    diag::{Code, Diagnostic, Place, Report},
    model::{Evidence, Period, Text, Thing},
    path,
    sheet::{Num, Plain, Sheet, Step, Timed},
    subject::{
        Context, Subject,
        desk::{Desk, Way, path},
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<InitiativesSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let InitiativesSheet {
        evidence,
        source,
        note,
        as_of,
        claimed,
        owners,
        roads,
        initiatives,
        strategies,
        activities,
        awards,
        capabilities,
        systems,
        carried,
        commitments,
    } = &sheet.value;
    let mut checker = Checker {
        desk: Desk {
            sheet,
            context,
            report,
        },
        evidence: evidence.unwrap_or_default(),
        owners: Vec::new(),
        roads: Vec::new(),
    };
    checker.owners = checker.desk.named(owners, path!["owners"]);
    checker.roads = checker.roads(roads);
    checker.all_ids();
    let capabilities = checker.desk.named(capabilities, path!["capabilities"]);
    Record {
        year: context.year,
        head: checker.desk.head(source.as_ref(), note.as_ref(), *as_of),
        claimed: claimed.as_ref().map(|it| checker.claim(it)),
        initiatives: checker.each(initiatives, "initiatives", |desk, it, way| {
            Some(desk.initiative(it, way))
        }),
        strategies: checker.each(strategies, "strategies", |desk, it, way| {
            Some(desk.strategy(it, way))
        }),
        activities: checker.each(activities, "activities", |desk, it, way| {
            Some(desk.activity(it, way))
        }),
        awards: checker.each(awards, "awards", Checker::award),
        systems: checker.each(systems, "systems", |desk, it, way| {
            desk.system(it, &capabilities, way)
        }),
        carried: checker.carried(carried),
        commitments: checker.each(commitments, "commitments", |desk, it, way| {
            Some(desk.commitment(it, way))
        }),
        capabilities,
        evidence: checker.evidence,
        owners: checker.owners,
        roads: checker.roads,
    }
}

/// A year without the file cannot say what became of what was promised.
pub(super) fn absent(context: &Context, report: &mut Report) {
    let Some(before) = context.before else { return };
    let file = format!("data/{}/{}.yaml", context.year, Initiatives::NAME);
    for (id, name) in before.all(Thing::Commitment) {
        report.add(promises::forgotten(
            context,
            Place::whole(file.as_str()),
            id,
            name,
        ));
    }
}

struct Checker<'a> {
    desk: Desk<'a, InitiativesSheet>,
    evidence: Evidence,
    owners: Vec<Named>,
    roads: Vec<Road>,
}

impl<'a> Checker<'a> {
    /// Checks the entries of a list; those that cannot stand are left out.
    fn each<T, R>(
        &mut self,
        given: &'a [T],
        list: &'static str,
        mut check: impl FnMut(&mut Self, &'a T, &Way<'a>) -> Option<R>,
    ) -> Vec<R> {
        let entries = given.iter().enumerate();
        entries
            .filter_map(|(i, it)| check(self, it, &vec![list.into(), i.into()]))
            .collect()
    }

    /// Checks the ids of every list that has them.
    fn all_ids(&mut self) {
        let InitiativesSheet {
            initiatives,
            strategies,
            activities,
            awards,
            systems,
            commitments,
            ..
        } = &self.desk.sheet.value;
        let desk = &mut self.desk;
        desk.ids_of(path!["initiatives"], initiatives.iter().map(|it| &it.id));
        desk.ids_of(path!["strategies"], strategies.iter().map(|it| &it.id));
        desk.ids_of(path!["activities"], activities.iter().map(|it| &it.id));
        desk.ids_of(path!["awards"], awards.iter().map(|it| &it.id));
        desk.ids_of(path!["systems"], systems.iter().map(|it| &it.id));
        desk.ids_of(path!["commitments"], commitments.iter().map(|it| &it.id));
    }

    fn roads(&mut self, given: &[sheet::RoadSheet]) -> Vec<Road> {
        self.desk
            .ids_of(path!["roads"], given.iter().map(|it| &it.id));
        let entries = given.iter().enumerate();
        entries
            .map(|(i, it)| Road {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), path!["roads", i, "name"]),
                steps: self.desk.named(&it.steps, path!["roads", i, "steps"]),
            })
            .collect()
    }

    fn claim(&mut self, given: &sheet::ClaimSheet) -> Claim {
        let way = path!["claimed", "metric"];
        self.desk.metric(&given.metric.0, way);
        let acknowledged = given.acknowledged.as_ref();
        Claim {
            metric: given.metric.0.clone(),
            acknowledged: self
                .desk
                .words(acknowledged, path!["claimed", "acknowledged"]),
            place: self.desk.sheet.place(way),
        }
    }

    /// The place of an owner among those declared.
    fn owner(&mut self, given: Option<&Plain>, way: &[Step]) -> Option<usize> {
        let ids = self.owners.iter().map(|it| it.id.as_str());
        self.desk.part("owners", &given?.0, ids, way)
    }

    /// The name of an initiative of the file.
    fn initiative_name(&mut self, given: Option<&Plain>, way: &[Step]) -> Text {
        let initiatives = &self.desk.sheet.value.initiatives;
        let ids = initiatives.iter().map(|it| it.id.0.as_str());
        let at = given.and_then(|it| self.desk.part("initiatives", &it.0, ids, way));
        at.map(|it| initiatives[it].name.0.clone())
            .unwrap_or_default()
    }

    fn strategy(&mut self, given: &'a sheet::StrategySheet, way: &Way<'a>) -> Strategy {
        let at = |key: &'static str| path(way, &[key.into()]);
        let pursued = given.initiatives.iter().enumerate();
        let initiatives = pursued
            .map(|(i, id)| self.initiative_name(Some(id), &path(&at("initiatives"), &[i.into()])));
        Strategy {
            id: given.id.0.clone(),
            initiatives: initiatives.collect(),
            name: self.desk.words(Some(&given.name), &at("name")),
            dimension: self.desk.words(given.dimension.as_ref(), &at("dimension")),
            place: self.desk.sheet.place(way),
        }
    }

    fn activity(&mut self, given: &'a sheet::ActivitySheet, way: &Way<'a>) -> Activity {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let measure = given
            .measure
            .as_ref()
            .map(|it| self.desk.measure(it, &at("measure")))
            .unwrap_or_default();
        let held = if let Some(metric) = &given.metric {
            self.desk.metric(&metric.0, &at("metric"));
            if given.count.is_some() {
                let slots = [
                    ("first", "metric"),
                    ("second", "count"),
                    ("item", given.id.0.as_str()),
                ];
                self.desk.say(Code::KeysClash, way, &slots);
            }
            Held::Metric(metric.0.clone())
        } else {
            let count = given.count.map(|it| Num(it.0 as f64));
            Held::Own(self.desk.number_or(count, &reason, "count", way), measure)
        };
        Activity {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            initiative: self.initiative_name(given.initiative.as_ref(), &at("initiative")),
            held,
            evidence: given.evidence.unwrap_or(self.evidence),
        }
    }

    fn award(&mut self, given: &'a sheet::AwardSheet, way: &Way<'a>) -> Option<Award> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let year = Period::Year(self.desk.context.year);
        let period = match given.period {
            Some(it @ Timed::Unstated) => self.desk.period(it, &at("period"))?,
            Some(Timed::In(period)) => period,
            None => year,
        };
        Some(Award {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            giver: self.desk.words(given.giver.as_ref(), &at("giver")),
            level: given.level,
            outside: given.outside,
            period,
            initiative: self.initiative_name(given.initiative.as_ref(), &at("initiative")),
            evidence: given.evidence.unwrap_or(self.evidence),
            place: self.desk.sheet.place(way),
        })
    }

    fn system(
        &mut self,
        given: &'a sheet::SystemSheet,
        capabilities: &[Named],
        way: &Way<'a>,
    ) -> Option<System> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let ids = capabilities.iter().map(|it| it.id.as_str());
        let found = &given.capability.0;
        let capability = self
            .desk
            .part("capabilities", found, ids, &at("capability"))?;
        let coverage = given.coverage.map(|it| {
            let reason = Text::default();
            let number = self.desk.number_or(Some(it), &reason, "coverage", way);
            if let Ok(share) = number.value {
                self.desk.amount_within(share, true, &at("coverage"));
            }
            number
        });
        Some(System {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            capability,
            status: given.status,
            coverage,
            evidence: given.evidence.unwrap_or(self.evidence),
            text: self.desk.words(given.text.as_ref(), &at("text")),
            place: self.desk.sheet.place(way),
        })
    }
}

/// A diagnostic of what the year before promised.
fn of_promise(code: Code, place: Place, context: &Context) -> Diagnostic {
    Diagnostic::new(code, place).with("before", (context.year - 1).to_string())
}
