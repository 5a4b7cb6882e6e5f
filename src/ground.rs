//! What a site stands on: everything that follows from its data and its theme,
//! whatever its narratives say.

use std::sync::Arc;

use crate::{
    assess, check,
    diag::{Code, Diagnostic, Fault, Place, Report},
    exhibits::Collection,
    input::InputTree,
    load::{self, SiteSheet, Sources, Texts},
    locale::{Locale, Locales},
    model::Facts,
    plan::Stock,
    portfolio::Portfolio,
    render::Renderer,
    sheet::Sheet,
    theme::Theme,
};

/// A site's data and theme, read and judged.
pub struct Ground {
    /// What the author has to mend of them.
    pub report: Report,
    /// The texts of their files.
    pub texts: Texts,
    /// The languages that the site and the tool speak.
    pub locales: Arc<Locales>,
    /// The language that the site's settings ask the tool to speak.
    pub author_language: Option<String>,
    /// What pages are made of, where enough of it could be read.
    pub floor: Option<Floor>,
}

/// What the pages of a site have in common.
pub struct Floor {
    /// The data, without narratives.
    pub portfolio: Portfolio,
    /// Every figure.
    pub facts: Arc<Facts>,
    /// What subjects have to show.
    pub collection: Arc<Collection>,
    /// Where in the ledger figures stand.
    pub stock: Arc<Stock>,
    /// The theme, complete.
    pub theme: Arc<Theme>,
    /// Its templates, ready to run.
    pub renderer: Arc<Renderer>,
}

impl Ground {
    /// Reads data and theme of a site whose settings were read already.
    pub fn of(
        tree: &InputTree,
        site: Option<Sheet<SiteSheet>>,
        mut texts: Texts,
        mut report: Report,
    ) -> Result<Self, Fault> {
        let sources = load::data(tree, site, &mut texts, &mut report)?;
        let theme = theme(tree, &sources, &mut texts, &mut report)?;
        let locales = locales(&theme, &sources, &mut report);
        let renderer = Renderer::check(&theme, &mut report);
        let checked = check::check(&sources, &mut report).zip(renderer);
        let floor = checked.map(|(portfolio, renderer)| {
            let facts = assess::assess(&portfolio);
            let (collection, stock) = rayon::join(
                || Collection::of(&portfolio, &facts),
                || Stock::of(&portfolio, &facts),
            );
            Floor {
                portfolio,
                facts: Arc::new(facts),
                collection: Arc::new(collection),
                stock: Arc::new(stock),
                theme: Arc::new(theme),
                renderer: Arc::new(renderer),
            }
        });
        Ok(Self {
            report,
            texts,
            locales: Arc::new(locales),
            author_language: sources.author_language(),
            floor,
        })
    }
}

/// The theme of that name: the embedded one, with the site's own files over it.
fn theme(
    tree: &InputTree,
    sources: &Sources,
    texts: &mut Texts,
    report: &mut Report,
) -> Result<Theme, Fault> {
    let name = sources.theme();
    let folder = format!("themes/{name}");
    let prefix = format!("{folder}/");
    let mut files = Vec::new();
    for entry in tree.below(&prefix) {
        let bytes = tree.read(&entry.name)?.into_owned();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            texts.keep(&entry.name, text);
        }
        files.push((entry.name[prefix.len()..].to_owned(), bytes));
    }
    let embedded = Theme::named(name);
    if embedded.is_none() && files.is_empty() {
        report.add(
            Diagnostic::new(Code::UnknownTheme, sources.theme_place())
                .with("theme", name.to_owned()),
        );
    }
    let mut theme = embedded.unwrap_or_else(Theme::embedded);
    theme.overlay(&folder, files, report);
    Ok(theme)
}

/// The languages of a site: the embedded ones under those of its theme. What
/// one lacks is lent by the site's main language, then by English.
fn locales(theme: &Theme, sources: &Sources, report: &mut Report) -> Locales {
    let mut locales = Locales::embedded();
    for (lang, texts) in &theme.locales {
        for text in texts {
            if Locales::are_embedded(lang, &text.text) {
                continue;
            }
            match Locale::parse(lang, &text.text) {
                Ok(locale) => locales.add(locale),
                Err(cause) => report.add(
                    Diagnostic::new(Code::UnreadableWords, Place::whole(text.file.clone()))
                        .with("cause", cause),
                ),
            }
        }
    }
    let languages = sources.languages();
    for (lang, _) in &languages {
        locales.add(Locale::empty(lang));
    }
    for (lang, lacking) in locales.missing_words() {
        let file = theme.locales.get(lang).and_then(|texts| texts.last());
        let setting = || languages.iter().find(|(it, _)| *it == lang);
        let place = file
            .map(|it| Place::whole(it.file.clone()))
            .or_else(|| setting().map(|(_, place)| place.clone()));
        let Some(place) = place else { continue };
        report.add(
            Diagnostic::new(Code::MissingWords, place)
                .with("lang", lang.to_owned())
                .with("theme", sources.theme().to_owned())
                .with("key", lacking[0].to_owned()),
        );
    }
    for lender in languages
        .iter()
        .map(|(lang, _)| *lang)
        .take(1)
        .chain(["en"])
    {
        locales.fill_gaps(lender);
    }
    locales
}
