//! Listings that run while somebody looks on: as they are, or as the reader
//! changed them.
//!
//! In the order of a run:
//!
//! - `prebuilt`: the listings as Cargo builds them;
//! - `changed`: one of them, compiled anew;
//! - `child`, `bounds`: its process, and what that may use up;
//! - `pipe`, `pace`, `crowd`: what it prints, how fast, and how many it is;
//! - `play`: all of that, told line by line.

mod bounds;
mod changed;
mod child;
mod crowd;
mod pace;
mod pipe;
mod play;
mod prebuilt;

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use super::api::lines::{Gone, Lines};
use crate::checkout::Checkout;
pub use play::Wish;
use prebuilt::Prebuilt;

/// How many run at once; the others wait.
const AT_ONCE: usize = 16;

/// How many run or wait at once: more are a mistake, or somebody's prank.
pub const SEATS: usize = 80;

/// How many compilers run at once: each may take a gibibyte.
const COMPILERS: usize = 2;

/// What all runs of one server share.
#[derive(Debug)]
pub struct Listings {
    checkout: Checkout,
    prebuilt: Prebuilt,
    seats: Arc<Semaphore>,
    running: Semaphore,
    compilers: Semaphore,
}

impl Listings {
    pub fn of(checkout: &Checkout) -> Self {
        Self {
            checkout: checkout.clone(),
            prebuilt: Prebuilt::of(checkout),
            seats: Arc::new(Semaphore::new(SEATS)),
            running: Semaphore::new(AT_ONCE),
            compilers: Semaphore::new(COMPILERS),
        }
    }

    /// A seat for one run, if there is one left. Never waits.
    pub fn seat(&self) -> Option<OwnedSemaphorePermit> {
        self.seats.clone().try_acquire_owned().ok()
    }
}

/// Why a run goes no further.
#[derive(Debug)]
enum Halt {
    /// Nobody looks on any more.
    Gone,
    /// The compiler or Cargo refuses it, in these words.
    Refused(String),
    /// What Cargo built is no use to rustc.
    Stale(String),
    Failed(anyhow::Error),
}

impl From<Gone> for Halt {
    fn from(Gone: Gone) -> Self {
        Self::Gone
    }
}

impl From<anyhow::Error> for Halt {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// One line of a run's answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    /// Something to tell while there is no output.
    Says(&'a str),
    Out(&'a str),
    Err(&'a str),
    End(Ended),
}

/// How a run ended, as the page is told.
#[derive(Debug, PartialEq, Serialize)]
struct Ended {
    kind: Kind,
    /// Its exit code, if it exited.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
    /// In words: the signal, the compiler's errors, the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// Since it was asked for, in milliseconds.
    took: f64,
    /// Whether output was cut here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Exited,
    Refused,
    Deadlock,
    Failed,
    Limit,
}

/// Waits for a turn, and says so if that is not at once.
async fn turn<'t>(
    turns: &'t Semaphore,
    lines: &Lines,
    what: &str,
) -> Result<SemaphorePermit<'t>, Gone> {
    if let Ok(turn) = turns.try_acquire() {
        return Ok(turn);
    }
    says(lines, &format!("It waits for another {what} to end.")).await?;
    Ok(turns.acquire().await.expect("nobody closes the semaphore"))
}

async fn says(lines: &Lines, text: &str) -> Result<(), Gone> {
    lines.send(&Line::Says(text)).await
}
