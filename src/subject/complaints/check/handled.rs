//! How complaints were handled, what sources state of them without counts, and
//! what leaders heard.

use super::{Checker, Counted};
use crate::{
    block::ChartKind,
    diag::{Code, Place},
    model::{Evidence, Input, Period, Text},
    path,
    sheet::{Count, Timed},
    stats::{service, summary},
    subject::{
        complaints::{
            rows::{self, column, number},
            tickets::Handled,
        },
        dataset::{Dataset, Group as Party, Row, Value},
        desk::{Way, path},
        units::PERCENT,
    },
};

impl Checker<'_> {
    /// How complaints were handled.
    pub(super) fn handling(&mut self, counted: Option<&Counted>) -> Dataset {
        let mut into = self.rows("handling", ChartKind::Table);
        let typed = self.given.handling.as_ref();
        let summed = counted
            .filter(|_| self.has(|it| it.closed.is_some()))
            .map(|it| {
                let mut all = Handled::default();
                it.groups.values().for_each(|group| all.add(*group));
                (all, it.place())
            });
        if typed.is_some() && summed.is_some() {
            self.second_home(path!["handling"], "handling");
        }
        let (handled, from) = match (typed, summed) {
            (Some(it), _) => {
                let all = it.in_time.0 + it.late.0 + it.overdue.0 + it.running.0;
                (
                    Handled {
                        all,
                        in_time: it.in_time.0,
                        late: it.late.0,
                        overdue: it.overdue.0,
                        running: it.running.0,
                        repeats: it.repeats.map_or(0, |it| it.0),
                    },
                    self.desk.sheet.place(path!["handling"]),
                )
            }
            (None, Some((all, from))) => (all, from),
            (None, None) => return into,
        };
        let repeats = typed.map_or_else(
            || self.has(|it| it.repeated.is_some()),
            |it| it.repeats.is_some(),
        );
        if handled.repeats > handled.all {
            let (part, all) = (handled.repeats.to_string(), handled.all.to_string());
            let slots = [("key", "repeats"), ("part", &*part), ("all", &*all)];
            self.desk
                .say(Code::PartExceeds, path!["handling", "repeats"], &slots);
        }
        self.handled(&mut into, &handled, repeats, &from);
        into
    }

    /// Within how many days they were closed: said in a sentence, since the
    /// table of handling is wide already.
    pub(super) fn closing(&mut self, counted: Option<&Counted>, handling: &Dataset) -> Dataset {
        let mut into = self.rows("closing", ChartKind::Table);
        let Some(handled) = handling.rows.first() else {
            return into;
        };
        let from = &handled.place;
        let p90 = match &self.given.handling {
            Some(typed) => typed.p90_days.map(|days| number(days.0, from)),
            None => {
                let days = counted.map(|it| summary::quantile_of_counts(&it.closed, 0.9));
                let inputs = vec![Input::Typed(from.clone())];
                days.and_then(Result::ok)
                    .map(|it| rows::computed(Ok(it), "Q 0.9", inputs))
            }
        };
        if let Some(p90) = p90 {
            let mut row = Row::new("", Text::default(), from.clone());
            row.period = handled.period;
            row.evidence = self.evidence;
            row.values.insert(0, p90);
            into.columns = vec![column("p90", "", 0)];
            into.rows.push(row);
        }
        into
    }

    /// The open ones by age.
    pub(super) fn ageing(&mut self, counted: Option<&Counted>) -> Dataset {
        let mut into = self.rows("ageing", ChartKind::Column);
        let ages = &self.given.ageing;
        let edges = self.edges();
        let found = edges.and_then(|edges| self.open_by_age(counted, &edges));
        let Some((counts, from)) = found else {
            return into;
        };
        into.columns = vec![column("open", &self.measure, 0)];
        for (i, (age, count)) in ages.iter().zip(counts).enumerate() {
            let way = path!["ageing", i, "name"];
            let name = self.desk.words(Some(&age.name), way);
            let mut row = Row::new(&format!("class_{}", i + 1), name, from.clone());
            row.evidence = self.evidence;
            row.values.insert(0, number(count as f64, &from));
            into.rows.push(row);
        }
        into
    }

    /// The last day of each age but the oldest; nothing where one is wrong.
    fn edges(&mut self) -> Option<Vec<u64>> {
        let Some((oldest, younger)) = self.given.ageing.split_last() else {
            return Some(Vec::new());
        };
        let mut edges: Vec<u64> = Vec::new();
        for (i, age) in younger.iter().enumerate() {
            let Some(Count(to)) = age.to else {
                let slots = [("item", "ageing"), ("key", "to")];
                self.desk.say(Code::KeyNeeded, path!["ageing", i], &slots);
                return None;
            };
            if let Some(before) = edges.last().filter(|before| to <= **before) {
                let expected = format!("> {before}");
                self.desk
                    .say_setting(to, &expected, path!["ageing", i, "to"]);
                return None;
            }
            edges.push(to);
        }
        if let Some(Count(to)) = oldest.to {
            let way = path!["ageing", younger.len(), "to"];
            self.desk.say_setting(to, "-", way);
            return None;
        }
        Some(edges)
    }

    /// How many are open, typed by age or counted between the edges of ages.
    fn open_by_age(
        &mut self,
        counted: Option<&Counted>,
        edges: &[u64],
    ) -> Option<(Vec<u64>, Place)> {
        let ages = self.given.ageing.len();
        let typed = self.given.handling.as_ref();
        let Some(typed) = typed.filter(|it| !it.open_by_age.is_empty()) else {
            let counted = counted.filter(|it| ages > 0 && !it.open.is_empty())?;
            let counts = service::ageing_of_days(&counted.open, edges).ok()?;
            return Some((counts, counted.place()));
        };
        let way = path!["handling", "open_by_age"];
        let counts: Vec<u64> = typed.open_by_age.iter().map(|it| it.0).collect();
        let open = typed.overdue.0 + typed.running.0;
        if counts.len() != ages || counts.iter().sum::<u64>() != open {
            let rule = format!("n = {ages} (ageing), Σ = overdue + running = {open}");
            let slots = [("item", "open_by_age"), ("rule", rule.as_str())];
            self.desk.say(Code::CountsContradict, way, &slots);
            return None;
        }
        Some((counts, self.desk.sheet.place(way)))
    }

    fn handled(&mut self, into: &mut Dataset, handled: &Handled, repeats: bool, from: &Place) {
        let mut row = Row::new("", Text::default(), from.clone());
        row.period = Some(Period::Year(into.year));
        row.evidence = self.evidence;
        let key = |id: &str, row: &Row| Input::Figure(into.row_key(row, id));
        let on_time = ["in_time", "late", "overdue"]
            .map(|id| key(id, &row))
            .to_vec();
        let all = ["in_time", "late", "overdue", "running"];
        let again = ["repeats"]
            .iter()
            .chain(&all)
            .map(|id| key(id, &row))
            .collect();
        let cells = [
            ("in_time", number(handled.in_time as f64, from)),
            ("late", number(handled.late as f64, from)),
            ("overdue", number(handled.overdue as f64, from)),
            ("running", number(handled.running as f64, from)),
            (
                "on_time",
                rows::share(
                    handled.in_time,
                    rows::due(handled),
                    "in_time ÷ (in_time + late + overdue)",
                    on_time,
                ),
            ),
            ("repeats", number(handled.repeats as f64, from)),
            (
                "repeat_share",
                rows::share(handled.repeats, handled.all, "repeats ÷ all", again),
            ),
        ];
        let shown = cells
            .into_iter()
            .filter(|(id, _)| repeats || !id.starts_with("repeat"));
        for (at, (id, value)) in shown.enumerate() {
            let (measure, decimals) = match id {
                "on_time" | "repeat_share" => (PERCENT, 1),
                _ => (&*self.measure, 0),
            };
            into.columns.push(column(id, measure, decimals));
            row.values.insert(at, value);
        }
        into.rows.push(row);
    }

    /// Changes that the source states without counts.
    pub(super) fn changes(&mut self) -> Dataset {
        let mut into = self.rows("changes", ChartKind::Table);
        into.columns = vec![column("change", PERCENT, 0)];
        for (i, it) in self.given.changes.iter().enumerate() {
            let way: Way = vec!["changes".into(), i.into()];
            let at = |key: &'static str| path(&way, &[key.into()]);
            let name = self.desk.words(Some(&it.name), &at("name"));
            let mut row = Row::new(&it.id.0, name, self.desk.sheet.place(&way));
            row.text = self.desk.words(Some(&it.note), &at("note"));
            row.evidence = Evidence::Reported;
            row.period = self.desk.period(it.period, &at("period"));
            if let Some((value, place)) = self.desk.number(it.percent, &at("percent")) {
                row.values.insert(0, Value::Typed(value, place));
            }
            into.rows.push(row);
        }
        into
    }

    /// What leaders heard, decided and saw to.
    pub(super) fn sessions(&mut self) -> Dataset {
        let mut into = self.rows("sessions", ChartKind::Table);
        into.columns = vec![column("heard", &self.measure, 0)];
        let mut parties: Vec<Party> = Vec::new();
        for (i, it) in self.given.sessions.iter().enumerate() {
            let way: Way = vec!["sessions".into(), i.into()];
            let at = |key: &'static str| path(&way, &[key.into()]);
            let role = self.desk.words(Some(&it.role), &at("role"));
            let finding = self.desk.words(Some(&it.finding), &at("finding"));
            let decision = self.desk.words(it.decision.as_ref(), &at("decision"));
            let owner = self.desk.words(it.owner.as_ref(), &at("owner"));
            let mut row = Row::new(&format!("s{}", i + 1), role, self.desk.sheet.place(&way));
            row.text = both(&finding, &decision);
            row.state = it.state;
            row.evidence = self.evidence;
            if let Timed::In(period) = it.period {
                row.period = Some(period);
            }
            if !owner.is_empty() {
                let known = parties.iter().position(|it| it.name == owner);
                let at = known.unwrap_or_else(|| {
                    parties.push(Party {
                        id: format!("o{}", parties.len() + 1),
                        name: owner,
                    });
                    parties.len() - 1
                });
                row.group = Some(parties[at].id.clone());
            }
            if let Some(heard) = it.heard {
                let from = self.desk.sheet.place(&at("heard"));
                row.values.insert(0, number(heard.0 as f64, &from));
            }
            into.rows.push(row);
        }
        into.groups = parties;
        into
    }
}

/// What was found and what was decided, in one text.
fn both(finding: &Text, decision: &Text) -> Text {
    if decision.is_empty() {
        return finding.clone();
    }
    finding.joined(" → ", decision)
}
