//! Questions to a site's template before it runs: does it print where escaping
//! does not protect, and does it compute?
//!
//! Escaping makes `< > & " '` harmless; that is enough in text and in quoted
//! attributes, and nowhere else. Deliberately lexical: it reads markup as a
//! browser's tokenizer would and leaves the template language to the engine.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, FileName, Place, Report};

/// Attributes whose value is an address.
const ADDRESSES: [&str; 9] = [
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "srcset",
    "xlink:href",
    "ping",
];
/// How deep loops may stand in each other; the default theme needs four.
const DEEPEST_LOOP: usize = 5;

/// Reports what is unsafe or computed in a template.
pub(super) fn check(file: &FileName, text: &str, report: &mut Report) {
    let mut markup = Markup::default();
    // The loops that are open, and whether each counts instead of listing.
    let mut loops: Vec<bool> = Vec::new();
    let mut component: Option<String> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("{#") {
            at += rest.find("#}").map_or(rest.len(), |end| end + 2);
        } else if rest.starts_with("{{") {
            let end = at + tag_length(rest, "}}");
            let expression = trimmed(&text[at..end]);
            if let Some(note) = markup.danger(expression) {
                let place = Place::new(file, at..end);
                let diagnostic = Diagnostic::new(Code::UnsafeTemplate, place.clone());
                report.add(
                    diagnostic
                        .with("open", "{{")
                        .with("close", "}}")
                        .and(place, note),
                );
            }
            let calls_itself = component.as_deref().is_some_and(|name| {
                expression
                    .strip_prefix('<')
                    .is_some_and(|call| word(call) == name)
            });
            if calls_itself {
                computes(file, at..end, expression, report);
            }
            markup.printed();
            at = end;
        } else if rest.starts_with("{%") {
            let end = at + tag_length(rest, "%}");
            let statement = trimmed(&text[at..end]);
            let (name, tail) = statement.split_at(word(statement).len());
            match name {
                "set" | "set_global" => computes(file, at..end, name, report),
                "for" => {
                    let counts = statement.contains("range(");
                    if loops.len() == DEEPEST_LOOP || (counts && loops.contains(&true)) {
                        computes(file, at..end, statement, report);
                    }
                    loops.push(counts);
                }
                "endfor" => {
                    loops.pop();
                }
                "component" => component = Some(word(tail.trim_start()).to_owned()),
                "endcomponent" => component = None,
                "raw" => {
                    let raw = &text[end..];
                    at = end
                        + raw
                            .find("endraw")
                            .map_or(raw.len(), |stop| stop + "endraw".len());
                    continue;
                }
                _ => {}
            }
            at = end;
        } else {
            let c = rest.chars().next().unwrap_or_default();
            markup.read(c, rest);
            at += c.len_utf8().max(1);
        }
    }
}

fn computes(file: &FileName, at: Range<usize>, what: &str, report: &mut Report) {
    let what: String = what.chars().take(60).collect();
    report
        .add(Diagnostic::new(Code::TemplateComputes, Place::new(file, at)).with("statement", what));
}

/// The bytes up to and with the closing delimiter, outside of string literals.
fn tag_length(text: &str, close: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(2) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, _) if text[at..].starts_with(close) => return at + close.len(),
            _ => {}
        }
    }
    text.len()
}

/// What stands between the delimiters, without whitespace control.
fn trimmed(tag: &str) -> &str {
    tag.trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '%' | '-'))
}

/// The leading name, dots included.
fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .unwrap_or(text.len());
    &text[..end]
}

/// Reports whether an expression is passed through that filter last.
fn filtered(expression: &str, filter: &str) -> bool {
    expression
        .rsplit_once('|')
        .is_some_and(|(_, last)| word(last.trim()) == filter)
}

