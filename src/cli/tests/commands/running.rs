//! `run`, and what Ctrl-C ends.

#![cfg(unix)]

use std::{
    fs,
    io::Read,
    os::unix::{
        fs::PermissionsExt,
        net::{UnixListener, UnixStream},
        process::CommandExt,
    },
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

use crate::clone::{Clone, SUBJECT, said};

const FUNCTION: &str = "src/ch02_generators/s1_function.rs";
const GEN_BLOCK: &str = "src/ch02_generators/s2_gen_block.rs";

/// Long enough for a build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn a_listing_runs_by_its_name() {
    let clone = Clone::new();
    for typed in ["function", "ch02/function", "2/1", FUNCTION] {
        clone.run(&["run", typed]).ends_with(0).prints("second call:");
    }
    clone.run(&["run"]).ends_with(0).prints("ch02/function   A function");
    clone.run(&["run", "countdown"]).ends_with(2).tells("is an exercise");
}

#[test]
fn the_exit_code_is_the_listings() {
    let clone = Clone::new();
    let ends = "//! Ends.\npub fn main() { std::process::exit(7) }\n";
    clone.write(FUNCTION, ends);
    clone.run(&["run", "function"]).ends_with(7);
}

#[test]
fn a_knob_is_turned_for_one_run() {
    let clone = Clone::new();
    let manifest = clone.read("workbook.toml");
    let knob = "[[chapter.knob]]\nlisting = \"function\"\nname = \"last\"\n\
                label = \"The last\"\nvalues = [1, 2]\ndefault = 2\n";
    clone.write("workbook.toml", format!("{manifest}\n{knob}"));
    let shows = "//! Shows.\npub fn main() {\n    \
                 println!(\"{:?}\", std::env::var(\"WORKBOOK_LAST\").ok());\n}\n";
    clone.write(FUNCTION, shows);
    clone.run(&["run", "function"]).ends_with(0).prints("None");
    let set = |setting| clone.run(&["run", "function", "--set", setting]);
    set("last=7").ends_with(0).prints("Some(\"7\")");
    set("first=7").ends_with(2).tells("no knob `first`; it has last");
    set("last=many").ends_with(2).tells("write `last=2`, for example");
}

#[test]
fn a_timeline_is_drawn_below_what_its_listing_printed() {
    let clone = Clone::new();
    let pulls = "//! Pulls.\npub fn main() {\n    \
                 let _lane = timeline::lane(\"caller\");\n    \
                 let n = timeline::generator(\"source\", [7]).count();\n    \
                 println!(\"{n}\");\n}\n";
    clone.write(FUNCTION, pulls);
    let drawn = "1\n\nstep   1  2   3   4  5\n\
                 caller ###----#7>#---##|\n\
                 source ...#>7#....##|\n";
    let mut run = clone.command(&["run", "--timeline", "function"]);
    said(run.env("TERM", "dumb")).ends_with(0).prints(drawn);
    let mut run = clone.command(&["run", "--timeline", "function"]);
    said(run.env("TERM", "dumb").env("COLUMNS", "20"))
        .ends_with(0)
        .prints("caller ###----#7>#\n");
    clone
        .run(&["run", "--timeline", "--words", "function"])
        .ends_with(0)
        .prints("1\n\ncaller calls next of source\nsource gives 7\n");
}

#[test]
fn a_listing_without_a_timeline_says_so() {
    let clone = Clone::new();
    clone
        .run(&["run", "--timeline", "function"])
        .ends_with(0)
        .prints("ch02/function records no timeline");
    clone
        .run(&["run", "--timeline", "gen_block"])
        .ends_with(2)
        .tells("ch02/gen_block records no timeline");
}

