//! A run as data: marks between its output, and who ran when at the end.

use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::Duration,
};

use timeline::{Follower, Timeline};

use crate::lanes;

/// Runs a listing, with marks between its output, and writes who ran when at
/// its end. `is_its_file` knows the listing's file by its path, as the compiler
/// saw it.
///
/// A mark is a line of its own that begins with the character U+001E and goes
/// on as JSON: `{"step":3,"us":1000000}` stands before what step 3 prints,
/// with the virtual clock's microseconds once that has moved, and
/// `{"run":{..}}` stands last of all, as [`timeline::Timeline::json`] has it.
/// The output may stop in the middle of a line before a mark. So each mark
/// brings a newline of its own before it, and whoever reads takes out all
/// from that newline to the one that ends the mark: what is left is the
/// listing's output, byte by byte.
///
/// # Panics
///
/// As the listing does, after its run is written.
pub fn trace(main: fn(), is_its_file: impl Fn(&str) -> bool + 'static) {
    let (outcome, run) = timeline::record(|| {
        let marks = Marks { is_its_file: Box::new(is_its_file) };
        timeline::tell(|recording| recording.follow(marks));
        lanes::watch_event_loops();
        write_before_abort();
        catch_unwind(AssertUnwindSafe(main))
    });
    write_run(&run);
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Where a panic unwinds nothing, the run is written when it begins.
fn write_before_abort() {
    if cfg!(panic = "abort") {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            before(panic);
            timeline::tell(|recording| {
                write_run(&std::mem::take(recording).finish());
            });
        }));
    }
}

fn write_run(run: &Timeline) {
    write_mark(&format!(r#"{{"run":{}}}"#, run.json()));
}

/// In one piece, so that it costs one system call. That nobody reads any more
/// is found by the listing's own prints.
fn write_mark(json: &str) {
    let mark = format!("\n\x1e{json}\n");
    let _ = io::stdout().write_all(mark.as_bytes());
}

/// More steps than these nobody looks through one by one, and all of them are
/// less than a megabyte of marks.
const MOST: usize = 5_000;

/// Writes a mark for each step.
struct Marks {
    is_its_file: Box<dyn Fn(&str) -> bool>,
}

impl Follower for Marks {
    fn begins(&mut self, step: usize, now: Option<Duration>) {
        write_mark(&match now {
            Some(now) => {
                format!(r#"{{"step":{step},"us":{}}}"#, now.as_micros())
            }
            None => format!(r#"{{"step":{step}}}"#),
        });
    }

    fn most_steps(&self) -> usize {
        MOST
    }

    fn is_its_file(&self, file: &str) -> bool {
        (self.is_its_file)(file)
    }
}

impl std::fmt::Debug for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Marks")
    }
}
