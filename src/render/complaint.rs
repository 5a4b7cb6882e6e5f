//! What the template engine has to say, with name, line and column, whatever
//! shape it comes in.

use std::fmt;

use tera::ErrorKind;

use crate::{
    diag::{Code, Diagnostic, Fault, Place, Report},
    theme::Theme,
};

/// One complaint of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The template.
    name: String,
    /// From 1; 0 if the engine does not say.
    line: usize,
    /// From 1, in characters; 0 if the engine does not say.
    column: usize,
    /// In the engine's words.
    message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(f, "{}: {}", self.name, self.message);
        }
        write!(
            f,
            "{}:{}:{}: {}",
            self.name, self.line, self.column, self.message
        )
    }
}

impl Complaint {
    /// Everything an error of the engine complains about; `rendered` is the
    /// template that was asked for, when the engine names none.
    pub(super) fn all(error: &tera::Error, rendered: &str) -> Vec<Self> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Self {
                name: report.filename().to_owned(),
                line: report.span().start_line,
                column: report.span().start_col + 1,
                message: report.message().to_owned(),
            }],
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                vec![Self::whole(tpl, error.to_string())]
            }
            ErrorKind::MissingParent { current, .. } => {
                vec![Self::whole(current, error.to_string())]
            }
            _ => {
                let text = error.to_string();
                let found = Self::read_all(&text);
                if found.is_empty() {
                    vec![Self::whole(rendered, text)]
                } else {
                    found
                }
            }
        }
    }

    fn whole(name: &str, message: String) -> Self {
        Self {
            name: name.to_owned(),
            line: 0,
            column: 0,
            message,
        }
    }

    /// Reads the reports that the engine joins into one text when several
    /// templates refer to what does not exist: `error: words`, then on the
    /// next line `--> name:line:column`.
    fn read_all(text: &str) -> Vec<Self> {
        let lines: Vec<&str> = text.lines().collect();
        lines
            .windows(2)
            .filter_map(|pair| {
                let message = pair[0].strip_prefix("error: ")?;
                let (rest, column) = pair[1]
                    .trim_start()
                    .strip_prefix("--> ")?
                    .rsplit_once(':')?;
                let (name, line) = rest.rsplit_once(':')?;
                Some(Self {
                    name: name.to_owned(),
                    line: line.parse().ok()?,
                    column: column.parse().ok()?,
                    message: message.to_owned(),
                })
            })
            .collect()
    }

    /// As a fault of a template.
    pub(super) fn into_fault(self) -> Fault {
        let message = self.to_string();
        Fault::Template {
            name: self.name,
            message,
        }
    }

    /// As a diagnostic at its place in the author's file.
    pub(super) fn report(self, theme: &Theme, report: &mut Report) {
        let place = theme.templates.get(&self.name).map_or_else(
            || Place::whole(self.name.as_str()),
            |template| {
                let at = byte(&template.text, self.line, self.column);
                Place::new(&template.file, at..at)
            },
        );
        report.add(
            Diagnostic::new(Code::BadTemplate, place)
                .with("template", self.name)
                .with("detail", self.message),
        );
    }
}

/// The byte of a line and column, both from 1; the beginning for 0.
fn byte(text: &str, line: usize, column: usize) -> usize {
    if line == 0 {
        return 0;
    }
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &text[start.min(text.len())..];
    start
        + rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_column_is_a_byte() {
        assert_eq!(byte("甲\n乙丙", 2, 2), 7);
        assert_eq!(byte("甲\n乙丙", 2, 9), 10);
        assert_eq!(byte("甲", 9, 9), 3);
        assert_eq!(byte("甲", 0, 0), 0);
    }

    #[test]
    fn joined_reports_are_taken_apart() {
        let text = "error: Unknown function `now`\n --> a.html:1:4\n  |\n1 | x\n  | ^\n\nerror: Other\n --> b.html:12:30\n";
        let all: Vec<String> = Complaint::read_all(text)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            all,
            ["a.html:1:4: Unknown function `now`", "b.html:12:30: Other"]
        );
    }
}
