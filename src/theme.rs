//! Themes: tokens, templates, static files and locale texts by name. The
//! default theme is embedded, so that the program needs no files of its own; a
//! site's theme is laid over it, file by file.
//!
//! Deliberately no disk here: files come from `input` as bytes. Templates are
//! run in `render`, locale texts are understood in `locale`.

mod colour;
mod lint;
mod sheet;
mod token;

use std::{borrow::Cow, collections::BTreeMap};

pub use colour::{Colour, contrast_ratio};
pub use token::Tokens;

use crate::diag::{Code, Diagnostic, FileName, Place, Report};

/// Lists files of a theme folder with their bytes.
macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../themes/", $folder, "/", $path)).as_slice())),*]
    };
}

/// The files of `themes/default`; its words are embedded by `locale`.
const DEFAULT: &[(&str, &[u8])] = files!("default":
    "static/block.css"
    "static/chart.css"
    "static/deck.css"
    "static/deck.js"
    "static/form.css"
    "static/one-page.css"
    "static/paper.css"
    "static/presenter.js"
    "static/print.css"
    "static/quiz.js"
    "static/show.css"
    "static/table.js"
    "static/theme.css"
    "static/theme.js"
    "static/training.css"
    "templates/article.html"
    "templates/base.html"
    "templates/blocks.html"
    "templates/cover.html"
    "templates/deck.html"
    "templates/form.html"
    "templates/one-page.html"
    "templates/paper.html"
    "templates/part.html"
    "templates/portal.html"
    "templates/report.html"
    "templates/slide.html"
    "templates/title.html"
    "theme.yaml"
);

/// The files of `themes/contrast`.
const CONTRAST: &[(&str, &[u8])] = files!("contrast": "theme.yaml");

/// The roles of colours in drawings, by their classes' second half, and the
/// tokens that `static/chart.css` gives them.
const ROLES: [(&str, &str); 7] = [
    ("acc", "accent"),
    ("soft", "accent-soft"),
    ("ink", "ink"),
    ("mut", "muted"),
    ("bad", "bad"),
    ("rule", "rule"),
    ("pap", "paper"),
];

/// The ground of shades by day, and the part of the accent in each: those of
/// `static/chart.css`.
const TRACK: &str = "#edf0f4";
const SHADES: [(&str, f64); 4] = [("sh1", 0.14), ("sh2", 0.32), ("sh3", 0.52), ("sh4", 0.82)];

/// A template with where its text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The text.
    pub text: String,
    /// The file, for messages.
    pub file: FileName,
}

/// A locale file with where its text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocaleText {
    /// The YAML.
    pub text: String,
    /// The file, for messages.
    pub file: FileName,
}

/// A theme, complete.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Colours, fonts and sizes.
    pub tokens: Tokens,
    /// By the name that other templates use: `article.html`.
    pub templates: BTreeMap<String, Template>,
    /// By the path below `assets/`.
    pub statics: BTreeMap<String, Cow<'static, [u8]>>,
    /// By language; the later ones are laid over the earlier, key by key.
    pub locales: BTreeMap<String, Vec<LocaleText>>,
}

impl Theme {
    /// The default theme.
    pub fn embedded() -> Self {
        let mut theme = Self::default();
        theme.lay("themes/default", DEFAULT);
        theme
    }

    /// An embedded theme by name: `default` or `contrast`.
    pub fn named(name: &str) -> Option<Self> {
        let mut theme = Self::embedded();
        match name {
            "default" => {}
            "contrast" => theme.lay("themes/contrast", CONTRAST),
            _ => return None,
        }
        Some(theme)
    }

    fn lay(&mut self, folder: &str, files: &'static [(&'static str, &'static [u8])]) {
        let mut report = Report::default();
        for (path, bytes) in files {
            self.lay_file(folder, path, Cow::Borrowed(bytes), &mut report);
        }
        debug_assert!(
            !report.has_errors(),
            "an embedded theme is valid: {report:?}"
        );
    }

    /// Lays a site's theme over this one. `folder` is the theme's folder as
    /// messages name it (`themes/ours`), the files come with their path in it.
    pub fn overlay(
        &mut self,
        folder: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
        report: &mut Report,
    ) {
        for (path, bytes) in files {
            self.lay_file(folder, &path, Cow::Owned(bytes), report);
        }
    }

