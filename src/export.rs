//! One page taken out of a site, to be carried or handed on: as a folder that
//! opens from a USB stick, or as one file. It has everything it shows and
//! links to nothing else: a figure's way to the ledger ends at the page.

use std::{collections::BTreeSet, path::PathBuf};

use crate::Options;
use crate::{
    Assessed, Audience, Checked,
    compose::Composer,
    diag::Fault,
    file_at,
    input::InputTree,
    narrative::HandoutWanted,
    plan::{PagePlan, Plan, resolve},
    route, single,
    stage::{self, Stage},
    write_theme,
};

/// The page in its folder.
const PAGE: &str = "index.html";

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The page as its address in the site: `decks/star-halls`, `en/2008/review.html`.
    pub address: String,
    /// A deck as its handout.
    pub handout: Option<HandoutWanted>,
    /// One file instead of a folder.
    pub single_file: bool,
    /// The file or folder; in the current folder and named after the page otherwise.
    pub output: Option<PathBuf>,
}

/// What was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file, or the folder.
    pub path: PathBuf,
    /// How many files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Why a page cannot be exported.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such page; the one that is called most like it, if any is.
    Unknown(String),
    /// Only decks have handouts.
    NotADeck,
    /// Something that one file cannot hold, by its address.
    Outside(String),
    /// The machine refused.
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Exports a page of a site without errors, in that language where the address
/// does not say another.
pub fn export(
    options: &Options,
    tree: &InputTree,
    checked: &Checked,
    site: &Assessed,
    language: &str,
    wanted: &Wanted,
) -> Result<Exported, Refusal> {
    let page = find(&site.plan, language, wanted)?;
    let name = name(&page, options.audience, site);
    let html = alone(page, options.audience, wanted, checked, site)?;
    let output = |name: String| wanted.output.clone().unwrap_or_else(|| name.into());
    let file = |address: &str| file_at(site, tree, &resolve(PAGE, address)?);
    if wanted.single_file {
        let path = output(format!("{name}.html"));
        let page = single::single(&html, &file).map_err(Refusal::Outside)?;
        stage::put(&path, page.as_bytes())?;
        return Ok(Exported {
            path,
            files: 1,
            bytes: page.len() as u64,
        });
    }
    as_folder(&html, &file, output(name), options, site)
}

/// The page of that address, or its handout.
fn find(plan: &Plan, language: &str, wanted: &Wanted) -> Result<PagePlan, Refusal> {
    let unknown = || Refusal::Unknown(plan.nearest(&wanted.address, language));
    let page = plan.find(&wanted.address, language).ok_or_else(unknown)?;
    match wanted.handout {
        Some(_) => page.as_handout().ok_or(Refusal::NotADeck),
        None => Ok(page.clone()),
    }
}

/// What the page is called outside its site: `star-halls-handout.en`.
fn name(page: &PagePlan, audience: Audience, site: &Assessed) -> String {
    let mut name = page.name() + audience.suffix();
    if site.portfolio.site.languages.first() != Some(&page.language) {
        name += ".";
        name += &page.language;
    }
    name
}

/// The page with nothing around it.
fn alone(
    page: PagePlan,
    audience: Audience,
    wanted: &Wanted,
    checked: &Checked,
    site: &Assessed,
) -> Result<String, Fault> {
    let route = route(PAGE)?;
    let plan = Plan::alone(PagePlan { route, ..page }, audience);
    let composer = Composer::new(
        &site.portfolio,
        &site.facts,
        &site.exhibits,
        &plan,
        &checked.locales,
        &*checked.atlas,
    )
    .with_handout(wanted.handout.unwrap_or_default());
    let bytes = site.renderer.render(&composer.compose(&plan.pages()[0]))?;
    String::from_utf8(bytes).map_err(|error| Fault::Ours(error.to_string()))
}

/// The page in a folder with the theme and the files that it names.
fn as_folder(
    html: &str,
    file: &dyn Fn(&str) -> Option<Vec<u8>>,
    path: PathBuf,
    options: &Options,
    site: &Assessed,
) -> Result<Exported, Refusal> {
    let stage = Stage::open(&path, &options.root, &[])?;
    stage.write(&route(PAGE)?, html.as_bytes())?;
    write_theme(&site.theme, &stage)?;
    let named: BTreeSet<String> = single::beside(html)
        .iter()
        .filter_map(|address| resolve(PAGE, address))
        .filter(|it| site.theme.asset(it).is_none())
        .collect();
    for address in named {
        match file(&address) {
            Some(bytes) => stage.write(&route(&address)?, &bytes)?,
            None => return Err(Refusal::Outside(address)),
        }
    }
    let published = stage.publish()?;
    Ok(Exported {
        path,
        files: published.manifest.files.len(),
        bytes: published.manifest.files.iter().map(|it| it.size).sum(),
    })
}
