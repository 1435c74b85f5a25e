//! A folder that one verdict, or one run of a changed listing, has to itself,
//! below `target/workbook`.
//!
//! The program of the last one stays in it, and the compiler's memory of that,
//! so that the next one is quick. A second judge of the same exercise takes a
//! second slot.

use std::{
    fs::{self, File, TryLockError},
    hash::{BuildHasher, RandomState},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;

/// More of one kind at once than this are a mistake.
const SLOTS: usize = 64;

/// Held by its owner until it is dropped; then its scratch folder is gone.
pub(crate) struct Slot {
    folder: PathBuf,
    _lock: File,
}

impl Slot {
    /// Takes the first free slot of this kind, `judge/ch02_e1_countdown` say.
    /// Never waits.
    pub(crate) fn take(checkout: &Checkout, kind: &str) -> Result<Self> {
        let all = checkout.target().join("workbook").join(kind);
        for number in 0..SLOTS {
            let folder = all.join(number.to_string());
            let taken = try_take(&folder).with_context(|| {
                format!("{} can't be written", folder.display())
            })?;
            if let Some(lock) = taken {
                return Ok(Self { folder, _lock: lock });
            }
        }
        bail!("{SLOTS} programs of {kind} are at work; wait for one to end")
    }

    /// Where the compiler keeps what it may use again.
    pub(super) fn incremental(&self) -> PathBuf {
        self.folder.join("incremental")
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.join("root.rs")
    }

    /// Which files rustc read, as it says: beside the binary.
    pub(super) fn sources(&self) -> PathBuf {
        self.binary().with_extension("d")
    }

    /// What the binary was made of.
    pub(super) fn note(&self) -> PathBuf {
        self.folder.join("made-of")
    }

    pub(crate) fn binary(&self) -> PathBuf {
        self.folder.join(format!("checks{}", std::env::consts::EXE_SUFFIX))
    }

    /// The name of the test that closes each check: drawn when the slot is
    /// first taken, then kept, so that the compiler meets it again.
    pub(super) fn closing(&self) -> Result<String> {
        let path = self.folder.join("closing");
        let kept = fs::read_to_string(&path).unwrap_or_default();
        if kept.starts_with("zzz_closing_") {
            return Ok(kept);
        }
        let drawn = RandomState::new().hash_one(0);
        let name = format!("zzz_closing_{drawn:016x}");
        fs::write(&path, &name)
            .with_context(|| format!("{} can't be written", path.display()))?;
        Ok(name)
    }

    /// Removes what the program left, so that it may run once more.
    pub(super) fn clear(&self) -> Result<()> {
        let scratch = self.scratch();
        empty(&scratch)
            .with_context(|| format!("{} can't be emptied", scratch.display()))
    }

    /// Where the program runs: empty when the slot is taken.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.folder.join("scratch")
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // What can't be removed now is removed by the next owner.
        let _ = remove(&self.scratch());
    }
}

fn try_take(folder: &Path) -> io::Result<Option<File>> {
    fs::create_dir_all(folder)?;
    let lock = File::create(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    empty(&folder.join("scratch"))?;
    Ok(Some(lock))
}

fn empty(folder: &Path) -> io::Result<()> {
    remove(folder)?;
    fs::create_dir(folder)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
