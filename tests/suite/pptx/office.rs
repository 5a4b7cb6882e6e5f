//! An office program opens presentations and prints them.
//!
//! Needs `LibreOffice` Impress and the tools of Poppler. Without them the test
//! says that it is skipped, except where `CI=true`: there it fails.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{run, seen, slides, tight};

fn quiet(program: &str, args: &[&str]) -> Option<(bool, String)> {
    let done = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    Some((done.status.success(), said))
}

/// Prints a presentation; none where the program cannot open it.
fn print(presentation: &Path, folder: &Path) -> Option<std::path::PathBuf> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let (out, file) = (
        folder.display().to_string(),
        presentation.display().to_string(),
    );
    let args = [
        "--headless",
        &profile,
        "--convert-to",
        "pdf",
        "--outdir",
        &out,
        &file,
    ];
    quiet("soffice", &args)?;
    let printed = folder.join(presentation.with_extension("pdf").file_name()?);
    printed.exists().then_some(printed)
}

#[test]
fn an_office_program_opens_and_prints_it() {
    let tools = [
        ("soffice", "--version"),
        ("pdfinfo", "-v"),
        ("pdftotext", "-v"),
    ];
    for (program, flag) in tools {
        if quiet(program, &[flag]).is_none() {
            return crate::browser::skipped(program);
        }
    }
    let Some(browser) = crate::browser::printer() else {
        return crate::browser::skipped("chromium");
    };
    let folder = tempfile::tempdir().expect("there is room");
    let (folder, site) = (folder.path(), super::example());
    for (address, language) in [("decks/star-halls", "zh"), ("decks/2008-review", "en")] {
        let name = address.rsplit('/').next().unwrap_or(address);
        let file = folder.join(format!("{name}.pptx"));
        let path = file.display().to_string();
        let (code, _, err) = run(&[
            address,
            "-o",
            &path,
            "--lang",
            language,
            "--browser",
            browser,
        ]);
        assert_eq!(code, 0, "{err}");
        let printed = print(&file, folder).expect("it is opened and printed");
        let printed = printed.display().to_string();
        let (_, told) = quiet("pdfinfo", &[&printed]).expect("it was there before");
        let page = site.page(address, language);
        let pages = format!("{}", slides(&page).len());
        let line = told.lines().find(|it| it.starts_with("Pages:"));
        assert!(
            line.is_some_and(|it| it.ends_with(&format!(" {pages}"))),
            "{told}"
        );
        for slide in slides(&page) {
            let number = slide.number.to_string();
            let args = ["-f", &number, "-l", &number, "-raw", &printed, "-"];
            let (_, shown) = quiet("pdftotext", &args).expect("it was there before");
            let (shown, title) = (tight(&shown), seen(&slide.title_html));
            let sorted = |text: &str| -> Vec<char> {
                let mut all: Vec<char> = text.chars().collect();
                all.sort_unstable();
                all
            };
            // Marks are printed above their line and may come before or after it.
            let mut rest = sorted(&shown);
            for c in sorted(&title) {
                let at = rest.iter().position(|it| *it == c);
                let at = at.unwrap_or_else(|| panic!("{address} {number}: {title} in {shown}"));
                rest.remove(at);
            }
        }
    }
    let broken = folder.join("broken.pptx");
    let whole = fs::read(folder.join("star-halls.pptx")).expect("it was written");
    fs::write(&broken, &whole[..whole.len() / 2]).expect("there is room");
    assert!(
        print(&broken, folder).is_none(),
        "what is broken is not printed"
    );
}
