//! Tells whether the program of a slot's last verdict is still current.
//!
//! Compiling is most of a verdict. So the program stays in its slot, one a
//! slot, beside a note of all that went into it. The note names the program's
//! file too: one that was put in its place, or half written, is another.

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::MetadataExt,
    path::Path,
    process::Command,
    time::SystemTime,
};

use super::{kit::Kit, slot::Slot};

/// Lets rustc take what it else refuses; it is no argument.
const BOOTSTRAP: &str = "RUSTC_BOOTSTRAP";

/// All that goes into a program: other inputs make another program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Inputs {
    digest: String,
    /// When the subject was saved.
    saved: SystemTime,
}

impl Inputs {
    /// What goes into this call of rustc now, if the subject can be read.
    pub(crate) fn of(
        rustc: &Command,
        kit: &Kit,
        root: &str,
        subject: &Path,
    ) -> io::Result<Self> {
        let saved = fs::metadata(subject)?.modified()?;
        let subject = fs::read(subject)?;
        let arguments: Vec<_> = rustc.get_args().collect();
        let facts = (
            rustc.get_program(),
            arguments,
            std::env::var_os(BOOTSTRAP),
            // Of the toolchain, and of each crate that is linked.
            kit.stamp(),
            root,
            sha1_smol::Sha1::from(subject).digest().to_string(),
        );
        let digest = sha1_smol::Sha1::from(format!("{facts:?}")).digest();
        Ok(Self { digest: digest.to_string(), saved })
    }

    /// Whether the slot's program was made of these.
    pub(crate) fn made_what_is_in(&self, slot: &Slot) -> bool {
        let noted = fs::read_to_string(slot.note());
        self.note(slot).is_ok_and(|note| noted.is_ok_and(|n| n == note))
    }

    /// Notes that the slot's program was made of these, whole or not at all.
    pub(crate) fn keep(&self, slot: &Slot) -> io::Result<()> {
        if reads_more(&fs::read_to_string(slot.sources())?) {
            return Ok(());
        }
        let note = self.note(slot)?;
        let path = slot.note();
        let folder = path.parent().expect("a file has a folder");
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(note.as_bytes())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    fn note(&self, slot: &Slot) -> io::Result<String> {
        let file = fs::metadata(slot.binary())?;
        let (inode, size) = (file.ino(), file.size());
        let changed = (file.ctime(), file.ctime_nsec());
        Ok(format!("{} {inode} {size} {changed:?}", self.digest))
    }
}

/// From now on, what is in the slot is no program that may run.
pub(crate) fn forget(slot: &Slot) -> io::Result<()> {
    match fs::remove_file(slot.note()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether rustc read more than the root and the subject: another module, an
/// included file, a variable. Each file stands in a line of its own.
fn reads_more(sources: &str) -> bool {
    let files = sources.lines().filter(|line| line.ends_with(':')).count();
    files != 2 || sources.lines().any(|line| line.starts_with("# env-dep:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_of_more_than_two_files_is_told() {
        let two = "checks: root.rs /a\\ b.rs\n\nroot.rs:\n/a\\ b.rs:\n";
        assert!(!reads_more(two));
        assert!(reads_more(&format!("{two}/an/included.txt:\n")));
        assert!(reads_more(&format!("{two}\n# env-dep:HOME\n")));
        assert!(reads_more(""));
    }
}
