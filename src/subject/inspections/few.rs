//! What of inspections is of too few visits to be published: sites, what a
//! source saw of a site, sources by version, channels, and single visits.
//!
//! They overlap in many ways — a visit is in its site, its source and its
//! channel — so what gives a small one away is asked of all together. Findings
//! are left as they are: a cause is counted over all sites and is of nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Channel, Look, Observer, Record};
use crate::{
    model::{Figure, FigureKey},
    stats::disclosure::{Fate, Group},
    subject::{minimum::Minimum, units::below},
};

/// Which figures are of too few.
#[derive(Debug, Clone, Default)]
pub(super) struct Few {
    minimum: Option<Minimum>,
    /// What figures are named after, and whether nothing of it is published.
    groups: BTreeMap<FigureKey, bool>,
}

/// Visits that are in the same groups: of one site, source and version; a typed
/// row of several is published by itself.
type Class = (usize, Observer, usize, Option<usize>);

impl Few {
    /// Asks what is too small of a year's inspections, or gives it away.
    pub(super) fn of(record: &Record, minimum: Option<Minimum>) -> Self {
        let Some(minimum) = minimum else {
            return Self::default();
        };
        let mut classes: BTreeMap<Class, u64> = BTreeMap::new();
        for (i, look) in record.looks.iter().enumerate() {
            let row = look.is_published_row().then_some(i);
            let class = (look.site, look.source, look.checklist, row);
            *classes.entry(class).or_default() += look.visits().unwrap_or(0);
        }
        let mut groups = Vec::new();
        let keys = named(record);
        for _ in &keys {
            groups.push(Group {
                size: 0,
                parts: Vec::new(),
                fate: Fate::Open,
            });
        }
        let places = keys.iter().enumerate();
        let places: BTreeMap<&FigureKey, usize> = places.map(|(at, key)| (key, at)).collect();
        for (part, (class, size)) in classes.into_iter().enumerate() {
            let (site, source, checklist, row) = class;
            let own = row.map(|it| look_base(record, &record.looks[it]));
            let of = [
                record.key("all"),
                record.site_key(site),
                record.source_key(site, source),
                record.version_key(&record.checklists[checklist], source),
                record.channel_key(record.sites[site].channel),
            ];
            for key in of.into_iter().chain(own) {
                let Some(at) = places.get(&key) else { continue };
                groups[*at].size += size;
                groups[*at].parts.push(part);
            }
            if row.is_none() && minimum.is_small(size) {
                groups.push(Group {
                    size,
                    parts: vec![part],
                    fate: Fate::Unpublished,
                });
            }
        }
        let hidden: BTreeSet<usize> = minimum.hides_of(&groups).into_iter().collect();
        let named = keys.into_iter().enumerate();
        let mut few = Self {
            groups: named.map(|(at, key)| (key, hidden.contains(&at))).collect(),
            minimum: Some(minimum),
        };
        few.follow(record);
        few
    }

    /// A visit is a group of one, and what is computed of several groups is
    /// hidden with each of them.
    fn follow(&mut self, record: &Record) {
        let alone = (self.minimum.as_ref()).is_some_and(|it| it.is_small(1));
        let typed = record.looks.iter().filter(|it| !it.in_table);
        for look in typed.filter(|it| it.is_visit()) {
            self.groups.insert(look_base(record, look), alone);
        }
        let mut follows = vec![
            (record.key("critical_visits"), vec![record.key("all")]),
            (
                record.key("channel.difference"),
                [Channel::Own, Channel::Partner]
                    .map(|it| record.channel_key(it))
                    .to_vec(),
            ),
        ];
        for pair in record.pairs() {
            let own = record.pair_key(&pair);
            let mut of = vec![own.clone()];
            if let Some((source, ..)) = pair.first {
                of.push(record.version_key(pair.checklist, source));
            }
            follows.push((below(&own, "difference"), of));
        }
        for (key, of) in follows {
            let is_hidden = of.iter().any(|it| self.groups.get(it) == Some(&true));
            self.groups.insert(key, is_hidden);
        }
    }

    /// Reports whether small groups are left out at all.
    pub(super) fn asks(&self) -> bool {
        self.minimum.is_some()
    }

    /// Reports whether a figure is of too few, or gives such away.
    pub(super) fn hides(&self, key: &FigureKey) -> bool {
        let mut name = &*key.name;
        loop {
            if let Some(hidden) = self.groups.get(&key.renamed(name)) {
                return *hidden;
            }
            match name.rsplit_once('.') {
                Some((base, _)) => name = base,
                None => return false,
            }
        }
    }

    /// The figures with those missing that are of too few.
    pub(super) fn leave_out(&self, mut figures: Vec<Figure>) -> Vec<Figure> {
        let Some(minimum) = &self.minimum else {
            return figures;
        };
        // What has no value has no interval either.
        let is_end = |it: &Figure| {
            [".low", ".high"]
                .iter()
                .any(|end| it.key.name.ends_with(end))
        };
        figures.retain(|it| !(is_end(it) && self.hides(&it.key)));
        for figure in figures.iter_mut().filter(|it| self.hides(&it.key)) {
            figure.value = Err(minimum.missing());
            figure.interval = None;
            figure.n = None;
        }
        figures
    }
}

impl Look {
    /// It is several visits with figures of their own, as those in a table have
    /// none.
    fn is_published_row(&self) -> bool {
        !self.is_visit() && !self.in_table
    }
}

/// What groups of visits are named after that are published.
fn named(record: &Record) -> Vec<FigureKey> {
    let mut keys = vec![record.key("all")];
    let rows = record.looks.iter().filter(|it| it.is_published_row());
    keys.extend(rows.map(|it| look_base(record, it)));
    for at in 0..record.sites.len() {
        keys.push(record.site_key(at));
        let sources = record.observers.iter();
        keys.extend(sources.map(|(source, _)| record.source_key(at, *source)));
    }
    keys.extend(record.pairs().iter().map(|it| record.pair_key(it)));
    keys.extend([Channel::Own, Channel::Partner].map(|it| record.channel_key(it)));
    keys
}

/// What the figures of a visit, or of several, are named after.
fn look_base(record: &Record, look: &Look) -> FigureKey {
    let key = record.look_key(look, "score");
    let base = key.name.trim_end_matches(".score").to_owned();
    key.renamed(base)
}
