//! Front matter: the YAML between two `---` lines at the top of a narrative.
//!
//! It is split off here and not by the Markdown parser, which would swallow a
//! `---` block in mid-text too. A date is a calendar date; a time of day is
//! dropped with a warning and never shifts it.

use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    load::yaml,
    model::Text,
    path,
    sheet::{Count, Plain, Sheet, Words},
};

/// What stands at the top of a narrative, checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// The title; may hold references. Never empty: where the author gives
    /// none, the first heading or the file's name stands in.
    pub title: Text,
    /// One sentence about it; may hold references, may be empty.
    pub summary: Text,
    /// The name of the page's file without its ending, instead of the file's own.
    pub slug: Option<String>,
    /// The date of the text.
    pub date: Option<Date>,
    /// Not published unless drafts are asked for.
    pub draft: bool,
    /// Whether the chapter is shown as a deck too.
    pub deck: Option<bool>,
    /// The organisation unit that its references are about unless they say.
    pub unit: Option<String>,
    /// The format of a deck's slides.
    pub aspect: AspectRatio,
    /// How a deck's handout is laid out.
    pub handout: Handout,
    /// The year that the references of a deck or a book's page are about.
    pub year: Option<i16>,
    /// How long a deck is planned to take.
    pub minutes: Option<u16>,
    /// A deck for one minute, listed apart.
    pub lesson: bool,
    /// A deck that is given to people who sign in and are asked afterwards.
    pub training: Option<Training>,
    /// The roles for which there is a deck of their own, and where each stands.
    pub roles: Vec<(String, Place)>,
    /// Where keys stand: of the whole block where a key is not given.
    pub places: FrontPlaces,
}

/// Where the keys that later stages ask about stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontPlaces {
    /// Of `title`.
    pub title: Option<Place>,
    /// Of `summary`.
    pub summary: Option<Place>,
    /// Of `slug`.
    pub slug: Option<Place>,
    /// Of `unit`.
    pub unit: Option<Place>,
    /// Of `year`.
    pub year: Option<Place>,
    /// Of `lesson`.
    pub lesson: Option<Place>,
    /// Of `minutes`.
    pub minutes: Option<Place>,
}

/// How a deck is given, for the papers that go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Training {
    /// How many times people meet.
    pub sessions: u64,
    /// How many people there are.
    pub participants: u64,
}

impl Training {
    /// The most of either.
    const MOST: u64 = 500;
}

/// The format of slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum AspectRatio {
    /// 1280 × 720.
    #[default]
    #[serde(rename = "16:9")]
    Wide,
    /// 960 × 720.
    #[serde(rename = "4:3")]
    Classic,
}

impl AspectRatio {
    /// The word that authors and templates write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wide => "16:9",
            Self::Classic => "4:3",
        }
    }
}

/// How a handout is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handout {
    /// Slides on a sheet of A4: one of [`Handout::PER_PAGE`].
    pub per_page: u8,
    /// What stands beside each.
    pub beside: Beside,
}

impl Handout {
    /// How many slides a sheet can hold.
    pub const PER_PAGE: [u8; 6] = [1, 2, 3, 4, 6, 9];
}

impl Default for Handout {
    /// As office programs do it: three slides, with lines to write on.
    fn default() -> Self {
        Self {
            per_page: 3,
            beside: Beside::Lines,
        }
    }
}

/// What a handout is to have otherwise than its deck says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandoutWanted {
    /// Slides on a sheet.
    pub per_page: Option<u8>,
    /// What stands beside each.
    pub beside: Option<Beside>,
}

impl HandoutWanted {
    /// The handout that is usually so.
    pub fn of(self, usual: Handout) -> Handout {
        Handout {
            per_page: self.per_page.unwrap_or(usual.per_page),
            beside: self.beside.unwrap_or(usual.beside),
        }
    }
}

/// What stands beside the slides of a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Beside {
    /// Lines to write on.
    Lines,
    /// The trainer's notes.
    Notes,
    /// Nothing.
    Nothing,
}

impl Beside {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lines, Self::Notes, Self::Nothing];

    /// The word that authors and templates write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Notes => "notes",
            Self::Nothing => "nothing",
        }
    }
}

/// A handout as authors write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HandoutSheet {
    per_page: Option<u8>,
    beside: Option<Beside>,
}

/// How a deck is given, as authors write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingSheet {
    sessions: Option<Count>,
    participants: Option<Count>,
}

/// Front matter as authors write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontSheet {
    title: Option<Words>,
    summary: Option<Words>,
    slug: Option<Plain>,
    /// Taken only to be refused in so many words.
    path: Option<Plain>,
    date: Option<Plain>,
    #[serde(default)]
    draft: bool,
    deck: Option<bool>,
    unit: Option<Plain>,
    #[serde(default)]
    aspect: AspectRatio,
    handout: Option<HandoutSheet>,
    year: Option<i16>,
    minutes: Option<Minutes>,
    lesson: Option<bool>,
    training: Option<TrainingSheet>,
    #[serde(default)]
    roles: Vec<Plain>,
}

