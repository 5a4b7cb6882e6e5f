//! The figures of the example, as other programs read them: what the source
//! gives is there, what it leaves blank is not filled in.

use std::{path::Path, process::Command, sync::LazyLock};

use serde_json::Value;

use crate::site::{OnDisk, Site};

/// The figures of the example, read once.
pub(crate) static FIGURES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO_BIN_EXE_pingshu"))
        .args(["figures", "--format", "json", "--lang", "en"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let whole: Value = serde_json::from_slice(&output.stdout).expect("what is printed is JSON");
    assert_eq!(whole["schema"], 1);
    whole["figures"].as_array().expect("a list").clone()
});

/// The example, built once.
pub(crate) static EXAMPLE: LazyLock<OnDisk> = LazyLock::new(|| {
    let disk = Site::example().on_disk();
    assert!(disk.build().1, "the example builds");
    disk
});

fn figure(id: &str, period: &str) -> &'static Value {
    find(id, Some(period))
}

/// The organisation's own figure; without a period, the one that has none.
fn find(id: &str, period: Option<&str>) -> &'static Value {
    FIGURES
        .iter()
        .find(|it| {
            it["id"] == id
                && it["period"].as_str() == period
                && it["scope"] == "own"
                && it["unit"].is_null()
        })
        .unwrap_or_else(|| panic!("there is no {id}@{period:?}"))
}

fn case(id: &str, value: f64, evidence: &str) {
    let found = figure(id, "2008");
    assert_eq!(found["value"], value, "{id}");
    assert_eq!(found["evidence"], evidence, "{id}");
}

#[test]
fn the_scorecard_gives_what_the_source_gives_and_no_more() {
    case("scorecard.reported", 19.0, "reported");
    case("scorecard.recomputed", 0.0, "measured");
    case("scorecard.earned", 19.0, "estimated");
    case("scorecard.estimate_based", 6.0, "estimated");
    case("scorecard.pending", 3.0, "reported");
    case("scorecard.deducted", 0.0, "estimated");
    case("scorecard.possible", 22.0, "reported");
    let blank = figure("scorecard.consistency.points", "2008");
    assert!(
        blank["value"].is_null() && blank["evidence"] == "missing",
        "{blank}"
    );
    assert!(
        blank["reason"]
            .as_str()
            .is_some_and(|it| it.contains("blank")),
        "{blank}"
    );
    assert!(
        FIGURES
            .iter()
            .all(|it| it["id"] != "scorecard.consistency.reported"),
        "a blank score is no figure"
    );
}

#[test]
fn a_change_without_dates_belongs_to_no_year() {
    let now = find("complaint_rate", None);
    let before = find("complaint_rate:previous", None);
    assert_eq!(
        (&now["review"], &before["review"]),
        (&2008.into(), &2008.into())
    );
    assert_eq!(
        (&now["value"], &before["value"]),
        (&13.0.into(), &27.0.into())
    );
    let dated = FIGURES
        .iter()
        .filter(|it| it["id"] == "complaint_rate" && !it["period"].is_null());
    assert_eq!(dated.count(), 0, "neither value was assigned to a year");
}

#[test]
fn the_cap_is_used_to_two_fifths() {
    case("escalated_complaints", 35.0, "reported");
    case("escalated_complaints:target", 90.0, "estimated");
    assert_eq!(figure("escalated_complaints", "2008")["verdict"], "met");
    let attainment = figure("scorecard.escalated_complaints.attainment", "2008");
    let percent = attainment["value"].as_f64().expect("a number");
    assert!((percent - 38.9).abs() < 0.05, "{percent}");
    assert_eq!(
        attainment["evidence"], "estimated",
        "the cap is an estimate"
    );
}

#[test]
fn no_satisfaction_score_was_made_up() {
    let scores: Vec<_> = FIGURES
        .iter()
        .filter(|it| {
            it["id"]
                .as_str()
                .is_some_and(|id| id.ends_with("_satisfaction") && !id.contains('.'))
                && it["unit"].is_null()
        })
        .collect();
    assert_eq!(scores.len(), 7);
    assert!(
        scores
            .iter()
            .all(|it| it["value"].is_null() && it["reason"].is_string()),
        "{scores:?}"
    );
}

#[test]
fn every_figure_leads_back() {
    for figure in FIGURES.iter().filter(|it| it["value"].is_number()) {
        let inputs = figure["inputs"].as_array().expect("a list");
        let is_count = figure["id"]
            .as_str()
            .is_some_and(|it| it.starts_with("scorecard.goals_"));
        assert!(
            !inputs.is_empty() || is_count || figure["value"] == 0.0,
            "{figure}"
        );
        for input in inputs {
            let known = FIGURES.iter().any(|it| {
                ["id", "scope", "period", "review", "unit"]
                    .iter()
                    .all(|key| it[key] == input[key])
            });
            let typed = input["file"].is_string()
                && input["line"].as_u64() > Some(0)
                && input["column"].as_u64() > Some(0);
            assert!(known || typed, "{input} of {figure}");
        }
    }
}

#[test]
fn all_rows_and_goals_are_shown() {
    let page = EXAMPLE.page("en/2008/data/scorecard.html");
    let rows = [
        "overall_satisfaction",
        "satisfaction_lead",
        "voice_network",
        "new_services",
        "marketing",
        "support_systems",
        "hotline",
        "halls",
        "weak_plank",
        "consistency",
        "subtotal",
        "brand_influence",
        "escalated_complaints",
        "total",
    ];
    for id in rows {
        assert!(page.contains(&format!("data-k=\"{id}\"")), "{id}");
    }
    let chapter = EXAMPLE.page("en/2008/review.html");
    for goal in [
        "satisfaction",
        "windows",
        "processes",
        "weak_plank",
        "consistency",
        "complaints",
    ] {
        assert!(chapter.contains(&format!("data-k=\"{goal}\"")), "{goal}");
    }
    let count = |id: &str| figure(id, "2008")["value"].as_f64().expect("a count");
    let verdicts = [
        "scorecard.goals_met",
        "scorecard.goals_not_met",
        "scorecard.goals_unknown",
    ]
    .map(count);
    assert_eq!(verdicts, [1.0, 0.0, 5.0]);
}
