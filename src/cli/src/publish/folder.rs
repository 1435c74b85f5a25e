//! The folder that a site is written to: new, empty, or an earlier site of
//! ours. Whatever else stands there stays.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{checkout::Checkout, serve::site::Site};

/// Names all files of the site that it stands in, so that a later build knows
/// what is its own to replace. Hosts of static pages pass over such names.
const MARKER: &str = ".workbook-site";

/// How the marker begins.
const TITLE: &str = "# The files that `workbook build --static` wrote here.";

/// A folder that a site may be put into.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Where the next site is written before it takes its place: beside, for
    /// a folder can't be moved to another disk in one step.
    parent: PathBuf,
}

impl Folder {
    /// Looks at the folder, and changes nothing.
    ///
    /// # Errors
    /// When something stands there that this command did not write.
    pub(super) fn find(checkout: &Checkout, path: &Path) -> Result<Self> {
        let name = path.file_name().with_context(|| {
            format!("{} names no folder; name one, as `site`", path.display())
        })?;
        let parent = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).with_context(|| {
            format!("the folder {} can't be made", parent.display())
        })?;
        let parent = parent.canonicalize().with_context(|| {
            format!("the folder {} can't be opened", parent.display())
        })?;
        let folder = Self { path: parent.join(name), parent };
        for source in ["book", "src", "exercises", "solutions"] {
            ensure!(
                !folder.path.starts_with(checkout.path(source)),
                "{} is among the workbook's sources; name a folder outside \
                 of {source}/",
                folder.path.display()
            );
        }
        folder.refuse_foreign_files()?;
        Ok(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn refuse_foreign_files(&self) -> Result<()> {
        let path = self.path.display();
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(());
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{path} can't be read"));
            }
            Ok(what) => ensure!(
                what.is_dir(),
                "{path} is no folder; name a folder that is new or empty"
            ),
        }
        let ours: BTreeSet<PathBuf> =
            match fs::read_to_string(self.path.join(MARKER)) {
                Ok(marker) if marker.starts_with(TITLE) => {
                    marker.lines().skip(1).map(PathBuf::from).collect()
                }
                _ => BTreeSet::new(),
            };
        let foreign = files(&self.path)?.into_iter().find(|file| {
            !ours.contains(file)
                && (ours.is_empty() || file != Path::new(MARKER))
        });
        if let Some(foreign) = foreign {
            bail!(
                "{path} holds {}, which `workbook build` did not write; move \
                 it away or name another folder, for all in it is replaced",
                foreign.display()
            );
        }
        Ok(())
    }

    /// Writes the site beside the folder, then puts it there in one step: who
    /// looks sees the site before or this one, each whole.
    ///
    /// # Errors
    /// When the disk refuses; the folder is then as it was.
    pub(super) fn replace(&self, site: &Site) -> Result<()> {
        let beside = tempfile::Builder::new()
            .prefix(".workbook-site-")
            .tempdir_in(&self.parent)
            .with_context(|| {
                format!("{} can't be written to", self.parent.display())
            })?;
        let new = beside.path().join("new");
        write(site, &new)?;
        let unmoved = || format!("{} can't be replaced", self.path.display());
        if !self.path.exists() {
            return fs::rename(&new, &self.path).with_context(unmoved);
        }
        // Once more: somebody may have put a file there in the meantime.
        self.refuse_foreign_files()?;
        let old = beside.path().join("old");
        let exchanged = exchange(&new, &self.path, &old);
        if exchanged.is_err() && !self.path.exists() {
            fs::rename(&old, &self.path).or_else(|_| {
                // It is not lost: it stays beside.
                let kept = beside.keep().join("old");
                bail!(
                    "{} can't be put back; it is kept in {}",
                    self.path.display(),
                    kept.display()
                )
            })?;
        }
        exchanged.with_context(unmoved)
    }
}

/// Puts `new` where `place` is; what was there is at `old` or at `new` then.
fn exchange(new: &Path, place: &Path, old: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        let flags = RenameFlags::EXCHANGE;
        if renameat_with(CWD, new, CWD, place, flags).is_ok() {
            return Ok(());
        }
        // Not every file system can do it in one step.
    }
    fs::rename(place, old)?;
    fs::rename(new, place)
}

fn write(site: &Site, folder: &Path) -> Result<()> {
    let mut marker = format!("{TITLE}\n");
    let put = |path: &str, body: &[u8]| {
        let to = folder.join(path);
        let parent = to.parent().expect("a file stands in a folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&to, body))
            .with_context(|| format!("{} can't be written", to.display()))
    };
    let mut paths: Vec<_> = site.files().collect();
    paths.sort_by_key(|(path, _)| *path);
    for (path, file) in paths {
        put(path, &file.body)?;
        marker += path;
        marker.push('\n');
    }
    put(MARKER, marker.as_bytes())
}

/// All that stands below a folder and is no folder, relative to it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![];
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let unreadable =
            || format!("{} can't be read", folder.join(&below).display());
        for entry in
            fs::read_dir(folder.join(&below)).with_context(unreadable)?
        {
            let entry = entry.with_context(unreadable)?;
            let path = below.join(entry.file_name());
            match entry.file_type().with_context(unreadable)?.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    Ok(files)
}
