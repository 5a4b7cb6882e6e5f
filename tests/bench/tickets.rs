//! A million tickets (64 MB) counted by unit, month and cause while they are
//! read, as a whole build of a site, against `DuckDB` counting the same file in
//! the same run. Prints seconds and, for ours, peak memory, pair by pair.
//!
//! `cargo bench --bench tickets` (needs Python, from whose registry `DuckDB`
//! comes, and GNU time for the memory). `PINGSHU_TICKETS` changes the number.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

const UNITS: u32 = 150;
const CAUSES: [&str; 5] = ["fees", "queue", "network", "attitude", "other"];
const QUERY: &str = "import duckdb, time
began = time.time()
rows = duckdb.sql(\"select unit, month(opened), cause, count(*) from read_csv('TABLE') group by all\").fetchall()
print(f'{time.time() - began:.3f} {len(rows)}')";

fn main() {
    let count = env::var("PINGSHU_TICKETS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(1_000_000);
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tickets");
    generate(&base, count);
    let table = base.join("data/2008/tickets.csv");
    let size = fs::metadata(&table).map_or(0, |it| it.len());
    println!("{count} tickets, {} MB", size / 1_000_000);
    let python = duckdb(&base);
    for _ in 0..5 {
        let began = Instant::now();
        let ours = Command::new("/usr/bin/time")
            .args(["-f", "%M", env!("CARGO_BIN_EXE_pingshu"), "build", "--root"])
            .arg(&base)
            .output()
            .expect("GNU time is there");
        let wall = began.elapsed().as_secs_f64();
        assert!(ours.status.success(), "{ours:?}");
        let said = String::from_utf8_lossy(&ours.stderr).into_owned();
        let peak: u64 = said
            .lines()
            .last()
            .and_then(|it| it.parse().ok())
            .unwrap_or(0);
        print!("pingshu {wall:.3} s, {} MB", peak / 1000);
        if let Some(python) = &python {
            let query = QUERY.replace("TABLE", &table.display().to_string());
            let theirs = Command::new(python).args(["-c", &query]).output();
            let said = theirs.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
            let seconds = said.unwrap_or_default();
            let seconds: f64 = seconds
                .split(' ')
                .next()
                .and_then(|it| it.parse().ok())
                .unwrap_or(f64::NAN);
            print!("; DuckDB {seconds:.3} s; {:.2} ×", wall / seconds);
        }
        println!();
    }
}

/// A site with that many tickets, the same every time.
fn generate(base: &Path, count: u32) {
    let year = base.join("data/2008");
    fs::create_dir_all(&year).expect("the folder can be made");
    fs::create_dir_all(base.join("content")).expect("the folder can be made");
    let mut table = String::from("opened,closed,unit,cause,level,note\n");
    for i in 0..count {
        let (month, day) = (i * 7 % 12 + 1, i * 13 % 20 + 1);
        let (unit, cause) = (i * 31 % UNITS, CAUSES[(i * 17 % 5) as usize]);
        let level = if i % 40 == 0 { "escalated" } else { "normal" };
        let _ = writeln!(
            table,
            "2008-{month:02}-{day:02},2008-{month:02}-28,hall_{unit:03},{cause},{level},客户说明文字"
        );
    }
    let mut sheet = String::from(
        "measure: cases\nrate_measure: per_10k\nper: 10000\nas_of: 2008-12-31\ndeadline_days: 15\n\
         tickets: { file: tickets.csv, columns: { opened: opened, closed: closed, unit: unit, cause: cause, level: level } }\n\
         units:\n",
    );
    for unit in 0..UNITS {
        let _ = writeln!(
            sheet,
            "- {{ id: hall_{unit:03}, name: Hall {unit}, customers: 10000 }}"
        );
    }
    sheet += "causes:\n";
    for cause in CAUSES {
        let _ = writeln!(sheet, "- {{ id: {cause}, name: {cause} }}");
    }
    sheet += "periods:\n";
    for month in 1..=12 {
        let _ = writeln!(sheet, "- {{ period: 2008-{month:02}, customers: 1500000 }}");
    }
    let site = "format: 1\norganisation: O\ntitle: T\nlanguages: [en]\nyears:\n\
                - { year: 2008, title: Y, as_of: 2008-12-31, edition: 1, status: draft }\n";
    let catalogue = "measures:\n- { id: cases, name: cases }\n- { id: per_10k, name: per 10k }\n\
                     - { id: percent, name: \"%\" }\nmetrics: []\n";
    for (name, text) in [
        ("data/2008/tickets.csv", table.as_str()),
        ("data/2008/complaints.yaml", &sheet),
        ("data/site.yaml", site),
        ("data/catalogue.yaml", catalogue),
        ("content/index.md", "---\ntitle: T\n---\n\nTickets.\n"),
    ] {
        fs::write(base.join(name), text).expect("the file can be written");
    }
}

/// A Python with `DuckDB`; nothing where it cannot be had.
fn duckdb(base: &Path) -> Option<PathBuf> {
    let environment = base.with_file_name("duckdb-environment");
    let python = environment.join("bin/python3");
    if !python.exists() {
        let made = Command::new("python3")
            .args(["-m", "venv"])
            .arg(&environment)
            .status();
        let got = made.is_ok_and(|it| it.success())
            && Command::new(environment.join("bin/pip"))
                .args(["install", "--quiet", "duckdb"])
                .status()
                .is_ok_and(|it| it.success());
        if !got {
            println!("DuckDB could not be installed; measuring pingshu alone");
            return None;
        }
    }
    Some(python)
}