    fn lay_file(
        &mut self,
        folder: &str,
        path: &str,
        bytes: Cow<'static, [u8]>,
        report: &mut Report,
    ) {
        let file: FileName = format!("{folder}/{path}").into();
        if let Some(name) = path.strip_prefix("static/") {
            self.statics.insert(name.to_owned(), bytes);
            return;
        }
        let language = path
            .strip_prefix("locales/")
            .and_then(|name| name.strip_suffix(".yaml"));
        let template = path.strip_prefix("templates/");
        if path != "theme.yaml" && language.is_none() && template.is_none() {
            report.add(
                Diagnostic::new(Code::UnknownThemeFile, Place::whole(file))
                    .with("path", path.to_owned()),
            );
            return;
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text),
            Err(error) => {
                let at = error.valid_up_to();
                report.add(
                    Diagnostic::new(Code::NotUtf8, Place::new(&file, at..at + 1))
                        .with("byte", format!("{:02X}", bytes[at]))
                        .with("near", ""),
                );
                return;
            }
        };
        if let Some(language) = language {
            let text = LocaleText {
                text: text.to_owned(),
                file,
            };
            self.locales
                .entry(language.to_owned())
                .or_default()
                .push(text);
        } else if let Some(name) = template {
            lint::check(&file, text, report);
            self.templates.insert(
                name.to_owned(),
                Template {
                    text: text.to_owned(),
                    file,
                },
            );
        } else {
            match sheet::read(text) {
                Ok(entries) => self.tokens.overlay(&file, &entries, report),
                Err(unreadable) => report.add(
                    Diagnostic::new(
                        Code::BadToken,
                        Place::new(&file, unreadable.at..unreadable.at),
                    )
                    .with("token", "theme.yaml")
                    .with("example", unreadable.detail)
                    .with("near", "")
                    .and(
                        Place::new(&file, unreadable.at..unreadable.at),
                        "token_yaml",
                    ),
                ),
            }
        }
    }

    /// Reports whether a template differs from the embedded ones.
    pub fn has_own_templates(&self) -> bool {
        self.templates.iter().any(|(name, own)| {
            let mut embedded = DEFAULT
                .iter()
                .filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, bytes)));
            let same = embedded.find(|(it, _)| it == name);
            same.is_none_or(|(_, bytes)| *bytes != own.text.as_bytes())
        })
    }

    /// The files to write below `assets/`, `tokens.css` among them.
    pub fn assets(&self) -> BTreeMap<&str, Cow<'_, [u8]>> {
        let mut assets: BTreeMap<&str, Cow<'_, [u8]>> = self
            .statics
            .iter()
            .map(|(path, bytes)| (path.as_str(), Cow::Borrowed(bytes.as_ref())))
            .collect();
        assets.insert("tokens.css", Cow::Owned(self.tokens_css().into_bytes()));
        assets
    }

    /// One of them by its route.
    pub fn asset(&self, route: &str) -> Option<Cow<'_, [u8]>> {
        let name = route.strip_prefix("assets/")?;
        if name == "tokens.css" {
            return Some(Cow::Owned(self.tokens_css().into_bytes()));
        }
        let bytes = self.statics.get(name)?;
        Some(Cow::Borrowed(bytes.as_ref()))
    }

    /// The style sheet for a drawing that stands alone: the roles of
    /// `chart.css` in this theme's colours for a light ground, as literals,
    /// since not every viewer knows custom properties.
    pub fn picture_css(&self) -> String {
        let mut css = String::new();
        for (role, colour) in self.picture_colours() {
            css += &format!(".f-{role},.t-{role}{{fill:{colour}}}.s-{role}{{stroke:{colour}}}");
        }
        if let Some(paper) = self.paper() {
            css += &format!(
                "text{{paint-order:stroke;stroke:{paper};stroke-width:3px;stroke-linejoin:round}}"
            );
            // On a filled ground there is nothing to keep clear of.
            css += ".t-pap,.t-pale,.t-deep{stroke:none}";
        }
        css
    }

    /// The colours of drawings by their role, on a light ground: those of the
    /// tokens, and the shades that `static/chart.css` mixes from them.
    pub fn picture_colours(&self) -> BTreeMap<&'static str, String> {
        let colour = |token: &str| self.tokens.colour("light", token);
        let mut colours: BTreeMap<&str, Colour> = ROLES
            .iter()
            .filter_map(|(role, token)| Some((*role, colour(token)?)))
            .collect();
        for (role, token) in [("pale", "ink"), ("deep", "paper")] {
            colours.extend(colour(token).map(|it| (role, it)));
        }
        if let (Some(accent), Some(track)) = (colour("accent"), Colour::parse(TRACK)) {
            let shade = |(role, part)| (role, track.towards(accent, part));
            colours.extend(SHADES.map(shade));
        }
        let hex = |(role, colour): (_, Colour)| (role, colour.hex());
        colours.into_iter().map(hex).collect()
    }

    /// The colour that a drawing lies on, as `#rrggbb`.
    pub fn paper(&self) -> Option<String> {
        self.tokens.colour("light", "paper").map(Colour::hex)
    }

    /// The stylesheet of the tokens.
    pub fn tokens_css(&self) -> String {
        self.tokens.css()
    }
}

#[cfg(test)]
mod tests;
