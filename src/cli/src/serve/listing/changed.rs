//! A listing as the reader changed it: compiled by one call of rustc, against
//! the crates that Cargo has built.
//!
//! Its text lies in a slot below `target/workbook` and nowhere else. The
//! program stays there too, for the next time that the text is the same.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result};

use super::{
    Halt,
    bounds::Bounds,
    child::{Child, End, output_of},
    says,
};
use crate::{
    checkout::Checkout,
    judge::{
        allowance::Allowance,
        compile::{self, Compiled},
        kept::{self, Inputs},
        kit::Kit,
        refused,
        run::{LIBRARIES, search_path},
        slot::Slot,
        strays,
    },
    manifest::Listing,
    serve::api::lines::Lines,
};

/// A listing takes below a second; what takes longer was written to do so.
const RUSTC: Bounds = Bounds {
    own: Some(Allowance { memory: 2 << 20, processor: 60, file: 256 << 10 }),
    wall: Duration::from_secs(60),
    output: 16 << 20,
    crowd: 500,
};

/// Tells a process which changed listing started it.
const MARK: &str = "WORKBOOK_CHANGED";

/// A changed listing's place: its text, its program, and the folder it runs
/// in, which is gone when this is dropped.
pub(super) struct Changed {
    slot: Slot,
    source: PathBuf,
}

impl Changed {
    /// Writes the text where rustc finds it.
    ///
    /// # Errors
    /// When there is no room for it.
    pub(super) fn write(
        checkout: &Checkout,
        listing: &Listing,
        text: &str,
    ) -> Result<Self> {
        let kind = format!("changed/{}", listing.key().replace('/', "_"));
        let slot = Slot::take(checkout, &kind)?;
        let source = slot.root().with_file_name("listing.rs");
        fs::write(&source, text).with_context(|| {
            format!("{} can't be written", source.display())
        })?;
        Ok(Self { slot, source })
    }

    /// Compiles it, unless the program of the same text is still there.
    /// Dropping the future ends the compiler.
    ///
    /// # Errors
    /// [`Halt::Refused`] with rustc's words when it is no Rust;
    /// [`Halt::Stale`] when the kit is not what rustc expects.
    pub(super) async fn compile(
        &self,
        checkout: &Checkout,
        kit: &Kit,
        listing: &Listing,
        lines: &Lines,
    ) -> Result<(), Halt> {
        let root = root(&self.source, &listing.path());
        let rustc = self.rustc(checkout, kit, listing);
        let inputs = Inputs::of(&rustc, kit, &root, &self.source).ok();
        if inputs.as_ref().is_some_and(|i| i.made_what_is_in(&self.slot)) {
            return Ok(());
        }
        says(lines, "The changed listing is compiled.").await?;
        let path = self.slot.root();
        kept::forget(&self.slot)
            .and_then(|()| fs::write(&path, &root))
            .with_context(|| format!("{} can't be written", path.display()))?;
        let mut child = Child::start(rustc, RUSTC)?;
        let (end, _, said) = output_of(&mut child, None).await?;
        match end {
            End::Exited(status) if status.success() => {}
            End::Exited(status) => {
                return Err(match refused::refused(status, said.as_bytes())? {
                    Compiled::StaleKit { errors } => Halt::Stale(errors),
                    Compiled::Refused { errors } => Halt::Refused(errors),
                    Compiled::Binary(_) => {
                        anyhow::anyhow!("rustc failed without a word").into()
                    }
                });
            }
            _ => {
                return Err(Halt::Refused(
                    "rustc takes longer or prints more than any listing \
                     needs; undo the last change"
                        .into(),
                ));
            }
        }
        if let Some(inputs) = inputs {
            // Where no note can be left, the next run compiles again.
            let _ = inputs.keep(&self.slot);
        }
        Ok(())
    }

    fn rustc(
        &self,
        checkout: &Checkout,
        kit: &Kit,
        listing: &Listing,
    ) -> Command {
        let mut rustc = compile::base(checkout, kit, &self.slot);
        rustc.args(["--crate-name", "changed"]);
        // The listing's own path, in errors and in panics.
        compile::show_as(&mut rustc, checkout.root(), "");
        compile::show_as(&mut rustc, &self.source, &listing.path());
        rustc
    }

    /// The program, ready to run where nothing that it writes stays.
    ///
    /// # Errors
    /// When the toolchain lies in a folder that can't be listed.
    pub(super) fn program(&self, kit: &Kit) -> Result<Command> {
        let scratch = self.slot.scratch();
        let mut command = Command::new(self.slot.binary());
        command
            .current_dir(&scratch)
            .env(LIBRARIES, search_path(kit.libraries())?)
            .env("TMPDIR", &scratch)
            .env(MARK, &scratch);
        Ok(command)
    }
}

impl Drop for Changed {
    /// What left its process group is ended too, before its folder goes.
    fn drop(&mut self) {
        strays::end(MARK, &self.slot.scratch());
    }
}

/// The program around the text: it runs the listing as the bin `listing`
/// does, traced or not.
fn root(source: &Path, shown: &str) -> String {
    let mut root = String::new();
    let name = shown.rsplit('/').next().unwrap_or(shown);
    write!(
        root,
        r#"#[path = {source:?}]
mod listing;

fn main() -> std::process::ExitCode {{
    fn run() {{
        std::process::Termination::report(listing::main());
    }}
    if std::env::args().any(|argument| argument == "--trace") {{
        chapters::trace(run, |file| file.ends_with({name:?}));
        return std::process::ExitCode::SUCCESS;
    }}
    std::process::Termination::report(listing::main())
}}
"#
    )
    .expect("a string takes all");
    root
}
