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
        let component = |part: &Part| match part {
            Part::Component(i) => narrative.outline.components[*i].name,
            _ => "",
        };
        let is_picture =
            |part: &Part| matches!(part, Part::Html(html) if html.starts_with("<figure>"));
        let is_drawn = |part: &Part| component(part) == "chart" || is_picture(part);
        match parts {
            _ if is_first && parts.iter().all(|it| matches!(it, Part::Html(_))) => Self::Title,
            [] => Self::Section,
            _ if parts.contains(&Part::Column) => Self::Columns,
            _ if parts.iter().any(|it| component(it) == "quiz") => Self::Quiz,
            [Part::Figure { .. }] => Self::Number,
            [one] if is_drawn(one) => Self::Figure,
            [one] if matches!(component(one), "table" | "scorecard") => Self::Table,
            [Part::Html(html)] if is_table(html) => Self::Table,
            [Part::Html(html)] if is_quotation(html) => Self::Quote,
            [Part::Html(list), drawn] | [drawn, Part::Html(list)]
                if is_drawn(drawn) && is_list(list) =>
            {
                Self::Columns
            }
            _ => Self::Content,
        }
    }
}

/// A plain table and nothing else.
pub(in crate::narrative) fn is_table(html: &str) -> bool {
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
