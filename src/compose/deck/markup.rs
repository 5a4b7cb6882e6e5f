//! Ready markup as a tree, to be measured. It is our own: every element is
//! closed but `br`, `hr` and `img`, and attributes stand in double quotes.

use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug, PartialEq)]
pub(super) enum Node<'a> {
    /// Words, entities undone.
    Text(Cow<'a, str>),
    /// An element.
    Element(Element<'a>),
}

/// An element and what stands in it.
#[derive(Debug, PartialEq)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
    pub(super) children: Vec<Node<'a>>,
}

impl<'a> Element<'a> {
    /// The value of an attribute, as written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let attributes = self.attributes;
        let value = attributes.match_indices(name).find_map(|(at, _)| {
            let before = attributes[..at].chars().next_back();
            let value = attributes[at + name.len()..].strip_prefix("=\"")?;
            before.is_none_or(char::is_whitespace).then_some(value)
        })?;
        value.split('"').next()
    }

    /// The number that an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.parse().ok()
    }

    /// Reports whether it has that style class.
    pub(super) fn is(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split(' ').any(|it| it == class)
    }

    /// The elements right inside it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        elements(&self.children)
    }

    /// The first element of that name in it.
    pub(super) fn find(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find_map(|it| {
            if it.name == name {
                Some(it)
            } else {
                it.find(name)
            }
        })
    }
}

/// The elements among some nodes.
pub(super) fn elements<'b, 'a>(nodes: &'b [Node<'a>]) -> impl Iterator<Item = &'b Element<'a>> {
    nodes.iter().filter_map(|it| match it {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

/// Reads markup.
pub(super) fn parse(html: &str) -> Vec<Node<'_>> {
    let mut open: Vec<Element> = Vec::new();
    let mut top = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            add(&mut open, &mut top, Node::Text(plain(text)));
        }
        let length = end_of(tag);
        let inside = tag[..length].trim_start_matches('<').trim_end_matches('>');
        rest = &tag[length..];
        if inside.starts_with('/') {
            if let Some(done) = open.pop() {
                add(&mut open, &mut top, Node::Element(done));
            }
        } else if !inside.is_empty() {
            let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
            let element = Element {
                name: name.trim_end_matches('/'),
                attributes,
                children: Vec::new(),
            };
            if inside.ends_with('/') || matches!(name, "br" | "hr" | "img") {
                add(&mut open, &mut top, Node::Element(element));
            } else {
                open.push(element);
            }
        }
    }
    while let Some(done) = open.pop() {
        add(&mut open, &mut top, Node::Element(done));
    }
    top
}

/// The words in a tree.
pub(super) fn text(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(it) if it.name == "br" => out.push('\n'),
            Node::Element(it) if it.name == "svg" => {}
            Node::Element(it) => out.push_str(&text(&it.children)),
        }
    }
    out
}

/// The width and the height that a drawing was made for, as its tag says.
pub(super) fn drawn(svg: &str) -> Option<[f64; 2]> {
    let tag = parse(&svg[..end_of(svg)]);
    let svg = elements(&tag).next()?;
    Some([svg.number("width")?, svg.number("height")?])
}

/// Where a tag ends: a `>` in an attribute's value ends nothing.
fn end_of(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn add<'a>(open: &mut [Element<'a>], top: &mut Vec<Node<'a>>, node: Node<'a>) {
    open.last_mut()
        .map_or(top, |it| &mut it.children)
        .push(node);
}

/// Text with its entities undone.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (entity, after) = rest[at..].split_once(';').unwrap_or((&rest[at..], ""));
        out.push(match entity {
            "&lt" => '<',
            "&gt" => '>',
            "&quot" => '"',
            "&#39" | "&#x27" => '\'',
            "&nbsp" => '\u{a0}',
            _ => '&',
        });
        rest = after;
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_a_tree() {
        let tree = parse("<p class=\"a b\">甲 &lt;乙&gt;<br>丙<b title=\"1 > 0\">丁</b></p>戊");
        let [Node::Element(p), Node::Text(last)] = &tree[..] else {
            panic!("{tree:?}");
        };
        assert_eq!((p.name, last.as_ref()), ("p", "戊"));
        assert!(p.is("b") && !p.is("ab"));
        assert_eq!(p.children.len(), 4, "text, break, text, element");
        assert_eq!(p.children[0], Node::Text("甲 <乙>".into()));
        assert_eq!(
            p.find("b").and_then(|it| it.attribute("title")),
            Some("1 > 0")
        );
        assert_eq!(p.attribute("lass"), None, "no part of a name");
    }

    #[test]
    fn what_is_never_closed_ends_with_the_text() {
        let tree = parse("<ul><li>甲");
        assert_eq!(elements(&tree).next().map(|it| it.children.len()), Some(1));
    }
}
