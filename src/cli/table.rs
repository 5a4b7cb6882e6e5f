//! Tables for a terminal, aligned by the width that characters take there: a
//! Chinese character takes two columns.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// On which side a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Writes rows of as many cells as there are sides, two spaces apart.
pub(super) fn write(out: &mut dyn Write, sides: &[Side], rows: &[Vec<String>]) -> io::Result<()> {
    let widths: Vec<usize> = (0..sides.len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows {
        let mut line = String::new();
        for ((cell, side), width) in row.iter().zip(sides).zip(&widths) {
            let space = " ".repeat(width - cell.width());
            let (before, after) = match side {
                Side::Left => ("", space.as_str()),
                Side::Right => (space.as_str(), ""),
            };
            line.extend([before, cell, after, "  "]);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        let rows = [["数值", "n"], ["a", "10"], ["中文字", "5"]]
            .map(|row| row.map(str::to_owned).to_vec());
        let mut out = Vec::new();
        write(&mut out, &[Side::Left, Side::Right], &rows).expect("a vector takes all");
        let text = String::from_utf8(out).expect("it is text");
        assert_eq!(text, "数值     n\na       10\n中文字   5\n");
    }

    #[test]
    fn no_rows_are_no_lines() {
        let mut out = Vec::new();
        write(&mut out, &[Side::Left], &[]).expect("a vector takes all");
        assert!(out.is_empty());
    }
}
