//! Pingshu (评述): from a folder of data and narratives to a report, decks and
//! a ledger, in which every figure leads back to where it was typed.
//!
//! # The map of the house
//!
//! The way of the data is one street; each stage is a module, and each hands
//! over a type that the next need not doubt:
//!
//! ```text
//! disk ─► InputTree ─► Sources ─► Portfolio ─► Facts ─► Plan ─► PageView ─► bytes ─► disk
//!        [input]      [load]     [check]      [assess]  [plan]  [compose]  [render]  [stage]
//!                                                  [review] asks the last questions
//! ```
//!
//! - [`input`] and [`stage`] are the two doors to the disk of a build.
//! - [`load`] turns bytes into [`sheet`]s: the right shape, unknown meaning.
//! - [`check`] turns sheets into a [`portfolio`]: nothing in it can be invalid.
//! - [`assess`] computes every figure, with its trace, into the [`model`]'s facts.
//! - [`plan`] decides pages and routes; [`review`] holds narratives against facts.
//! - [`ground`] is what data and theme come to, whatever narratives say, and
//!   [`exhibits`] what subjects show of it; [`trial`] looks at pages before a
//!   build; [`memory`] keeps what all of them found until it changes.
//! - [`compose`] makes every word of a page final, in the words of a [`locale`];
//!   [`chart`] draws; [`render`] places it all in a [`theme`]'s templates.
//! - [`subject`]s are equal rooms, each a folder of one shape; what they show is
//!   said in [`block`]s. [`narrative`] is Markdown; [`lookup`] says what it means
//!   by a reference or a link.
//! - [`measures`] puts the headlines of all subjects on one page of the year.
//! - [`pptx`] writes decks for `PowerPoint` and WPS from the same composed pages.
//! - [`paper`] lays out what is printed, [`browser`] has it printed, and drawings
//!   painted, by one that is installed; [`raster`] paints them without one.
//! - [`rows`] are tables in bulk: read into readings, or summarised as they pass.
//! - [`personal`] finds what may be personal data in what will be published.
//! - `skip` finds the next byte of a text that matters.
//! - [`stats`] is the mathematics, and knows of nothing else.
//! - [`export`] takes one page out of its site, as a folder or as a [`single`] file.
//! - [`diag`] is what the tool says to authors; [`cli`], [`serve`], whose pages
//!   are made when they are asked for, and [`scaffold`] are the other doors.
//!
//! # What is deliberately absent
//!
//! - No clock, environment or random number between `input` and `stage`.
//! - No `HashMap` is iterated; no template computes, rounds or formats.
//! - Data are never code: no string of an author's becomes markup, path or
//!   template.
//! - Only `init` and `new` create files in `content/` and `data/`, and they
//!   never overwrite.

pub mod assess;
pub mod block;
pub mod browser;
pub mod chart;
pub mod check;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod exhibits;
pub mod export;
pub mod ground;
pub mod input;
pub mod load;
pub mod locale;
pub mod lookup;
pub mod measures;
pub mod media_type;
pub mod memory;
pub mod model;
pub mod narrative;
pub mod paper;
pub mod personal;
pub mod plan;
pub mod portfolio;
pub mod pptx;
pub mod raster;
pub mod render;
pub mod review;
pub mod rows;
pub mod safe_path;
pub mod scaffold;
pub mod serve;
pub mod sheet;
pub mod single;
mod skip;
pub mod stage;
pub mod stats;
pub mod subject;
pub mod theme;
pub mod trial;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use rayon::prelude::*;

pub use chart::Size;
pub use compose::Listed;
pub use plan::Audience;

use compose::Composer;
use diag::{Atlas, Fault, Report};
use exhibits::Exhibits;
use input::InputTree;
use locale::Locales;
use memory::Memory;
use model::Facts;
use plan::Plan;
use portfolio::Portfolio;
use render::Renderer;
use safe_path::SafePath;
use stage::Stage;
use theme::Theme;

/// What to build, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The output folder.
    pub output: PathBuf,
    /// Also narratives marked as drafts.
    pub drafts: bool,
    /// Warnings are errors.
    pub strict: bool,
    /// For whom.
    pub audience: Audience,
}

/// A site that was read and judged; complete only if the report holds no error.
pub struct Checked {
    /// What the author has to mend.
    pub report: Report,
    /// The texts of the input files, for messages.
    pub atlas: Box<dyn Atlas + Send + Sync>,
    /// The languages that the site and the tool speak.
    pub locales: Arc<Locales>,
    /// The language that the site's settings ask the tool to speak.
    pub author_language: Option<String>,
    /// The site, where enough of it could be read.
    pub site: Option<Assessed>,
}

