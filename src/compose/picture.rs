//! Charts taken out of their pages, for documents that are made elsewhere: by
//! address, in one language, for one size.
//!
//! A subject's exhibit is addressed as narratives name it, with its year:
//! `scorecard.points@2008`. A chart of a page has the address that a browser
//! shows: `2008/review.html#b3`. Charts on slides have no address of their own.

use super::{Composer, chart, prose};
use crate::{
    block::{Block, Chart},
    chart::Size,
    plan::{PagePlan, Target},
};

/// A chart that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is asked for by.
    pub address: String,
    /// Its kind, in kebab case.
    pub kind: &'static str,
    /// What it says, or else what it shows.
    pub title: String,
}

/// A chart with its address, on a page.
struct Placed<'a> {
    address: String,
    page: &'a PagePlan,
    year: i16,
    chart: Chart,
}

impl Composer<'_> {
    /// Every chart of the site in that language, in the order of its pages;
    /// exhibits stand with their subject's page.
    pub fn charts(&self, language: &str) -> Vec<Listed> {
        self.placed(language)
            .iter()
            .map(|it| {
                let voice = self.voice_on(it.page);
                let takeaway = voice.plain(&it.chart.takeaway);
                Listed {
                    address: it.address.clone(),
                    kind: chart::kind(&it.chart, &voice),
                    title: if takeaway.is_empty() {
                        voice.plain(&it.chart.what)
                    } else {
                        takeaway
                    },
                }
            })
            .collect()
    }

    /// The drawing of the chart at that address, as SVG that stands alone with
    /// `style` as its style sheet. An exhibit without a year is that of the
    /// newest year that has it; `.html` may be left out.
    pub fn picture(
        &self,
        address: &str,
        language: &str,
        size: Size,
        style: &str,
    ) -> Option<String> {
        let plain = |it: &str| it.replacen(".html#", "#", 1);
        let wanted = plain(address);
        let mut placed = self.placed(language);
        let at = placed
            .iter()
            .position(|it| plain(&it.address) == wanted)
            .or_else(|| {
                let of_newest = placed
                    .iter()
                    .enumerate()
                    .filter(|(_, it)| it.address.rsplit_once('@').map(|it| it.0) == Some(address));
                of_newest.max_by_key(|(_, it)| it.year).map(|(at, _)| at)
            })?;
        let Placed { page, chart, .. } = placed.swap_remove(at);
        let svg = chart::alone(&chart, size, &self.voice_on(page));
        let (head, rest) = svg.split_once("</desc>")?;
        Some(format!("{head}</desc><style>{style}</style>{rest}\n"))
    }

    fn placed(&self, language: &str) -> Vec<Placed<'_>> {
        let pages = self.plan.pages().iter();
        pages
            .filter(|page| page.language == language)
            .flat_map(|page| self.placed_on(page))
            .collect()
    }

    fn placed_on<'a>(&'a self, page: &'a PagePlan) -> Vec<Placed<'a>> {
        let document = self.document(page);
        let place = |address, year, block| match block {
            Block::Chart(chart) if chart::as_table(&chart).is_none() => Some(Placed {
                address,
                page,
                year,
                chart,
            }),
            _ => None,
        };
        match &page.target {
            Target::Subject(year, name) => {
                let shown = self.exhibits.on_page(*year, name).iter();
                shown
                    .filter_map(|it| place(format!("{}@{year}", it.id), *year, it.block.clone()))
                    .collect()
            }
            Target::Chapter(..) | Target::Bulletin(..) | Target::Book(..) => {
                let Some(document) = document else {
                    return Vec::new();
                };
                let year = document.year();
                let year = year.unwrap_or_else(|| self.portfolio.newest_year());
                let voice = self.voice_on(page);
                // Without the language's folder: one chart, one address.
                let route = page.target.path();
                (0..document.narrative.outline.components.len())
                    .filter_map(|i| match prose::component(self, document, i, &voice)? {
                        prose::Shown::Block(block, id) => {
                            place(format!("{route}#{id}"), year, block)
                        }
                        prose::Shown::Margin(_) | prose::Shown::Ready(_) => None,
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
