//! The watch line by line: one verdict a save.

use std::sync::mpsc::{RecvTimeoutError, channel};

use anyhow::Result;

use super::{End, Event, end_by, run::Judged, seat::Seat, signals, words};
use crate::{
    checkout::Checkout,
    manifest::{Exercise, Manifest},
    report::{self, Look},
};

/// Watches the exercise that is named, else the next unsolved one, and
/// prints a verdict at each save. Blocks until a signal ends it.
///
/// # Errors
/// When no judge can be started, or nothing can be printed.
pub fn plain(
    checkout: &Checkout,
    manifest: &Manifest,
    named: Option<&Exercise>,
) -> Result<End> {
    let (events, received) = channel();
    signals::tell(events.clone())?;
    let seat = Seat::take(checkout, manifest, named, events)?;
    let mut plain = Plain { seat, look: Look::of_terminal() };
    plain.greet()?;
    plain.judge()?;
    loop {
        match received.recv_timeout(plain.seat.pause()) {
            Ok(Event::Signal(signal)) => return Ok(end_by(signal)),
            Ok(event) => plain.take(event)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
        }
        if plain.seat.is_saved() {
            plain.judge()?;
        }
    }
}

struct Plain<'a> {
    seat: Seat<'a>,
    look: Look,
}

impl Plain<'_> {
    fn greet(&self) -> Result<()> {
        let exercise = self.seat.exercise;
        let text = format!(
            "watching {}; each save is judged, Ctrl-C ends it\n{}",
            exercise.name(),
            exercise.subject()
        );
        self.print(&text)
    }

    fn judge(&mut self) -> Result<()> {
        self.seat.judge()?;
        if self.seat.is_building {
            self.print("building what the checks use")?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Said(number, line) if self.seat.is_at(number) => {
                if self.seat.is_building {
                    report::tell("build", line.trim());
                }
                Ok(())
            }
            Event::Judged(number, judged) if self.seat.finish(number) => {
                self.tell(&judged)
            }
            _ => Ok(()),
        }
    }

    fn tell(&mut self, judged: &Judged) -> Result<()> {
        let Judged::Verdict { verdict, notices } = judged else {
            let why = words::no_verdict(judged).unwrap_or_default();
            report::tell("workbook", &why);
            return Ok(());
        };
        let exercise = self.seat.exercise;
        let page = self.seat.page(verdict.misconception.as_ref());
        let text =
            report::findings(&self.look, exercise, verdict, page.as_ref());
        let (mark, sum) = report::sum(exercise, verdict);
        let took = verdict.took.as_secs_f64();
        let sum = mark.with(&self.look, &format!("{sum} ({took:.1} s)"), 0);
        report::print(&format!("\n{text}\n"))?;
        self.print(&sum)?;
        for notice in notices {
            report::tell("note", notice);
        }
        if verdict.is_passed() { self.move_on() } else { Ok(()) }
    }

    fn move_on(&mut self) -> Result<()> {
        let Some(next) = self.seat.next() else {
            return self.print("every exercise is solved");
        };
        self.seat.move_to(next);
        self.print("")?;
        self.greet()
    }

    fn print(&self, text: &str) -> Result<()> {
        Ok(report::print(&self.look.wrap(text, "", "  "))?)
    }
}
