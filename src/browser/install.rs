//! Where browsers are installed, on every system that we know.

use std::path::{Path, PathBuf};

/// The browsers below a folder of programs, the most usual first. On Linux the
/// folders are those of the search path; on macOS they hold applications, on
/// Windows the folders of vendors.
const PLACES: &[&str] = if cfg!(windows) {
    &[
        "Google/Chrome/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
        "Chromium/Application/chrome.exe",
    ]
} else if cfg!(target_os = "macos") {
    &[
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "Chromium.app/Contents/MacOS/Chromium",
    ]
} else {
    &[
        "google-chrome",
        "google-chrome-stable",
        "chromium",
        "chromium-browser",
        "microsoft-edge",
        "microsoft-edge-stable",
    ]
};

/// The first browser in these folders of programs: every Chrome comes before
/// any Edge, whatever the order of the folders.
pub fn find(folders: &[PathBuf]) -> Option<PathBuf> {
    PLACES
        .iter()
        .flat_map(|place| folders.iter().map(move |folder| folder.join(place)))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_absolute() && file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_browser_is_found_in_any_folder() {
        let all = tempfile::tempdir().expect("a folder");
        let folders = ["first", "second"].map(|it| all.path().join(it));
        assert_eq!(find(&folders), None);
        let put = |folder: &Path, place: &str| {
            let file = folder.join(place);
            std::fs::create_dir_all(file.parent().expect("it has one")).expect("a folder");
            std::fs::write(&file, "").expect("a file");
            file
        };
        let last = put(&folders[0], PLACES[PLACES.len() - 1]);
        assert_eq!(find(&folders), Some(last));
        let first = put(&folders[1], PLACES[0]);
        assert_eq!(find(&folders), Some(first));
    }

    #[test]
    fn a_relative_folder_of_the_search_path_is_no_place_of_programs() {
        assert_eq!(find(&[PathBuf::from("."), PathBuf::new()]), None);
    }
}
