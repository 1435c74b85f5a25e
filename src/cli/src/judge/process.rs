//! One check's process, held within its limits, and ended with all that it
//! started.

use std::{
    io::{PipeReader, Read},
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use rustix::{
    event::{PollFd, PollFlags, poll},
    io::{Errno, ioctl_fionread},
    process::{WaitId, WaitIdOptions, waitid},
};

use super::{
    Limits,
    allowance::Allowance,
    guard::{Group, pid},
    held::Held,
    stuck::Watch,
};

/// How often a process is looked at, and when first: most checks have ended
/// by then.
const LOOK: Duration = Duration::from_millis(20);

/// How often one looks whether the output has arrived of a process that has
/// ended: it is in the pipe, and this machine may be busy.
const LAST_WORDS: Duration = Duration::from_millis(1);

/// How a process ended, and what it printed.
pub(super) struct Finished {
    pub(super) end: End,
    pub(super) output: String,
    pub(super) took: Duration,
}

pub(super) enum End {
    /// By itself, or by a signal.
    Exited(ExitStatus),
    /// Nothing in it could run any more; what each thread waited for.
    Stuck(Vec<String>),
    /// Its time was over.
    OutOfTime,
    /// It printed more than anybody reads.
    Flood,
}

/// What a process's own threads tell the one that watches it.
enum Event {
    Ended,
    Flood,
    /// Nobody holds the other end of its output any more.
    Drained,
}

/// Runs `command` to its end, or ends it: then all that it started in its
/// process group is ended too. `check` names the thread that runs the check.
///
/// # Errors
/// When the system can't start the program, or says nothing of its end.
pub(super) fn run(
    mut command: Command,
    check: &str,
    limits: &Limits,
) -> Result<Finished> {
    let start = Instant::now();
    let (reader, writer) = std::io::pipe().context("no pipe can be made")?;
    let second = writer.try_clone().context("no pipe can be made")?;
    let held = Held::by(&writer).context("the check's pipe is broken")?;
    command.stdin(Stdio::null()).stdout(writer).stderr(second);
    let group = Group::start().context("no shell can be started")?;
    let mut child = group
        .spawn(&mut command)
        .with_context(|| format!("the check {check} can't be started"))?;
    // It holds the pipe's ends that are the check's.
    drop(command);
    held.let_go(&child, allowance(limits), &reader)
        .context("the check's pipe is broken")?;
    let reader = Arc::new(reader);
    let output = Arc::new(Mutex::new(Output::new(limits.kept_output)));
    let (sender, events) = channel();
    drain(reader.clone(), output.clone(), limits.output, sender.clone());
    announce_end(child.id(), sender);
    let end = watch(child.id(), check, limits.wall, &events);
    group.kill();
    let status = child.wait().context("a check can't be waited for")?;
    wait_for_last_words(&reader, &output, &events);
    let output = output.lock().expect("no reader panics").text();
    let end = end.unwrap_or(End::Exited(status));
    Ok(Finished { end, output, took: start.elapsed() })
}

fn allowance(limits: &Limits) -> Allowance {
    Allowance {
        memory: limits.memory >> 10,
        processor: limits.processor,
        file: limits.file >> 10,
    }
}

/// Watches until the process ends; says why, unless it did so by itself.
fn watch(
    process: u32,
    check: &str,
    wall: Duration,
    events: &Receiver<Event>,
) -> Option<End> {
    let start = Instant::now();
    let mut watch = Watch::of(process);
    loop {
        match events.recv_timeout(LOOK) {
            Ok(Event::Ended) => return None,
            Ok(Event::Flood) => return Some(End::Flood),
            Ok(Event::Drained) => {}
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        if let Some(threads) = watch.look(check) {
            return Some(End::Stuck(threads));
        }
        if start.elapsed() >= wall {
            return Some(End::OutOfTime);
        }
    }
}

/// Reads all output on a thread of its own: one that a process which fled
/// its group may hold for ever.
fn drain(
    reader: Arc<PipeReader>,
    output: Arc<Mutex<Output>>,
    limit: usize,
    events: Sender<Event>,
) {
    thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        let mut total = 0;
        loop {
            wait_until_readable(&reader);
            // What is in the pipe no more is in the output, for who locks it.
            let mut output = output.lock().expect("no reader panics");
            let Ok(n @ 1..) = (&*reader).read(&mut buffer) else { break };
            output.add(&buffer[..n]);
            total += n;
            if total > limit {
                // Stop reading: what floods must not cost the judge too.
                let _ = events.send(Event::Flood);
                return;
            }
        }
        let _ = events.send(Event::Drained);
    });
}

