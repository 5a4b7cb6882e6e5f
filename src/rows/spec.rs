//! How a table is written: what authors say about it in a sheet.

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16LE, WINDOWS_1252};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::sheet::Plain;

/// The encoding that bytes which are not UTF-8 seem to have.
pub fn likely(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return "utf-16";
    }
    let chinese = |text: &str| {
        let all = text.chars().filter(|c| !c.is_ascii()).count();
        let han = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
        text.chars().filter(han).count() * 2 > all
    };
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if chinese(&text) => GB18030.name(),
        _ => WINDOWS_1252.name(),
    }
}

/// How a table is written.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RowsSpec {
    /// How its characters are stored; utf-8 if absent.
    pub encoding: Encoding,
    /// What stands between two cells; a comma if absent.
    pub delimiter: Delimiter,
    /// The decimal mark; a point if absent.
    pub decimal: Decimal,
    /// What is written where there is no value: `[NA, "-"]`. An empty cell
    /// always means that.
    pub na: Vec<Plain>,
}

/// A table beside a sheet, with a row for each item of one of its lists. Its
/// columns are called as the keys of an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableSheet {
    /// The name of the CSV file.
    pub file: Plain,
    /// How its characters are stored; utf-8 if absent.
    pub encoding: Option<Encoding>,
    /// What stands between two cells; a comma if absent.
    pub delimiter: Option<Delimiter>,
    /// The decimal mark; a point if absent.
    pub decimal: Option<Decimal>,
    /// What is written where there is no value: `[NA, "-"]`. An empty cell
    /// always means that.
    #[serde(default)]
    pub na: Vec<Plain>,
}

impl TableSheet {
    /// How the table is written.
    pub fn spec(&self) -> RowsSpec {
        RowsSpec {
            encoding: self.encoding.unwrap_or_default(),
            delimiter: self.delimiter.unwrap_or_default(),
            decimal: self.decimal.unwrap_or_default(),
            na: self.na.clone(),
        }
    }
}

/// How the characters of a table are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which holds GBK and GB2312: Chinese office programs.
    #[serde(rename = "gb18030", alias = "gbk", alias = "gb2312")]
    Gb18030,
    /// Big5: traditional characters.
    #[serde(rename = "big5")]
    Big5,
    /// Windows-1252, which holds ISO 8859-1: Western office programs.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// UTF-16, low byte first unless a byte-order mark says otherwise:
    /// "Unicode text" of office programs.
    #[serde(rename = "utf-16")]
    Utf16,
}

impl Encoding {
    /// The word in data files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
            Self::Windows1252 => "windows-1252",
            Self::Utf16 => "utf-16",
        }
    }

    pub(super) fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Windows1252 => WINDOWS_1252,
            Self::Utf16 => UTF_16LE,
        }
    }
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Delimiter {
    /// A comma.
    #[default]
    #[serde(rename = ",")]
    Comma,
    /// A semicolon, where the comma is the decimal mark.
    #[serde(rename = ";")]
    Semicolon,
    /// A tab.
    #[serde(rename = "tab", alias = "\t")]
    Tab,
    /// A vertical bar.
    #[serde(rename = "|")]
    Bar,
}

impl Delimiter {
    pub(super) const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The word in data files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
            Self::Tab => "tab",
            Self::Bar => "|",
        }
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// The decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Decimal {
    /// A point: 10.5.
    #[default]
    #[serde(rename = ".")]
    Point,
    /// A comma: 10,5.
    #[serde(rename = ",")]
    Comma,
}
