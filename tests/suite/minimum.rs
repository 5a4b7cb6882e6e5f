//! What is of too few is in no byte that is published: not in tables, charts
//! or their data, not in the ledger, and not as what was computed of it.

use crate::site::Site;

/// The key as every sheet has it.
const MINIMUM: &str = "minimum: { count: 5000, reason: Too few to tell }\n";

const MONITORING: &str = "
series:
  - id: waits
    name: Waits
    measure: minutes
    decimals: 3
    points:
      - { period: 2008-01, value: 71.113, n: 9001 }
      - { period: 2008-02, value: 73.137, n: 4203 }
      - { period: 2008-03, value: 74.119, n: 9002 }
  - id: repeats
    name: Repeats
    control: { chart: p }
    points:
      - { period: 2008-01, num: 1201, den: 9013 }
      - { period: 2008-02, num: 1617, den: 4211 }
      - { period: 2008-03, num: 1303, den: 9029 }
contact:
  - id: hotline
    name: Hotline
    within: 20
    seconds: minutes
    service_level: of_offered
    target: 80
    points:
      - { period: 2008-01, offered: 9311, answered: 9173, answered_in_time: 8813 }
      - { period: 2008-02, offered: 6311, answered: 6173, answered_in_time: 5813 }
      - { period: 2008-03, offered: 4319, answered: 4127, answered_in_time: 3911 }
deadlines:
  - id: repairs
    name: Repairs
    limit: 48
    measure: minutes
    points:
      - { period: 2008-01, within: 2711, late: 1283, overdue: 1, running: 5 }
      - { period: 2008-02, within: 6121, late: 1103, overdue: 2, running: 6 }
      - { period: 2008-03, within: 8117, late: 1009, overdue: 3, running: 7 }
";

const INSPECTIONS: &str = "
name: Visits
observers: [{ kind: patrol, name: Patrol }, { kind: third_party, name: Agency }]
checklists: [{ id: hall, version: a, name: First }]
sites:
  - { id: east, name: East, channel: own }
  - { id: west, name: West, channel: own }
  - { id: north, name: North, channel: own }
rows:
  - { site: east, source: patrol, period: 2008, checklist: hall, version: a, visits: 4409, failed: 1301, score: 81.71 }
  - { site: west, source: patrol, period: 2008, checklist: hall, version: a, visits: 7411, failed: 1409, score: 83.41 }
  - { site: north, source: patrol, period: 2008, checklist: hall, version: a, visits: 9419, failed: 1511, score: 85.21 }
";

const EVALUATION: &str = "
improvements:
  - id: tickets
    name: Waits
    action: Ticket machines
    measure: minutes
    decimals: 3
    better: lower
    before: { period: 2008-02, mean: 57.731, sd: 3.1, n: 4217 }
    after: { period: 2008-04, mean: 61.237, sd: 3, n: 9007 }
    series:
      from: 2008-03
      points:
        - { period: 2008-01, value: 58.013 }
        - { period: 2008-02, value: 57.917 }
        - { period: 2008-03, value: 61.019 }
        - { period: 2008-04, value: 61.421 }
";

/// A data set, with the key between its head and its rows.
const DATASETS: [&str; 2] = [
    "
datasets:
  - id: halls
    name: Halls
    measure: points
    decimals: 3
    chart: dot-interval
    columns: [{ id: value }, { id: low }, { id: high }, { id: n }]
",
    "    rows:
      - { id: a, name: A, values: { value: 91.317, low: 90.019, high: 92.617, n: 4513 } }
      - { id: b, name: B, values: { value: 92.719, low: 91.513, high: 93.919, n: 7517 } }
      - { id: c, name: C, values: { value: 93.113, low: 92.003, high: 94.223, n: 9521 } }
",
];

/// Published where there is no minimum, and nowhere where there is one.
const SECRET: [&str; 26] = [
    "73.137", "1617", "4211", "4319", "4127", "3911", "6311", "6173", "5813", "2711", "1283",
    "6121", "1103", "4409", "1301", "7411", "1409", "57.731", "57.917", "3.506", "91.317",
    "90.019", "4513", "92.719", "91.513", "7517",
];

/// Published in either case: sums, and what is of enough.
const OPEN: [&str; 12] = [
    "71.113", "1201", "9311", "19941", "16949", "8117", "21239", "9419", "61.237", "58.013",
    "93.113", "9521",
];

/// Everything that is published of the site.
fn published(minimum: &str) -> String {
    let [head, rows] = DATASETS;
    let inside = if minimum.is_empty() {
        String::new()
    } else {
        format!("    {minimum}")
    };
    let files = [
        ("monitoring", format!("{minimum}{MONITORING}")),
        ("inspections", format!("{minimum}{INSPECTIONS}")),
        ("evaluation", format!("{minimum}{EVALUATION}")),
        ("datasets", format!("{head}{inside}{rows}")),
    ];
    let site = files.iter().fold(Site::valid(), |site, (name, text)| {
        site.with(&format!("data/2008/{name}.yaml"), text.as_bytes())
    });
    let disk = site.on_disk();
    let (told, is_built) = disk.build();
    assert!(is_built, "{told:?}");
    let output = disk.output();
    let pages = output.iter().filter(|(name, _)| name.starts_with("2008/"));
    let text: String = pages.map(|(_, it)| String::from_utf8_lossy(it)).collect();
    // Thousands are set apart in English.
    text.replace(',', "")
}

#[test]
fn what_is_of_too_few_is_in_no_byte() {
    let all = published("");
    let some = published(MINIMUM);
    for number in SECRET {
        assert!(
            all.contains(number),
            "{number} is published without a minimum"
        );
        assert!(!some.contains(number), "{number} is not told");
    }
    for number in OPEN {
        assert!(all.contains(number), "{number} is published");
        assert!(some.contains(number), "{number} is of enough");
    }
    for id in ["value@2008-02", "within@2008-01", "visits@2008", "halls.a"] {
        assert!(some.contains(id), "{id} is in the ledger, without a number");
    }
    assert!(
        some.matches("Too few to tell").count() > 20,
        "with the reason"
    );
}
