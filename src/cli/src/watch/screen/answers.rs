//! What a key asks for, told by the workbook's own commands.
//!
//! They run beside the loop, so that keys stay live whatever they wait for.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpStream},
    sync::mpsc::Sender,
    thread,
    time::Duration,
};

use super::super::{Event, run::this_workbook};
use crate::{checkout::Checkout, manifest::Exercise, report::Look, serve};

/// Where `serve` listens if nobody told it otherwise, and its neighbors.
const PORTS: std::ops::Range<u16> = 3000..3010;

/// On this machine, a server answers at once.
const PATIENCE: Duration = Duration::from_millis(300);

/// What came of a question.
#[derive(Debug)]
pub(in crate::watch) struct Answer {
    pub(super) asked: Ask,
    pub(super) text: String,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    Hint,
    /// The misconception of this id.
    Explain(String),
    Reset,
    Solution,
    Page,
}

impl Ask {
    /// The command that answers it; none answers where a page is open.
    fn command(&self, exercise: &Exercise) -> Option<[String; 2]> {
        let (name, about) = match self {
            Self::Hint => ("hint", exercise.name()),
            Self::Explain(id) => ("explain", id.clone()),
            Self::Reset => ("reset", exercise.name()),
            Self::Solution => ("solution", exercise.name()),
            Self::Page => return None,
        };
        Some([name.to_owned(), about])
    }
}

/// Asks; `events` tells the answer.
pub(super) fn ask(
    asked: Ask,
    checkout: &Checkout,
    exercise: &Exercise,
    look: &Look,
    events: Sender<Event>,
) {
    let (checkout, exercise) = (checkout.clone(), exercise.clone());
    let width = look.width();
    // Nobody joins it: it ends with its command, or with the process.
    thread::spawn(move || {
        let text = match asked.command(&exercise) {
            None => page(&exercise),
            Some(command) => told(&command, &checkout, width)
                .unwrap_or_else(|error| format!("{error:#}")),
        };
        let _ = events.send(Event::Answer(Answer { asked, text }));
    });
}

/// What this command of the workbook prints.
fn told(
    words: &[String],
    checkout: &Checkout,
    width: usize,
) -> anyhow::Result<String> {
    let mut command = this_workbook(checkout)?;
    command.args(words);
    command.env("COLUMNS", width.to_string());
    // The screen decides itself what a terminal takes.
    command.env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR");
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let besides = String::from_utf8_lossy(&output.stderr);
    Ok(match besides.trim() {
        "" => said.into_owned(),
        besides => format!("{said}\n{besides}\n"),
    })
}

/// Opens the chapter's page where the book is served; else says how.
fn page(exercise: &Exercise) -> String {
    let page = exercise.chapter.page();
    let Some(port) = PORTS.into_iter().find(|port| serves(*port)) else {
        return format!(
            "the chapter's page is book/src/{page}\n\nTo read it in the \
             browser, run this in another terminal, then press `o` again:\n\n\
             \x20 cargo workbook serve\n"
        );
    };
    let html = page.replace(".md", ".html");
    let address = format!("http://127.0.0.1:{port}/{html}");
    serve::bound::open(&address);
    format!("the chapter's page is at\n\n  {address}\n")
}

/// Whether the book is served at this port of this machine.
fn serves(port: u16) -> bool {
    let asked = || -> std::io::Result<bool> {
        let address = (Ipv4Addr::LOCALHOST, port).into();
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let path = serve::reload::SCRIPT;
        write!(
            stream,
            "HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
             Connection: close\r\n\r\n"
        )?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    };
    asked().unwrap_or(false)
}
