//! A year's report bound into one page: the cover, then its chapters, with
//! links that stay within it and ids of which none occurs twice.

use std::collections::BTreeMap;

use super::readdress::{Bound, readdress};
use crate::{
    compose::{Composer, view::PageView},
    diag::Fault,
    plan::{PagePlan, Plan, Target, relative},
    render::Renderer,
    safe_path::SafePath,
};

/// The page of the whole report; `cover` is the cover composed for it.
pub(super) fn report(
    composer: &Composer,
    plan: &Plan,
    renderer: &Renderer,
    page: &PagePlan,
    mut cover: PageView,
) -> Result<Vec<u8>, Fault> {
    let is_chapter = |it: &&PagePlan| {
        matches!(&it.target, Target::Chapter(..))
            && it.target.year() == page.target.year()
            && it.language == page.language
    };
    let chapters: Vec<&PagePlan> = plan.pages().iter().filter(is_chapter).collect();
    let mut bound: BTreeMap<SafePath, Bound> = BTreeMap::new();
    for (i, chapter) in (1..).zip(&chapters) {
        let top = format!("chapter-{i}");
        let prefix = format!("{top}-");
        bound.insert(chapter.route.clone(), Bound { top, prefix });
    }
    if let Some(own) = plan.page(&page.target, &page.language) {
        let (top, prefix) = ("main".to_owned(), String::new());
        bound.insert(own.route.clone(), Bound { top, prefix });
    }
    let links: Vec<String> = chapters
        .iter()
        .map(|it| relative(page.route.as_str(), it.route.as_str()))
        .collect();
    cover.chapters.retain(|it| links.contains(&it.href));
    let mut parts = String::new();
    for chapter in chapters {
        let view = composer.compose(chapter);
        let Bound { top, prefix } = &bound[&chapter.route];
        let html = renderer.render_part(&view)?;
        let html = readdress(&html, &chapter.route, prefix, &bound);
        parts += &format!("<article class=\"part\" id=\"{top}\">{html}</article>\n");
        for mark in view.marks {
            if cover.marks.iter().all(|it| it.kind != mark.kind) {
                cover.marks.push(mark);
            }
        }
    }
    cover.kind = "report";
    let html = renderer.render_report(&cover, &parts)?;
    Ok(readdress(&html, &page.route, "", &bound).into_bytes())
}
