//! What trainers show beside questions: drills, a right and a wrong picture,
//! and short recordings.

use serde::Deserialize;

use super::{Request, Source};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    narrative::target::Attached,
    path,
    sheet::{Plain, Sheet, Step, Words},
};

/// A `drill` block: situations, each with what to say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillRequest {
    /// The situations in their order.
    pub entries: Vec<DrillEntry>,
}

/// A situation of a drill; all words may hold references.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillEntry {
    /// What happens.
    pub situation: Words,
    /// What to say.
    pub say: Words,
    /// What not to say.
    pub avoid: Option<Words>,
    /// Why.
    pub why: Option<Words>,
}

/// A `pair` block: the same thing done right and done wrong.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairRequest {
    /// Above both; may hold references.
    pub title: Option<Words>,
    /// As it should be.
    pub right: PictureRequest,
    /// As it should not be.
    pub wrong: PictureRequest,
}

/// A picture of a pair.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureRequest {
    /// The file beside the narrative.
    pub picture: Plain,
    /// What is seen, for those who do not see it.
    pub alt: Words,
    /// What makes it right or wrong; may hold references.
    pub caption: Words,
}

/// A `media` block. One of `video` and `audio` is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MediaRequest {
    /// A short video beside the narrative.
    pub video: Option<Plain>,
    /// A recording beside the narrative.
    pub audio: Option<Plain>,
    /// A picture before it plays, and on paper.
    pub still: Option<Plain>,
    /// What the picture shows.
    pub alt: Option<Words>,
    /// What is said, as `WebVTT` beside the narrative.
    pub captions: Option<Plain>,
    /// What is shown; may hold references.
    pub title: Option<Words>,
    /// What is said and seen, in words; may hold references.
    pub transcript: Option<Words>,
}

impl DrillRequest {
    pub(super) fn words<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(&'a Words, Place)> {
        let entries = self.entries.iter().enumerate();
        let words = entries.flat_map(|(i, entry)| {
            let keys = [
                ("situation", Some(&entry.situation)),
                ("say", Some(&entry.say)),
                ("avoid", entry.avoid.as_ref()),
                ("why", entry.why.as_ref()),
            ];
            keys.into_iter().filter_map(move |(key, words)| {
                let way = [Step::Key("entries"), Step::Index(i), Step::Key(key)];
                Some((words?, sheet.place(&way)))
            })
        });
        words.collect()
    }
}

impl PairRequest {
    /// Its pictures under their keys.
    fn pictures(&self) -> [(&'static str, &PictureRequest); 2] {
        [("right", &self.right), ("wrong", &self.wrong)]
    }

    pub(super) fn words<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(&'a Words, Place)> {
        let title = self.title.iter();
        let title = title.map(|it| (it, sheet.place(path!["title"])));
        let pictures = self.pictures().into_iter().flat_map(|(key, picture)| {
            let at = |inner: &'static str| sheet.place(path![key, inner]);
            [(&picture.alt, at("alt")), (&picture.caption, at("caption"))]
        });
        title.chain(pictures).collect()
    }

    pub(super) fn files<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(Attached, &'a str, Place)> {
        let pictures = self.pictures().into_iter();
        pictures
            .map(|(key, it)| {
                let place = sheet.place(path![key, "picture"]);
                (Attached::Picture, it.picture.0.as_str(), place)
            })
            .collect()
    }
}

impl MediaRequest {
    pub(super) fn words<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(&'a Words, Place)> {
        let keys = [
            ("alt", &self.alt),
            ("title", &self.title),
            ("transcript", &self.transcript),
        ];
        keys.into_iter()
            .filter_map(|(key, words)| Some((words.as_ref()?, sheet.place(path![key]))))
            .collect()
    }

    pub(super) fn files<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(Attached, &'a str, Place)> {
        let keys = [
            (Attached::Video, "video", &self.video),
            (Attached::Audio, "audio", &self.audio),
            (Attached::Picture, "still", &self.still),
            (Attached::Captions, "captions", &self.captions),
        ];
        keys.into_iter()
            .filter_map(|(kind, key, file)| {
                let Plain(file) = file.as_ref()?;
                Some((kind, file.as_str(), sheet.place(path![key])))
            })
            .collect()
    }
}

/// Reads a drill.
pub(super) fn drill(source: &Source, file: &FileName, report: &mut Report) -> Option<Request> {
    let sheet: Sheet<DrillRequest> = source.sheet(file, report)?;
    if sheet.value.entries.is_empty() && !sheet.has_gaps() {
        let missing = Diagnostic::new(Code::MissingKey, source.place.clone());
        report.add(missing.with("key", "entries"));
    }
    Some(Request::Drill(sheet))
}

/// Reads a recording; on paper there is its still and what is said.
pub(super) fn media(source: &Source, file: &FileName, report: &mut Report) -> Option<Request> {
    let sheet: Sheet<MediaRequest> = source.sheet(file, report)?;
    let media = &sheet.value;
    let keys = [
        ("video", media.video.is_some()),
        ("audio", media.audio.is_some()),
    ];
    source.one_of(&sheet, &keys, report);
    let needed = [
        ("transcript", media.transcript.is_none()),
        ("still", media.video.is_some() && media.still.is_none()),
        ("alt", media.still.is_some() && media.alt.is_none()),
    ];
    for (key, _) in needed
        .iter()
        .filter(|(_, lacks)| *lacks && !sheet.has_gaps())
    {
        report.add(Diagnostic::new(Code::MediaNotOnPaper, source.place.clone()).with("key", *key));
    }
    Some(Request::Media(sheet))
}
