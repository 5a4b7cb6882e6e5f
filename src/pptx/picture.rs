//! Drawings for programs that know no style sheet: every colour stands beside
//! the shape it belongs to, and nothing leads out of the picture.

use std::collections::BTreeMap;

use quick_xml::{
    events::{BytesStart, Event},
    reader::Reader,
};

use super::xml::escape;

/// A drawing that stands alone.
#[derive(Debug, PartialEq)]
pub(super) struct Drawing {
    pub(super) svg: String,
    /// In pixels.
    pub(super) width: f64,
    pub(super) height: f64,
    /// What it shows, in words.
    pub(super) words: String,
}

/// Words whose ground is a mark: they need no edge in the colour of paper.
const ON_MARKS: [&str; 3] = ["t-pap", "t-pale", "t-deep"];

/// Makes a drawing of a page stand alone in those colours, by their role in
/// drawings.
pub(super) fn alone(svg: &str, colours: &BTreeMap<&str, String>) -> Drawing {
    let mut reader = Reader::from_str(svg);
    let mut drawing = Drawing {
        svg: String::with_capacity(svg.len()),
        width: 0.0,
        height: 0.0,
        words: String::new(),
    };
    let paper = colours.get("pap").map_or("#ffffff", String::as_str);
    // A text is written twice: its edge, and itself. Not every program knows
    // how to paint an edge below its letters.
    let mut edge: Option<usize> = None;
    let (mut depth, mut described) = (0, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                let name = tag.name().as_ref().to_owned();
                if depth == 1 {
                    let length = |it| attribute(&tag, it).and_then(|it| it.parse().ok());
                    drawing.width = length("width").unwrap_or_default();
                    drawing.height = length("height").unwrap_or_default();
                }
                described = depth == 2 && matches!(&*name, "title" | "desc");
                if described && !drawing.words.is_empty() {
                    drawing.words.push(' ');
                }
                if name == "a" {
                    continue;
                }
                let is_plain = |class: &str| ON_MARKS.iter().any(|it| class.contains(it));
                if name == "text" && !is_plain(&attribute(&tag, "class").unwrap_or_default()) {
                    edge = Some(drawing.svg.len());
                }
                start(&tag, colours, &mut drawing.svg);
                drawing.svg.push('>');
            }
            Ok(Event::Empty(tag)) => {
                start(&tag, colours, &mut drawing.svg);
                drawing.svg.push_str("/>");
            }
            Ok(Event::End(tag)) => {
                depth -= 1;
                described = false;
                let name = tag.name().as_ref().to_owned();
                if name == "a" {
                    continue;
                }
                drawing.svg.push_str("</");
                drawing.svg.push_str(&name);
                drawing.svg.push('>');
                if let Some(at) = edge.take_if(|_| name == "text") {
                    let letters = drawing.svg.split_off(at);
                    drawing.svg.push_str(&edged(&letters, paper));
                    drawing.svg.push_str(&letters);
                }
            }
            Ok(Event::Text(text)) => {
                drawing.svg.push_str(&text);
                if described {
                    drawing.words.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(name)) => {
                let whole = format!("&{};", &*name);
                if described {
                    drawing.words.push_str(&unescaped(&whole));
                }
                drawing.svg.push_str(&whole);
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    drawing
}

/// The edge of a text: the same letters in the colour of paper, drawn wide.
fn edged(letters: &str, paper: &str) -> String {
    let (head, rest) = letters.split_once('>').unwrap_or((letters, ""));
    let mut out = String::new();
    let mut parts = head.split(" fill=\"");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |it| it.1));
    }
    out.push_str(&format!(
        " fill=\"{paper}\" stroke=\"{paper}\" stroke-width=\"3\" stroke-linejoin=\"round\" aria-hidden=\"true\">{rest}"
    ));
    out
}

fn start(tag: &BytesStart, colours: &BTreeMap<&str, String>, out: &mut String) {
    let name = tag.name().as_ref().to_owned();
    out.push('<');
    out.push_str(&name);
    let class = attribute(tag, "class").unwrap_or_default();
    let of = |kind: &[&str]| {
        class.split(' ').find_map(|it| {
            let (before, role) = it.split_once('-')?;
            colours.get(role).filter(|_| kind.contains(&before))
        })
    };
    let (fill, stroke) = (of(&["f", "t"]), of(&["s"]));
    for own in tag.attributes().flatten() {
        let key = own.key.as_ref();
        let value = match key {
            "fill" => fill.filter(|_| !own.value.starts_with("url(")),
            "stroke" => stroke,
            _ => None,
        };
        if key == "class" || key == "tabindex" || key == "href" || key.starts_with("data-") {
            continue;
        }
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        match value {
            Some(value) => escape(value, out),
            None => out.push_str(&own.value),
        }
        out.push('"');
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let own = tag.try_get_attribute(name).ok()??;
    Some(unescaped(&own.value))
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours() -> BTreeMap<&'static str, String> {
        [
            ("acc", "#0f4f8f"),
            ("pap", "#fcfbf8"),
            ("deep", "#fcfbf8"),
            ("ink", "#191c22"),
        ]
        .map(|(role, colour)| (role, colour.to_owned()))
        .into()
    }

    #[test]
    fn a_drawing_stands_alone() {
        let drawing = alone(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" data-chart=\"bar\" viewBox=\"0 0 10 20\" width=\"10\" height=\"20\">\
             <title id=\"t\">满意度 &lt;80</title><desc>两年</desc>\
             <a href=\"../ledger.html#f-x\"><g data-k=\"x\" class=\"m\"><title>2008</title>\
             <rect class=\"f-acc\" fill=\"#0b5cab\"/><rect class=\"s-acc\" fill=\"url(#h)\" stroke=\"#0b5cab\"/></g></a>\
             <text class=\"t-ink\" fill=\"#1b2430\" x=\"1\">甲&amp;乙</text>\
             <text class=\"t-deep\" fill=\"#fff\">丙</text></svg>",
            &colours(),
        );
        assert_eq!((drawing.width, drawing.height), (10.0, 20.0));
        assert_eq!(drawing.words, "满意度 <80 两年");
        let read = roxmltree::Document::parse(&drawing.svg).expect("it is well-formed");
        let all: Vec<_> = read
            .descendants()
            .filter(roxmltree::Node::is_element)
            .collect();
        for name in ["class", "href", "data-k"] {
            assert!(all.iter().all(|it| !it.has_attribute(name)), "{name}");
        }
        assert!(all.iter().all(|it| it.tag_name().name() != "a"));
        let rects: Vec<_> = all
            .iter()
            .filter(|it| it.has_tag_name(("http://www.w3.org/2000/svg", "rect")))
            .collect();
        assert_eq!(rects[0].attribute("fill"), Some("#0f4f8f"));
        assert_eq!(
            rects[1].attribute("fill"),
            Some("url(#h)"),
            "a pattern stays"
        );
        assert_eq!(rects[1].attribute("stroke"), Some("#0f4f8f"));
        let texts: Vec<_> = all
            .iter()
            .filter(|it| it.tag_name().name() == "text")
            .collect();
        let fills: Vec<_> = texts
            .iter()
            .map(|it| (it.text(), it.attribute("fill")))
            .collect();
        assert_eq!(
            fills,
            [
                (Some("甲&乙"), Some("#fcfbf8")),
                (Some("甲&乙"), Some("#191c22")),
                (Some("丙"), Some("#fcfbf8")),
            ],
            "the edge, the letters, and letters on a mark"
        );
    }
}
