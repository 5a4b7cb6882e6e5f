//! The facts: all figures of a site by key, which are the ledger.
//!
//! Looked up by hash, since a page asks for hundreds; gone through by key, so
//! that no order but that reaches a page.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::BuildHasher,
    sync::Arc,
};

use hashbrown::{DefaultHashBuilder, HashMap, HashTable, hash_table::Entry};

use super::{Aspect, Figure, FigureKey, Period, Scope, When};

/// All figures of a site by key: the ledger.
#[derive(Debug, Default)]
pub struct Facts {
    figures: Vec<Figure>,
    /// Every name that a figure has, or that an aspect's figure is named after.
    names: Vec<Named>,
    by_name: HashMap<Arc<str>, u32>,
    in_order: BTreeMap<Arc<str>, u32>,
    /// The figures, by the hash of their names' numbers and the rest of their keys.
    places: HashTable<Place>,
    /// Figures whose key was taken.
    turned_away: Vec<Figure>,
    hasher: DefaultHashBuilder,
}

/// Where a figure is, with the hash that it is found by.
#[derive(Debug, Clone, Copy)]
struct Place {
    hash: u64,
    figure: u32,
}

/// What is known under a name.
#[derive(Debug)]
struct Named {
    /// Shared by the keys of its figures.
    name: Arc<str>,
    /// The figures of the name, in order.
    figures: Vec<u32>,
    /// The times that its figures are of, in order.
    times: Vec<When>,
    /// The names of its aspects.
    aspects: [Option<u32>; Aspect::ALL.len()],
}

impl Facts {
    /// Publishes a figure, rounded to the ledger's precision. One whose key is
    /// taken is turned away, and kept for [`Facts::turned_away`].
    pub fn publish(&mut self, figure: Figure) {
        let Some(name) = self.append(figure) else {
            return;
        };
        let order = &mut self.names[name as usize].figures;
        let key = |at: u32| &self.figures[at as usize].key;
        if let Some(last) = order.pop() {
            let at = order.partition_point(|it| key(*it) < key(last));
            order.insert(at, last);
        }
    }

    /// Publishes many figures, in any order.
    pub fn publish_all(&mut self, figures: impl IntoIterator<Item = Figure>) {
        // Each name is put in order once, not figure by figure: a name may
        // have those of thousands of units.
        let mut disordered = BTreeSet::new();
        for figure in figures {
            disordered.extend(self.append(figure));
        }
        for name in disordered {
            let mut order = std::mem::take(&mut self.names[name as usize].figures);
            let key = |at: &u32| &self.figures[*at as usize].key;
            order.sort_by(|a, b| key(a).cmp(key(b)));
            self.names[name as usize].figures = order;
        }
    }

    /// Takes in a figure behind those of its name; gives the name where that is
    /// not its place.
    fn append(&mut self, figure: Figure) -> Option<u32> {
        let mut figure = figure.settled();
        let place = self.figures.len() as u32;
        let name = self.named_or_new(&figure.key.name);
        figure.key.name = self.names[name as usize].name.clone();
        let hash = self.hash(name, &figure.key.scope, figure.key.when, &figure.key.unit);
        let same =
            |it: &Place| it.hash == hash && self.figures[it.figure as usize].key == figure.key;
        match self.places.entry(hash, same, |it| it.hash) {
            Entry::Vacant(entry) => entry.insert(Place {
                hash,
                figure: place,
            }),
            Entry::Occupied(_) => {
                self.turned_away.push(figure);
                return None;
            }
        };
        let Named {
            figures: order,
            times,
            ..
        } = &mut self.names[name as usize];
        if let Err(at) = times.binary_search(&figure.key.when) {
            times.insert(at, figure.key.when);
        }
        let last = order.last().map(|it| &self.figures[*it as usize].key);
        let in_order = last.is_none_or(|last| *last < figure.key);
        order.push(place);
        self.figures.push(figure);
        (!in_order).then_some(name)
    }

    /// The value of the figure of that key, if there is one that has a value.
    pub fn number(&self, key: &FigureKey) -> Option<f64> {
        self.get(key)?.number()
    }

