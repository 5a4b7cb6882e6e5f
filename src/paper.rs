//! What goes on paper: pages of the site as they are published, a year's
//! report bound into one page, and the year on one page as a picture.
//!
//! They are laid out in a folder of their own with the files that they need.
//! Deliberately not here: any browser; and nothing published is touched.

mod bind;
mod readdress;

use std::path::{Path, PathBuf};

use crate::Options;
use crate::{
    Assessed, Audience, Checked,
    compose::view::PageView,
    composer,
    diag::Fault,
    input::InputTree,
    narrative::HandoutWanted,
    plan::{PagePlan, Target},
    safe_path::SafePath,
    stage::Stage,
    write_files,
};

/// Something to print.
#[derive(Debug, Clone)]
pub enum Wanted<'a> {
    /// The cover of a year and its chapters, bound into one page.
    Report(&'a PagePlan),
    /// The year on one page, by the year's cover.
    OnePage(&'a PagePlan),
    /// A page as it is published.
    Page(&'a PagePlan),
    /// A deck as its handout.
    Handout(&'a PagePlan, HandoutWanted),
}

/// A page that lies ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The page's file.
    pub file: PathBuf,
    /// What a file made of it is called, without its ending.
    pub name: String,
    /// What stands at the foot of each page; absent where each page says
    /// itself which it is, as slides do.
    pub foot: Option<String>,
}

impl<'a> Wanted<'a> {
    /// What an address asks for in a language: a year (`2008`) for its report,
    /// a page's address with or without its ending (`2008/review`).
    pub fn find(site: &'a Assessed, address: &str, language: &str) -> Option<Self> {
        if let Ok(year) = address.parse() {
            let cover = site.plan.page(&Target::Cover(year), language)?;
            return Some(Self::Report(cover));
        }
        site.plan.find(address, language).map(Self::Page)
    }

    /// The year on one page; of the newest year, unless one is named.
    pub fn one_page(site: &'a Assessed, year: Option<i16>, language: &str) -> Option<Self> {
        let year = year.unwrap_or_else(|| site.portfolio.newest_year());
        site.plan
            .page(&Target::Cover(year), language)
            .map(Self::OnePage)
    }

    /// The deck as its handout; nothing else has one.
    pub fn as_handout(self, handout: HandoutWanted) -> Option<Self> {
        match self {
            Self::Page(page) if page.target.is_deck() => Some(Self::Handout(page, handout)),
            _ => None,
        }
    }

    fn plan(&self) -> &'a PagePlan {
        match self {
            Self::Report(page)
            | Self::OnePage(page)
            | Self::Page(page)
            | Self::Handout(page, _) => page,
        }
    }

    /// Where the page lies, which is beside its siblings: their files are where
    /// its links say.
    fn route(&self) -> Result<SafePath, Fault> {
        let own = &self.plan().route;
        let beside = |name: &str| {
            let folder = own
                .as_str()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let path = format!("{folder}/{name}.html");
            SafePath::new(&path).map_err(|error| Fault::Ours(format!("{path}: {error}")))
        };
        match self {
            Self::Report(_) => beside("report"),
            Self::OnePage(_) => beside("one-page"),
            Self::Page(_) => Ok(own.clone()),
            Self::Handout(..) => {
                let deck = own.file_name().trim_end_matches(".html");
                beside(&format!("{deck}-handout"))
            }
        }
    }

    /// `2008-report`, `en-2008-review`, `decks-star-halls-handout`; of the year on
    /// one page `2008-zh`, since it is passed on without its site.
    fn name(&self, audience: Audience) -> Result<String, Fault> {
        if let (Self::OnePage(page), Some(year)) = (self, self.plan().target.year()) {
            return Ok(format!("{year}-{}", page.language));
        }
        let route = self.route()?;
        let route = route.as_str();
        let name = route.strip_suffix(".html").unwrap_or(route);
        Ok(name.replace('/', "-") + audience.suffix())
    }
}

/// Lays out what is wanted in a folder, with all files it needs.
pub fn lay_out(
    folder: &Path,
    options: &Options,
    tree: &InputTree,
    checked: &Checked,
    site: &Assessed,
    wanted: &[Wanted],
) -> Result<Vec<Sheet>, Fault> {
    let stage = Stage::open(folder, &options.root, &[])?;
    let mut composer = composer(checked, site);
    let mut laid = Vec::new();
    for one in wanted {
        let route = one.route()?;
        if laid.iter().any(|(other, _, _)| *other == route) {
            continue;
        }
        let mut page = one.plan().clone();
        if let Wanted::Handout(deck, handout) = one {
            page = deck.as_handout().unwrap_or(page);
            composer = composer.with_handout(*handout);
        }
        page.route = route.clone();
        let mut view = composer.compose(&page);
        let foot = foot(&view, &page);
        let bytes = match one {
            Wanted::Page(_) | Wanted::Handout(..) => site.renderer.render(&view)?,
            Wanted::OnePage(_) => {
                view.kind = "one-page";
                site.renderer.render_one_page(&view)?
            }
            Wanted::Report(_) => bind::report(&composer, &site.plan, &site.renderer, &page, view)?,
        };
        stage.write(&route, &bytes)?;
        laid.push((route, one.name(options.audience)?, foot));
    }
    write_files(site, tree, &stage)?;
    let folder = stage.publish_unsynced()?.folder;
    let sheet = |(route, name, foot): (SafePath, String, Option<String>)| Sheet {
        file: route.under(&folder),
        name,
        foot,
    };
    Ok(laid.into_iter().map(sheet).collect())
}

/// Whose page it is, and of when; nothing for slides.
fn foot(view: &PageView, page: &PagePlan) -> Option<String> {
    if page.target.is_deck() {
        return None;
    }
    let mut words = vec![view.site.organisation.as_str(), &view.site.title];
    if let Some(year) = &view.year {
        words.extend([year.label.as_str(), &year.as_of, &year.edition]);
    }
    words.retain(|it| !it.is_empty());
    Some(words.join(" · "))
}
