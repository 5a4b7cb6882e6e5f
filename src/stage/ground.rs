//! The ground on which an output folder may stand: never on a source folder,
//! the project, its parents or a home, never on a link or a file.

use std::{
    fs, io,
    path::{Component, Path, PathBuf, absolute},
};

use super::system::identity;
use crate::{
    diag::{Code, Fault},
    safe_path::fold,
};

/// Folders of a project that hold work, whether or not the caller names them.
const SOURCES: [&str; 6] = ["data", "content", "themes", "src", "tests", ".git"];

/// Finds where the output folder is, links resolved, and checks that it may be
/// there. Nothing is made.
pub(super) fn survey(output: &Path, project: &Path, sources: &[&Path]) -> Result<PathBuf, Fault> {
    let refuse = |code: Code, detail: String| Fault::Output {
        code,
        path: output.to_path_buf(),
        detail,
    };
    let place = resolve(output).map_err(Fault::disk("read", output))?;
    let project = resolve(project).map_err(Fault::disk("read", project))?;

    let named = sources.iter().copied().chain(SOURCES.iter().map(Path::new));
    for source in named {
        let at = project.join(source);
        let real = resolve(&at).map_err(Fault::disk("read", &at))?;
        // A source that is a link is forbidden ground at both ends.
        for source in [&at, &real] {
            if is_within(&place, source) || is_within(source, &place) {
                return Err(refuse(Code::OutputIsSource, at.display().to_string()));
            }
        }
    }
    let home = std::env::home_dir()
        .filter(|it| it.is_absolute())
        .and_then(|it| resolve(&it).ok());
    for above in std::iter::once(project).chain(home) {
        if is_within(&above, &place) {
            return Err(refuse(Code::OutputIsSource, above.display().to_string()));
        }
    }

    let unresolved = match (output.parent(), output.file_name()) {
        (Some(parent), Some(name)) => resolve(&Path::new(".").join(parent)).map(|it| it.join(name)),
        _ => Ok(place.clone()),
    };
    let unresolved = unresolved.map_err(Fault::disk("read", output))?;
    if fs::symlink_metadata(&unresolved).is_ok_and(|it| it.is_symlink()) {
        let target = fs::read_link(&unresolved).map_err(Fault::disk("read", &unresolved))?;
        return Err(refuse(Code::OutputIsLink, target.display().to_string()));
    }
    match fs::symlink_metadata(&place) {
        Ok(metadata) if !metadata.is_dir() => Err(refuse(Code::OutputIsFile, String::new())),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Fault::disk("read", place)(error))
        }
        Ok(_) | Err(_) => Ok(place),
    }
}

/// The absolute path with every link resolved, as far as anything is there.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut whole = PathBuf::new();
    for part in absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                whole.push(part);
                match fs::canonicalize(&whole) {
                    Ok(real) => whole = real,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(whole)
}

/// Reports whether `inner` is `outer` or lies in it, on any system: names equal
/// but for case count as equal, and so do two paths to one folder.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let (inner_parts, outer_parts) = (folded(inner), folded(outer));
    if inner_parts.starts_with(&outer_parts) {
        return true;
    }
    let outer = identity(outer);
    outer.is_some() && inner.ancestors().any(|it| identity(it) == outer)
}

fn folded(path: &Path) -> Vec<String> {
    path.components()
        .map(|it| fold(&it.as_os_str().to_string_lossy()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_forbidden_ground() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = folder.path().join("project");
        for name in ["content/deep", "work", "themes"] {
            fs::create_dir_all(project.join(name)).expect("a folder");
        }
        fs::write(project.join("file"), "x").expect("a file");
        let case = |output: &str, expected: Option<Code>| {
            let found = survey(&project.join(output), &project, &[Path::new("work")]);
            let code = match found {
                Ok(_) => None,
                Err(Fault::Output { code, .. }) => Some(code),
                Err(fault) => panic!("{output}: {fault}"),
            };
            assert_eq!(code, expected, "{output}");
        };
        let home = std::env::home_dir().expect("tests run with a home");
        let forbidden = [
            ".",
            "",
            "..",
            "../..",
            "/",
            "content",
            "CONTENT",
            "content/new",
            "content/deep",
            "data",
            "Data/x",
            "themes",
            "themes/default",
            "src",
            "tests/x",
            ".git",
            "work",
            "work/x",
            "public/../content",
            "../project",
            "nowhere/..",
            "../PROJECT",
        ];
        for output in forbidden {
            case(output, Some(Code::OutputIsSource));
        }
        case(
            home.to_str().expect("a home with a plain name"),
            Some(Code::OutputIsSource),
        );
        case("file", Some(Code::OutputIsFile));
        for output in ["public", "a/b/c", "../elsewhere", "contents", "dat"] {
            case(output, None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn sees_through_links() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = folder.path().join("project");
        fs::create_dir_all(project.join("content")).expect("a folder");
        fs::create_dir_all(folder.path().join("elsewhere")).expect("a folder");
        fs::create_dir_all(folder.path().join("shared/data")).expect("a folder");
        symlink("content", project.join("to-content")).expect("a link");
        symlink("../elsewhere", project.join("to-elsewhere")).expect("a link");
        symlink("../shared/data", project.join("data")).expect("a link");
        symlink("nowhere", project.join("dangling")).expect("a link");
        let case = |output: &str, expected: Option<Code>| {
            let code = match survey(&project.join(output), &project, &[]) {
                Ok(_) => None,
                Err(Fault::Output { code, .. }) => Some(code),
                Err(fault) => panic!("{output}: {fault}"),
            };
            assert_eq!(code, expected, "{output}");
        };
        case("to-content", Some(Code::OutputIsSource));
        case("to-content/x", Some(Code::OutputIsSource));
        case(
            "to-elsewhere/../project/content",
            Some(Code::OutputIsSource),
        );
        case("../shared/data/x", Some(Code::OutputIsSource));
        case("../shared", Some(Code::OutputIsSource));
        case("to-elsewhere", Some(Code::OutputIsLink));
        case("to-elsewhere/", Some(Code::OutputIsLink));
        case("dangling", Some(Code::OutputIsLink));
        case("to-elsewhere/public", None);
    }
}
