//! The page of all measures: a row for each that a subject declares, in the
//! order of the subjects, with the reason where there is no value.

use crate::site::Site;

const MONITORING: &str = "
series:
  - id: waits
    name: Waits in halls
    measure: minutes
    better: lower
    target: 20
    points:
      - { period: 2008-01, value: 12 }
      - { period: 2008-02, value: 14 }
      - { period: 2008-03, value: 13 }
  - id: silent
    name: Calls unanswered
    points: [{ period: 2008-01, missing: The switch kept no log }]
";

const EVALUATION: &str = "
improvements:
  - id: tickets
    name: Ticket machines
    action: Ticket machines
    measure: minutes
    better: lower
    before: { period: 2008-02, missing: Nobody measured }
    after: { period: 2008-04, mean: 6, sd: 3, n: 90 }
";

const BEFORE: &str = "
source: The branch's own records
as_of: 2007-12-31
readings:
  - { metric: waiting, value: 14.5, evidence: measured }
";

#[test]
fn all_measures_stand_on_one_page() {
    let site = Site::valid()
        .with("data/2008/monitoring.yaml", MONITORING.as_bytes())
        .with("data/2008/evaluation.yaml", EVALUATION.as_bytes())
        .with("data/2007/readings.yaml", BEFORE.as_bytes());
    let disk = site.on_disk();
    let (told, is_built) = disk.build();
    assert!(is_built, "{told:?}");
    let page = disk.page("2008/measures.html");
    let mut from = 0;
    for words in [
        "data-k=\"evaluation-tickets\"",
        "an input is missing: Ticket machines",
        "data-k=\"monitoring-waits\"",
        "<svg",
        "data-k=\"monitoring-silent\"",
        "The switch kept no log",
        "data-k=\"catalogue-waiting\"",
        "on the year before",
    ] {
        let at = page[from..].find(words);
        from += at.unwrap_or_else(|| panic!("{words} comes after what precedes it"));
    }
    for target in ["monitoring.waits.latest.target", "f-waiting.target"] {
        assert!(page.contains(target), "{target} leads to the ledger");
    }
    assert!(
        !page.contains("catalogue-satisfaction"),
        "it was never read"
    );
    for (route, link) in [
        ("2008/index.html", "measures.html"),
        ("2008/review.html", "measures.html"),
        ("2008/data/monitoring.html", "../measures.html"),
    ] {
        let link = format!("href=\"{link}\"");
        assert!(disk.page(route).contains(&link), "{route} leads to it");
    }
}

#[test]
fn where_nothing_is_measured_there_is_no_page() {
    let disk = Site::valid().on_disk();
    disk.build();
    assert!(!disk.output().contains_key("2008/measures.html"));
}

const READINGS: &str = "
source: The branch's own records
as_of: 2008-12-31
readings:
  - { metric: satisfaction, evidence: missing, reason: The answers were lost }
  - { metric: waiting, period: 2008-Q3, value: 9.4 }
  - { metric: waiting, period: unstated, value: 8.3 }
  - { metric: waiting, period: 2008-Q4, value: 7.2 }
";

/// As in prose: a reading of which the source says no period is the year's.
#[test]
fn the_year_s_own_figure_goes_before_its_periods() {
    let site = Site::valid().with("data/2008/readings.yaml", READINGS.as_bytes());
    let disk = site.on_disk();
    disk.build();
    let page = disk.page("2008/measures.html");
    let row = page.split("data-k=\"catalogue-waiting\"").nth(1);
    let row = row.and_then(|it| it.split("</tr>").next());
    let row = row.expect("the metric has a row");
    let at = |number: &str| row.find(&format!(">{number}<"));
    assert!(at("8.3").is_some(), "{row}");
    assert!(at("9.4").is_none() && at("7.2").is_none(), "{row}");
}

/// The page of all measures may have the whole year's beside it.
#[test]
fn a_part_of_the_year_is_said_on_the_cover() {
    let more = "  - { metric: waiting, period: 2008-Q1, value: 9.1 }
  - { metric: waiting, period: 2008-Q2, value: 9.2 }
";
    let disk = Site::valid()
        .edit(
            "data/site.yaml",
            "one_page: [waiting, satisfaction]",
            "one_page: [waiting, waiting@2008-Q1, waiting@2008-Q2, waiting@2008-Q3, waiting@2008-Q4]",
        )
        .with(
            "data/2008/readings.yaml",
            format!("{READINGS}{more}").as_bytes(),
        )
        .on_disk();
    disk.build();
    assert!(
        disk.page("2008/index.html")
            .contains("Waiting time<br>Q4 2008")
    );
}
