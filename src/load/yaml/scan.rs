//! The first pass: the parser's events become nodes with places, and what no
//! sheet may hold is reported.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::{lines::Lines, syntax};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    sheet::{Kind, Node, Positions},
};

/// How deep lists and mappings may stand in each other, counted for block and
/// flow style each.
pub(super) const DEEPEST: usize = 64;
/// How many nodes aliases may stand for, all together.
const LARGEST_EXPANSION: u64 = 1_000_000;

/// A text with its nodes.
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) positions: Positions,
    /// The words of values that are not spelled as they read: quoted, folded.
    words: BTreeMap<u32, Cow<'t, str>>,
    /// Keys that were reported and are not to be read.
    pub(super) dropped: BTreeSet<u32>,
}

impl Document<'_> {
    /// The words of a value.
    pub(super) fn words(&self, node: u32) -> &str {
        if self.positions.node(node).kind == Kind::Key {
            return self.positions.name(node);
        }
        if let Some(words) = self.words.get(&node) {
            return words;
        }
        let node = self.positions.node(node);
        &self.text[node.start as usize..node.end as usize]
    }

    /// The place of a node.
    pub(super) fn place(&self, file: &FileName, node: u32) -> Place {
        Place::new(file, self.positions.bytes(node))
    }
}

/// Reads the events; nothing when the text must be mended before it can be
/// read at all.
pub(super) fn scan<'t>(
    file: &FileName,
    text: &'t str,
    base: usize,
    report: &mut Report,
) -> Option<Document<'t>> {
    let mut scan = Scan {
        file,
        report,
        lines: Lines::new(text),
        parser: Parser::new_from_str(text),
        document: Document {
            text,
            positions: Positions {
                base,
                ..Positions::default()
            },
            words: BTreeMap::new(),
            dropped: BTreeSet::new(),
        },
        names: HashMap::new(),
        open: Vec::new(),
        anchors: BTreeMap::new(),
        expansion: 0,
        sound: true,
    };
    scan.run()?;
    let (sound, mut document) = (scan.sound, scan.document);
    document.positions.lists.sort_unstable();
    sound.then_some(document)
}

struct Scan<'a, 't> {
    file: &'a FileName,
    report: &'a mut Report,
    lines: Lines<'t>,
    parser: Parser<'t, StrInput<'t>>,
    document: Document<'t>,
    names: HashMap<Cow<'t, str>, u32>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Anchored>,
    expansion: u64,
    sound: bool,
}

/// A list or mapping whose end has not been seen.
struct Open {
    node: u32,
    map: bool,
    flow: bool,
    anchor: usize,
    /// What the next node is to a mapping.
    key_next: bool,
    /// The names and nodes of a mapping's keys, the items of a list.
    held: Vec<(u32, u32)>,
    /// The nodes in it with all that aliases stand for.
    weight: u64,
    /// The levels below it.
    height: usize,
}

/// What an alias stands for.
struct Anchored {
    node: u32,
    weight: u64,
    height: usize,
}

