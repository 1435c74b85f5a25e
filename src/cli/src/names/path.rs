//! Names that are paths, of any file that belongs to what they name.

use std::path::{Path, PathBuf};

use crate::{
    checkout::Checkout,
    manifest::{ChapterName, Exercise, Listing},
};

/// A path, with `/` between its parts and in one case.
pub(super) struct Place {
    /// From the workbook's folder, where the path leads into it.
    inside: Option<String>,
    typed: String,
}

impl Place {
    pub(super) fn of(typed: &str, checkout: &Checkout) -> Self {
        let typed = typed.trim().replace('\\', "/");
        let inside = located(Path::new(&typed)).and_then(|path| {
            Some(plain(path.strip_prefix(checkout.root()).ok()?))
        });
        Self { inside, typed: typed.trim_end_matches('/').to_lowercase() }
    }

    pub(super) fn is_of(&self, exercise: &Exercise) -> bool {
        let files =
            [exercise.subject(), exercise.checks(), exercise.solution()];
        files.iter().any(|file| self.is(file))
            || self.is(&exercise.answers())
            || self.lies_in(&exercise.answers())
    }

    pub(super) fn is_of_listing(&self, listing: &Listing) -> bool {
        self.is(&listing.path()) || self.is(&listing.recording())
    }

    pub(super) fn is_of_chapter(&self, chapter: &ChapterName) -> bool {
        let module = chapter.module();
        let folders = ["exercises", "solutions", "src", "book/recorded"];
        folders.iter().any(|folder| self.is(&format!("{folder}/{module}")))
            || self.is(&format!("book/src/{}", chapter.page()))
    }

    /// Whether this is that file, here or in another clone.
    fn is(&self, file: &str) -> bool {
        let file = file.to_lowercase();
        match &self.inside {
            Some(inside) if *inside == file => true,
            _ => {
                self.typed == file || self.typed.ends_with(&format!("/{file}"))
            }
        }
    }

    fn lies_in(&self, folder: &str) -> bool {
        let folder = format!("{}/", folder.to_lowercase());
        let starts = |path: &String| path.starts_with(&folder);
        self.inside.as_ref().is_some_and(starts)
            || starts(&self.typed)
            || self.typed.contains(&format!("/{folder}"))
    }
}

/// The absolute path; the file itself may be gone.
fn located(typed: &Path) -> Option<PathBuf> {
    if let Ok(path) = typed.canonicalize() {
        return Some(path);
    }
    let parent = match typed.parent()? {
        parent if parent.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    Some(parent.canonicalize().ok()?.join(typed.file_name()?))
}

fn plain(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/").to_lowercase()
}
