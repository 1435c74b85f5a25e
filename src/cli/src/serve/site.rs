//! The files of one build, in memory: a path that is not among them does not
//! exist, wherever it may lead on disk.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};
use axum::body::Bytes;

use super::policy;

/// One build of the book, ready to be served.
#[derive(Debug, Default)]
pub struct Site {
    /// By path from the root, without a leading slash.
    files: HashMap<String, File>,
    /// What each page may run, once that is settled.
    policies: HashMap<String, String>,
}

/// One file of it.
#[derive(Debug, Clone)]
pub struct File {
    pub kind: &'static str,
    pub body: Bytes,
}

impl File {
    /// Whether it is a page, rather than something that a page uses.
    pub fn is_page(&self) -> bool {
        self.kind.starts_with("text/html")
    }
}

impl Site {
    /// Reads every plain file below `folder`. Symbolic links are left out:
    /// they may lead anywhere.
    ///
    /// # Errors
    /// When a file can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut site = Self::default();
        site.add(folder, "")?;
        Ok(site)
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let unreadable = || format!("{} can't be read", folder.display());
        for entry in fs::read_dir(folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            let name = entry.file_name();
            // mdBook writes names that are UTF-8; no link leads to another.
            let Some(name) = name.to_str() else { continue };
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().with_context(unreadable)?;
            if kind.is_dir() {
                self.add(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_file() {
                let body = fs::read(entry.path()).with_context(|| {
                    format!("{} can't be read", entry.path().display())
                })?;
                self.put(path, body);
            }
        }
        Ok(())
    }

    /// One file, by its path from the root.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// All files with their paths from the root, in no order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Adds a file, or puts it in place of another.
    pub fn put(&mut self, path: String, body: Vec<u8>) {
        let kind = kind_of(&path);
        self.files.insert(path, File { kind, body: body.into() });
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Settles what each page may run: the scripts that it carries now.
    pub fn settle(&mut self) {
        let pages = self.files.iter().filter(|(_, file)| file.is_page());
        let policies = pages.map(|(path, file)| {
            let html = String::from_utf8_lossy(&file.body);
            (path.clone(), policy::of(&html))
        });
        self.policies = policies.collect();
    }

    /// What the file at this path may run, as its content security policy.
    pub fn policy(&self, path: &str) -> &str {
        self.policies.get(path).map_or(policy::PLAIN, String::as_str)
    }

    /// The files in a folder, with their contents.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &Bytes)> {
        let inside = move |path: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.files
            .iter()
            .filter(move |(path, _)| inside(path))
            .map(|(path, file)| (path.as_str(), &file.body))
    }

    /// The paths of all pages that mdBook made from a chapter or for itself;
    /// its table of contents for a frame is none.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter(|(path, file)| file.is_page() && *path != "toc.html")
            .map(|(path, _)| path.as_str())
    }

    /// What a request's path names, already decoded, and its path from the
    /// root: `/` and `/dir/` are their `index.html`.
    pub fn find(&self, path: &str) -> Option<(&str, &File)> {
        let path = path.strip_prefix('/')?;
        let found = match path.is_empty() || path.ends_with('/') {
            true => self.files.get_key_value(&format!("{path}index.html")),
            false => self.files.get_key_value(path),
        };
        found.map(|(path, file)| (path.as_str(), file))
    }

    /// The page that says that there is no such page.
    pub fn missing(&self) -> Option<(&str, &File)> {
        let found = self.files.get_key_value("404.html");
        found.map(|(path, file)| (path.as_str(), file))
    }
}

/// The content type by a file's ending; what is not known is not guessed.
fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" | "rs" | "py" | "toml" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(folder: &tempfile::TempDir) -> Site {
        Site::read(folder.path()).unwrap()
    }

    #[test]
    fn a_folder_is_its_index_page() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("part")).unwrap();
        fs::write(folder.path().join("part/index.html"), "here").unwrap();
        let site = site(&folder);
        let (path, page) = site.find("/part/").expect("the index page answers");
        assert_eq!(path, "part/index.html");
        assert_eq!(page.body, "here");
        assert!(page.is_page(), "{} is no page", page.kind);
    }

    #[test]
    fn a_path_out_of_the_folder_names_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.html"), "here").unwrap();
        let site = site(&folder);
        for path in
            ["/../page.html", "/./page.html", "//page.html", "page.html"]
        {
            assert!(site.find(path).is_none(), "{path} was found");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(
            outside.path(),
            folder.path().join("link.txt"),
        )
        .unwrap();
        assert!(site(&folder).find("/link.txt").is_none());
    }
}
