//! `pdf` and `picture`: pages on paper, and the year on one page to pass on,
//! made by a browser of this machine.
//!
//! A file appears complete or not at all: it is written beside its place and
//! moved there.

use std::path::{Path, PathBuf};

use super::{
    DONE, TO_MEND,
    browsing::{Engine, Running, desk},
    chart::said,
    run::{End, Ending, Session},
    telling,
};
use crate::{
    Options,
    browser::{Browser, Failure},
    diag::{OutputFormat, Severity, escaped},
    locale::Locale,
    narrative::HandoutWanted,
    paper::{self, Sheet, Wanted},
    stage,
};

/// How wide the page is that becomes a picture: what a telephone shows whole
/// and readable.
const PICTURE: u32 = 540;
/// Pixels of the picture to one of the page.
const SCALE: u32 = 2;
/// How wide the page is that becomes a sheet of A4, which is as wide.
const PAPER: u32 = 794;

/// What is to be printed, and how.
#[derive(Debug)]
pub(super) struct Errand {
    pub(super) what: What,
    /// A folder, or a file by its ending; the current folder otherwise.
    pub(super) output: Option<PathBuf>,
    pub(super) engine: Engine,
}

/// What is to be printed.
#[derive(Debug)]
pub(super) enum What {
    /// Pages by their addresses, or decks as handouts; without any, the newest
    /// year's report.
    Pages {
        addresses: Vec<String>,
        handout: Option<HandoutWanted>,
    },
    /// The year on one page, as a PDF and as a picture.
    OnePage(Option<i16>),
}

impl Session<'_> {
    pub(super) fn print(&mut self, options: &Options, errand: &Errand) -> Ending {
        let (tree, checked) = match crate::read(options) {
            Ok(read) => read,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(TO_MEND);
        };
        self.tell(&checked, Severity::Warning, locale)?;
        let language = self.edition(&checked, site, locale)?;
        let wanted = wanted(&errand.what, site, language, locale)?;
        let goal = Goal::of(errand, wanted.len(), locale)?;
        let program = self.engine(&errand.engine, locale)?;
        let desk = match desk(&options.root) {
            Ok(desk) => desk,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let folder = desk.path().join("site");
        let sheets = match paper::lay_out(&folder, options, &tree, &checked, site, &wanted) {
            Ok(sheets) => sheets,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let mut running = Running::start(program, errand.engine.patience, desk, locale)?;
        for sheet in &sheets {
            for kind in goal.kinds(&errand.what) {
                let bytes = running.try_to(|browser| made(browser, sheet, kind))?;
                let file = goal.file(sheet, kind);
                if let Err(fault) = stage::put(&file, &bytes) {
                    return self.fault(&fault, OutputFormat::Text);
                }
                let slots = [
                    ("file", escaped(&file.display().to_string())),
                    ("size", telling::size(bytes.len() as u64, locale)),
                ];
                let slots = slots
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str()));
                writeln!(
                    self.out,
                    "{}",
                    locale.say("cli.print.done", &slots).unwrap_or_default()
                )?;
            }
        }
        Ok(DONE)
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A page as long as it is.
    Pdf,
    /// The year on one sheet.
    OneSheet,
    /// The year as a picture.
    Png,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf | Self::OneSheet => "pdf",
            Self::Png => "png",
        }
    }
}

impl What {
    /// What is made of each page.
    fn kinds(&self) -> &'static [Kind] {
        match self {
            Self::Pages { .. } => &[Kind::Pdf],
            Self::OnePage(_) => &[Kind::Png, Kind::OneSheet],
        }
    }
}

/// Where files go.
#[derive(Debug)]
enum Goal {
    Folder(PathBuf),
    File(PathBuf),
}

impl Goal {
    fn of(errand: &Errand, count: usize, locale: &Locale) -> Result<Self, End> {
        let output = errand.output.clone().unwrap_or_default();
        let is_file = errand
            .what
            .kinds()
            .iter()
            .any(|kind| has_ending(&output, *kind));
        if is_file && count > 1 {
            let slots = [("path", &*output.display().to_string())];
            return Err(said("print.one_file", &slots, locale));
        }
        Ok(if is_file {
            Self::File(output)
        } else {
            Self::Folder(output)
        })
    }

    /// What is written of each page.
    fn kinds(&self, what: &What) -> impl Iterator<Item = Kind> {
        what.kinds().iter().copied().filter(move |kind| match self {
            Self::Folder(_) => true,
            Self::File(file) => has_ending(file, *kind),
        })
    }

    fn file(&self, sheet: &Sheet, kind: Kind) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.join(format!("{}.{}", sheet.name, kind.ending())),
            Self::File(file) => file.clone(),
        }
    }
}

fn has_ending(file: &Path, kind: Kind) -> bool {
    file.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(kind.ending()))
}

fn wanted<'a>(
    what: &What,
    site: &'a crate::Assessed,
    language: &str,
    locale: &Locale,
) -> Result<Vec<Wanted<'a>>, End> {
    let unknown = |address: &str| said("print.unknown", &[("address", address)], locale);
    match what {
        What::Pages { addresses, handout } => {
            let newest = [site.portfolio.newest_year().to_string()];
            let addresses = match &addresses[..] {
                [] => &newest[..],
                asked => asked,
            };
            let found = addresses.iter().map(|it| {
                let page = Wanted::find(site, it, language).ok_or_else(|| unknown(it))?;
                let Some(handout) = *handout else {
                    return Ok(page);
                };
                page.as_handout(handout)
                    .ok_or_else(|| said("export.not_a_deck", &[("address", it)], locale))
            });
            found.collect()
        }
        What::OnePage(year) => Wanted::one_page(site, *year, language)
            .map(|it| vec![it])
            .ok_or_else(|| unknown(&year.map(|it| it.to_string()).unwrap_or_default())),
    }
}

/// Has the browser make one file.
fn made(browser: &mut Browser, sheet: &Sheet, kind: Kind) -> Result<Vec<u8>, Failure> {
    let mut tab = browser.tab()?;
    tab.open(&sheet.file)?;
    match kind {
        Kind::Pdf => tab.print(sheet.foot.as_deref()),
        Kind::OneSheet => tab.print_on_one_sheet(PAPER),
        Kind::Png => tab.picture(PICTURE, SCALE),
    }
}
