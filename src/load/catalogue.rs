//! `data/catalogue.yaml` as authors write it: what is measured, of which parts
//! of the organisation, against whom.

use std::io::Read;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diag::{FileName, Report},
    model::{Better, Text},
    personal,
    rows::{Columns, TableSheet, read_rows},
    sheet::{Count, Num, Plain, Sheet, Words},
};

/// What is measured, once for all years: data/catalogue.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueSheet {
    /// What numbers are counted in.
    pub measures: Vec<MeasureSheet>,
    /// The parts of the organisation.
    #[serde(default)]
    pub units: Vec<UnitSheet>,
    /// A table with further units: the columns `id` and `name`, and as needed
    /// `parent`.
    pub unit_table: Option<TableSheet>,
    /// Others whose results are compared with ours.
    #[serde(default)]
    pub competitors: Vec<CompetitorSheet>,
    /// What people work as, for decks of their own.
    #[serde(default)]
    pub roles: Vec<RoleSheet>,
    /// What is measured.
    pub metrics: Vec<MetricSheet>,
}

/// What a number is counted in: points, %, complaints per 10 000 customers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureSheet {
    /// Its id: small letters, digits and `_`.
    pub id: Plain,
    /// The name in table headers and axis titles.
    pub name: Words,
    /// What is printed behind a number, with its space; nothing if absent.
    pub suffix: Option<Words>,
    /// The measure of a difference, where it is another one: points for %.
    pub difference: Option<Plain>,
}

/// A part of the organisation: a province, a branch, a hall.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitSheet {
    /// Its id.
    pub id: Plain,
    /// The name readers see.
    pub name: Words,
    /// The unit it belongs to; the organisation itself if absent.
    pub parent: Option<Plain>,
}

/// Another operator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompetitorSheet {
    /// Its id.
    pub id: Plain,
    /// The name readers see.
    pub name: Words,
}

/// What somebody works as: a clerk, a hall manager.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSheet {
    /// Its id.
    pub id: Plain,
    /// The name readers see.
    pub name: Words,
}

/// One thing that is measured.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricSheet {
    /// Its id, with which data and narratives refer to it.
    pub id: Plain,
    /// The name in tables and sentences.
    pub name: Words,
    /// The id of its measure.
    pub measure: Plain,
    /// Which direction is good; higher if absent.
    pub better: Option<Better>,
    /// Digits after the decimal point when printed; 0 if absent.
    pub decimals: Option<Count>,
    /// What exactly is counted, over what.
    pub definition: Option<Words>,
    /// Where its values come from: `reading` (if absent), `derived`, or the
    /// name of the subject that computes it.
    pub origin: Option<Plain>,
    /// How a derived metric is computed from others.
    pub formula: Option<Plain>,
    /// The lowest and the highest value there can be: `[0, 100]`.
    pub range: Option<[Num; 2]>,
}

/// Appends the units of a table to those of the sheet. The text is given back
/// for messages to quote from.
pub(super) fn append_units(
    sheet: &mut Sheet<CatalogueSheet>,
    file: &FileName,
    reader: impl Read,
    table: &TableSheet,
    report: &mut Report,
) -> String {
    let columns = Columns {
        required: &["id", "name"],
        optional: &["parent"],
    };
    let first = sheet.value.units.len();
    let mut rows = Vec::new();
    let text = read_rows(
        file,
        reader,
        &table.spec(),
        &columns,
        report,
        |row, report| match (row.plain("id"), row.text("name")) {
            (Some(id), Some(name)) => {
                let at = row.whole();
                rows.push(at.start as u32..at.end as u32);
                sheet.value.units.push(UnitSheet {
                    id,
                    name: Words(Text::same(name)),
                    parent: row.plain("parent"),
                });
            }
            (None, _) => row.empty("id", report),
            (_, None) => row.empty("name", report),
        },
    );
    sheet.append("units", first, file.clone(), rows);
    personal::report(file, 0, &text, report);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{load::yaml::read, path};

    #[test]
    fn units_may_stand_in_a_table() {
        let text = "measures: []\nmetrics: []\nunits: [{ id: a, name: 甲 }]\nunit_table: { file: units.csv }\n";
        let mut report = Report::default();
        let mut sheet =
            read::<CatalogueSheet>(&"c".into(), text, 0, &mut report).expect("it has no mistake");
        let table = sheet.value.unit_table.clone().expect("it is named");
        let rows = "id,name,parent\nb,乙厅 13800138000,a\n,丙厅,a\nd,,a\n";
        append_units(
            &mut sheet,
            &"units.csv".into(),
            rows.as_bytes(),
            &table,
            &mut report,
        );
        assert_eq!(sheet.value.units.len(), 2);
        assert_eq!(sheet.value.units[1].parent, Some(Plain("a".to_owned())));
        let place = sheet.place(path!["units", 1, "parent"]);
        assert_eq!(
            &rows[place.start..place.end],
            "b,乙厅 13800138000,a",
            "a row is where its unit stands"
        );
        let told: Vec<_> = report.sorted().iter().map(|it| it.code.id()).collect();
        assert_eq!(
            told,
            ["R705", "Y116", "Y116"],
            "an id and a name are needed, and nobody's telephone is published"
        );
    }

    #[test]
    fn a_catalogue_is_read() {
        let text = "measures:\n- { id: point, name: { zh: 分, en: points } }\nmetrics:\n- id: overall\n  name: 综合满意度\n  measure: point\n  decimals: 1\n  range: [0, 100]\n- { id: complaints, name: 投诉, measure: point, better: lower }\n";
        let mut report = Report::default();
        let sheet =
            read::<CatalogueSheet>(&"c".into(), text, 0, &mut report).expect("it has no mistake");
        assert!(report.sorted().is_empty());
        assert_eq!(sheet.value.metrics[0].range, Some([Num(0.0), Num(100.0)]));
        assert_eq!(sheet.value.metrics[1].better, Some(Better::Lower));
        let place = sheet.place(path!["metrics", 1, "measure"]);
        assert_eq!(&text[place.start..place.end], "point");
    }
}