/// A planned time: whole minutes from 1 to 999.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "u16")]
struct Minutes(u16);

impl TryFrom<u16> for Minutes {
    type Error = &'static str;

    fn try_from(minutes: u16) -> Result<Self, Self::Error> {
        match minutes {
            1..=999 => Ok(Self(minutes)),
            _ => Err("minutes are a whole number from 1 to 999"),
        }
    }
}

/// Where a file's front matter and body stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Split {
    /// There is no front matter; the body begins there.
    None(usize),
    /// The YAML, and where the body begins.
    Found(Range<usize>, usize),
    /// It opens there and never closes.
    Open(Range<usize>),
}

/// Finds the front matter.
pub(super) fn split(text: &str) -> Split {
    let top = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let mut yaml_from = None;
    let mut at = top;
    for line in text[top..].split_inclusive('\n') {
        let is_mark = line.trim_end() == "---";
        match yaml_from {
            None if !is_mark => return Split::None(top),
            None => yaml_from = Some(at + line.len()),
            Some(from) if is_mark => return Split::Found(from..at, at + line.len()),
            Some(_) => {}
        }
        at += line.len();
    }
    match yaml_from {
        Some(_) => Split::Open(top..top + 3),
        None => Split::None(top),
    }
}

impl FrontMatter {
    /// Reads and checks the YAML in those bytes of a file.
    pub(super) fn read(
        file: &FileName,
        text: &str,
        yaml: Range<usize>,
        report: &mut Report,
    ) -> Self {
        if text[yaml.clone()].trim().is_empty() {
            return Self::default();
        }
        let sheet = yaml::read::<FrontSheet>(file, &text[yaml.clone()], yaml.start, report);
        sheet.map_or_else(Self::default, |sheet| check(&sheet, report))
    }
}

fn check(sheet: &Sheet<FrontSheet>, report: &mut Report) -> FrontMatter {
    let place = |key: &str| sheet.place(path![key]);
    let FrontSheet {
        title,
        summary,
        slug,
        path,
        date,
        draft,
        deck,
        unit,
        aspect,
        handout,
        year,
        minutes,
        lesson,
        training,
        roles,
    } = &sheet.value;
    if let Some(Plain(path)) = path {
        report.add(
            Diagnostic::new(Code::BadSlug, place("path"))
                .with("key", "path")
                .with("value", path.clone()),
        );
    }
    if let Some(Plain(slug)) = slug {
        match slug_mistake(slug) {
            Some(SlugMistake::NotPortable(culprit)) => report.add(
                Diagnostic::new(Code::BadFileName, place("slug"))
                    .with("name", slug.clone())
                    .with("culprit", culprit),
            ),
            Some(SlugMistake::Characters) => {
                let bad = Diagnostic::new(Code::BadSlug, place("slug"));
                report.add(bad.with("key", "slug").with("value", slug.clone()));
            }
            None => {}
        }
    }
    let date = date
        .as_ref()
        .and_then(|Plain(date)| read_date(date, place("date"), report));
    FrontMatter {
        title: title.clone().unwrap_or_default().0,
        summary: summary.clone().unwrap_or_default().0,
        slug: slug.clone().map(|Plain(slug)| slug),
        date,
        draft: *draft,
        deck: *deck,
        unit: unit.clone().map(|Plain(unit)| unit),
        aspect: *aspect,
        handout: handout
            .as_ref()
            .map_or_else(Handout::default, |it| check_handout(it, sheet, report)),
        year: *year,
        minutes: minutes.map(|Minutes(it)| it),
        lesson: lesson.unwrap_or(false),
        training: training
            .as_ref()
            .map(|it| check_training(it, sheet, report)),
        roles: check_roles(roles, sheet, report),
        places: FrontPlaces {
            title: title.as_ref().map(|_| place("title")),
            summary: summary.as_ref().map(|_| place("summary")),
            slug: slug.as_ref().map(|_| place("slug")),
            unit: unit.as_ref().map(|_| place("unit")),
            year: year.as_ref().map(|_| place("year")),
            minutes: minutes.as_ref().map(|_| place("minutes")),
            lesson: lesson.map(|_| place("lesson")),
        },
    }
}

