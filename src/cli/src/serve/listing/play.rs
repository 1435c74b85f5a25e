//! One run, from the wish to its end.

use std::{
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use rustix::process::Signal;
use tokio::time::timeout_at;

use super::{
    Ended, Halt, Kind, Line, Listings,
    bounds::Bounds,
    changed::Changed,
    child::{Child, End, Event},
    turn,
};
use crate::{
    judge::{allowance::Allowance, kit::Kit},
    manifest::Listing,
    serve::api::lines::Lines,
};

/// What a listing may use up. The longest of ours takes two seconds; a reader
/// may try what a thousand threads do, each with a stack of 2 MiB.
const LISTING: Bounds = Bounds {
    own: Some(Allowance { memory: 2 << 20, processor: 30, file: 256 << 10 }),
    wall: Duration::from_secs(60),
    output: 1 << 20,
    crowd: 64,
};

/// Marks and the run itself are a few times what the listing prints.
const TRACED: usize = 8 << 20;

/// What to run, and how.
#[derive(Debug)]
pub struct Wish {
    pub listing: Listing,
    /// The reader's own text of it.
    pub source: Option<String>,
    /// Variables for the listing.
    pub knobs: Vec<(String, String)>,
    /// Whether marks say who ran when.
    pub trace: bool,
}

impl Listings {
    /// Runs a listing and tells its page of it, down to the end. Dropping the
    /// future ends all that it started.
    pub async fn play(&self, wish: Wish, lines: &Lines) {
        let begun = Instant::now();
        let mut ended = match self.run(&wish, lines).await {
            Ok(ended) => ended,
            Err(Halt::Gone) => return,
            Err(Halt::Refused(why)) => ended(Kind::Refused, Some(why)),
            Err(Halt::Stale(why)) => ended(
                Kind::Failed,
                Some(format!(
                    "rustc can't read what Cargo built; run `cargo clean`, \
                     then this again\n{why}"
                )),
            ),
            Err(Halt::Failed(error)) => {
                ended(Kind::Failed, Some(format!("{error:#}")))
            }
        };
        ended.took = begun.elapsed().as_secs_f64() * 1e3;
        // A page that is gone needs no end.
        let _ = lines.send(&Line::End(ended)).await;
    }

    async fn run(&self, wish: &Wish, lines: &Lines) -> Result<Ended, Halt> {
        let _turn = turn(&self.running, lines, "listing").await?;
        let mut kit = self.prebuilt.kit(lines).await?;
        let Some(text) = &wish.source else {
            let program = kit.program().map(Command::new);
            let mut program = program.ok_or_else(|| {
                anyhow::anyhow!("Cargo built no program `listing`")
            })?;
            program.arg(wish.listing.key());
            program.current_dir(self.checkout.root());
            return follow(program, wish, lines).await;
        };
        let changed = Changed::write(&self.checkout, &wish.listing, text)?;
        match self.compile(&changed, &kit, wish, lines).await {
            // Another toolchain built it: once more, with this one.
            Err(Halt::Stale(_)) => {
                kit = self.prebuilt.build(lines).await?;
                self.compile(&changed, &kit, wish, lines).await?;
            }
            compiled => compiled?,
        }
        follow(changed.program(&kit)?, wish, lines).await
    }

    async fn compile(
        &self,
        changed: &Changed,
        kit: &Kit,
        wish: &Wish,
        lines: &Lines,
    ) -> Result<(), Halt> {
        let _turn = turn(&self.compilers, lines, "compiler").await?;
        changed.compile(&self.checkout, kit, &wish.listing, lines).await
    }
}

/// Passes on what the program prints, until it ends or nobody listens.
async fn follow(
    mut program: Command,
    wish: &Wish,
    lines: &Lines,
) -> Result<Ended, Halt> {
    let mut bounds = LISTING;
    if wish.trace {
        program.arg("--trace");
        bounds.output = TRACED;
    }
    program.envs(wish.knobs.iter().map(|(name, value)| (name, value)));
    // What the server was told about its own panics is no part of a listing.
    program.env_remove("RUST_BACKTRACE").env_remove("RUST_LIB_BACKTRACE");
    let mut child = Child::start(program, bounds)?;
    loop {
        let event = child.next().await?;
        let line = match &event {
            Event::Out(text) => Line::Out(text),
            Event::Err(text) => Line::Err(text),
            Event::Ended(end) => return Ok(told(end, &bounds)),
        };
        // A page that reads nothing holds up the listing, but not for ever.
        match timeout_at(child.deadline(), lines.send(&line)).await {
            Ok(sent) => sent?,
            Err(_) => return Err(Halt::Gone),
        }
    }
}

/// An end in the words of the page.
fn told(end: &End, bounds: &Bounds) -> Ended {
    match end {
        End::Exited(status) => exited(*status, bounds),
        End::Stuck(threads) => ended(
            Kind::Deadlock,
            Some(format!(
                "nothing in it can ever run again; {}",
                threads.join("; ")
            )),
        ),
        End::OutOfTime => limit(format!(
            "it ran for {} s, the most that a listing may",
            bounds.wall.as_secs()
        )),
        End::Flood => Ended {
            cut: true,
            ..limit(format!(
                "it printed {} MiB, the most that a listing may",
                bounds.output >> 20
            ))
        },
        End::Crowd => limit(format!(
            "it became {} processes, the most that a listing may",
            bounds.crowd
        )),
    }
}

fn exited(status: ExitStatus, bounds: &Bounds) -> Ended {
    if let Some(code) = status.code() {
        return Ended { code: Some(code), ..ended(Kind::Exited, None) };
    }
    let signal = status.signal().unwrap_or(0);
    let Some(Allowance { memory, processor, file }) = bounds.own else {
        return ended(Kind::Failed, Some(format!("signal {signal} ended it")));
    };
    match Signal::from_named_raw(signal) {
        Some(Signal::XCPU | Signal::KILL) => limit(format!(
            "it was ended by the system: more than {processor} s of processor \
             time are too much for a listing"
        )),
        Some(Signal::XFSZ) => {
            limit(format!("it wrote a file of more than {} MiB", file >> 10))
        }
        Some(Signal::ABORT) => ended(
            Kind::Failed,
            Some(format!(
                "it aborted: a panic within a panic, a full stack, or more \
                 than {} MiB of memory",
                memory >> 10
            )),
        ),
        _ => ended(Kind::Failed, Some(format!("signal {signal} ended it"))),
    }
}

fn limit(why: String) -> Ended {
    ended(Kind::Limit, Some(why))
}

fn ended(kind: Kind, why: Option<String>) -> Ended {
    Ended { kind, code: None, why, took: 0.0, cut: false }
}