impl<'t> Scan<'_, 't> {
    fn run(&mut self) -> Option<()> {
        let mut begun = false;
        while let Some(event) = self.parser.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    self.broken(&error);
                    return None;
                }
            };
            match event {
                Event::DocumentStart(_) if begun => {
                    let bytes = self.bytes(span);
                    self.error(Code::SeveralDocuments, bytes);
                    return None;
                }
                Event::DocumentStart(_) => begun = true,
                Event::Scalar(words, style, anchor, tag) => {
                    self.tag(tag.as_deref(), span);
                    self.scalar(words, style, anchor, span);
                }
                Event::Alias(anchor) => self.alias(anchor, span)?,
                Event::SequenceStart(anchor, tag) => {
                    self.tag(tag.as_deref(), span);
                    self.start(false, anchor, span)?;
                }
                Event::MappingStart(anchor, tag) => {
                    self.tag(tag.as_deref(), span);
                    self.start(true, anchor, span)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(span),
                Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
            }
        }
        self.top()
    }

    /// Asks that there is a mapping at the top.
    fn top(&mut self) -> Option<()> {
        match self
            .document
            .positions
            .nodes
            .first()
            .map(|node| (node.kind, node.start as usize..node.end as usize))
        {
            Some((Kind::Map, _)) => Some(()),
            None | Some((Kind::Null, _)) => {
                self.error(Code::EmptyFile, 0..0);
                None
            }
            Some((_, bytes)) => {
                self.error(Code::NotAMapping, bytes);
                None
            }
        }
    }

    fn scalar(&mut self, words: Cow<'t, str>, style: ScalarStyle, anchor: usize, span: Span) {
        let mut bytes = self.bytes(span);
        let bare = style == ScalarStyle::Plain;
        let null = bare && (words.is_empty() || matches!(&*words, "~" | "null" | "Null" | "NULL"));
        if bare && words.is_empty() && anchor == 0 {
            bytes = self.behind_colon(bytes.start);
        }
        if self
            .open
            .last()
            .is_some_and(|open| open.map && open.key_next)
        {
            self.key(words, bare, null, anchor, bytes);
            return;
        }
        let kind = match (null, bare) {
            (true, _) => Kind::Null,
            (false, true) => Kind::Bare,
            (false, false) => Kind::Quoted,
        };
        let node = self.push(kind, bytes.clone(), 0);
        if self.document.text[bytes] != *words {
            self.document.words.insert(node, words);
        }
        self.anchor(
            anchor,
            Anchored {
                node,
                weight: 1,
                height: 0,
            },
        );
        self.hold(node, 1, 0);
    }

    fn key(
        &mut self,
        words: Cow<'t, str>,
        bare: bool,
        null: bool,
        anchor: usize,
        bytes: Range<usize>,
    ) {
        if bare && words == "<<" {
            self.error(Code::MergeKey, bytes.clone());
        } else if null || anchor != 0 {
            self.error(Code::ComplexKey, bytes.clone());
        }
        let name = self.name(words);
        let node = self.push(Kind::Key, bytes, name);
        if let Some(open) = self.open.last_mut() {
            open.held.push((name, node));
            open.weight += 1;
            open.key_next = false;
        }
    }

    fn name(&mut self, words: Cow<'t, str>) -> u32 {
        if let Some(name) = self.names.get(&words) {
            return *name;
        }
        let names = &mut self.document.positions.names;
        let name = number(names.len());
        names.push(words.as_ref().into());
        self.names.insert(words, name);
        name
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Option<()> {
        let bytes = self.bytes(span);
        let levels = self.open.len();
        // An anchor without an end is the alias's own list or mapping.
        let Some(&Anchored {
            node: target,
            weight,
            height,
        }) = self.anchors.get(&anchor)
        else {
            self.error(Code::AliasBomb, bytes);
            return None;
        };
        self.expansion += weight;
        if self.expansion > LARGEST_EXPANSION {
            self.error(Code::AliasBomb, bytes);
            return None;
        }
        if levels + height > 2 * DEEPEST {
            self.error(Code::DeepYaml, bytes);
            return None;
        }
        let node = self.push(Kind::Alias, bytes.clone(), target);
        if self
            .open
            .last()
            .is_some_and(|open| open.map && open.key_next)
        {
            self.error(Code::ComplexKey, bytes);
        }
        self.hold(node, weight, height);
        Some(())
    }

    fn start(&mut self, map: bool, anchor: usize, span: Span) -> Option<()> {
        let bytes = self.bytes(span);
        let flow = !bytes.is_empty()
            && matches!(self.document.text.as_bytes()[bytes.end - 1], b'[' | b'{');
        if self
            .open
            .last()
            .is_some_and(|open| open.map && open.key_next)
        {
            self.error(Code::ComplexKey, bytes.clone());
        }
        if self.open.iter().filter(|open| open.flow == flow).count() >= DEEPEST {
            self.error(Code::DeepYaml, bytes);
            return None;
        }
        let node = self.push(if map { Kind::Map } else { Kind::List }, bytes, 0);
        self.open.push(Open {
            node,
            map,
            flow,
            anchor,
            key_next: true,
            held: Vec::new(),
            weight: 1,
            height: 0,
        });
        Some(())
    }

    fn end(&mut self, span: Span) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        let spanned = number(self.document.positions.nodes.len()) - open.node;
        let last = self
            .document
            .positions
            .nodes
            .last()
            .map_or(0, |node| node.end);
        let end = if open.flow {
            number(self.bytes(span).end)
        } else {
            last
        };
        let node = &mut self.document.positions.nodes[open.node as usize];
        node.link = spanned;
        node.end = end.max(node.end);
        if open.map {
            open.held.sort_unstable();
            let mut first = None;
            for &(name, key) in &open.held {
                match first {
                    Some((earlier, at)) if earlier == name => self.duplicate(at, key),
                    _ => first = Some((name, key)),
                }
            }
        } else {
            let positions = &mut self.document.positions;
            let from = number(positions.items.len());
            positions
                .items
                .extend(open.held.iter().map(|(_, item)| *item));
            positions
                .lists
                .push((open.node, from, number(positions.items.len())));
        }
        self.anchor(
            open.anchor,
            Anchored {
                node: open.node,
                weight: open.weight,
                height: open.height + 1,
            },
        );
        self.hold(open.node, open.weight, open.height + 1);
    }

    fn duplicate(&mut self, first: u32, again: u32) {
        let positions = &self.document.positions;
        if positions.name(again) == "<<" {
            return;
        }
        let place = self.document.place(self.file, again);
        let first = self.document.place(self.file, first);
        let key = positions.name(again).to_owned();
        self.document.dropped.insert(again);
        self.report.add(
            Diagnostic::new(Code::DuplicateKey, place)
                .with("key", key)
                .and(first, "first"),
        );
    }

    /// Puts a whole node where it belongs.
    fn hold(&mut self, node: u32, weight: u64, height: usize) {
        if let Some(open) = self.open.last_mut() {
            open.weight += weight;
            open.height = open.height.max(height);
            if open.map {
                open.key_next = !open.key_next;
            } else {
                open.held.push((0, node));
            }
        }
    }

    fn anchor(&mut self, anchor: usize, anchored: Anchored) {
        if anchor != 0 {
            self.anchors.insert(anchor, anchored);
        }
    }

    fn tag(&mut self, tag: Option<&Tag>, span: Span) {
        if tag.is_some() {
            let bytes = self.bytes(span);
            let place = self.place(bytes);
            self.sound = false;
            self.report
                .add(Diagnostic::new(Code::YamlSyntax, place.clone()).and(place, "yaml.tag"));
        }
    }

    fn broken(&mut self, error: &saphyr_parser::ScanError) {
        let at = self.lines.byte(*error.marker());
        let bracket = self.open.iter().rfind(|open| open.flow).map(|open| {
            let node = self.document.positions.node(open.node);
            (node.start as usize, node.end as usize)
        });
        let seen = self
            .document
            .positions
            .nodes
            .last()
            .map_or(0, |node| node.end as usize);
        let flow = self.open.iter().filter(|open| open.flow).count();
        let problem = syntax::explain(self.document.text, error.info(), at, bracket, seen, flow);
        let place = self.place(problem.bytes);
        let mut diagnostic = Diagnostic::new(problem.code, place.clone());
        for (slot, words) in problem.slots {
            diagnostic = diagnostic.with(slot, words);
        }
        if let Some(note) = problem.note {
            diagnostic = diagnostic.and(place, note);
        }
        self.report.add(diagnostic);
    }

    fn error(&mut self, code: Code, bytes: Range<usize>) {
        self.sound = false;
        let place = self.place(bytes);
        self.report.add(Diagnostic::new(code, place));
    }

    fn place(&self, bytes: Range<usize>) -> Place {
        let base = self.document.positions.base;
        Place::new(self.file, base + bytes.start..base + bytes.end)
    }

    fn push(&mut self, kind: Kind, bytes: Range<usize>, link: u32) -> u32 {
        let nodes = &mut self.document.positions.nodes;
        nodes.push(Node {
            start: number(bytes.start),
            end: number(bytes.end),
            link,
            kind,
        });
        number(nodes.len() - 1)
    }

    /// The place of a value that is not there.
    fn behind_colon(&self, at: usize) -> Range<usize> {
        let rest = &self.document.text[at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let at = if rest[blank..].starts_with(':') {
            at + blank + 1
        } else {
            at
        };
        at..at
    }

    fn bytes(&mut self, span: Span) -> Range<usize> {
        let start = self.lines.byte(span.start);
        let end = self.lines.byte(span.end);
        let text = &self.document.text[start..end.max(start)];
        start..start + text.trim_end_matches(['\n', '\r', ' ']).len()
    }
}

fn number(size: usize) -> u32 {
    u32::try_from(size).expect("the text is shorter than 4 GiB, and each node takes a byte of it")
}
