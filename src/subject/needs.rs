//! Needs: what customers need, in which segment and by which method that was
//! found, how important it is and how well it is met, and what answers it.
//!
//! A need without an answer is not left out: it is reported, unless it says
//! why it waits, and the page lists it. A class of Kano's is the source's or
//! told from his pair of questions; none is guessed from the two ratings.

mod assess;
mod check;
mod kano;
mod present;
mod sheet;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Register, Text, Thing},
    sheet::Sheet,
    subject::{Context, Subject, Wave, head::Head, shown::Headed},
};

pub use kano::KanoClass;
pub use sheet::{
    ChannelSheet, MethodSheet, NeedSheet, NeedsSheet, RatingScaleSheet, ResponseSheet, SegmentSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Needs;

impl Subject for Needs {
    const NAME: &'static str = "needs";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = NeedsSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<NeedsSheet>, register: &mut Register) {
        for it in &sheet.value.needs {
            register.declare(Thing::Need, &it.id.0, &it.name.0);
        }
    }

    fn check(sheet: &Sheet<NeedsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's needs, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    name: Text,
    head: Head,
    measure: String,
    /// The measure of a difference of ratings.
    difference: String,
    decimals: u8,
    segments: Vec<Named>,
    methods: Vec<Named>,
    responses: Vec<Response>,
    channels: Vec<Channel>,
    needs: Vec<Need>,
    /// Of importance and performance.
    means: [Option<f64>; 2],
}

/// A segment or a method.
#[derive(Debug, Clone)]
struct Named {
    id: String,
    name: Text,
    text: Text,
}

#[derive(Debug, Clone)]
struct Response {
    id: String,
    name: Text,
    text: Text,
    /// The name of the initiative that carries it.
    initiative: Option<Text>,
}

#[derive(Debug, Clone)]
struct Channel {
    id: String,
    name: Text,
    /// As indices.
    segments: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Need {
    id: String,
    name: Text,
    /// As indices, like the next two.
    segments: Vec<usize>,
    methods: Vec<usize>,
    responses: Vec<usize>,
    importance: Option<Finite>,
    performance: Option<Finite>,
    kano: Option<Kano>,
    /// Why a rating is not there.
    missing: Text,
    /// Why nothing answers it.
    acknowledged: Text,
    evidence: Evidence,
    place: Place,
}

/// What is known of a need's class after Kano.
#[derive(Debug, Clone)]
enum Kano {
    /// The class, as the source gives it.
    Typed(KanoClass),
    /// Pairs of answers by class.
    Counted(kano::Counts),
}

impl Need {
    fn covered(&self) -> bool {
        !self.responses.is_empty()
    }

    /// Its class after Kano, where that is known.
    fn kano_class(&self) -> Option<KanoClass> {
        Some(match self.kano.as_ref()? {
            Kano::Typed(class) => *class,
            Kano::Counted(counts) => kano::told(counts),
        })
    }
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        FigureKey::own(&format!("{}.{name}", Needs::NAME), Period::Year(self.year))
    }

    fn need_key(&self, need: &Need, role: &str) -> FigureKey {
        self.key(&format!("need.{}.{role}", need.id))
    }

    /// How many needs are of a class after Kano.
    fn kano_key(&self, class: KanoClass) -> FigureKey {
        self.key(&format!("kano.{}", class.role()))
    }

    /// Reports whether any need has a class after Kano.
    fn knows_kano(&self) -> bool {
        self.needs.iter().any(|it| it.kano.is_some())
    }

    fn segment_key(&self, segment: usize, role: &str) -> FigureKey {
        self.key(&format!("segment.{}.{role}", self.segments[segment].id))
    }

    /// How many needs of a segment a method found.
    fn cell_key(&self, segment: usize, method: usize) -> FigureKey {
        let (segment, method) = (&self.segments[segment].id, &self.methods[method].id);
        self.key(&format!("cell.{segment}.{method}.found"))
    }
}

#[cfg(test)]
mod tests;
