//! One page taken out of a site, to be carried or handed on: as a folder that
//! opens from a USB stick, or as one file. It has everything it shows and
//! links to nothing else: a figure's way to the ledger ends at the page.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::Options;
use crate::single::{self, Beside};
use crate::{
    Assessed, Audience, Checked, check_tree,
    compose::Composer,
    diag::{self, Fault, Report},
    input::{self, InputTree},
    narrative::Handout,
    plan::{self, PagePlan, Paper, Plan},
    safe_path::SafePath,
    stage::{self, Stage},
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

/// What a handout is to have otherwise than its deck says.
#[derive(Debug, Clone, Copy, Default)]
pub struct HandoutWanted {
    /// Slides on a sheet.
    pub per_page: Option<u8>,
    /// What stands beside each.
    pub beside: Option<crate::narrative::Beside>,
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
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such page; the one that is called most like it, if any is.
    Unknown(String),
    /// Only decks have handouts.
    NotADeck,
    /// Something that one file cannot hold, by its address.
    Outside(String),
}

/// Exports a page; nothing where the site has errors.
pub fn export(
    options: &Options,
    wanted: &Wanted,
) -> Result<(Checked, Option<Result<Exported, Refusal>>), Fault> {
    let mut report = Report::default();
    let mut tree = input::read(&options.root, &options.output, &mut report)?;
    let checked = check_tree(&mut tree, options, report)?;
    let Some(site) = checked
        .site
        .as_ref()
        .filter(|_| !checked.report.has_errors())
    else {
        return Ok((checked, None));
    };
    let page = match find(&site.plan, wanted) {
        Ok(page) => page,
        Err(refusal) => return Ok((checked, Some(Err(refusal)))),
    };
    let name = name(&page, options.audience, site);
    let html = alone(page, options.audience, wanted, &checked, site)?;
    let files = Files {
        assets: site.theme.assets(),
        site,
        tree: &tree,
    };
    let written = if wanted.single_file {
        let path = wanted
            .output
            .clone()
            .unwrap_or_else(|| PathBuf::from(format!("{name}.html")));
        as_file(&html, &files, path)?
    } else {
        let path = wanted.output.clone().unwrap_or_else(|| name.into());
        as_folder(&html, &files, &path, options)?
    };
    Ok((checked, Some(written)))
}

/// The page of that address, or its handout.
fn find(plan: &Plan, wanted: &Wanted) -> Result<PagePlan, Refusal> {
    let plain = |it: &str| it.trim_end_matches(".html").to_owned();
    let address = plain(wanted.address.trim_start_matches('/'));
    let page = plan
        .pages()
        .iter()
        .find(|it| plain(it.route.as_str()) == address);
    let Some(page) = page else {
        let pages = plan.pages().iter();
        let routes: Vec<String> = pages.map(|it| plain(it.route.as_str())).collect();
        let near = diag::nearest(&address, routes.iter().map(String::as_str));
        return Err(Refusal::Unknown(near.to_owned()));
    };
    let mut page = page.clone();
    if wanted.handout.is_some() {
        page.target = page
            .target
            .on_paper(Paper::Handout)
            .ok_or(Refusal::NotADeck)?;
    }
    Ok(page)
}

/// What the page is called outside its site: `star-halls-handout.en`.
fn name(page: &PagePlan, audience: Audience, site: &Assessed) -> String {
    let mut name = page.route.file_name().trim_end_matches(".html").to_owned();
    if let plan::Target::Paper(paper, _, slug) = &page.target {
        name = format!("{slug}-{}", paper.word());
    }
    if audience == Audience::Public {
        name += "-public";
    }
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
    let document = page.document.map(|i| &site.portfolio.documents[i]);
    let usual = document.map_or_else(Handout::default, |it| it.narrative.front.handout);
    let asked = wanted.handout.unwrap_or_default();
    let handout = Handout {
        per_page: asked.per_page.unwrap_or(usual.per_page),
        beside: asked.beside.unwrap_or(usual.beside),
    };
    let route = SafePath::new(PAGE).map_err(|error| Fault::Ours(error.to_string()))?;
    let plan = Plan::alone(PagePlan { route, ..page }, audience);
    let composer = Composer::new(
        &site.portfolio,
        &site.facts,
        &plan,
        &checked.locales,
        &*checked.atlas,
    )
    .with_handout(handout);
    let bytes = site.renderer.render(&composer.compose(&plan.pages()[0]))?;
    String::from_utf8(bytes).map_err(|error| Fault::Ours(error.to_string()))
}

fn as_file(html: &str, files: &Files, path: PathBuf) -> Result<Result<Exported, Refusal>, Fault> {
    let page = match single::single(html, files) {
        Ok(page) => page,
        Err(address) => return Ok(Err(Refusal::Outside(address))),
    };
    stage::put(&path, page.as_bytes())?;
    Ok(Ok(Exported {
        path,
        files: 1,
        bytes: page.len() as u64,
    }))
}

fn as_folder(
    html: &str,
    files: &Files,
    path: &Path,
    options: &Options,
) -> Result<Result<Exported, Refusal>, Fault> {
    let folders = crate::SOURCE_FOLDERS.map(|it| options.root.join(it));
    let stage = Stage::open(
        path,
        &options.root,
        &folders.each_ref().map(PathBuf::as_path),
    )?;
    let ours =
        |text: &str| SafePath::new(text).map_err(|error| Fault::Ours(format!("{text}: {error}")));
    stage.write(&ours(PAGE)?, html.as_bytes())?;
    let mut addresses = single::beside(html);
    addresses.sort_unstable();
    addresses.dedup();
    for address in addresses {
        let route = Files::route(address);
        match files.file(address) {
            Some(bytes) => stage.write(&ours(&route)?, &bytes)?,
            None => return Ok(Err(Refusal::Outside(route))),
        }
    }
    let published = stage.publish()?;
    Ok(Ok(Exported {
        path: path.to_owned(),
        files: published.manifest.files.len(),
        bytes: published.manifest.files.iter().map(|it| it.size).sum(),
    }))
}

/// The files that a page may name: those of the theme, and those beside
/// narratives.
struct Files<'a> {
    assets: BTreeMap<&'a str, Cow<'a, [u8]>>,
    site: &'a Assessed,
    tree: &'a InputTree,
}

impl Files<'_> {
    /// The place of a file from its address in a page.
    fn route(address: &str) -> String {
        let path = address.split(['#', '?']).next().unwrap_or(address);
        path.replace("&amp;", "&").replace("&#39;", "'")
    }
}

impl Beside for Files<'_> {
    fn file(&self, address: &str) -> Option<Vec<u8>> {
        let route = Self::route(address);
        if let Some(name) = route.strip_prefix("assets/") {
            return self.assets.get(name).map(|it| it.to_vec());
        }
        let mut assets = self.site.portfolio.assets.iter();
        let asset = assets.find(|it| plan::asset_route(it) == route)?;
        self.tree.read(asset).ok().map(Cow::into_owned)
    }
}