    fn named_or_new(&mut self, name: &Arc<str>) -> u32 {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let new = self.names.len() as u32;
        self.names.push(Named {
            name: name.clone(),
            figures: Vec::new(),
            times: Vec::new(),
            aspects: Default::default(),
        });
        self.by_name.insert(name.clone(), new);
        self.in_order.insert(name.clone(), new);
        if let Some((base, word)) = name.split_once(':')
            && let Some(aspect) = Aspect::from_word(word)
        {
            let base = self.named_or_new(&base.into());
            self.names[base as usize].aspects[aspect as usize] = Some(new);
        }
        new
    }

    fn hash(&self, name: u32, scope: &Scope, when: When, unit: &str) -> u64 {
        self.hasher.hash_one((name, scope, when, unit))
    }

    fn place(&self, name: u32, scope: &Scope, when: When, unit: &str) -> Option<usize> {
        let hash = self.hash(name, scope, when, unit);
        let name = &self.names[name as usize].name;
        let place = self.places.find(hash, |it| {
            let key = &self.figures[it.figure as usize].key;
            // The name is shared, so that one pointer tells.
            it.hash == hash
                && key.name == *name
                && *key.unit == *unit
                && key.when == when
                && key.scope == *scope
        });
        place.map(|it| it.figure as usize)
    }

    /// The figure of that key.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        let name = *self.by_name.get(&*key.name)?;
        let place = self.place(name, &key.scope, key.when, &key.unit)?;
        Some(&self.figures[place])
    }

    /// The figure that an aspect of that key is, published under its own name.
    pub fn aspect(&self, key: &FigureKey, aspect: Aspect) -> Option<&Figure> {
        let base = *self.by_name.get(&*key.name)?;
        let name = self.names[base as usize].aspects[aspect as usize]?;
        let place = self.place(name, &key.scope, key.when, &key.unit)?;
        Some(&self.figures[place])
    }

    /// The figure that `figure` is an aspect of, with the aspect's word.
    pub fn base_of<'a>(&self, figure: &'a Figure) -> Option<(&Figure, &'a str)> {
        let (base, word) = figure.key.name.split_once(':')?;
        let FigureKey {
            scope, when, unit, ..
        } = &figure.key;
        let place = self.place(*self.by_name.get(base)?, scope, *when, unit)?;
        Some((&self.figures[place], word))
    }

    /// All figures, by name, scope, time and unit.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.numbered().map(|(_, figure)| figure)
    }

    /// The same, each with its number for [`Facts::at`].
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &Figure)> {
        self.in_order
            .values()
            .flat_map(|name| &self.names[*name as usize].figures)
            .map(|place| (*place, &self.figures[*place as usize]))
    }

    /// The figure of that number.
    pub fn at(&self, number: u32) -> &Figure {
        &self.figures[number as usize]
    }

    /// The figures that were published under a key that was taken, in order of
    /// publication: a figure has one home.
    pub fn turned_away(&self) -> &[Figure] {
        &self.turned_away
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// Reports whether there are none.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// The figure that a narrative of the review of `year` means: in `period`,
    /// by default the year; failing that, the one whose period is not stated.
    pub fn find(
        &self,
        name: &str,
        scope: &Scope,
        period: Option<Period>,
        unit: &str,
        year: i16,
    ) -> Option<&Figure> {
        let name = *self.by_name.get(name)?;
        let when = When::In(period.unwrap_or(Period::Year(year)));
        let place = self.place(name, scope, when, unit).or_else(|| {
            let unstated = When::Unstated { review: year };
            period
                .is_none()
                .then(|| self.place(name, scope, unstated, unit))
                .flatten()
        })?;
        Some(&self.figures[place])
    }

    /// The figures of one name, scope and unit, at all their times in order.
    pub fn series(&self, key: &FigureKey) -> Vec<&Figure> {
        let Some(name) = self.by_name.get(&*key.name) else {
            return Vec::new();
        };
        // From time to time, not from unit to unit: a name may have thousands.
        let times = self.names[*name as usize].times.iter();
        let places = times.filter_map(|when| self.place(*name, &key.scope, *when, &key.unit));
        places.map(|it| &self.figures[it]).collect()
    }

    /// The figures of one name, in order.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Figure> {
        let named = self.by_name.get(name).map(|it| &self.names[*it as usize]);
        named
            .into_iter()
            .flat_map(|it| &it.figures)
            .map(|place| &self.figures[*place as usize])
    }
}