#[test]
fn a_nightly_listing_is_compiled_by_itself() {
    let clone = Clone::new();
    clone.write(GEN_BLOCK, "//! G.\npub fn main() { println!(\"gave\") }\n");
    // Stands in for rustup's `rustc`, which picks a toolchain by its name.
    let rustc = std::env::var("RUSTC").unwrap_or("rustc".into());
    let stand_in = format!(
        "#!/bin/sh\n[ \"$1\" = +nightly ] || exit 9\nshift\n\
         PATH=$REAL_PATH exec \"{rustc}\" \"$@\"\n"
    );
    clone.write("tools/rustc", stand_in);
    let tools = clone.path("tools");
    let runs = fs::Permissions::from_mode(0o755);
    fs::set_permissions(tools.join("rustc"), runs).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let mut run = clone.command(&["run", "gen-block"]);
    run.env("REAL_PATH", path).env("PATH", format!("{}:/bin", tools.display()));
    said(&mut run).ends_with(0).prints("gave\n");
}

#[test]
fn without_nightly_rust_the_recording_is_pointed_to() {
    let clone = Clone::new();
    let mut run = clone.command(&["run", "gen_block"]);
    said(run.env("PATH", clone.path("no/tools")))
        .ends_with(2)
        .tells("`rustup toolchain install nightly`")
        .tells("book/recorded/ch02_generators/gen_block.txt");
}

#[test]
fn ctrl_c_ends_a_listing() {
    let clone = Clone::new();
    let lifeline = Lifeline::new();
    let waits = format!(
        "//! Waits.\npub fn main() {{\n    let _held = {};\n    \
         loop {{ std::thread::park() }}\n}}\n",
        lifeline.call()
    );
    clone.write(FUNCTION, waits);
    assert_ctrl_c_ends(&mut clone.command(&["run", "function"]), lifeline);
}

#[test]
fn ctrl_c_ends_a_check() {
    let clone = Clone::new();
    let lifeline = Lifeline::new();
    // A wait with an end is no stall: the judge would let it go on.
    let waits = format!(
        "let _held = {}; \
         std::thread::sleep(std::time::Duration::from_secs(1000)); ",
        lifeline.call()
    );
    let stub = clone.sealed_stub();
    assert!(stub.contains("todo!("));
    clone.write(SUBJECT, stub.replacen("todo!(", &format!("{waits}todo!("), 1));
    assert_ctrl_c_ends(&mut clone.command(&["check"]), lifeline);
    // What was begun is left as it was.
    assert!(!clone.path(".workbook/progress.json").exists());
}

fn assert_ctrl_c_ends(command: &mut Command, lifeline: Lifeline) {
    let quiet = || Stdio::null();
    let mut child = heeding_ctrl_c(command)
        .process_group(0)
        .stdout(quiet())
        .stderr(quiet())
        .spawn()
        .unwrap();
    let mut held = lifeline.next(&mut child);
    let group = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    // As a terminal does it: to all that it started.
    kill_process_group(group, Signal::INT).unwrap();
    let status = child.wait().unwrap();
    assert!(!status.success(), "{status}");
    held.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let end = held.read(&mut [0]);
    assert!(matches!(end, Ok(0)), "a process lives on: {end:?}");
}

/// The same command, though these tests may run in the background, where a
/// shell has Ctrl-C ignored for all that it starts.
fn heeding_ctrl_c(command: &Command) -> Command {
    let mut heeding = Command::new("env");
    if cfg!(target_os = "linux") {
        heeding.arg("--default-signal=INT");
    }
    heeding.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => heeding.env(name, value),
            None => heeding.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        heeding.current_dir(folder);
    }
    heeding.stdin(Stdio::null());
    heeding
}

/// A socket that a program calls and holds for as long as it lives.
struct Lifeline {
    folder: TempDir,
    listener: UnixListener,
}

impl Lifeline {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let listener = UnixListener::bind(folder.path().join("s")).unwrap();
        Self { folder, listener }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    /// An expression of Rust: the program's end.
    fn call(&self) -> String {
        let path = self.path();
        format!("std::os::unix::net::UnixStream::connect({path:?}).unwrap()")
    }

    /// Waits for the call.
    fn next(self, caller: &mut Child) -> UnixStream {
        let (sender, calls) = mpsc::channel();
        thread::spawn(move || sender.send(self.listener.accept().unwrap().0));
        calls.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            let _ = caller.kill();
            panic!("nobody called: {:?}", caller.wait())
        })
    }
}
