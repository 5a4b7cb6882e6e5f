//! A page and a theme become bytes, through Tera. Templates place what
//! `compose` has made; every template is escaped, whatever its name.
//!
//! Deliberately no clock, environment or random functions (the engine has none
//! built in) and no files: templates include each other by name only.

mod complaint;
mod filter;
mod output;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use tera::{Context, Kwargs, State, Tera, TeraResult};

use crate::{
    compose::view::{BodyView, PageView},
    diag::{Fault, Report},
    theme::Theme,
};
use complaint::Complaint;
use output::Output;

/// The most bytes that a page may have.
const LIMIT: usize = 32 * 1024 * 1024;
/// The longest list that `range` makes; lists of a page come from the page.
const LONGEST_RANGE: i64 = 1_000;

/// The templates of a theme, ready to run.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    limit: usize,
    /// The fixed words by language as the engine holds them; every page has
    /// the same.
    words: RwLock<BTreeMap<String, (Words, tera::Value)>>,
}

/// The fixed words of pages.
type Words = Arc<BTreeMap<String, String>>;

impl Renderer {
    /// Takes in a theme's templates; the first complaint is the fault.
    pub fn new(theme: &Theme) -> Result<Self, Fault> {
        Self::load(theme).map_err(|complaints| first(complaints).into_fault())
    }

    /// Takes in a theme's templates and reports every complaint as a mistake
    /// of the theme's author.
    pub fn check(theme: &Theme, report: &mut Report) -> Option<Self> {
        match Self::load(theme) {
            Ok(renderer) => Some(renderer),
            Err(complaints) => {
                for complaint in complaints {
                    complaint.report(theme, report);
                }
                None
            }
        }
    }

    fn load(theme: &Theme) -> Result<Self, Vec<Complaint>> {
        let mut tera = Tera::default();
        // Every name ends with nothing: escaping is on for all of them.
        tera.autoescape_on([""]);
        tera.register_filter("json", filter::json);
        tera.register_filter("link", filter::link);
        tera.register_function("range", range);
        let templates = theme
            .templates
            .iter()
            .map(|(name, template)| (name, &template.text));
        // One by one first: the engine stops at the first that cannot be read.
        let unreadable: Vec<Complaint> = templates
            .clone()
            .filter_map(|(name, text)| {
                let error = Tera::default().add_raw_template(name, text).err()?;
                matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
                    .then(|| Complaint::all(&error, name))
            })
            .flatten()
            .collect();
        if !unreadable.is_empty() {
            return Err(unreadable);
        }
        tera.add_raw_templates(templates)
            .map_err(|error| Complaint::all(&error, "templates"))?;
        for name in ["portal.html", "cover.html", "article.html", "deck.html"] {
            if !tera.contains_template(name) {
                let missing = tera::Error::new(tera::ErrorKind::TemplateNotFound(name.to_owned()));
                return Err(Complaint::all(&missing, name));
            }
        }
        Ok(Self {
            tera,
            limit: LIMIT,
            words: RwLock::default(),
        })
    }

    /// Renders a page and reports every complaint as a mistake of the theme's
    /// author: templates that can be read may still ask for what is not there.
    pub fn try_out(&self, page: &PageView, theme: &Theme, report: &mut Report) {
        if let Err((error, name)) = self.run(page) {
            for complaint in Complaint::all(&error, name) {
                complaint.report(theme, report);
            }
        }
    }

    /// Renders a page with the template of its kind.
    pub fn render(&self, page: &PageView) -> Result<Vec<u8>, Fault> {
        self.run(page)
            .map_err(|(error, name)| first(Complaint::all(&error, name)).into_fault())
    }

    fn run(&self, page: &PageView) -> Result<Vec<u8>, (tera::Error, &'static str)> {
        let name = match page.body {
            BodyView::Portal { .. } => "portal.html",
            BodyView::Cover { .. } => "cover.html",
            BodyView::Article { .. } => "article.html",
            BodyView::Deck { .. } => "deck.html",
        };
        let mut context = Context::from_serialize(page).map_err(|error| (error, name))?;
        context.insert_value("words", self.words(page));
        let mut output = Output::new(32 * 1024, self.limit);
        self.tera
            .render_to(name, &context, &mut output)
            .map_err(|error| (error, name))?;
        Ok(output.into_bytes())
    }
}

impl Renderer {
    fn words(&self, page: &PageView) -> tera::Value {
        let known = self.words.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((words, value)) = known.get(&page.lang)
            && Arc::ptr_eq(words, &page.words)
        {
            return value.clone();
        }
        drop(known);
        let value = tera::Value::from_serializable(&*page.words);
        let mut known = self.words.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(page.lang.clone(), (page.words.clone(), value.clone()));
        value
    }
}

fn first(complaints: Vec<Complaint>) -> Complaint {
    complaints
        .into_iter()
        .next()
        .expect("an error of the engine complains about something")
}

/// The engine's `range`, for short lists only: loops in loops over long ones
/// would not end.
#[expect(clippy::needless_pass_by_value, reason = "the engine's signature")]
fn range(arguments: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = arguments.get::<i64>("start")?.unwrap_or(0);
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
    if step < 1 || end.saturating_sub(start) > LONGEST_RANGE.saturating_mul(step) {
        let words =
            format!("Function `range` makes at most {LONGEST_RANGE} elements, in steps from 1");
        return Err(tera::Error::message(words));
    }
    let step = usize::try_from(step).map_err(|error| tera::Error::message(error.to_string()))?;
    Ok((start..end).step_by(step).collect())
}

#[cfg(test)]
mod tests;
