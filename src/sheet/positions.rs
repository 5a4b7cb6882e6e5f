//! Where every key and value of a YAML text stands: the nodes in the order in
//! which they are written, 16 bytes each.
//!
//! The words of values are deliberately not kept, only those of keys; whoever
//! needs a value's words has the text.

use std::ops::Range;

/// One step of the way to a key: `rows`, `3`, `standard`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into a mapping.
    Key(&'a str),
    /// Into a list, from 0.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A key of a mapping; its link is the number of its name.
    Key,
    /// A value without quotes.
    Bare,
    /// A value in quotes or a block text.
    Quoted,
    /// No value, or `~`.
    Null,
    /// A list; its link is the number of nodes it spans, its own included.
    List,
    /// A mapping; linked like a list. Keys and values alternate in it.
    Map,
    /// An alias; its link is the node it stands for.
    Alias,
}

/// A stretch of the text and what it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// Its first byte.
    pub(crate) start: u32,
    /// The byte after its last.
    pub(crate) end: u32,
    /// See [`Kind`].
    pub(crate) link: u32,
    /// What it is.
    pub(crate) kind: Kind,
}

/// Where every key and value of a YAML text stands.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    /// Where the text begins in its file.
    pub(crate) base: usize,
    /// The nodes, each before what it holds; the first is the top.
    pub(crate) nodes: Vec<Node>,
    /// The different keys.
    pub(crate) names: Vec<Box<str>>,
    /// For each list its items: the list, and where they begin in `items`.
    pub(crate) lists: Vec<(u32, u32, u32)>,
    /// The items of all lists.
    pub(crate) items: Vec<u32>,
}

impl Positions {
    /// The bytes of the value at `path`, or of its closest existing parent.
    pub fn value(&self, path: &[Step]) -> Range<usize> {
        self.walk(path)
            .map_or(self.base..self.base, |found| self.bytes(found.value))
    }

    /// The bytes of the key at the end of `path`, or of the closest existing parent.
    pub fn key(&self, path: &[Step]) -> Range<usize> {
        self.walk(path)
            .map_or(self.base..self.base, |found| self.bytes(found.key))
    }

    /// The bytes of a node in its file.
    pub(crate) fn bytes(&self, node: u32) -> Range<usize> {
        let node = self.node(node);
        self.base + node.start as usize..self.base + node.end as usize
    }

    /// The bytes of all words and numbers, keys left out.
    pub(crate) fn scalars(&self) -> impl Iterator<Item = Range<usize>> {
        let scalars = self.nodes.iter();
        let scalars = scalars.filter(|it| matches!(it.kind, Kind::Bare | Kind::Quoted));
        scalars.map(|it| self.base + it.start as usize..self.base + it.end as usize)
    }

    /// The node of that number.
    pub(crate) fn node(&self, node: u32) -> Node {
        self.nodes[node as usize]
    }

    /// The node itself, or the one an alias stands for.
    pub(crate) fn resolved(&self, node: u32) -> u32 {
        match self.node(node).kind {
            Kind::Alias => self.node(node).link,
            _ => node,
        }
    }

    /// The first node behind `node` and all it holds.
    pub(crate) fn after(&self, node: u32) -> u32 {
        match self.node(node).kind {
            Kind::List | Kind::Map => node + self.node(node).link,
            _ => node + 1,
        }
    }

    /// The items of a list.
    pub(crate) fn items(&self, list: u32) -> &[u32] {
        match self.lists.binary_search_by_key(&list, |entry| entry.0) {
            Ok(at) => {
                let (_, start, end) = self.lists[at];
                &self.items[start as usize..end as usize]
            }
            Err(_) => &[],
        }
    }

    /// The keys and values of a mapping.
    pub(crate) fn entries(&self, map: u32) -> impl Iterator<Item = (u32, u32)> {
        let end = self.after(map);
        let mut key = map + 1;
        std::iter::from_fn(move || {
            let entry = (key < end).then_some((key, key + 1))?;
            key = self.after(entry.1);
            Some(entry)
        })
    }

    /// The name of a key.
    pub(crate) fn name(&self, key: u32) -> &str {
        &self.names[self.node(key).link as usize]
    }

    fn walk(&self, path: &[Step]) -> Option<Found> {
        let mut found = Found { key: 0, value: 0 };
        self.nodes.first()?;
        for step in path {
            let next = match (step, self.node(found.value).kind) {
                (Step::Key(name), Kind::Map) => self
                    .entries(found.value)
                    .find(|(key, _)| self.name(*key) == *name)
                    .map(|(key, value)| Found {
                        key,
                        value: self.resolved(value),
                    }),
                (Step::Index(index), Kind::List) => {
                    self.items(found.value).get(*index).map(|item| Found {
                        key: *item,
                        value: self.resolved(*item),
                    })
                }
                _ => None,
            };
            match next {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found)
    }
}

/// The nodes at the end of a path; an item of a list is its own key.
struct Found {
    key: u32,
    value: u32,
}
