//! Where the workbook's files are: the folder that holds `workbook.toml`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A clone of the workbook on disk.
#[derive(Debug, Clone)]
pub struct Checkout {
    root: PathBuf,
}

impl Checkout {
    /// The checkout at `root`, which must hold `workbook.toml`.
    ///
    /// # Errors
    /// When it doesn't.
    pub fn at(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        let root = root.canonicalize().with_context(|| {
            format!("the folder {} can't be opened", root.display())
        })?;
        anyhow::ensure!(
            root.join("workbook.toml").is_file(),
            "{} holds no workbook.toml; run this inside a clone of the workbook",
            root.display()
        );
        Ok(Self { root })
    }

    /// The checkout around the current folder: the nearest folder above it
    /// that holds `workbook.toml`.
    ///
    /// # Errors
    /// When there is none.
    pub fn around_here() -> Result<Self> {
        let here = std::env::current_dir()
            .context("the current folder can't be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("workbook.toml").is_file())
            .with_context(|| {
                format!(
                    "no workbook.toml in {} or above it; run this inside a \
                     clone of the workbook",
                    here.display()
                )
            })?;
        Self::at(root)
    }

    /// The folder that holds `workbook.toml`: absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The absolute path of something that the workbook names relatively.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Where builds go: Cargo's target folder.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => self.root.join(dir),
            None => self.root.join("target"),
        }
    }

    /// Where the learner's progress and the copies of replaced files are
    /// kept: outside `target/`, so that `cargo clean` loses nothing.
    pub fn keep(&self) -> PathBuf {
        self.root.join(".workbook")
    }

    /// Where the copies of replaced files are kept.
    pub fn replaced(&self) -> PathBuf {
        self.keep().join("replaced")
    }
}
