//! Reads the markup of a page back as words, tables and pictures.
//!
//! Only our own markup comes here, made by `compose` and `narrative`; what is
//! not known of it is read as the words it holds, so that nothing is lost.

mod builder;

use builder::Builder;
use quick_xml::{escape::resolve_predefined_entity, events::Event, reader::Reader};

/// A stretch of markup that stays together.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// Paragraphs and list items.
    Words(Vec<Paragraph>),
    /// A plain table, its head first.
    Table(Vec<Vec<Cell>>),
    /// An image beside the narrative.
    Image {
        /// As the page links to it.
        src: String,
        /// What it shows.
        alt: String,
    },
}

/// A cell of a plain table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) runs: Vec<Run>,
    pub(super) right: bool,
    pub(super) head: bool,
}

/// A paragraph or a list item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) runs: Vec<Run>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Heading,
    Quote,
    Code,
    /// A footnote, a caption.
    Small,
    /// An item of a list; its depth from 0.
    Bullet(usize),
    /// An item of a list that counts from a number.
    Number(usize, usize),
    /// A further paragraph of an item.
    More(usize),
}

/// Words that look the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Run {
    /// A line break is `\n`.
    pub(super) text: String,
    pub(super) look: Look,
    /// A web address.
    pub(super) link: String,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of type")]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
    /// Set small and high.
    pub(super) raised: bool,
    /// A unit beside a large number.
    pub(super) small: bool,
    pub(super) tone: Tone,
}

/// The colour of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tone {
    #[default]
    Plain,
    Muted,
    Bad,
}

/// Reads markup.
pub(super) fn read(html: &str) -> Vec<Piece> {
    let mut reader = Reader::from_str(html);
    let config = reader.config_mut();
    // `<br>` and `<img>` are never closed in HTML.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut builder = Builder::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => builder.open(&tag),
            Ok(Event::Empty(tag)) => {
                builder.open(&tag);
                builder.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => builder.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => builder.text(&text),
            Ok(Event::GeneralRef(name)) => {
                builder.text(&entity(&name));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    builder.finish()
}

/// The same as one line of words, for titles and cells.
pub(super) fn runs(html: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for piece in read(html) {
        let paragraphs = match piece {
            Piece::Words(paragraphs) => paragraphs,
            Piece::Table(rows) => lines_of(rows),
            Piece::Image { alt, .. } => vec![Paragraph {
                kind: Kind::Plain,
                runs: vec![Run {
                    text: alt,
                    ..Run::default()
                }],
            }],
        };
        for paragraph in paragraphs {
            if !runs.is_empty() {
                runs.push(Run {
                    text: "\n".to_owned(),
                    ..Run::default()
                });
            }
            runs.extend(paragraph.runs);
        }
    }
    runs
}

/// The rows of a table as lines of words, for notes.
pub(super) fn lines_of(rows: Vec<Vec<Cell>>) -> Vec<Paragraph> {
    let line = |row: Vec<Cell>| {
        let mut runs = Vec::new();
        for (i, cell) in row.into_iter().enumerate() {
            if i > 0 {
                runs.push(Run {
                    text: "\t".to_owned(),
                    ..Run::default()
                });
            }
            runs.extend(cell.runs);
        }
        Paragraph {
            kind: Kind::Plain,
            runs,
        }
    };
    rows.into_iter().map(line).collect()
}

/// Runs as plain text.
pub(super) fn plain(runs: &[Run]) -> String {
    runs.iter().map(|it| it.text.as_str()).collect()
}

fn entity(name: &str) -> String {
    let number = name
        .strip_prefix('#')
        .and_then(|it| match it.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => it.parse().ok(),
        });
    match number.and_then(char::from_u32) {
        Some(c) => c.to_string(),
        None => resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned),
    }
}

#[cfg(test)]
mod tests;
