//! A file's content replaced in one step, and only the content that is meant.
//!
//! Between a look at a file and a rename over it, another editor may save.
//! So the new file and the old one change places, and what comes out is
//! compared: what nobody expected goes back.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Swapped {
    /// It holds the new text.
    Done,
    /// It holds what another editor saved just before, as if nobody had
    /// tried.
    Overtaken,
}

/// Puts the new text where the old one is: the whole of it or nothing. The
/// file's permissions stay. `old` is what it holds; nothing, when there is no
/// file.
///
/// # Errors
/// When it can't be written, or may not be.
pub(crate) fn swap(
    path: &Path,
    old: Option<&[u8]>,
    new: &str,
) -> io::Result<Swapped> {
    let Some(old) = old else { return create(path, new) };
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        let why = "it is read-only";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let beside = beside(path, new)?;
    beside.as_file().set_permissions(permissions)?;
    beside.as_file().sync_all()?;
    if !exchange(beside.path(), path)? {
        beside.persist(path).map_err(|error| error.error)?;
        return Ok(Swapped::Done);
    }
    let mut came_out = fs::read(beside.path())?;
    if came_out == old {
        return Ok(Swapped::Done);
    }
    let mut put_in = new.as_bytes().to_vec();
    loop {
        exchange(beside.path(), path)?;
        let next = fs::read(beside.path())?;
        if next == put_in {
            return Ok(Swapped::Overtaken);
        }
        // Saved once more in between: that is the newest.
        put_in = std::mem::replace(&mut came_out, next);
    }
}

/// Why no file's content can be here, and what the learner can do; none,
/// where there is a file or nothing.
pub(crate) fn obstacle(path: &Path) -> Option<&'static str> {
    let is_link = path.symlink_metadata().is_ok_and(|it| it.is_symlink());
    match fs::metadata(path) {
        Ok(file) if file.is_dir() => Some("is a folder; move it elsewhere"),
        Err(error) if is_link && error.kind() == io::ErrorKind::NotFound => {
            Some("is a link to a file that is gone; remove the link")
        }
        _ => None,
    }
}

fn create(path: &Path, new: &str) -> io::Result<Swapped> {
    let beside = beside(path, new)?;
    beside.as_file().sync_all()?;
    match beside.persist_noclobber(path) {
        Ok(_) => Ok(Swapped::Done),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(Swapped::Overtaken)
        }
        Err(failed) => Err(failed.error),
    }
}

/// A file with this text in the same folder; it is removed when it is
/// dropped.
fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = Builder::new()
        .prefix(".saved-")
        // Like any file that the learner makes: less what the umask takes.
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Makes two files change places; false where the system or the file system
/// can't.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "ours";

    fn fixture() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        (folder, path)
    }

    /// What the folder holds, by name.
    fn files(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let name = |e: fs::DirEntry| e.file_name().into_string().unwrap();
        entries.map(|entry| name(entry.unwrap())).collect()
    }

    #[test]
    fn a_file_is_replaced_with_its_permissions() {
        let (folder, path) = fixture();
        fs::write(&path, "old").unwrap();
        let mode = fs::Permissions::from_mode(0o640);
        fs::set_permissions(&path, mode.clone()).unwrap();
        assert_eq!(swap(&path, Some(b"old"), OURS).unwrap(), Swapped::Done);
        assert_eq!(fs::read_to_string(&path).unwrap(), OURS);
        let now = fs::metadata(&path).unwrap().permissions();
        assert_eq!(now.mode() & 0o777, 0o640, "its permissions changed");
        assert_eq!(files(&folder), ["a.rs"]);
    }

    #[test]
    fn what_was_saved_since_the_look_stays() {
        let (folder, path) = fixture();
        fs::write(&path, "theirs").unwrap();
        let swapped = swap(&path, Some(b"old"), OURS).unwrap();
        assert_eq!(swapped, Swapped::Overtaken);
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        let swapped = swap(&path, None, OURS).unwrap();
        assert_eq!(swapped, Swapped::Overtaken, "it was thought gone");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(files(&folder), ["a.rs"]);
    }

    #[test]
    fn a_file_that_is_gone_is_made_again() {
        let (folder, path) = fixture();
        assert_eq!(swap(&path, None, OURS).unwrap(), Swapped::Done);
        assert_eq!(fs::read_to_string(&path).unwrap(), OURS);
        assert_eq!(files(&folder), ["a.rs"]);
    }

    #[test]
    fn a_read_only_file_is_left_as_it_is() {
        let (folder, path) = fixture();
        fs::write(&path, "old").unwrap();
        let mode = fs::Permissions::from_mode(0o444);
        fs::set_permissions(&path, mode).unwrap();
        let error = swap(&path, Some(b"old"), OURS).unwrap_err();
        assert!(error.to_string().contains("read-only"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(files(&folder), ["a.rs"]);
    }
}