/// Reports whether an expression names a field that holds markup: `html`, `svg`
/// or a name that ends so.
fn is_markup(expression: &str) -> bool {
    let value = expression.split('|').next().unwrap_or("").trim();
    let field = value.rsplit('.').next().unwrap_or(value);
    ["html", "svg"].iter().any(|kind| {
        field
            .strip_suffix(kind)
            .is_some_and(|head| head.is_empty() || head.ends_with('_'))
    })
}

/// Where in the markup the reader is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between tags.
    #[default]
    Text,
    /// `<!-- … -->` or `<!doctype …>`.
    Declaration,
    /// The name of a tag.
    Name,
    /// Between attributes, or in the name of one.
    Inside,
    /// After `=`.
    Before,
    /// In a value without quotes.
    Bare,
    /// In a value with that quote.
    Quoted(char),
}

#[derive(Debug, Default)]
struct Markup {
    state: State,
    tag: String,
    attribute: String,
    /// Whether the value has begun.
    begun: bool,
    /// `script` or `style`, while in one.
    raw: Option<String>,
}

impl Markup {
    /// The note for an output here, if escaping does not protect it.
    fn danger(&self, expression: &str) -> Option<&'static str> {
        match self.state {
            State::Text if filtered(expression, "safe") && !is_markup(expression) => {
                Some("template_safe_text")
            }
            State::Text => match self.raw.as_deref() {
                Some("script") if !filtered(expression, "json") => Some("template_script"),
                Some("style") => Some("template_style"),
                _ => None,
            },
            State::Name | State::Inside => Some("template_tag"),
            State::Before | State::Bare => Some("template_unquoted"),
            State::Quoted(_) if self.attribute.starts_with("on") => Some("template_script"),
            State::Quoted(_) if self.attribute == "style" => Some("template_style"),
            State::Quoted(_) if filtered(expression, "safe") => Some("template_safe"),
            State::Quoted(_)
                if !self.begun && self.is_address() && !filtered(expression, "link") =>
            {
                Some("template_address")
            }
            State::Quoted(_) | State::Declaration => None,
        }
    }

    fn is_address(&self) -> bool {
        ADDRESSES.contains(&self.attribute.as_str())
    }

    /// An output was passed.
    fn printed(&mut self) {
        self.begun = true;
        if self.state == State::Before {
            self.state = State::Bare;
        }
    }

    /// A character of markup was passed; `rest` begins with it.
    fn read(&mut self, c: char, rest: &str) {
        match self.state {
            State::Text => self.read_text(c, rest),
            State::Declaration => {
                if c == '>' {
                    self.state = State::Text;
                }
            }
            State::Name => match c {
                '>' => self.close(),
                c if c.is_whitespace() => self.state = State::Inside,
                c => self.tag.extend(c.to_lowercase()),
            },
            State::Inside => match c {
                '>' => self.close(),
                '=' => self.state = State::Before,
                c if c.is_whitespace() || c == '/' => self.attribute.clear(),
                c => self.attribute.extend(c.to_lowercase()),
            },
            State::Before => match c {
                '"' | '\'' => self.open(State::Quoted(c)),
                '>' => self.close(),
                c if c.is_whitespace() => {}
                _ => self.open(State::Bare),
            },
            State::Bare => match c {
                '>' => self.close(),
                c if c.is_whitespace() => self.leave(),
                _ => {}
            },
            State::Quoted(quote) => {
                if c == quote {
                    self.leave();
                } else {
                    self.begun = true;
                }
            }
        }
    }

    fn read_text(&mut self, c: char, rest: &str) {
        if c != '<' {
            return;
        }
        if let Some(raw) = &self.raw {
            let ends = rest
                .get(..raw.len() + 2)
                .is_some_and(|end| end[2..].eq_ignore_ascii_case(raw));
            if !(ends && rest.starts_with("</")) {
                return;
            }
            self.raw = None;
        }
        if rest.starts_with("<!") {
            self.state = State::Declaration;
        } else if rest[1..].starts_with(|next: char| next == '/' || next.is_ascii_alphabetic()) {
            self.tag.clear();
            self.attribute.clear();
            self.state = State::Name;
        }
    }

    fn open(&mut self, state: State) {
        self.state = state;
        self.begun = state == State::Bare;
    }

    fn leave(&mut self) {
        self.state = State::Inside;
        self.attribute.clear();
    }

    fn close(&mut self) {
        self.state = State::Text;
        if matches!(self.tag.as_str(), "script" | "style") {
            self.raw = Some(self.tag.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Code, String)> {
        let file: FileName = "themes/ours/templates/x.html".into();
        let mut report = Report::default();
        check(&file, text, &mut report);
        report
            .sorted()
            .iter()
            .map(|d| {
                let detail = d
                    .related
                    .first()
                    .map_or_else(|| d.slots[0].1.to_string(), |r| r.1.to_owned());
                (d.code, detail)
            })
            .collect()
    }

    #[test]
    fn output_that_escaping_does_not_protect_is_named() {
        fn case(text: &str, expected: &[&str]) {
            let notes: Vec<String> = found(text)
                .into_iter()
                .map(|(code, note)| {
                    assert_eq!(code, Code::UnsafeTemplate, "{text}");
                    note
                })
                .collect();
            assert_eq!(notes, expected, "{text}");
        }
        case("<p title=\"{{ a }}\">{{ b }}</p>", &[]);
        case("<a title={{ v }}>x</a>", &["template_unquoted"]);
        case("<a title = x{{ v }}>x</a>", &["template_unquoted"]);
        case("<a href=\"{{ u }}\">x</a>", &["template_address"]);
        case("<a href=\"{{ u | link }}\">x</a>", &[]);
        case("<a href=\"#{{ id }}\">x</a>", &[]);
        case("<a HREF='{{ u | upper }}'>x</a>", &["template_address"]);
        case(
            "<script>var d = {{ v }};</script>{{ ok }}",
            &["template_script"],
        );
        case("<script>var d = {{ v | json }};</script>", &[]);
        case("<b onclick=\"f({{ v }})\">x</b>", &["template_script"]);
        case(
            "<b style=\"width:{{ v }}\">x</b><style>{{ v }}</style>",
            &["template_style", "template_style"],
        );
        case("<b {{ v }}>x</b>", &["template_tag"]);
        case("<b title=\"{{ v | safe }}\">x</b>", &["template_safe"]);
        case("{{ a.takeaway_html|safe }}{{ svg | safe }}", &[]);
        case("{{ title | safe }}", &["template_safe_text"]);
        case("{{ a.notahtml | safe }}", &["template_safe_text"]);
        case(
            "<b{% if a %} class=\"c\"{% endif %}>{{ v.html | safe }}</b>",
            &[],
        );
        case("1 < 2 {{ v }} <!-- {{ v }} -->{{ v }}", &[]);
        case(
            "{# <b title={{ v }}> #}{% raw %}<b title={{ v }}>{% endraw %}</b>",
            &[],
        );
    }

    #[test]
    fn templates_that_compute_are_named() {
        fn case(text: &str, expected: &[&str]) {
            let found: Vec<String> = found(text)
                .into_iter()
                .map(|(code, statement)| {
                    assert_eq!(code, Code::TemplateComputes, "{text}");
                    statement
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        case("{% for a in b %}{{ a }}{% endfor %}", &[]);
        case("{% set a = a ~ a %}", &["set"]);
        case("{%- set_global a = 1 -%}", &["set_global"]);
        case(
            "{% component f(x) %}{{<f x={x} />}}{% endcomponent f %}{{<f x={1} />}}",
            &["<f x={x} />"],
        );
        case(&"{% for a in b %}".repeat(6), &["for a in b"]);
        case(
            "{% for a in range(end=9) %}{% endfor %}{% for a in range(end=9) %}{% endfor %}",
            &[],
        );
        case(
            "{% for a in range(end=9) %}{% for b in c %}{% for d in range(end=9) %}",
            &["for d in range(end=9)"],
        );
    }
}
