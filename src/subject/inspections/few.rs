//! What of inspections is of too few visits to be published: sites, what a
//! source saw of a site, sources by version, channels, and single visits.
//!
//! They overlap in many ways — a visit is in its site, its source and its
//! channel — so what gives a small one away is asked of all together. Findings
//! are left as they are: a cause is counted over all sites and is of nobody.

use std::collections::BTreeMap;

use super::{Channel, Look, Observer, Record, Seen};
use crate::{
    model::{Figure, FigureKey},
    stats::disclosure::{self, Fate, Group},
    subject::{minimum::Minimum, units::below},
};

/// Which figures are of too few.
pub(super) struct Few<'a> {
    minimum: Option<&'a Minimum>,
    /// What figures are named after, and whether nothing of it is published.
    groups: BTreeMap<FigureKey, bool>,
}

/// Visits that are in the same groups: of one site, source and version; a row
/// of several is published by itself.
type Class = (usize, Observer, usize, Option<usize>);

impl<'a> Few<'a> {
    /// Asks what is too small of a year's inspections, or gives it away.
    pub(super) fn of(record: &'a Record) -> Self {
        let mut few = Self {
            minimum: record.minimum.as_ref(),
            groups: BTreeMap::new(),
        };
        let Some(minimum) = few.minimum else {
            return few;
        };
        let mut classes: Vec<(Class, u64)> = Vec::new();
        for (i, look) in record.looks.iter().enumerate() {
            let row = matches!(look.seen, Seen::Batch { .. }).then_some(i);
            let class = (look.site, look.source, look.checklist, row);
            let visits = look.visits().unwrap_or(0);
            match classes.iter_mut().find(|(it, _)| *it == class) {
                Some((_, size)) => *size += visits,
                None => classes.push((class, visits)),
            }
        }
        let of = |keep: &dyn Fn(Class) -> bool, fate: Fate| {
            let parts = (0..classes.len()).filter(|i| keep(classes[*i].0));
            let parts: Vec<usize> = parts.collect();
            Group {
                size: parts.iter().map(|it| classes[*it].1).sum(),
                parts,
                fate,
            }
        };
        let mut keys = Vec::new();
        let mut groups = Vec::new();
        for (class, size) in &classes {
            if class.3.is_none() && minimum.is_small(*size) {
                groups.push(of(&|it| it == *class, Fate::Unpublished));
                keys.push(None);
            }
        }
        let mut name = |key: FigureKey, keep: &dyn Fn(Class) -> bool| {
            groups.push(of(keep, Fate::Open));
            keys.push(Some(key));
        };
        name(record.key("all"), &|_| true);
        for (i, look) in record.looks.iter().enumerate() {
            if matches!(look.seen, Seen::Batch { .. }) {
                name(look_base(record, look), &|(.., row)| row == Some(i));
            }
        }
        for at in 0..record.sites.len() {
            name(record.site_key(at), &|(site, ..)| site == at);
            for (source, _) in &record.observers {
                let cell = below(&record.site_key(at), source.word());
                name(cell, &|it| (it.0, it.1) == (at, *source));
            }
        }
        let pairs = record.pairs();
        for pair in &pairs {
            name(record.pair_key(pair), &|it| {
                (&record.checklists[it.2].key(), it.1) == (&pair.checklist.key(), pair.source)
            });
        }
        for channel in [Channel::Own, Channel::Partner] {
            name(record.channel_key(channel), &|it| {
                record.sites[it.0].channel == channel
            });
        }
        let hidden = disclosure::hidden(&groups, minimum.count);
        let named = keys.into_iter().enumerate();
        few.groups = named
            .filter_map(|(i, key)| Some((key?, hidden.contains(&i))))
            .collect();
        for look in &record.looks {
            if matches!(look.seen, Seen::Visit { .. }) {
                let base = look_base(record, look);
                few.groups.insert(base, minimum.is_small(1));
            }
        }
        few.follow(record);
        few
    }

    /// What is computed of several groups is hidden with each of them.
    fn follow(&mut self, record: &Record) {
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
        let Some(minimum) = self.minimum else {
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

/// What the figures of a visit, or of several, are named after.
fn look_base(record: &Record, look: &Look) -> FigureKey {
    let key = record.look_key(look, "score");
    let base = key.name.trim_end_matches(".score").to_owned();
    key.renamed(base)
}