/// The roles, each once.
fn check_roles(
    given: &[Plain],
    sheet: &Sheet<FrontSheet>,
    report: &mut Report,
) -> Vec<(String, Place)> {
    let mut roles: Vec<(String, Place)> = Vec::new();
    for (i, Plain(role)) in given.iter().enumerate() {
        let place = sheet.place(path!["roles", i]);
        if roles.iter().any(|it| it.0 == *role) {
            let twice = Diagnostic::new(Code::RoleTwice, place);
            report.add(twice.with("role", role.clone()));
        } else {
            roles.push((role.clone(), place));
        }
    }
    roles
}

fn check_training(
    given: &TrainingSheet,
    sheet: &Sheet<FrontSheet>,
    report: &mut Report,
) -> Training {
    let mut count = |key: &'static str, given: Option<Count>, usual: u64| {
        let found = given.map_or(usual, |it| it.0);
        if !(1..=Training::MOST).contains(&found) {
            report.add(
                Diagnostic::new(Code::BadTraining, sheet.place(path!["training", key]))
                    .with("key", key)
                    .with("found", found.to_string())
                    .with("most", Training::MOST.to_string()),
            );
        }
        found.clamp(1, Training::MOST)
    };
    Training {
        sessions: count("sessions", given.sessions, 1),
        participants: count("participants", given.participants, 20),
    }
}

fn check_handout(given: &HandoutSheet, sheet: &Sheet<FrontSheet>, report: &mut Report) -> Handout {
    let wanted = HandoutWanted {
        per_page: given.per_page,
        beside: given.beside,
    };
    let handout = wanted.of(Handout::default());
    if !Handout::PER_PAGE.contains(&handout.per_page) {
        let place = sheet.place(path!["handout", "per_page"]);
        report.add(
            Diagnostic::new(Code::BadHandout, place)
                .with("found", handout.per_page.to_string())
                .with(
                    "known",
                    Handout::PER_PAGE.map(|it| it.to_string()).join(", "),
                ),
        );
    }
    handout
}

/// What is wrong with a slug.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SlugMistake {
    /// Some system cannot hold the name: the character, or the whole name.
    NotPortable(String),
    /// It has other characters than those of slugs.
    Characters,
}

fn slug_mistake(slug: &str) -> Option<SlugMistake> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let illegal = |c: &char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    let last = || slug.chars().next_back().filter(|c| matches!(c, '.' | ' '));
    if let Some(c) = slug.chars().find(illegal).or_else(last) {
        let shown = if c.is_control() {
            format!("U+{:04X}", u32::from(c))
        } else {
            c.to_string()
        };
        return Some(SlugMistake::NotPortable(shown));
    }
    let port = slug
        .strip_prefix("com")
        .or_else(|| slug.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    if is_port || DEVICES.contains(&slug) {
        return Some(SlugMistake::NotPortable(slug.to_owned()));
    }
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    (slug.is_empty() || !slug.bytes().all(plain)).then_some(SlugMistake::Characters)
}

fn read_date(text: &str, place: Place, report: &mut Report) -> Option<Date> {
    let (date, time) = text.split_at_checked(10).unwrap_or((text, ""));
    let is_time = time.is_empty() || time.starts_with(['T', 't', ' ']);
    let Some(date) = date.parse::<Date>().ok().filter(|_| is_time) else {
        report.add(Diagnostic::new(Code::BadDate, place).with("found", text.to_owned()));
        return None;
    };
    if !time.is_empty() {
        let dropped = Diagnostic::new(Code::DateWithTime, place).with("date", date.to_string());
        report.add(dropped.with("time", time.to_owned()));
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_at_the_top_only() {
        let case = |text: &str, expected: Split| assert_eq!(split(text), expected, "{text:?}");
        case("", Split::None(0));
        case("a\n\n---\nb: c\n---\n", Split::None(0));
        case("---\na: b\n---\nbody", Split::Found(4..9, 13));
        case("---\n---\n", Split::Found(4..4, 8));
        case("---\r\na: b\r\n---\r\nx", Split::Found(5..11, 16));
        case("\u{FEFF}---\na: b\n---", Split::Found(7..12, 15));
        case("---\na: b\n", Split::Open(0..3));
        case("----\na\n---\n", Split::None(0));
    }

    #[test]
    fn slugs_are_portable() {
        let case = |slug: &str, expected: Option<SlugMistake>| {
            assert_eq!(slug_mistake(slug), expected, "{slug}");
        };
        let not_portable = |culprit: &str| Some(SlugMistake::NotPortable(culprit.to_owned()));
        case("star-halls_2", None);
        case("../../etc/cron.d/x", Some(SlugMistake::Characters));
        case("Report", Some(SlugMistake::Characters));
        case("café", Some(SlugMistake::Characters));
        case("", Some(SlugMistake::Characters));
        case("report.", not_portable("."));
        case("report ", not_portable(" "));
        case("a:b*?<>|", not_portable(":"));
        case("con", not_portable("con"));
        case("com1", not_portable("com1"));
        case("company", None);
    }
}
