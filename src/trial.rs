//! Pages that `check` has to see before anything is built: those of a site's
//! own templates, and the slides of its decks.
//!
//! Setting a deck takes longer than all else that is done again after a change,
//! so its slides are set once as long as nothing that they are made of changes.

use std::{collections::BTreeMap, mem, sync::Arc};

use rayon::prelude::*;

use crate::{
    Assessed,
    compose::{Composer, view::TooFull},
    diag::{Atlas, FileName, Report},
    ground::Ground,
    model::Period,
    plan::{PagePlan, Plan, Target},
    portfolio::Document,
    review,
};

/// What was found on the slides of decks.
#[derive(Default)]
pub struct Trials {
    setting: Option<Setting>,
    decks: BTreeMap<String, Deck>,
}

/// What all decks are set from, besides narratives.
struct Setting {
    ground: Arc<Ground>,
    plan: Arc<Plan>,
    /// The narratives' files, in the order in which the plan counts them.
    files: Vec<FileName>,
    captions: BTreeMap<FileName, Arc<str>>,
    bulletins: Vec<Period>,
}

/// A deck that was set.
struct Deck {
    /// The narratives that its slides are written in: its own, and those of
    /// the decks that it takes slides of.
    narratives: Vec<Arc<Document>>,
    too_full: Vec<TooFull>,
}

impl Trials {
    /// Composes what has to be seen, and tells what is wrong with it.
    pub fn hold(
        &mut self,
        ground: &Arc<Ground>,
        site: &Assessed,
        atlas: &(dyn Atlas + Sync),
        report: &mut Report,
    ) {
        let decks: Vec<&PagePlan> = site.plan.pages().iter().filter(|it| is_own(it)).collect();
        let has_own_templates = site.theme.has_own_templates();
        if decks.is_empty() && !has_own_templates {
            return;
        }
        let composer = Composer::new(
            &site.portfolio,
            &site.facts,
            &site.exhibits,
            &site.plan,
            &ground.locales,
            atlas,
        );
        if has_own_templates {
            try_templates(site, &composer, report);
        }
        if report.has_errors() {
            return;
        }
        let known = self.known(Setting::of(ground, site));
        let set = decks.into_par_iter().map(|page| {
            let narratives = narratives(page, site);
            let route = page.route.as_str();
            let same = known.get(route).filter(|it| {
                let (before, now) = (it.narratives.iter(), narratives.iter());
                before.map(Arc::as_ptr).eq(now.map(Arc::as_ptr))
            });
            let too_full = match same {
                Some(it) => it.too_full.clone(),
                None => composer.too_full(page),
            };
            let deck = Deck {
                narratives,
                too_full,
            };
            (route.to_owned(), deck)
        });
        self.decks = set.collect();
        for it in self.decks.values().flat_map(|it| &it.too_full) {
            review::too_full(it.place.clone(), it.number, it.pixels, it.room, report);
        }
    }

    /// The decks that were set in the same way as they would be now.
    fn known(&mut self, now: Setting) -> BTreeMap<String, Deck> {
        let decks = mem::take(&mut self.decks);
        let is_same = self.setting.as_ref().is_some_and(|it| it.is_like(&now));
        self.setting = Some(now);
        if is_same { decks } else { BTreeMap::new() }
    }
}

impl Setting {
    fn of(ground: &Arc<Ground>, site: &Assessed) -> Self {
        let documents = site.portfolio.documents.iter();
        Self {
            ground: ground.clone(),
            plan: site.plan.clone(),
            files: documents.map(|it| it.narrative.file.clone()).collect(),
            captions: site.portfolio.captions.clone(),
            bulletins: site.exhibits.bulletins().collect(),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let Self {
            ground,
            plan,
            files,
            captions,
            bulletins,
        } = self;
        Arc::ptr_eq(ground, &other.ground)
            && plan.has_pages_of(&other.plan)
            && *files == other.files
            && *captions == other.captions
            && *bulletins == other.bulletins
    }
}

/// Reports whether a page is a deck that is written as such, for all. Chapters
/// are cut to fit when they become decks.
fn is_own(page: &PagePlan) -> bool {
    matches!(page.target, Target::Deck(..))
}

/// The narratives that the slides of a deck are written in.
fn narratives(page: &PagePlan, site: &Assessed) -> Vec<Arc<Document>> {
    let Some(own) = page.document.map(|i| &site.portfolio.documents[i]) else {
        return Vec::new();
    };
    let slides = own.narrative.outline.slides.iter();
    let decks = slides.filter_map(|it| it.import.as_ref()?.0.split_once('#'));
    let others = decks.filter_map(|(deck, _)| {
        let deck = Target::Deck(deck.to_owned());
        let page = site.plan.page(&deck, &page.language)?;
        Some(&site.portfolio.documents[page.document?])
    });
    [own].into_iter().chain(others).cloned().collect()
}

/// Renders a page of every kind with a site's own templates, so that `check`
/// finds what only a page brings out.
fn try_templates(site: &Assessed, composer: &Composer, report: &mut Report) {
    let mut tried = Vec::new();
    for page in site.plan.pages() {
        let paper = match &page.target {
            Target::Paper(paper, _) => Some(*paper),
            _ => None,
        };
        let kind = (mem::discriminant(&page.target), paper);
        if report.has_errors() || tried.contains(&kind) {
            continue;
        }
        tried.push(kind);
        site.renderer
            .try_out(&composer.compose(page), &site.theme, report);
    }
}
