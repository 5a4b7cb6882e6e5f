//! How a slide is laid out: by what it holds, unless its author says.

use crate::narrative::{Narrative, part::Part};

/// How a slide is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The deck's first slide.
    Title,
    /// Opens a section.
    Section,
    /// The sections of the deck, the current one marked.
    Agenda,
    /// One sentence.
    Statement,
    /// Somebody's words, set large.
    Quote,
    /// One figure, set very large.
    Number,
    /// Text, lists, tiles.
    Content,
    /// One chart or image.
    Figure,
    /// One table.
    Table,
    /// Two columns.
    Columns,
    /// A question to the room.
    Quiz,
}

impl Layout {
    const ALL: [(&'static str, Self); 11] = [
        ("title", Self::Title),
        ("section", Self::Section),
        ("agenda", Self::Agenda),
        ("statement", Self::Statement),
        ("quote", Self::Quote),
        ("number", Self::Number),
        ("content", Self::Content),
        ("figure", Self::Figure),
        ("table", Self::Table),
        ("columns", Self::Columns),
        ("quiz", Self::Quiz),
    ];

    /// The word that authors and templates write.
    pub fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, layout)| *layout == self);
        found.map_or("", |(word, _)| word)
    }

    /// The layout of that word.
    pub(super) fn of(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == word);
        found.map(|(_, layout)| *layout)
    }

    /// The word that is most like one which is none.
    pub(super) fn nearest(word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let words = Self::ALL.iter().map(|(known, _)| *known);
        words
            .map(|known| (strsim::osa_distance(&word, known), known))
            .filter(|(distance, known)| *distance <= known.len() / 2)
            .min()
            .map(|(_, known)| known)
    }

    /// The words, as a remedy lists them.
    pub(super) fn words() -> String {
        Self::ALL.map(|(word, _)| word).join("|")
    }

    /// What goes on a slide with those parts; the first opens the deck.
    pub(super) fn usual(is_first: bool, parts: &[Part], narrative: &Narrative) -> Self {
        let alone = |part: &Part| Self::alone(part, narrative);
        let is_drawn = |part: &Part| alone(part) == Self::Figure;
        match parts {
            _ if is_first && parts.iter().all(|it| matches!(it, Part::Html(_))) => Self::Title,
            [] => Self::Section,
            _ if parts.contains(&Part::Column) => Self::Columns,
            _ if parts.iter().any(|it| alone(it) == Self::Quiz) => Self::Quiz,
            [Part::Figure { .. }] => Self::Number,
            [Part::Html(html)] if is_quotation(html) => Self::Quote,
            [one] => alone(one),
            [Part::Html(list), drawn] | [drawn, Part::Html(list)]
                if is_drawn(drawn) && is_list(list) =>
            {
                Self::Columns
            }
            _ => Self::Content,
        }
    }

    /// What goes on a slide with nothing else than that, of a deck or a chapter.
    pub(in crate::narrative) fn alone(part: &Part, narrative: &Narrative) -> Self {
        match part {
            Part::Component(i) => match narrative.outline.components[*i].name {
                "chart" => Self::Figure,
                "table" | "scorecard" => Self::Table,
                "quiz" => Self::Quiz,
                _ => Self::Content,
            },
            Part::Html(html) if html.starts_with("<figure>") => Self::Figure,
            Part::Html(html) if is_table(html) => Self::Table,
            _ => Self::Content,
        }
    }
}

/// A plain table and nothing else.
fn is_table(html: &str) -> bool {
    let html = html.trim();
    let opens = html.starts_with("<table") || html.starts_with("<div class=\"scroll\"");
    let closes = html.ends_with("</table>") || html.ends_with("</table></div>");
    opens && closes && html.matches("</table>").count() == 1
}

/// A list and nothing else.
fn is_list(html: &str) -> bool {
    let html = html.trim();
    (html.starts_with("<ul") && html.ends_with("</ul>")
        || html.starts_with("<ol") && html.ends_with("</ol>"))
        && html.matches("<figure>").count() == 0
        && html.matches("<p>").count() == 0
}

/// A quotation, and at most a line that says whose it is.
fn is_quotation(html: &str) -> bool {
    let Some(rest) = html.strip_prefix("<blockquote>") else {
        return false;
    };
    rest.split_once("</blockquote>").is_some_and(|(_, after)| {
        let after = after.trim();
        after.is_empty()
            || after.starts_with("<p>")
                && after.ends_with("</p>")
                && after.matches("<p>").count() == 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_nearly_known_has_a_nearest() {
        let case = |word: &str, nearest: Option<&str>| {
            assert_eq!(Layout::nearest(word), nearest, "{word}");
        };
        case("colums", Some("columns"));
        case("Table", Some("table"));
        case("agend", Some("agenda"));
        case("sideways", None);
        assert_eq!(Layout::of("big"), None);
    }

    #[test]
    fn quotations_and_lists_stand_alone() {
        assert!(is_quotation("<blockquote><p>甲</p>\n</blockquote>\n"));
        assert!(is_quotation(
            "<blockquote><p>甲</p>\n</blockquote>\n<p>乙</p>\n"
        ));
        assert!(!is_quotation("<blockquote></blockquote><p>乙</p><p>丙</p>"));
        assert!(!is_quotation("<p>甲</p>"));
        assert!(is_list("<ul>\n<li>甲</li></ul>\n") && !is_list("<ul></ul><p>甲</p>"));
    }
}
