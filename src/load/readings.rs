//! `data/<year>/readings.yaml` as authors write it, and the tables of readings
//! that it names. Both give the same [`ReadingSheet`]s.
//!
//! Whether a metric exists and may be typed here is asked by `check`.

use std::io::Read;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diag::{FileName, Place, Report},
    model::Evidence,
    personal,
    rows::{Columns, Decimal, Delimiter, Encoding, Row, RowsSpec, read_rows},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
};

/// Typed readings of catalogue metrics: data/<year>/readings.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingsSheet {
    /// Where the readings of this file were taken from.
    pub source: Option<Words>,
    /// The day the readings of this file were taken.
    pub as_of: Option<Dated>,
    /// What stands behind the readings of this file; measured if absent.
    pub evidence: Option<Evidence>,
    /// The readings.
    #[serde(default)]
    pub readings: Vec<ReadingSheet>,
    /// Tables of further readings, beside this file.
    #[serde(default)]
    pub rows: Vec<RowsSheet>,
}

/// A number with what an honest reader needs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingSheet {
    /// The id of its metric.
    pub metric: Plain,
    /// `2008`, `2008-Q1`, `2008-03`, `2008-03-X2`, `2008-W12`, `2008-03-15`, or
    /// `unstated`; the year of the folder if absent.
    pub period: Option<Timed>,
    /// The organisation unit; the whole organisation if absent.
    pub unit: Option<Plain>,
    /// A competitor's id, where it is a competitor's value.
    pub scope: Option<Plain>,
    /// The value; with none, say why in `reason`.
    pub value: Option<Num>,
    /// The value before, where the source states no period.
    pub before: Option<Num>,
    /// What stands behind the value.
    pub evidence: Option<Evidence>,
    /// The source says "about".
    pub approximate: Option<bool>,
    /// The number of answers, visits or cases behind it.
    pub n: Option<Count>,
    /// The standard deviation of the answers.
    pub sd: Option<Num>,
    /// The 95 % interval around the value, as the source gives it.
    pub interval: Option<[Num; 2]>,
    /// The lead over the best competitor, as the source gives it.
    pub lead: Option<Num>,
    /// For metrics that are passed or not.
    pub passed: Option<bool>,
    /// The target, as a rule: `at least 79`.
    pub target: Option<Plain>,
    /// What stands behind the target.
    pub target_evidence: Option<Evidence>,
    /// Why there is no value.
    pub reason: Option<Words>,
    /// The day this value was taken.
    pub as_of: Option<Dated>,
    /// Where this value was taken from.
    pub source: Option<Words>,
    /// What a reader should know beside it.
    pub note: Option<Words>,
}

/// A table of readings beside the sheet: the columns `metric` and `value`, and
/// as needed `period`, `unit`, `scope`, `evidence`, `n`, `sd`, `target`, `reason`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowsSheet {
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
    /// The period of rows without one.
    pub period: Option<Timed>,
    /// What stands behind the values of rows that do not say.
    pub evidence: Option<Evidence>,
}

