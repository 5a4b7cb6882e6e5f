//! What operating systems do differently: exchanging two folders, making a
//! folder's contents durable, permissions, and who a file is.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

/// The mode of files in the output: all may read.
const FILE_MODE: u32 = 0o644;

/// The mode of folders in the output: all may read and enter.
const FOLDER_MODE: u32 = 0o755;

/// Exchanges two folders in one step, so that nobody sees either missing.
/// An error of the kind `Unsupported` says that this system cannot.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        // The kernel, or the file system, does not know how.
        Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes everything in the folder durable: one call for the file system where
/// there is one, otherwise one a file.
#[cfg(target_os = "linux")]
pub(super) fn sync<'a>(folder: &Path, _: impl Iterator<Item = &'a str>) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync<'a>(folder: &Path, mut files: impl Iterator<Item = &'a str>) -> io::Result<()> {
    files.try_for_each(|file| {
        OpenOptions::new()
            .write(true)
            .open(folder.join(file))?
            .sync_all()
    })
}

/// Makes files and folders with modes that do not depend on the umask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Modes {
    widen: bool,
}

impl Modes {
    /// Makes a first folder and a first, empty file in it, and looks at what the
    /// umask leaves of their modes.
    pub(super) fn probe(folder: &Path, file: &str) -> io::Result<Self> {
        let careful = Self { widen: true };
        let file = folder.join(file);
        Self { widen: false }.create_folder(folder)?;
        Self { widen: false }.create_file(&file)?;
        if mode(folder)? == FOLDER_MODE && mode(&file)? == FILE_MODE {
            return Ok(Self { widen: false });
        }
        widen(folder, FOLDER_MODE)?;
        widen(&file, FILE_MODE)?;
        Ok(careful)
    }

    /// Makes a folder that is not there yet.
    pub(super) fn create_folder(self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, FOLDER_MODE);
        builder.create(path)?;
        if self.widen {
            widen(path, FOLDER_MODE)
        } else {
            Ok(())
        }
    }

    /// Makes a file that is not there yet.
    pub(super) fn create_file(self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
        let file = options.open(path)?;
        if self.widen {
            widen(path, FILE_MODE)?;
        }
        Ok(file)
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> io::Result<u32> {
    Ok(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path)?.permissions()) & 0o777)
}

#[cfg(not(unix))]
fn mode(path: &Path) -> io::Result<u32> {
    Ok(if fs::metadata(path)?.is_dir() {
        FOLDER_MODE
    } else {
        FILE_MODE
    })
}

/// Gives a file of a former site a second name in the new one, if it holds just
/// these bytes; reports whether it did. Nothing is believed without being read,
/// and whatever the system refuses is written anew.
pub(super) fn keep(former: &Path, bytes: &[u8], file: &Path) -> bool {
    let fits = fs::symlink_metadata(former)
        .is_ok_and(|it| it.is_file() && it.len() == bytes.len() as u64)
        && mode(former).is_ok_and(|it| it == FILE_MODE);
    fits && fs::read(former).is_ok_and(|it| it == bytes) && fs::hard_link(former, file).is_ok()
}

/// Adds what the umask took away, and keeps what a parent folder passed on.
#[cfg(unix)]
fn widen(path: &Path, wanted: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let found = fs::metadata(path)?.permissions().mode();
    match fs::set_permissions(path, fs::Permissions::from_mode(found | wanted)) {
        // Some file systems have one mode for all files and refuse another.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn widen(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Gives a folder the permissions of the one it will replace: who made a report
/// private wants it private after the next build.
pub(super) fn inherit_mode(folder: &Path, from: &Path) -> io::Result<()> {
    let wanted = fs::metadata(from)?.permissions();
    if wanted == fs::metadata(folder)?.permissions() {
        return Ok(());
    }
    fs::set_permissions(folder, wanted)
}

/// Which file or folder of the machine a path leads to, through links.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;

    fs::metadata(path).ok().map(|it| (it.dev(), it.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}
