//! Tables of visits, and more sites than a page can show.

use super::*;

/// A checklist that one source uses, and a table of its visits.
const TABLE: &str = "
name: 检查
observers: [{ kind: patrol, name: 巡检 }]
checklists:
- id: hall
  version: a
  name: 甲版
  questions: [{ id: greeting, name: 迎客 }, { id: identity, name: 核对, critical: true }, { id: skill, name: 解答, possible: 10 }]
sites: [{ id: east, name: 东门, channel: own }, { id: market, name: 市场, channel: own }]
";

fn with_table(yaml: &str, table: &str) -> Shown {
    let (record, facts) = tests::assessed::<Inspections>(&format!("{TABLE}{yaml}"), table);
    let exhibits = Inspections::present(&record, &facts);
    Shown { facts, exhibits }
}

/// 60 sites where no visit failed, 60 where each did, and two amid them that
/// were visited ten thousand times.
fn many(sites: &[(&str, u32)]) -> String {
    let mut yaml = BASE[..BASE.find("sites:").expect("it has sites")].to_owned();
    let (mut named, mut rows) = (String::new(), String::new());
    let mut add = |id: &str, source: &str, numbers: &str| {
        let name = format!("- {{ id: {id}, name: {id}, channel: own }}\n");
        if !named.contains(&name) {
            named.push_str(&name);
        }
        rows.push_str(&row(id, source, "a", numbers));
    };
    for i in 0..60 {
        add(
            &format!("good{i}"),
            "patrol",
            "visits: 1, failed: 0, score: 60",
        );
        add(
            &format!("bad{i}"),
            "patrol",
            "visits: 1, failed: 1, score: 40",
        );
    }
    for (id, failed) in sites {
        let of = |score: u32| format!("visits: 5000, failed: {failed}, score: {score}");
        add(id, "patrol", &of(1));
        add(id, "third_party", &of(99));
    }
    yaml.push_str(&format!("sites:\n{named}rows:\n{rows}"));
    yaml
}

#[test]
fn what_is_said_of_many_sites_is_said_of_all_of_them() {
    let shown = |yaml: &str| {
        let (record, facts) = tests::assessed::<Inspections>(yaml, "");
        let exhibits = Inspections::present(&record, &facts);
        Shown { facts, exhibits }
    };
    let apart = shown(&many(&[("most", 2750), ("least", 2250)]));
    assert_eq!(apart.plot("sites").rows.len(), 100);
    let drawn = |id: &str| apart.plot("sites").rows.iter().any(|it| it.id == id);
    assert!(
        !drawn("most") && !drawn("least"),
        "they are amid the others"
    );
    assert_eq!(apart.says("sites"), ["inspections.sites.both", "cut.ends"]);
    let Block::Chart(chart) = apart.block("sites") else {
        panic!("a chart")
    };
    let said = format!("{:?}", chart.takeaway);
    assert_eq!(
        said.matches("inspections.sites.undrawn").count(),
        2,
        "{said}"
    );
    let alike = shown(&many(&[("most", 2500), ("least", 2500)]));
    assert_eq!(alike.says("sites"), ["inspections.sites.none", "cut.ends"]);

    let Block::Chart(chart) = apart.block("scores") else {
        panic!("a chart")
    };
    assert_eq!(apart.plot("scores").rows.len(), 100);
    let said = format!("{:?}", chart.takeaway);
    assert!(
        said.contains("site.most.patrol.score"),
        "the lowest cell: {said}"
    );
}

#[test]
fn points_have_the_decimal_mark_of_the_table() {
    let table = "site;period;greeting;identity;skill\neast;2008-03-01;pass;pass;7,5\n";
    let shown = with_table("table: { file: a.csv, delimiter: ;, decimal: ',' }", table);
    shown.near("site.east.score", 275.0 / 3.0);
}

#[test]
fn a_question_has_no_column_that_holds_something_else() {
    let list = TABLE.replace("id: skill", "id: score");
    let told =
        |yaml: &str, table: &str| tests::checked::<Inspections>(&format!("{list}{yaml}"), table).1;
    let table = "site,period,greeting,identity\n";
    assert_eq!(told("table: { file: a.csv }", table), ["C001"]);
    let visit = "visits: [{ id: v, site: east, source: patrol, period: 2008-03-01, checklist: hall, version: a, answers: { greeting: pass, identity: pass }, points: { score: 8 } }]";
    assert!(told(visit, "").is_empty(), "no table, no columns");
}

#[test]
fn critical_fails_of_a_table_are_counted_and_not_listed() {
    let table = "site,period,greeting,identity,skill\neast,2008-03-01,pass,fail,8\n";
    let shown = with_table("table: { file: a.csv }", table);
    shown.near("critical_visits", 1.0);
    let Block::Notice(notice) = shown.block("critical") else {
        panic!("the count alone")
    };
    let said = format!("{:?}", notice.paragraphs);
    assert!(said.contains("inspections.critical.in_table"), "{said}");
    let typed = "table: { file: a.csv }\nvisits: [{ id: v, site: east, source: patrol, period: 2008-03-02, checklist: hall, version: a, answers: { greeting: pass, identity: fail }, points: { skill: 8 } }]";
    let both = with_table(typed, table);
    both.near("critical_visits", 2.0);
    let keys = [
        "inspections.critical.takeaway",
        "inspections.critical.in_table",
    ];
    assert_eq!(both.says("critical"), keys);
    let sound = with_table("table: { file: a.csv }", &table.replace("fail", "pass"));
    assert!(
        !sound
            .exhibits
            .iter()
            .any(|it| it.id == "inspections.critical")
    );
}

#[test]
fn rows_of_a_table_are_not_published_and_give_nothing_away() {
    let table = "site,period,visits,failed,score\neast,2008-01,3,1,70\neast,2008-02,100,9,80\nmarket,2008-01,100,9,80\n";
    let few = "minimum: { count: 10, reason: 太少 }\ntable: { file: a.csv }";
    let (record, _) = tests::assessed::<Inspections>(&format!("{TABLE}{few}"), table);
    for look in &record.looks {
        let key = record.look_key(look, "score");
        assert!(!record.few.hides(&key), "{key} is no figure");
    }
    let shown = with_table(few, table);
    shown.near("site.east.visits", 103.0);
    shown.near("all.visits", 203.0);
    let small = table.replace("east,2008-02,100,9,80\n", "");
    let shown = with_table(few, &small);
    assert!(shown.get("site.east.visits").value.is_err());
}

#[test]
fn a_count_of_nothing_has_the_evidence_of_the_file() {
    let shown = assessed("evidence: illustrative\n");
    for name in ["all.visits", "all.failed", "critical_visits"] {
        assert_eq!(shown.get(name).evidence, Evidence::Illustrative, "{name}");
    }
}
