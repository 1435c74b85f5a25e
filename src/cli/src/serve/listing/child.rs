//! A process that is read as it writes, held within its bounds, and ended with
//! all that it started.

use std::{
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};
use rustix::process::{WaitId, WaitIdOptions, waitid};
use tokio::{
    process::{Child as Process, ChildStderr, ChildStdout},
    task::yield_now,
    time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until},
};

use super::{Halt, bounds::Bounds, crowd::Crowd, pace::Pace, pipe::Pipe, says};
use crate::{
    judge::{
        guard::{Group, pid},
        stuck::Watch,
    },
    serve::api::lines::Lines,
};

/// How often a process is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// How long the output of a process that has ended may take to arrive, where
/// something that it left behind still holds its pipes.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// What becomes of a process.
#[derive(Debug)]
pub(super) enum Event {
    Out(String),
    Err(String),
    /// The last of all.
    Ended(End),
}

/// Why a process is over.
#[derive(Debug)]
pub(super) enum End {
    /// By itself, or by a signal.
    Exited(ExitStatus),
    /// Nothing in it could run any more; what each thread waited for.
    Stuck(Vec<String>),
    OutOfTime,
    /// It printed more than its bounds allow.
    Flood,
    /// It started more processes than its bounds allow.
    Crowd,
}

/// Dropping it ends the process, and waits for that.
#[derive(Debug)]
pub(super) struct Child {
    process: Process,
    group: Group,
    out: Pipe<ChildStdout>,
    err: Pipe<ChildStderr>,
    watch: Option<Watch>,
    crowd: Crowd,
    pace: Pace,
    looks: Interval,
    bounds: Bounds,
    deadline: Instant,
    /// Why it is over, and until when its last words are waited for.
    end: Option<(End, Instant)>,
    /// Whether that moment has passed: what has arrived is still read.
    is_late: bool,
    is_reaped: bool,
}

impl Child {
    /// Starts it in a group of its own, without input.
    ///
    /// # Errors
    /// When the system can't.
    pub(super) fn start(command: Command, bounds: Bounds) -> Result<Self> {
        let program = command.get_program().display().to_string();
        let mut command = match bounds.own {
            Some(own) => own.bound(&command),
            None => command,
        };
        let group = Group::start().context("no shell can be started")?;
        group.enlist(&mut command);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = tokio::process::Command::from(command)
            .spawn()
            .with_context(|| format!("{program} can't be started"))?;
        let id = process.id();
        let now = Instant::now();
        let mut looks = interval_at(now + LOOK, LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self {
            out: Pipe::new(process.stdout.take()),
            err: Pipe::new(process.stderr.take()),
            watch: id.map(Watch::of),
            crowd: Crowd::around(group.id()),
            process,
            group,
            pace: Pace::from(now),
            looks,
            bounds,
            deadline: now + bounds.wall,
            end: None,
            is_late: false,
            is_reaped: false,
        })
    }

    /// When its time is over.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// What happens next. Dropping the future loses nothing.
    ///
    /// # Errors
    /// When the system does not say how it ended.
    pub(super) async fn next(&mut self) -> Result<Event> {
        loop {
            let until = self.end.as_ref().map(|(_, until)| *until);
            let rests = self.pace.rests();
            let is_silent = self.out.is_closed() && self.err.is_closed();
            if until.is_some() && is_silent {
                return self.last().await;
            }
            // In this order: what it printed comes before its end, and what
            // it printed before it panicked before what the panic says.
            tokio::select! {
                biased;
                text = self.out.read(), if !rests && !self.out.is_closed() => {
                    let Some(text) = text else { continue };
                    return Ok(Event::Out(self.counted(text)));
                }
                text = self.err.read(), if !rests && !self.err.is_closed() => {
                    let Some(text) = text else { continue };
                    return Ok(Event::Err(self.counted(text)));
                }
                status = self.process.wait(), if until.is_none() => {
                    self.is_reaped = true;
                    let status = status.context("a process is lost")?;
                    self.over(End::Exited(status));
                }
                () = sleep_until(self.pace.until()), if rests => {}
                _ = self.looks.tick(), if until.is_none() => self.look(),
                () = sleep_until(until.unwrap_or(self.deadline)), if !rests => {
                    match until {
                        None => self.look(),
                        Some(_) if self.is_late => return self.last().await,
                        // On a busy machine the words may be there, and the
                        // runtime has not looked yet.
                        Some(_) => {
                            self.is_late = true;
                            yield_now().await;
                        }
                    }
                }
            }
        }
    }

    /// As much of this text as its bounds allow.
    fn counted(&mut self, mut text: String) -> String {
        self.pace.count();
        let printed = self.out.total() + self.err.total();
        if let Some(excess @ 1..) = printed.checked_sub(self.bounds.output) {
            let kept = text.len().saturating_sub(excess);
            text.truncate(text.floor_char_boundary(kept));
            self.over(End::Flood);
            // What floods must not cost the server too.
            self.out.close();
            self.err.close();
        }
        text
    }

    fn look(&mut self) {
        if self.end.is_some() {
            return;
        }
        let stuck = self.watch.as_mut().and_then(Watch::look_at_all);
        if Instant::now() >= self.deadline {
            self.over(End::OutOfTime);
        } else if let Some(threads) = stuck {
            self.over(End::Stuck(threads));
        } else if self.crowd.exceeds(self.bounds.crowd) {
            self.over(End::Crowd);
        }
    }

    /// It is over, and so is all that it started: only the first reason
    /// counts.
    fn over(&mut self, end: End) {
        self.group.kill();
        if self.end.is_none() {
            self.end = Some((end, Instant::now() + LAST_WORDS));
        }
    }

    async fn last(&mut self) -> Result<Event> {
        if !self.is_reaped {
            self.process.wait().await.context("a process is lost")?;
            self.is_reaped = true;
        }
        let (end, _) = self.end.take().expect("only what is over has an end");
        Ok(Event::Ended(end))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.group.kill();
        let Some(process) = self.process.id().filter(|_| !self.is_reaped)
        else {
            return;
        };
        // A process that was killed is gone within milliseconds; who drops
        // this removes its folder next. Tokio collects its status then.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let wait = || waitid(WaitId::Pid(pid(process)), options);
        while wait().is_err_and(|e| e == rustix::io::Errno::INTR) {}
    }
}

/// Waits for the end of a process and collects what it writes: on its
/// standard output, and on its standard error, which is passed on as well if
/// there are `lines` for it.
///
/// # Errors
/// When the page is gone, or the system does not say how the process ended.
pub(super) async fn output_of(
    child: &mut Child,
    lines: Option<&Lines>,
) -> Result<(End, String, String), Halt> {
    let (mut out, mut err) = (String::new(), String::new());
    loop {
        match child.next().await? {
            Event::Out(text) => out += &text,
            Event::Err(text) => {
                if let Some(lines) = lines {
                    says(lines, text.trim_end()).await?;
                }
                err += &text;
            }
            Event::Ended(end) => return Ok((end, out, err)),
        }
    }
}

#[cfg(test)]
mod tests;
