//! The checks and stubs as they were when this binary was built.
//!
//! `exercises/sealed.txt` names each file that a learner's verdict hangs on,
//! with git's name of its content. The build script keeps a copy of each
//! whose content has that name: from disk, from its last build, or from
//! git's store. So a learner's edit neither changes a grade nor loses a stub.

use std::path::Path;

/// One file as it was sealed.
pub struct Sealed {
    /// Relative to the checkout: `exercises/ch02_generators/e1_countdown.rs`.
    pub path: &'static str,
    /// Git's name of the content.
    pub blob: &'static str,
    /// The content; `None` when it was edited before this binary was built
    /// and git had no copy.
    pub text: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/sealed_files.rs"));

/// What is sealed at this path, relative to the checkout.
pub fn find(path: &str) -> Option<&'static Sealed> {
    FILES.iter().find(|file| file.path == path)
}

/// Git's name of a text's content, line ends of any system counting as one.
pub fn blob_name(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut sha = sha1_smol::Sha1::new();
    sha.update(format!("blob {}\0", text.len()).as_bytes());
    sha.update(text.as_bytes());
    sha.digest().to_string()
}

/// Whether the file on disk is the one that was sealed.
pub fn is_untouched(file: &Sealed, root: &Path) -> bool {
    std::fs::read_to_string(root.join(file.path))
        .is_ok_and(|text| blob_name(&text) == file.blob)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_named_as_git_names_it() {
        let name = blob_name("hello\n");
        assert_eq!(name, "ce013625030ba8dba906f756967f9e9ca394464a");
        assert_eq!(name, blob_name("hello\r\n"));
    }
}
