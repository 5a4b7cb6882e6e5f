//! How the tool complains of faults and of how it was called.
//!
//! A complaint is about the run as a whole; what is wrong in a file is a
//! diagnostic and has printers of its own.

use std::io;

use crate::{
    diag::{Fault, escaped},
    locale::Locale,
};

/// A message with its remedy, final but for the language's frame around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The code that `explain` takes, if there is one.
    pub(super) code: Option<&'static str>,
    /// What is wrong.
    pub(super) message: String,
    /// What to type; may be empty.
    pub(super) remedy: String,
}

impl Complaint {
    pub(super) fn new(message: impl AsRef<str>, remedy: impl AsRef<str>) -> Self {
        Self {
            code: None,
            message: escaped(message.as_ref()),
            remedy: escaped(remedy.as_ref()),
        }
    }

    /// A complaint whose words are `<key>` and `<key>_remedy` under `cli`.
    pub(super) fn by_key(locale: &Locale, key: &str, slots: &[(&str, &str)]) -> Self {
        let say = |key: String| locale.say(&key, slots).unwrap_or_default();
        Self::new(say(format!("cli.{key}")), say(format!("cli.{key}_remedy")))
    }

    /// Puts a fault into words.
    pub(super) fn of_fault(fault: &Fault, locale: &Locale) -> Self {
        let say = |key: &str, slots: &[(&str, &str)]| locale.say(key, slots).unwrap_or_default();
        match fault {
            Fault::Disk {
                action,
                path,
                error,
            } => {
                let path = path.display().to_string();
                let reason = io_reason(error, locale);
                let slots = [("path", path.as_str()), ("error", reason.as_str())];
                let message = locale
                    .say(&format!("faults.{action}"), &slots)
                    .unwrap_or_else(|| fault.to_string());
                Self::new(
                    message,
                    say(&format!("faults.remedies.{}", kind(error)), &slots),
                )
            }
            Fault::Output { code, path, detail } => {
                let path = path.display().to_string();
                let slots = [("path", path.as_str()), ("detail", detail.as_str())];
                let part = |part: &str| locale.say(&format!("codes.{}.{part}", code.id()), &slots);
                let message = part("message").unwrap_or_else(|| fault.to_string());
                Self {
                    code: Some(code.id()),
                    ..Self::new(message, part("remedy").unwrap_or_default())
                }
            }
            Fault::Template { name, message } => {
                let slots = [("name", name.as_str()), ("message", message.as_str())];
                Self::new(
                    say("faults.template", &slots),
                    say("faults.remedies.template", &slots),
                )
            }
            Fault::Ours(what) => {
                let slots = [("what", what.as_str())];
                Self::new(
                    say("faults.ours", &slots),
                    say("faults.remedies.ours", &slots),
                )
            }
        }
    }

    /// The complaint as a terminal shows it.
    pub(super) fn print(&self, locale: &Locale) -> String {
        let code = self
            .code
            .map(|code| format!("[{code}]"))
            .unwrap_or_default();
        let mut text = format!(
            "{}{code}: {}\n",
            locale.word("severity.error"),
            self.message
        );
        if !self.remedy.is_empty() {
            text.extend([
                "  = ",
                locale.word("severity.help"),
                ": ",
                &self.remedy,
                "
",
            ]);
        }
        text
    }
}

/// The name of what the system reports, as a key of the locale files.
fn kind(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "not_found",
        io::ErrorKind::PermissionDenied => "permission_denied",
        io::ErrorKind::AlreadyExists => "already_exists",
        io::ErrorKind::NotADirectory => "not_a_directory",
        io::ErrorKind::IsADirectory => "is_a_directory",
        io::ErrorKind::DirectoryNotEmpty => "directory_not_empty",
        io::ErrorKind::ReadOnlyFilesystem => "read_only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "storage_full",
        io::ErrorKind::AddrInUse => "address_in_use",
        io::ErrorKind::InvalidFilename => "invalid_name",
        _ => "other",
    }
}

/// What the system said, in the author's language where we know it.
pub(super) fn io_reason(error: &io::Error, locale: &Locale) -> String {
    match kind(error) {
        "other" => error.to_string(),
        kind => locale.word(&format!("faults.reasons.{kind}")).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diag::Code, locale::Locales};

    fn case(fault: &Fault, parts: &[&str]) {
        let locales = Locales::embedded();
        let told = Complaint::of_fault(fault, locales.get("en").expect("embedded"))
            .print(locales.get("en").expect("embedded"));
        for part in parts {
            assert!(told.contains(part), "{told}");
        }
        let zh = locales.get("zh").expect("embedded");
        let told = Complaint::of_fault(fault, zh).print(zh);
        assert!(told.starts_with("错误") && !told.contains('{'), "{told}");
    }

    #[test]
    fn faults_are_told_with_their_reason() {
        for action in [
            "read", "write", "create", "rename", "remove", "sync", "lock",
        ] {
            let fault = Fault::disk(action, "a/b")(io::ErrorKind::PermissionDenied.into());
            case(&fault, &["a/b", "permission denied", "how to mend"]);
        }
        case(&Fault::Ours("x is odd".to_owned()), &["x is odd"]);
        case(
            &Fault::Template {
                name: "page.html".to_owned(),
                message: "line 3".to_owned(),
            },
            &["page.html", "line 3"],
        );
        let fault = Fault::Output {
            code: Code::OutputForeign,
            path: "public".into(),
            detail: "thesis.doc".to_owned(),
        };
        case(&fault, &["O402", "public"]);
    }

    #[test]
    fn what_a_name_smuggles_in_is_escaped() {
        let fault = Fault::disk("read", "a\u{1b}[2Jb")(io::ErrorKind::NotFound.into());
        let locales = Locales::embedded();
        let told = Complaint::of_fault(&fault, locales.default_language());
        assert!(!told.message.contains('\u{1b}'), "{}", told.message);
    }
}
