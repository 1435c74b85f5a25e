//! What copies of the workbook build, built once for all of them.
//!
//! Cargo names a crate alike in all copies, and takes it as built when no
//! source is younger. So a copy that got the sources and the crates with
//! their files' times builds only what its test edits. It does so in a target
//! folder of its own: in one for all, the copies' crates, named alike, would
//! take each other's place.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use crate::copy::copy;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// What lies in a target folder and is no use to a copy.
const LEFT_OUT: [&str; 2] = ["examples", "incremental"];

/// With another one of these, what was built before is no use any more.
const DECIDING: [&str; 4] =
    ["Cargo.lock", "Cargo.toml", "exercises/Cargo.toml", ".cargo/config.toml"];

/// The builds that a copy may need.
const BUILDS: [&[&str]; 2] = [
    &["--package", "exercises", "--lib"],
    &["--package", "concurrency-workbook", "--bin", "listing"],
];

/// Puts what is built where this copy's Cargo looks for it.
pub(crate) fn sow(root: &Path) -> io::Result<()> {
    static SEED: LazyLock<Seed> = LazyLock::new(|| Seed::ready().unwrap());
    put(&SEED.target().join("debug"), &root.join("target/debug"))
}

/// A target folder, kept between test runs.
struct Seed {
    folder: PathBuf,
    /// Nobody builds in it while somebody sows.
    lock: File,
}

impl Seed {
    fn ready() -> io::Result<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("seed");
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        let seed = Self { folder, lock };
        seed.lock.lock()?;
        let (note, made_of) = (seed.folder.join("made-of"), made_of()?);
        let is_old = fs::read_to_string(&note).ok() != Some(made_of.clone());
        if is_old && seed.target().exists() {
            fs::remove_dir_all(seed.target())?;
        }
        fs::write(note, made_of)?;
        for build in BUILDS {
            seed.build(build)?;
        }
        seed.lock.unlock()?;
        seed.lock.lock_shared()?;
        Ok(seed)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn build(&self, what: &[&str]) -> io::Result<()> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet"]).args(what);
        cargo.arg("--target-dir").arg(self.target());
        cargo.current_dir(HERE).env_remove("CARGO_BUILD_TARGET");
        // Copies get the judge's builds, which heed no flags.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        let status = cargo.status()?;
        assert!(status.success(), "{cargo:?}: {status}");
        Ok(())
    }
}

fn made_of() -> io::Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let version = Command::new(rustc).arg("-vV").output()?.stdout;
    let mut all = String::from_utf8_lossy(&version).into_owned();
    for file in DECIDING {
        all += &fs::read_to_string(Path::new(HERE).join(file))?;
    }
    Ok(all)
}

/// Links or copies a folder, with its files' times.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_file() {
            put_file(&path, &to.join(name))?;
        } else if LEFT_OUT.iter().all(|left_out| name != *left_out) {
            put(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn put_file(from: &Path, to: &Path) -> io::Result<()> {
    // A compiler puts another crate or program in the place of an old one,
    // but writes into its notes: there must be one of those for each copy.
    let is_crate = from.parent().is_some_and(|folder| folder.ends_with("deps"))
        && from.extension().is_none_or(|extension| extension != "d");
    // Between two file systems there are no links.
    if is_crate && fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    copy(from, to)
}
