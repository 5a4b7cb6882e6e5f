//! Subjects as their tests try them: from the text of a sheet, and of a table
//! beside it, to a record and its figures.

use serde::de::DeserializeOwned;

use super::{Context, ReadSheet, Subject};
use crate::{
    diag::{FileName, Place, Report},
    model::{Catalogue, Competitor, Facts, Measure, Register, Text, Unit},
    rows::{Columns, RowsSpec, Tally, summarise},
    sheet::{Positions, Sheet},
};

/// A door to one table, whatever it is called.
struct Door<'a> {
    table: &'a str,
    report: Report,
}

impl ReadSheet for Door<'_> {
    fn read<T: DeserializeOwned>(&mut self) -> Option<Sheet<T>> {
        None
    }

    fn tally<T: Tally>(
        &mut self,
        file: &str,
        _: Place,
        spec: &RowsSpec,
        columns: &Columns,
        new: &(dyn Fn() -> T + Sync),
    ) -> Option<T> {
        let file = FileName::from(file);
        let bytes = self.table.as_bytes();
        summarise(&file, bytes, spec, columns, new, &mut self.report)
    }
}

/// Checks a sheet of 2008 with the table it names; gives the codes of what was
/// reported too.
pub(super) fn checked<S: Subject>(yaml: &str, table: &str) -> (S::Record, Vec<&'static str>) {
    let value: S::Sheet =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    let file = format!("data/2008/{}.yaml", S::NAME);
    let mut sheet = Sheet::new(value, file.into(), Positions::default());
    let mut door = Door {
        table,
        report: Report::default(),
    };
    S::gather(&mut sheet, &mut door);
    let mut report = door.report;
    let catalogue = catalogue();
    let mut register = Register::default();
    S::declare(&sheet, &mut register);
    let context = Context {
        year: 2008,
        catalogue: &catalogue,
        languages: &["zh".to_owned()],
        register: &register,
        before: None,
    };
    let record = S::check(&sheet, &context, &mut report);
    let codes = report.sorted().iter().map(|it| it.code.id()).collect();
    (record, codes)
}

/// Checks a sheet in which nothing is wrong, and publishes its figures.
pub(super) fn assessed<S: Subject>(yaml: &str, table: &str) -> (S::Record, Facts) {
    let (record, codes) = checked::<S>(yaml, table);
    assert!(codes.is_empty(), "{codes:?} in {yaml}");
    let mut facts = Facts::default();
    S::assess(&record, &mut facts);
    assert!(facts.turned_away().is_empty(), "a figure has one home");
    (record, facts)
}

fn catalogue() -> Catalogue {
    let measure = |(id, difference): (&str, Option<&str>)| {
        let measure = Measure {
            id: id.to_owned(),
            difference: difference.map(str::to_owned),
            ..Measure::default()
        };
        (id.to_owned(), measure)
    };
    let measures = [
        ("percent", Some("percentage_points")),
        ("points", Some("points")),
        ("seconds", None),
        ("minutes", None),
        ("hours", None),
        ("cases", None),
        ("per_10k_customers", None),
    ];
    let competitor = |id: &str| {
        let competitor = Competitor {
            id: id.to_owned(),
            name: Text::same(id),
        };
        (id.to_owned(), competitor)
    };
    let unit = |id: &str| {
        let unit = Unit {
            id: id.to_owned(),
            name: Text::same(id),
            parent: None,
        };
        (id.to_owned(), unit)
    };
    Catalogue {
        units: ["east", "west"].map(unit).into(),
        measures: measures.map(measure).into(),
        competitors: ["rival_a", "rival_b"].map(competitor).into(),
        ..Catalogue::default()
    }
}
