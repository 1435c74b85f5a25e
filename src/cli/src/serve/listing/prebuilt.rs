//! The listings as Cargo builds them: one program, and the crates that a
//! changed listing links.

use anyhow::Context as _;
use tokio::{sync::Mutex, task::spawn_blocking};

use super::{
    Halt,
    bounds::Bounds,
    child::{Child, End, output_of},
    says,
};
use crate::{
    checkout::Checkout,
    judge::kit::{self, Kit, Package},
    serve::api::lines::Lines,
};

const LISTINGS: Package = Package {
    manifest: "Cargo.toml",
    library: "chapters",
    build: &["--package", "concurrency-workbook", "--lib", "--bins"],
    note: "workbook/listings.json",
};

/// A first build on a slow machine takes minutes.
const CARGO: Bounds = Bounds {
    own: None,
    wall: std::time::Duration::from_secs(30 * 60),
    output: 64 << 20,
    crowd: 10_000,
};

/// Builds them when their sources have changed; one build at a time.
#[derive(Debug)]
pub(super) struct Prebuilt {
    checkout: Checkout,
    building: Mutex<()>,
}

impl Prebuilt {
    pub(super) fn of(checkout: &Checkout) -> Self {
        Self { checkout: checkout.clone(), building: Mutex::new(()) }
    }

    /// The listings as their sources are now. What Cargo says is passed on.
    /// Dropping the future ends the build.
    pub(super) async fn kit(&self, lines: &Lines) -> Result<Kit, Halt> {
        if let Some(kit) = self.kept().await? {
            return Ok(kit);
        }
        let _building = self.building.lock().await;
        match self.kept().await? {
            Some(kit) => Ok(kit),
            None => self.build(lines).await,
        }
    }

    async fn kept(&self) -> Result<Option<Kit>, Halt> {
        let checkout = self.checkout.clone();
        let kept = spawn_blocking(move || Kit::kept(&checkout, &LISTINGS));
        Ok(kept.await.context("a look at what is built panicked")?)
    }

    /// Has Cargo build them, even if they are as they were.
    pub(super) async fn build(&self, lines: &Lines) -> Result<Kit, Halt> {
        says(lines, "The listings are built first.").await?;
        let mut cargo = kit::cargo(&self.checkout, &LISTINGS);
        cargo.args(["--color", "never"]);
        let mut child = Child::start(cargo, CARGO)?;
        let (end, said, errors) = output_of(&mut child, Some(lines)).await?;
        if !matches!(end, End::Exited(status) if status.success()) {
            return Err(Halt::Refused(format!(
                "the listings can't be built; mend what Cargo says, then run \
                 this again\n{}",
                errors.trim_end()
            )));
        }
        let checkout = self.checkout.clone();
        let kit =
            spawn_blocking(move || Kit::as_built(&checkout, &LISTINGS, &said));
        Ok(kit.await.context("what Cargo built can't be noted")??)
    }
}
