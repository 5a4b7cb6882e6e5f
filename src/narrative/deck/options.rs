//! A slide's options: `<!-- slide: id=… layout=… minutes=… -->`, alone in a
//! comment; and `<!-- column -->`, which parts two columns.

use std::ops::Range;

use super::layout::Layout;
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    narrative::outline::is_anchor,
};

/// A slide's options.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Options {
    pub(super) id: Option<String>,
    pub(super) layout: Option<Layout>,
    pub(super) no_title: bool,
    /// How long the author plans for it.
    pub(super) seconds: Option<u32>,
    /// The slide of another deck that stands in its place: `deck#slide`.
    pub(super) import: Option<(String, Place)>,
    /// The roles that see it; all where there is none.
    pub(super) roles: Vec<(String, Place)>,
}

/// What stands in a comment that holds nothing else.
pub(in crate::narrative) fn comment(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let html = text[at.clone()].trim_end();
    let inside = html.strip_prefix("<!--")?.strip_suffix("-->")?;
    let words = inside.trim();
    let start = at.start + "<!--".len() + (inside.len() - inside.trim_start().len());
    (!words.is_empty() && !inside.contains("-->")).then_some(start..start + words.len())
}

/// The options in such a comment.
pub(super) fn inside(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let words = comment(text, at)?;
    let options = text[words.clone()].strip_prefix("slide:")?;
    Some(words.end - options.len()..words.end)
}

/// Reports whether such a comment opens the next column.
pub(super) fn is_column(text: &str, at: &Range<usize>) -> bool {
    comment(text, at).is_some_and(|words| &text[words] == "column")
}

/// Reads a slide's options, and where its id stands.
pub(super) fn read(
    file: &FileName,
    text: &str,
    options: &[Range<usize>],
    report: &mut Report,
) -> (Options, Option<Place>) {
    let mut read = Options::default();
    let mut id_place = None;
    for range in options {
        let mut at = range.start;
        for word in text[range.clone()].split_inclusive(char::is_whitespace) {
            let start = at;
            at += word.len();
            let word = word.trim_end();
            if word.is_empty() {
                continue;
            }
            let place = Place::new(file, start..start + word.len());
            match word.split_once('=') {
                Some(("id", id)) if is_anchor(id) => {
                    read.id = Some(id.to_owned());
                    id_place = Some(place);
                }
                Some(("layout", layout)) => match Layout::of(layout) {
                    Some(layout) => read.layout = Some(layout),
                    None => report.add(unknown(word, Layout::nearest(layout), place)),
                },
                Some(("title", "off")) => read.no_title = true,
                Some(("minutes", minutes)) if seconds(minutes).is_some() => {
                    read.seconds = seconds(minutes);
                }
                Some(("for", roles)) if roles.split(',').all(|it| !it.is_empty()) => {
                    let mut from = start + "for=".len();
                    for role in roles.split(',') {
                        let place = Place::new(file, from..from + role.len());
                        from += role.len() + ",".len();
                        read.roles.push((role.to_owned(), place));
                    }
                }
                Some(("import", slide)) if slide.contains('#') => {
                    read.import = Some((slide.to_owned(), place));
                }
                _ => report.add(unknown(word, None, place)),
            }
        }
    }
    (read, id_place)
}

/// The seconds of minutes with at most one decimal: `3`, `1.5`.
fn seconds(minutes: &str) -> Option<u32> {
    let (whole, tenth) = minutes.split_once('.').unwrap_or((minutes, "0"));
    let digits = |text: &str, most: usize| {
        let are =
            !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        are.then(|| text.parse::<u32>().ok()).flatten()
    };
    let seconds = digits(whole, 3)? * 60 + digits(tenth, 1)? * 6;
    (seconds > 0).then_some(seconds)
}

fn unknown(word: &str, nearest: Option<&str>, place: Place) -> Diagnostic {
    let known = format!(
        "id=…, layout={}, title=off, minutes=…, for=role,role, import=deck#slide",
        Layout::words()
    );
    let known = nearest.map_or(known, |it| format!("layout={it}"));
    Diagnostic::new(Code::BadSlideOption, place)
        .with("option", word.to_owned())
        .with("known", known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_known_ones() {
        let case = |text: &str, mistakes: usize| {
            let found = inside(text, &(0..text.len())).expect(text);
            let mut report = Report::default();
            let (options, _) = read(&"a.md".into(), text, &[found], &mut report);
            assert_eq!(report.sorted().len(), mistakes, "{text}: {options:?}");
            options
        };
        let options = case("<!-- slide: id=plan layout=section title=off -->\n", 0);
        assert_eq!(
            options,
            Options {
                id: Some("plan".into()),
                layout: Some(Layout::Section),
                no_title: true,
                seconds: None,
                import: None,
                roles: Vec::new(),
            }
        );
        let roles = case("<!-- slide: for=clerk,guide -->", 0).roles;
        let roles: Vec<_> = roles.iter().map(|(it, at)| (&**it, at.start)).collect();
        assert_eq!(roles, [("clerk", 16), ("guide", 22)]);
        case("<!-- slide: for=clerk, -->", 1);
        let minutes = |text: &str, expected: Option<u32>| {
            let mistakes = usize::from(expected.is_none());
            let options = case(&format!("<!-- slide: minutes={text} -->"), mistakes);
            assert_eq!(options.seconds, expected, "{text}");
        };
        minutes("3", Some(180));
        minutes("1.5", Some(90));
        minutes("0.5", Some(30));
        for wrong in ["0", "-1", "1.25", "x", "", "1e3", "1.", ".5", "１"] {
            minutes(wrong, None);
        }
        case("<!-- slide: class=x layout=two id=A -->", 3);
        let import = case("<!-- slide: import=star-halls#why -->", 0).import;
        assert_eq!(import.map(|it| it.0), Some("star-halls#why".to_owned()));
        case("<!-- slide: import=star-halls -->", 1);
        assert!(inside("<!-- secret -->", &(0..15)).is_none());
        assert!(inside("<!-- -->", &(0..8)).is_none());
        assert!(is_column("<!-- column -->", &(0..15)));
        assert!(!is_column("<!-- columns -->", &(0..16)));
    }
}
