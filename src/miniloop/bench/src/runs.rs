//! One run: a process of its own for each loop and each workload, so that
//! none inherits another's heap.

use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::{clients, python, subjects};

/// Who is measured: a loop, or a generator.
pub(crate) struct Subject {
    pub(crate) name: String,
    /// At the head of its column.
    pub(crate) title: String,
    /// The interpreter that runs it, unless we do.
    python: Option<String>,
    pub(crate) version: Option<String>,
}

impl Subject {
    fn ours((name, title): (&str, &str)) -> Subject {
        let (name, title) = (name.to_owned(), title.to_owned());
        Subject { name, title, python: None, version: None }
    }

    /// Ours, and what loops the interpreter has.
    pub(crate) fn loops() -> Vec<Subject> {
        let mut all: Vec<_> = subjects::NAMES.map(Subject::ours).into();
        let python = python::interpreter();
        all.extend(python::loops(&python).into_iter().map(
            |(name, version)| {
                let title = name.clone();
                let python = Some(python.clone());
                Subject { name, title, python, version: Some(version) }
            },
        ));
        all
    }

    pub(crate) fn generators() -> Vec<Subject> {
        let names = [
            ("by_hand", "by hand"),
            ("from_fn", "`from_fn`"),
            ("async_block", "an async block"),
        ];
        let mut all: Vec<_> = names.map(Subject::ours).into();
        let python = Subject::loops().into_iter();
        all.extend(python.filter(|s| s.name == "asyncio").map(|subject| {
            Subject { title: "CPython's generator".to_owned(), ..subject }
        }));
        all
    }

    pub(crate) fn is_python(&self) -> bool {
        self.python.is_some()
    }

    /// Whether it stands in the table of Python's loops.
    pub(crate) fn is_in_second(&self) -> bool {
        self.is_python() || ["miniloop", "tokio"].contains(&&*self.name)
    }

    /// Protocols are asyncio's, and miniloop's after it. rloop's server
    /// refuses our clients, in its version 0.5.
    pub(crate) fn can(&self, work: &str) -> bool {
        match work {
            "echo" => self.name != "rloop",
            "echo_protocols" => {
                self.is_python() && self.name != "rloop"
                    || self.name == "miniloop"
            }
            _ => true,
        }
    }
}

/// What a run printed: `ns=23.4`, a line each.
pub(crate) type Printed = Vec<(String, f64)>;

/// Has one loop do one workload. Empty if it can't.
pub(crate) fn run(
    subject: &Subject,
    work: &str,
) -> Result<Printed, Box<dyn Error>> {
    let mut command = command(subject)?;
    command.arg(work).stdout(Stdio::piped());
    let mut child = Ended(command.spawn()?);
    let stdout = child.0.stdout.take().expect("it is piped");
    let lines = BufReader::new(stdout);
    if work.starts_with("echo") {
        return echo(&child, lines);
    }
    let printed = lines.lines().map_while(Result::ok);
    let printed = printed.filter_map(|line| pair(&line)).collect();
    let status = child.0.wait()?;
    if !status.success() {
        return Err(status.to_string().into());
    }
    Ok(printed)
}

fn command(subject: &Subject) -> Result<Command, Box<dyn Error>> {
    let Some(python) = &subject.python else {
        let mut command = Command::new(env::current_exe()?);
        command.arg("--one").arg(&subject.name);
        return Ok(command);
    };
    let mut command = Command::new(python);
    command.arg(python::SCRIPT).arg(&subject.name);
    Ok(command)
}

/// The child serves, and we ask.
fn echo(
    server: &Ended,
    mut lines: BufReader<ChildStdout>,
) -> Result<Printed, Box<dyn Error>> {
    let mut line = String::new();
    lines.read_line(&mut line)?;
    let Some((_, port)) = pair(line.trim()) else { return Ok(Vec::new()) };
    let before = on_processor(server.0.id());
    let (n, rate) = clients::ask_for_a_while(port as u16)?;
    let mut printed = vec![("rate".to_owned(), rate)];
    let taken = on_processor(server.0.id()).zip(before);
    printed.extend(taken.map(|(after, before)| {
        ("server".to_owned(), (after - before) / f64::from(n) / 1e3)
    }));
    Ok(printed)
}

/// Nanoseconds that a process' main thread has run, where Linux tells.
fn on_processor(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    text.split(' ').next()?.parse().ok()
}

fn pair(line: &str) -> Option<(String, f64)> {
    let (name, value) = line.split_once('=')?;
    Some((name.to_owned(), value.parse().ok()?))
}

/// A process that ends with us: a server doesn't end by itself.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It fails when the process has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
