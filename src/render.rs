//! A page and a theme become bytes, through Tera. Templates place what
//! `compose` has made; every template is escaped, whatever its name.
//!
//! Deliberately no clock, environment or random functions (the engine has none
//! built in) and no files: templates include each other by name only.

mod bulk;
mod complaint;
mod filter;
mod output;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::{
    compose::view::{BodyView, PageView},
    diag::{Fault, Report},
    theme::Theme,
};
use bulk::Run;
use complaint::Complaint;
use output::Output;

/// The bytes of a page, more or less.
const EXPECTED: usize = 40 * 1024;
/// The most bytes that a page may have.
const LIMIT: usize = 32 * 1024 * 1024;
/// What templates call the navigation beside an article where it is ready.
const CHAPTERS: &str = "chapters_html";
/// The longest list that `range` makes; lists of a page come from the page.
const LONGEST_RANGE: i64 = 1_000;

/// The templates of a theme, ready to run.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    limit: usize,
    /// The templates are the embedded ones, so that what they would write is known.
    is_embedded: bool,
    /// The fixed words by language as the engine holds them; every page has
    /// the same.
    words: RwLock<BTreeMap<String, (Words, Value)>>,
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
        if let Err(error) = tera.add_raw_templates(templates.clone()) {
            // One by one then: the engine stops at the first that cannot be read.
            let unreadable: Vec<Complaint> = templates
                .filter_map(|(name, text)| {
                    let error = Tera::default().add_raw_template(name, text).err()?;
                    matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
                        .then(|| Complaint::all(&error, name))
                })
                .flatten()
                .collect();
            return Err(if unreadable.is_empty() {
                Complaint::all(&error, "templates")
            } else {
                unreadable
            });
        }
        for name in [
            "portal.html",
            "cover.html",
            "article.html",
            "deck.html",
            "paper.html",
            "form.html",
        ] {
            if !tera.contains_template(name) {
                let missing = tera::Error::new(tera::ErrorKind::TemplateNotFound(name.to_owned()));
                return Err(Complaint::all(&missing, name));
            }
        }
        Ok(Self {
            tera,
            limit: LIMIT,
            is_embedded: !theme.has_own_templates(),
            words: RwLock::default(),
        })
    }

    /// Renders a page and reports every complaint as a mistake of the theme's
    /// author: templates that can be read may still ask for what is not there.
    pub fn try_out(&self, page: &PageView, theme: &Theme, report: &mut Report) {
        for name in templates(page) {
            if let Err(error) = self.fill(name, page, "") {
                for complaint in Complaint::all(&error, name) {
                    complaint.report(theme, report);
                }
            }
        }
    }

    /// Renders a page with the template of its kind.
    pub fn render(&self, page: &PageView) -> Result<Vec<u8>, Fault> {
        self.run(page)
            .map_err(|(error, name)| first(Complaint::all(&error, name)).into_fault())
    }

    /// Renders an article to stand within a report that is bound into one page.
    pub fn render_part(&self, page: &PageView) -> Result<String, Fault> {
        self.as_text("part.html", page, "")
    }

    /// Renders a cover with the chapters that follow it, which are ready.
    pub fn render_report(&self, cover: &PageView, parts: &str) -> Result<String, Fault> {
        self.as_text("report.html", cover, parts)
    }

    /// Renders what a cover shows of the year to be passed on by itself.
    pub fn render_one_page(&self, cover: &PageView) -> Result<Vec<u8>, Fault> {
        self.fill("one-page.html", cover, "")
            .map_err(|error| first(Complaint::all(&error, "one-page.html")).into_fault())
    }

    fn as_text(&self, name: &str, page: &PageView, parts: &str) -> Result<String, Fault> {
        let bytes = self
            .fill(name, page, parts)
            .map_err(|error| first(Complaint::all(&error, name)).into_fault())?;
        String::from_utf8(bytes).map_err(|error| Fault::Ours(format!("{name}: {error}")))
    }

    fn run(&self, page: &PageView) -> Result<Vec<u8>, (tera::Error, &'static str)> {
        let name = templates(page)[0];
        self.fill(name, page, "").map_err(|error| (error, name))
    }

    /// Runs a template; `parts` are markup that is ready.
    fn fill(&self, name: &str, page: &PageView, parts: &str) -> TeraResult<Vec<u8>> {
        let mut context = self.context(page)?;
        context.insert_value("words", self.words(page));
        context.insert_value("parts_html", Value::normal_string(parts));
        let mut output = Output::new(EXPECTED, self.limit + parts.len());
        self.tera.render_to(name, &context, &mut output)?;
        Ok(output.into_bytes())
    }
}

