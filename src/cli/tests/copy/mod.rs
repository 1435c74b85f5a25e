//! Copies the workbook's files, as a clone has them.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// What a clone does not have, or no test of these reads.
const LEFT_OUT: [&str; 5] =
    [".git", ".workbook", "book", "node_modules", "target"];

/// Copies all that the judge and the learner's commands read. The files keep
/// their times, by which Cargo tells what was built of them.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_file() {
        fs::copy(from, to)?;
        let saved = fs::metadata(from)?.modified()?;
        return File::options().append(true).open(to)?.set_modified(saved);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT_OUT.iter().all(|left_out| name != *left_out) {
            copy(&entry.path(), &to.join(name))?;
        }
    }
    Ok(())
}