impl RowsSheet {
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

/// A reading from a row of a table.
#[derive(Debug, Clone)]
pub struct RowReading {
    /// The same as if it stood in the sheet, the table's defaults filled in.
    pub reading: ReadingSheet,
    /// The whole row.
    pub row: Place,
    /// The value's cell.
    pub value: Place,
}

/// Reads a table of readings from the file `file`. The text is given back for
/// messages to quote from: places are bytes in it.
pub fn read_table(
    file: &FileName,
    reader: impl Read,
    table: &RowsSheet,
    report: &mut Report,
) -> (Vec<RowReading>, String) {
    let mut readings = Vec::new();
    let columns = Columns {
        required: &["metric", "value"],
        optional: &[
            "period", "unit", "scope", "evidence", "n", "sd", "target", "reason",
        ],
    };
    let text = read_rows(
        file,
        reader,
        &table.spec(),
        &columns,
        report,
        |row, report| {
            readings.extend(reading(row, table, report));
        },
    );
    personal::report(file, 0, &text, report);
    (readings, text)
}

fn reading(row: &Row, table: &RowsSheet, report: &mut Report) -> Option<RowReading> {
    let metric = row.needed("metric", report)?;
    let period = match row.text("period") {
        None => table.period,
        Some(_) => row.period(report),
    };
    let evidence = match row.text("evidence") {
        None => table.evidence,
        Some(word) => {
            let evidence = EVIDENCE
                .into_iter()
                .find(|evidence| evidence.word() == word);
            if evidence.is_none() {
                row.refuse("evidence", &EVIDENCE.map(Evidence::word).join(", "), report);
            }
            evidence
        }
    };
    Some(RowReading {
        reading: ReadingSheet {
            metric,
            period,
            unit: row.plain("unit"),
            scope: row.plain("scope"),
            value: row.number("value", report),
            before: None,
            evidence,
            approximate: None,
            n: row.count("n", report),
            sd: row.number("sd", report),
            interval: None,
            lead: None,
            passed: None,
            target: row.plain("target"),
            target_evidence: None,
            reason: row
                .text("reason")
                .map(|words| Words(crate::model::Text::same(words))),
            as_of: None,
            source: None,
            note: None,
        },
        row: row.whole(),
        value: row.place("value"),
    })
}

const EVIDENCE: [Evidence; 5] = [
    Evidence::Measured,
    Evidence::Reported,
    Evidence::Estimated,
    Evidence::Illustrative,
    Evidence::Missing,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diag::LineColumn, load::yaml::read};

    fn told(report: &Report, text: &str) -> Vec<String> {
        let place = |place: &Place| LineColumn::of(text, place.start);
        let all = report.sorted();
        all.iter()
            .map(|d| {
                format!(
                    "{} {}:{}",
                    d.code.id(),
                    place(&d.place).line,
                    place(&d.place).column
                )
            })
            .collect()
    }

    #[test]
    fn readings_are_read() {
        let text = "source: 年度通报\nas_of: 2008-12-31\nreadings:\n- { metric: overall, value: 82.1, n: 1200, sd: 14.2 }\n- metric: complaints\n  period: unstated\n  before: 27\n  value: 13\n  evidence: reported\n- metric: hall\n  reason: 原稿为空\n  value:\n";
        let mut report = Report::default();
        let sheet =
            read::<ReadingsSheet>(&"r".into(), text, 0, &mut report).expect("it has no mistake");
        assert!(report.sorted().is_empty());
        let readings = &sheet.value.readings;
        assert_eq!(readings[0].value, Some(Num(82.1)));
        assert_eq!(readings[1].period, Some(Timed::Unstated));
        assert_eq!(readings[2].value, None, "a blank stays blank");
    }

    #[test]
    fn a_table_gives_the_same_readings() {
        let text = "rows:\n- file: a.csv\n  delimiter: ;\n  decimal: ','\n  na: [NA]\n  evidence: reported\n";
        let mut report = Report::default();
        let sheet =
            read::<ReadingsSheet>(&"r".into(), text, 0, &mut report).expect("it has no mistake");
        let table = "metric;value;period;n;evidence\noverall;82,1;2008-Q1;1200;\nhall;NA;2008;;estimated\nhall;1.234;2008-Q9;1,5;guess\n;1;;;\n";
        let (rows, text) = read_table(
            &"a.csv".into(),
            table.as_bytes(),
            &sheet.value.rows[0],
            &mut report,
        );
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].reading.value, Some(Num(82.1)));
        assert_eq!(
            (rows[0].reading.n, rows[0].reading.evidence),
            (Some(Count(1200)), Some(Evidence::Reported))
        );
        assert_eq!(rows[1].reading.value, None);
        assert_eq!(rows[1].reading.evidence, Some(Evidence::Estimated));
        assert_eq!(&text[rows[0].value.start..rows[0].value.end], "82,1");
        assert_eq!(
            told(&report, &text),
            [
                "D905 4:6",
                "R712 4:12",
                "D905 4:20",
                "D908 4:24",
                "Y116 5:1"
            ]
        );
    }

    #[test]
    fn editors_are_told_what_each_key_takes() {
        let schema = schemars::schema_for!(ReadingsSheet).to_value().to_string();
        assert!(
            schema.contains("Why there is no value."),
            "the comments are in the schema"
        );
        assert!(
            schema.contains(r#""enum":[",",";","tab","|"]"#) || schema.contains(r#""const":"tab""#),
            "{schema}"
        );
    }
}