/// A site with its figures and pages.
pub struct Assessed {
    /// What the author gave.
    pub portfolio: Portfolio,
    /// Every figure.
    pub facts: Arc<Facts>,
    /// What subjects show of them.
    pub exhibits: Exhibits,
    /// Every page.
    pub plan: Arc<Plan>,
    /// The theme, complete.
    pub theme: Arc<Theme>,
    /// Its templates, ready to run.
    pub renderer: Arc<Renderer>,
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// Pages of text.
    pub pages: usize,
    /// Decks.
    pub decks: usize,
    /// Figures in the ledger.
    pub figures: usize,
    /// Files written.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Reads a site and judges everything about it; writes nothing.
pub fn check(options: &Options) -> Result<Checked, Fault> {
    read(options).map(|(_, checked)| checked)
}

/// The same with the tree that was read, for who needs files of it too.
pub fn read(options: &Options) -> Result<(InputTree, Checked), Fault> {
    read_again(options, &mut Memory::default())
}

/// The same for a site that was read before: what has not changed since is
/// taken from memory.
pub fn read_again(options: &Options, memory: &mut Memory) -> Result<(InputTree, Checked), Fault> {
    let mut report = Report::default();
    let mut tree = input::read(&options.root, &options.output, &mut report)?;
    let checked = check_again(&mut tree, options, report, memory)?;
    Ok((tree, checked))
}

/// Judges everything about a tree that was read already.
pub fn check_tree(
    tree: &mut InputTree,
    options: &Options,
    report: Report,
) -> Result<Checked, Fault> {
    check_again(tree, options, report, &mut Memory::default())
}

/// The same for a site that was read before.
fn check_again(
    tree: &mut InputTree,
    options: &Options,
    report: Report,
    memory: &mut Memory,
) -> Result<Checked, Fault> {
    let (ground, manuscripts) = memory.read(tree, report)?;
    let (mut report, mut texts) = (ground.report.clone(), ground.texts.clone());
    let narratives = manuscripts.sorted(tree, options.drafts, &mut texts, &mut report)?;
    let site = ground.floor.as_ref().map(|floor| {
        let portfolio = floor.portfolio.with(narratives);
        let facts = &floor.facts;
        let exhibits = Exhibits::of(&floor.collection, &portfolio, facts);
        let plan = plan::plan(&portfolio, &floor.stock, options.audience, &mut report);
        review::review(&portfolio, facts, &exhibits, &mut report);
        Assessed {
            portfolio,
            facts: facts.clone(),
            exhibits,
            plan: Arc::new(plan),
            theme: floor.theme.clone(),
            renderer: floor.renderer.clone(),
        }
    });
    if let Some(site) = site.as_ref().filter(|_| !report.has_errors()) {
        memory.trials.hold(&ground, site, &texts, &mut report);
    }
    if options.strict {
        report.raise_warnings();
    }
    Ok(Checked {
        report,
        atlas: Box::new(texts),
        locales: ground.locales.clone(),
        author_language: ground.author_language.clone(),
        site,
    })
}

/// The charts of a checked site that can be drawn alone, in that language.
pub fn charts(checked: &Checked, assessed: &Assessed, language: &str) -> Vec<Listed> {
    composer(checked, assessed).charts(language)
}

/// One of them as SVG text in the theme's colours, by its address.
pub fn chart(
    checked: &Checked,
    assessed: &Assessed,
    address: &str,
    language: &str,
    size: Size,
) -> Option<String> {
    let style = assessed.theme.picture_css();
    composer(checked, assessed).picture(address, language, size, &style)
}

/// The decks of a checked site in that language: what each is asked for by,
/// and its title.
pub fn decks(checked: &Checked, assessed: &Assessed, language: &str) -> Vec<(String, String)> {
    let composer = composer(checked, assessed);
    let pages = assessed.plan.pages().iter();
    let decks = pages.filter(|it| it.language == language && it.target.is_deck());
    decks
        .map(|page| (page.address(), composer.title(page)))
        .collect()
}

/// One of them as a presentation for office programs; its pictures are taken
/// from the tree and painted by `paint`. None if there is no such deck.
pub fn presentation<E>(
    checked: &Checked,
    assessed: &Assessed,
    tree: &InputTree,
    (address, language): (&str, &str),
    paint: pptx::Paint<'_, E>,
) -> Result<Option<Vec<u8>>, E> {
    let page = assessed.plan.find(address, language);
    let Some(page) = page.filter(|it| it.target.is_deck()) else {
        return Ok(None);
    };
    let picture = |link: &str| {
        let route = plan::resolve(page.route.as_str(), link)?;
        file_at(assessed, tree, &route)
    };
    let page = composer(checked, assessed).compose_unfolded(page);
    pptx::presentation(&page, &assessed.theme, &picture, paint)
}

pub(crate) fn composer<'a>(checked: &'a Checked, site: &'a Assessed) -> Composer<'a> {
    Composer::new(
        &site.portfolio,
        &site.facts,
        &site.exhibits,
        &site.plan,
        &checked.locales,
        &*checked.atlas,
    )
}

/// Builds a site: either the complete new one, or the old one untouched.
pub fn build(options: &Options) -> Result<(Checked, Option<Built>), Fault> {
    let stage = Stage::open(&options.output, &options.root, &[])?;
    let (tree, checked) = read(options)?;
    let Some(site) = checked
        .site
        .as_ref()
        .filter(|_| !checked.report.has_errors())
    else {
        return Ok((checked, None));
    };
    write_pages(site, &checked, &stage)?;
    write_files(site, &tree, &stage)?;
    let decks = site.plan.decks();
    let published = stage.publish()?;
    let built = Built {
        pages: site.plan.pages().len() - decks,
        decks,
        figures: site.facts.len(),
        files: published.manifest.files.len(),
        bytes: published.manifest.files.iter().map(|it| it.size).sum(),
    };
    Ok((checked, Some(built)))
}

/// The pages, each composed, rendered and written before the next.
fn write_pages(site: &Assessed, checked: &Checked, stage: &Stage) -> Result<(), Fault> {
    let composer = composer(checked, site);
    site.plan.pages().par_iter().try_for_each(|page| {
        let bytes = site.renderer.render(&composer.compose(page))?;
        stage.write(&page.route, &bytes)
    })
}

/// Style, scripts, and the files beside narratives.
pub(crate) fn write_files(site: &Assessed, tree: &InputTree, stage: &Stage) -> Result<(), Fault> {
    write_theme(&site.theme, stage)?;
    for asset in &site.portfolio.assets {
        stage.write(&route(plan::asset_route(asset))?, &tree.read(asset)?)?;
    }
    Ok(())
}

/// Style and scripts alone.
pub(crate) fn write_theme(theme: &Theme, stage: &Stage) -> Result<(), Fault> {
    for (name, bytes) in theme.assets() {
        stage.write(&route(&format!("assets/{name}"))?, &bytes)?;
    }
    Ok(())
}

/// A route of our own, which is safe.
pub(crate) fn route(text: &str) -> Result<SafePath, Fault> {
    SafePath::new(text).map_err(|error| Fault::Ours(format!("{text}: {error}")))
}

/// What a site has at a route, made now: a page, composed and rendered, or a
/// file; none if there is nothing.
pub fn at_route(
    checked: &Checked,
    site: &Assessed,
    tree: &InputTree,
    route: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    let mut pages = site.plan.pages().iter();
    let Some(page) = pages.find(|it| it.route.as_str() == route) else {
        return Ok(file_at(site, tree, route));
    };
    let page = composer(checked, site).compose(page);
    Ok(Some(site.renderer.render(&page)?))
}

/// The bytes of a file of the site that is no page, by its route.
pub(crate) fn file_at(site: &Assessed, tree: &InputTree, route: &str) -> Option<Vec<u8>> {
    if let Some(bytes) = site.theme.asset(route) {
        return Some(bytes.into_owned());
    }
    let mut assets = site.portfolio.assets.iter();
    let asset = assets.find(|it| plan::asset_route(it) == route)?;
    tree.read(asset).ok().map(std::borrow::Cow::into_owned)
}

/// The JSON Schema of every data file, by the file's name without its ending.
pub fn schemas() -> BTreeMap<&'static str, serde_json::Value> {
    let mut schemas = BTreeMap::from([
        ("site", schemars::schema_for!(load::SiteSheet)),
        ("catalogue", schemars::schema_for!(load::CatalogueSheet)),
        ("readings", schemars::schema_for!(load::ReadingsSheet)),
    ]);
    schemas.extend(
        subject::NAMES
            .iter()
            .filter_map(|name| Some((*name, subject::schema(name)?))),
    );
    schemas
        .into_iter()
        .map(|(name, schema)| (name, schema.to_value()))
        .collect()
}
