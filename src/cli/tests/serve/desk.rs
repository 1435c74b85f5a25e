//! What the server keeps for a learner, tried over its socket.
//!
//! - `answers`: the learner's file, read and saved;
//! - `verdicts`: checks, and what a page hears of each save;
//! - `study`: hints, predictions, progress.

mod answers;
mod study;
mod verdicts;

use std::process::Command;

use serde_json::{Value, json};

use crate::{
    call::Call,
    clone::{Clone, SUBJECT},
    server::{Events, Server},
};

const COUNTDOWN: &str = "ch02/countdown";

/// A clone with a page that includes its exercise, and its server.
struct Desk {
    clone: Clone,
    server: Server,
}

impl Desk {
    fn new() -> Self {
        Self::of(Clone::new())
    }

    fn of(clone: Clone) -> Self {
        clone.write("book/book.toml", "[book]\ntitle = \"Small\"\n");
        let summary = "- [Page](page.md)\n- [Other](other.md)\n";
        clone.write("book/src/SUMMARY.md", summary);
        let include = format!("{{{{#include ../../{SUBJECT}}}}}");
        let page = format!("# Page\n\n```rust\n{include}\n```\n");
        clone.write("book/src/page.md", page);
        clone.write("book/src/other.md", "# Other\n\nThe first text.\n");
        let server = Server::start(serve(&clone));
        Self { clone, server }
    }

    /// Calls and reads the answer, which must be a good one.
    #[track_caller]
    fn call(&self, name: &str, body: &Value) -> Value {
        let answer = Call::new(&self.server, name, &body.to_string()).answer();
        assert_eq!(answer.status, 200, "{}", answer.body);
        json_in(&answer.body)
    }

    /// What is wrong with this call, with its status.
    #[track_caller]
    fn refused(&self, name: &str, body: &Value) -> (u16, String) {
        let answer = Call::new(&self.server, name, &body.to_string()).answer();
        assert_ne!(answer.status, 200, "{}", answer.body);
        (answer.status, answer.error())
    }

    fn read(&self) -> Value {
        self.call("read", &json!({ "exercise": COUNTDOWN }))
    }

    fn save(&self, text: &str, version: &Value) -> Value {
        let body = json!({
            "exercise": COUNTDOWN, "text": text, "version": version,
        });
        self.call("save", &body)
    }

    /// All lines that a check answers.
    fn check(&self) -> Vec<Value> {
        let body = json!({ "exercise": COUNTDOWN }).to_string();
        let answer = Call::new(&self.server, "check", &body).answer();
        assert_eq!(answer.status, 200, "{}", answer.body);
        let lines = answer.body.lines().filter(|line| line.starts_with('{'));
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The verdict of a check.
    fn verdict(&self) -> Value {
        let lines = self.check();
        let last = lines.last().expect("a check says something");
        assert!(last["verdict"].is_object(), "no verdict: {last}");
        last["verdict"].clone()
    }

    /// A page that listens to the exercise, once it is heard.
    fn listening(&self) -> Events {
        let query = format!("page=page.html&exercises={COUNTDOWN}");
        let mut events = self.server.events_for(&query);
        events.wait_for("saved");
        events
    }
}

/// The server of this clone, on any free port.
fn serve(clone: &Clone) -> Command {
    let temporary = clone.path("../tmp");
    std::fs::create_dir_all(&temporary).unwrap();
    let mut command = clone.command(&["serve", "--no-open", "--port", "0"]);
    command.env("TMPDIR", temporary);
    command
}

/// The JSON in a body, which the server may send in pieces.
fn json_in(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}