impl Renderer {
    /// What the template of a page may ask for.
    fn context(&self, page: &PageView) -> TeraResult<Context> {
        let BodyView::Article {
            kicker,
            standfirst_html,
            sections,
            blocks,
            deck,
            previous,
            next,
        } = &page.body
        else {
            return whole(page);
        };
        let ready = self.is_embedded.then(|| {
            let chapters = bulk::chapters(&page.chapters, &page.words)?;
            Some((bulk::set(blocks, &page.words)?, chapters))
        });
        let Some((runs, chapters_html)) = ready.flatten() else {
            return whole(page);
        };
        let PageView {
            lang,
            tag,
            title,
            description,
            root,
            kind,
            site,
            year,
            languages,
            navigation,
            chapters,
            training,
            quizzes,
            marks,
            words: _,
            body: _,
        } = page;
        let blocks: Vec<Value> = runs.into_iter().map(block).collect::<TeraResult<_>>()?;
        let mut body = tera::Map::with_capacity(8);
        let mut put = |key: &'static str, value: Value| body.insert(key.into(), value);
        put("kicker", Value::normal_string(kicker));
        put("standfirst_html", Value::normal_string(standfirst_html));
        put("sections", Value::try_from_serializable(sections)?);
        put("blocks", Value::from(blocks));
        put("deck", Value::try_from_serializable(deck)?);
        put("previous", Value::try_from_serializable(previous)?);
        put("next", Value::try_from_serializable(next)?);
        let mut context = Context::new();
        let mut put = |key: &'static str, value: Value| context.insert_value(key, value);
        put("lang", Value::normal_string(lang));
        put("tag", Value::normal_string(tag));
        put("title", Value::normal_string(title));
        put("description", Value::normal_string(description));
        put("root", Value::normal_string(root));
        put("kind", Value::normal_string(kind));
        put("site", Value::try_from_serializable(site)?);
        put("year", Value::try_from_serializable(year)?);
        put("languages", Value::try_from_serializable(languages)?);
        put("navigation", Value::try_from_serializable(navigation)?);
        // They are ready; what is left to ask is whether there are any.
        put("chapters", Value::from(vec![true; chapters.len().min(1)]));
        put(CHAPTERS, Value::safe_string(&chapters_html));
        put("training", Value::from(*training));
        put("quizzes", Value::from(*quizzes));
        put("marks", Value::try_from_serializable(marks)?);
        put("body", Value::from(body));
        Ok(context)
    }

    fn words(&self, page: &PageView) -> Value {
        let known = self.words.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((words, value)) = known.get(&page.lang)
            && Arc::ptr_eq(words, &page.words)
        {
            return value.clone();
        }
        drop(known);
        let value = Value::from_serializable(&*page.words);
        let mut known = self.words.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(page.lang.clone(), (page.words.clone(), value.clone()));
        value
    }
}

/// Everything of a page, for templates that set all of it.
fn whole(page: &PageView) -> TeraResult<Context> {
    let mut context = Context::from_serialize(page)?;
    context.insert_value(CHAPTERS, Value::normal_string(""));
    Ok(context)
}

/// The templates that show a page: its own, and what prints it otherwise.
fn templates(page: &PageView) -> &'static [&'static str] {
    match page.body {
        BodyView::Portal { .. } => &["portal.html"],
        BodyView::Cover { .. } => &["cover.html", "one-page.html", "report.html"],
        BodyView::Article { .. } => &["article.html", "part.html"],
        BodyView::Deck { .. } => &["deck.html"],
        BodyView::Paper { .. } => &["paper.html"],
        BodyView::Form { .. } => &["form.html"],
    }
}

/// A block as templates receive it.
fn block(run: Run) -> TeraResult<Value> {
    match run {
        Run::Block(block) => Value::try_from_serializable(block),
        Run::Ready(html) => {
            let mut ready = tera::Map::with_capacity(2);
            ready.insert("kind".into(), Value::normal_string("ready"));
            ready.insert("html".into(), Value::safe_string(&html));
            Ok(Value::from(ready))
        }
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
