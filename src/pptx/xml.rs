//! Writes XML: every element closes where it belongs, and every text and value
//! is escaped and free of what XML forbids.

/// A part's XML as it grows.
#[derive(Debug)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins a part.
    pub(super) fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) -> &mut Self {
        let name = self.open.pop().expect("what is closed was opened");
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self
    }

    /// Writes an element that holds nothing.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes);
        self.out.push_str("/>");
        self
    }

    /// Writes an element that holds a text.
    pub(super) fn word(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.open(name, &[]);
        escape(text, &mut self.out);
        self.close()
    }

    /// Ends the part.
    pub(super) fn finish(self) -> String {
        assert!(self.open.is_empty(), "{:?} is still open", self.open);
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }
}

/// Appends a text, escaped; characters that no XML may hold become spaces.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_text_holds_it_comes_back() {
        let text = "<a b=\"c\">&amp; 满意\u{1}度\n\t'\u{FFFF}";
        let mut xml = Xml::new();
        xml.open("r", &[("v", text)]).word("w", text).close();
        let xml = xml.finish();
        let read = roxmltree::Document::parse(&xml).expect("it is well-formed");
        let expected = text.replace(['\u{1}', '\u{FFFF}'], " ");
        assert_eq!(read.root_element().attribute("v"), Some(&*expected));
        let inside = read.root_element().first_element_child();
        assert_eq!(inside.and_then(|it| it.text()), Some(&*expected));
    }

    #[test]
    #[should_panic(expected = "still open")]
    fn nothing_stays_open() {
        let mut xml = Xml::new();
        xml.open("r", &[]);
        let _ = xml.finish();
    }
}
