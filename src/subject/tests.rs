//! Subjects as their tests try them: from the text of a sheet, and of a table
//! beside it, to a record and its figures.

use serde::de::DeserializeOwned;

use super::{Context, ReadSheet, Subject};
use crate::{
    diag::{FileName, Place, Report},
    model::{
        Better, Catalogue, Competitor, Facts, Measure, Metric, Origin, Register, Text, Thing, Unit,
    },
    rows::{Columns, Row, RowsSpec, Tally, read_rows, summarise},
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

    fn rows(
        &mut self,
        file: &str,
        _: Place,
        spec: &RowsSpec,
        columns: &Columns,
        each: &mut dyn FnMut(&Row, &mut Report),
    ) {
        let file = FileName::from(file);
        let bytes = self.table.as_bytes();
        read_rows(&file, bytes, spec, columns, &mut self.report, each);
    }
}

/// Checks a sheet of 2008 with the table it names; gives the codes of what was
/// reported too.
pub(super) fn checked<S: Subject>(yaml: &str, table: &str) -> (S::Record, Vec<&'static str>) {
    tried::<S>(2008, (None, None), yaml, table)
}

/// The same in the review of that year, after a record of a year before.
pub(super) fn checked_in<S: Subject>(
    year: i16,
    before: Option<&S::Record>,
    yaml: &str,
    table: &str,
) -> (S::Record, Vec<&'static str>) {
    tried::<S>(year, (before, None), yaml, table)
}

/// The same in the year after a sheet of 2007, by what that declares.
pub(super) fn checked_after<S: Subject>(
    before: &str,
    yaml: &str,
) -> (S::Record, Vec<&'static str>) {
    let mut register = Register::default();
    S::declare(&sheet::<S>(2007, before), &mut register);
    tried::<S>(2008, (None, Some(&register)), yaml, "")
}

fn sheet<S: Subject>(year: i16, yaml: &str) -> Sheet<S::Sheet> {
    let value: S::Sheet =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    let file = format!("data/{year}/{}.yaml", S::NAME);
    Sheet::new(value, file.into(), Positions::default())
}

fn tried<S: Subject>(
    year: i16,
    (before, declared): (Option<&S::Record>, Option<&Register>),
    yaml: &str,
    table: &str,
) -> (S::Record, Vec<&'static str>) {
    let mut sheet = sheet::<S>(year, yaml);
    let mut door = Door {
        table,
        report: Report::default(),
    };
    S::gather(&mut sheet, &mut door);
    let mut report = door.report;
    let catalogue = catalogue();
    let mut register = Register::default();
    S::declare(&sheet, &mut register);
    // What other subjects of the year declare.
    register.declare(Thing::Scheme, "clerk_appraisal", &Text::same("员"));
    let context = Context {
        year,
        catalogue: &catalogue,
        languages: &["zh".to_owned()],
        persons: &crate::model::Persons::default(),
        register: &register,
        before: declared,
    };
    let record = match before {
        Some(before) => S::check_after(before, &sheet, &context, &mut report),
        None => S::check(&sheet, &context, &mut report),
    };
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
    let metric = |(id, measure, better, range): (&str, &str, Better, _)| {
        let metric = Metric {
            id: id.to_owned(),
            name: Text::same(id),
            measure: measure.to_owned(),
            better,
            decimals: 1,
            definition: Text::default(),
            origin: Origin::Reading,
            range,
        };
        (id.to_owned(), metric)
    };
    let metrics = [
        ("waiting", "minutes", Better::Lower, None),
        ("quality", "points", Better::Higher, Some((0.0, 100.0))),
    ];
    let unit = |id: &str| {
        let unit = Unit {
            id: id.to_owned(),
            name: Text::same(id),
            parent: None,
        };
        (id.to_owned(), unit)
    };
    Catalogue {
        measures: measures.map(measure).into(),
        metrics: metrics.map(metric).into(),
        units: ["east", "west"].map(unit).into(),
        competitors: ["rival_a", "rival_b"].map(competitor).into(),
        ..Catalogue::default()
    }
}
