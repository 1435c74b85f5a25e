//! A watch in a terminal of its own, which `script` of util-linux gives it.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    clone::Clone,
    grid::shown,
    output::{Output, until},
};

pub(crate) struct Terminal {
    child: Child,
    keys: ChildStdin,
    pub(crate) output: Output,
    /// Says which terminal it is, and which process runs in it.
    facts: PathBuf,
}

impl Terminal {
    /// Runs the watch in 80 columns and 24 rows, with these settings.
    pub(crate) fn watch(clone: &Clone, settings: &str) -> Self {
        let workbook = env!("CARGO_BIN_EXE_workbook");
        let call = format!("exec env {settings} '{workbook}' watch");
        Self::run(clone, &call)
    }

    pub(crate) fn run(clone: &Clone, call: &str) -> Self {
        let facts = clone.path("facts");
        let call = format!(
            "stty rows 24 cols 80; echo $$ >facts; tty >>facts; {call}"
        );
        let mut script = Command::new("script");
        script.args(["-qec", &call, "/dev/null"]);
        script.stdin(Stdio::piped()).stdout(Stdio::piped());
        script.current_dir(clone.path("")).env("TERM", "xterm");
        script.env("LC_ALL", "C.UTF-8").env("SHELL", "/bin/sh");
        // With `CI` set, colors are shown where a terminal takes none.
        let unset = ["CARGO_TARGET_DIR", "CI", "COLUMNS", "LINES", "NO_COLOR"];
        for name in unset {
            script.env_remove(name);
        }
        let mut child = script.spawn().expect(
            "`script` runs: it is util-linux's, `apt-get install bsdutils`",
        );
        let keys = child.stdin.take().unwrap();
        let output = Output::of(child.stdout.take().unwrap());
        Self { child, keys, output, facts }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// What it shows now.
    pub(crate) fn screen(&self) -> String {
        shown(&self.output.text())
    }

    /// Waits until the screen shows these words.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) {
        self.fits(words, |screen| screen.contains(words));
    }

    #[track_caller]
    pub(crate) fn fits(&mut self, what: &str, fits: impl Fn(&str) -> bool) {
        self.output.wait(what, shown, |text| fits(&shown(text)));
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let [rows, columns] = [rows, columns].map(|n| n.to_string());
        let mut stty = Command::new("stty");
        stty.args(["-F", &self.fact(1), "rows", &rows, "cols", &columns]);
        assert!(stty.status().unwrap().success());
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let process = Pid::from_raw(self.fact(0).parse().unwrap());
        kill_process(process.unwrap(), signal).unwrap();
    }

    fn fact(&self, n: usize) -> String {
        let facts = fs::read_to_string(&self.facts).unwrap();
        facts.lines().nth(n).unwrap().to_owned()
    }

    /// Waits for its end; gives all that it printed.
    pub(crate) fn end(&mut self) -> (ExitStatus, String) {
        let text = self.output.end();
        (self.child.wait().unwrap(), text)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Its terminal goes with it, and that ends the watch.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until so many processes have this checkout's files as programs.
#[track_caller]
pub(crate) fn processes(clone: &Clone, fits: impl Fn(usize) -> bool) {
    let judged = clone.path("target/workbook/judge");
    let judged = judged.to_str().unwrap();
    let count = || {
        let all = fs::read_dir("/proc").unwrap().flatten();
        let lines = all.map(|process| fs::read(process.path().join("cmdline")));
        let runs = |line: &Vec<u8>| line.starts_with(judged.as_bytes());
        lines.flatten().filter(runs).count()
    };
    until("so many checks run", || fits(count()));
}