/// Until a read would not block: there are bytes, or never will be more.
fn wait_until_readable(reader: &PipeReader) {
    let mut polled = [PollFd::new(reader, PollFlags::IN)];
    while poll(&mut polled, None).is_err_and(|e| e == Errno::INTR) {}
}

/// Tells the watcher of the process's end, but leaves its exit status to it.
fn announce_end(process: u32, events: Sender<Event>) {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    thread::spawn(move || {
        let wait = || waitid(WaitId::Pid(pid(process)), options);
        while wait().is_err_and(|e| e == Errno::INTR) {}
        let _ = events.send(Event::Ended);
    });
}

/// Waits until all has arrived that the process wrote before its end, however
/// late the reader is. Who fled its group may hold the pipe and go on.
fn wait_for_last_words(
    reader: &PipeReader,
    output: &Mutex<Output>,
    events: &Receiver<Event>,
) {
    let has_arrived = || {
        let _nobody_reads = output.lock().expect("no reader panics");
        !ioctl_fionread(reader).is_ok_and(|n_bytes| n_bytes > 0)
    };
    while !has_arrived() {
        match events.recv_timeout(LAST_WORDS) {
            Ok(Event::Ended) | Err(RecvTimeoutError::Timeout) => {}
            Ok(Event::Drained | Event::Flood) => return,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The first and the last bytes of an output.
struct Output {
    first: Vec<u8>,
    last: Vec<u8>,
    /// How many bytes are kept of each.
    half: usize,
    lost: usize,
}

impl Output {
    fn new(kept: usize) -> Self {
        Self { first: Vec::new(), last: Vec::new(), half: kept / 2, lost: 0 }
    }

    fn add(&mut self, bytes: &[u8]) {
        let room = self.half - self.first.len();
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        self.first.extend_from_slice(first);
        self.last.extend_from_slice(rest);
        // Cut seldom: each cut moves what stays.
        if self.last.len() > 2 * self.half {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let excess = self.last.len().saturating_sub(self.half);
        self.last.drain(..excess);
        self.lost += excess;
    }

    fn text(&mut self) -> String {
        self.cut();
        let first = String::from_utf8_lossy(&self.first);
        let last = String::from_utf8_lossy(&self.last);
        match self.lost {
            0 => format!("{first}{last}"),
            lost => format!("{first}\n[{lost} bytes more]\n{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_program_that_cannot_be_started_is_no_end_of_a_check() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text");
        std::fs::write(&text, "a text that nobody may run").unwrap();
        for program in [text, folder.path().join("missing")] {
            let run = run(Command::new(&program), "it", &Limits::default());
            let told = run.err().unwrap().to_string();
            assert_eq!(told, "the check it can't be started");
        }
    }

    #[test]
    fn last_words_arrive_however_late_the_reader_is() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"test result: ok").unwrap();
        let reader = Arc::new(reader);
        let output = Arc::new(Mutex::new(Output::new(100)));
        let (sender, events) = channel();
        let (begin, began) = channel();
        let (late, kept) = (reader.clone(), output.clone());
        let waiting = thread::spawn(move || {
            begin.send(()).unwrap();
            wait_for_last_words(&late, &kept, &events);
            kept.lock().unwrap().text()
        });
        began.recv().unwrap();
        // The writer is there all the while: a process that fled holds it.
        drain(reader, output, 100, sender);
        assert_eq!(waiting.join().unwrap(), "test result: ok");
        drop(writer);
    }
}
