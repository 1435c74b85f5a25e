//! Processes that keep to nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    thread,
};

use rustix::{
    fs::{CWD, Mode, mkfifoat},
    process::Signal,
};
use tempfile::TempDir;

use super::*;
use crate::judge::allowance::Allowance;

const BOUNDS: Bounds = Bounds {
    own: None,
    wall: Duration::from_secs(20),
    output: 1 << 16,
    crowd: 50,
};

/// How long the system may take to close what a killed process held.
const SOON: Duration = Duration::from_secs(5);

/// Told at its end whether nobody holds it any more.
struct Lifeline {
    folder: TempDir,
    closed: Receiver<()>,
}

impl Lifeline {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("fifo");
        mkfifoat(CWD, &path, Mode::RWXU).unwrap();
        let (tell, closed) = channel();
        // Ends when the last process that holds the other end does.
        thread::spawn(move || {
            fs::read(path).unwrap();
            let _ = tell.send(());
        });
        Self { folder, closed }
    }

    /// As the first words of a script: it and all that it starts hold this.
    fn held(&self) -> String {
        format!("exec 9>'{}';", self.path().display())
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("fifo")
    }

    fn assert_is_let_go(&self) {
        self.closed.recv_timeout(SOON).expect("a process lives on");
    }
}

fn start(script: &str, bounds: Bounds) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(Path::new("/"));
    Child::start(command, bounds).unwrap()
}

/// Its end, and what it printed.
async fn end_of(child: &mut Child) -> (End, String) {
    let (end, out, _) = output_of(child, None).await.expect("it ends");
    (end, out)
}

#[tokio::test]
async fn output_comes_before_the_end_and_in_order() {
    let script = "echo one; echo two >&2; echo three; exit 3";
    let mut child = start(script, BOUNDS);
    let (end, out, err) = output_of(&mut child, None).await.unwrap();
    assert_eq!((&*out, &*err), ("one\nthree\n", "two\n"));
    assert!(matches!(end, End::Exited(s) if s.code() == Some(3)), "{end:?}");
}

#[tokio::test]
async fn a_child_of_its_own_ends_with_it() {
    let lifeline = Lifeline::new();
    let script = format!("{} sleep 1000 & echo gone", lifeline.held());
    let (end, out) = end_of(&mut start(&script, BOUNDS)).await;
    assert!(matches!(end, End::Exited(_)), "{end:?}");
    assert_eq!(out, "gone\n");
    lifeline.assert_is_let_go();
}

#[tokio::test]
async fn dropping_it_ends_it_and_its_children() {
    let lifeline = Lifeline::new();
    let script = format!(
        "{} trap '' TERM HUP INT; sleep 1000 & echo begun; sleep 1000",
        lifeline.held()
    );
    let mut child = start(&script, BOUNDS);
    assert!(matches!(child.next().await, Ok(Event::Out(_))));
    let process = child.process.id().expect("it lives");
    drop(child);
    lifeline.assert_is_let_go();
    // Waited for: its number names nobody.
    let stat = fs::read_to_string(format!("/proc/{process}/stat"));
    assert!(stat.is_err(), "it is left: {stat:?}");
}

#[tokio::test]
async fn endless_output_is_cut() {
    let lifeline = Lifeline::new();
    let script = format!("{} while :; do echo more; done", lifeline.held());
    let (end, out) = end_of(&mut start(&script, BOUNDS)).await;
    assert!(matches!(end, End::Flood), "{end:?}");
    assert_eq!(out.len(), BOUNDS.output, "all that it may print is kept");
    lifeline.assert_is_let_go();
}

#[tokio::test]
async fn letter_by_letter_comes_in_words() {
    let script = "i=0; while [ $i -lt 5000 ]; do printf x; i=$((i + 1)); done";
    let start = Instant::now();
    let mut child = self::start(script, BOUNDS);
    let mut texts = vec![];
    while let Event::Out(text) = child.next().await.unwrap() {
        texts.push(text);
    }
    assert_eq!(texts.concat().len(), 5000);
    let (took, many) = (start.elapsed(), texts.len());
    let most = 64 + 32 * took.as_millis() as usize / 50;
    assert!(many <= most, "{many} texts in {took:?}");
}

#[tokio::test]
async fn its_time_is_bounded_whatever_it_ignores() {
    let lifeline = Lifeline::new();
    let script = format!(
        "{} trap '' TERM; echo begun; while :; do sleep 0.01; done",
        lifeline.held()
    );
    let wall = Duration::from_millis(300);
    let (end, _) = end_of(&mut start(&script, Bounds { wall, ..BOUNDS })).await;
    assert!(matches!(end, End::OutOfTime), "{end:?}");
    lifeline.assert_is_let_go();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_process_that_can_never_go_on_is_told() {
    let lifeline = Lifeline::new();
    // Reads from a pipe whose other end it holds itself.
    let script = format!(
        "{} exec 8<>'{}'; read -r line <&8",
        lifeline.held(),
        other_fifo(&lifeline).display()
    );
    let (end, _) = end_of(&mut start(&script, BOUNDS)).await;
    let End::Stuck(threads) = end else { panic!("{end:?}") };
    assert_eq!(threads, ["the main thread: bytes that nobody sends"]);
    lifeline.assert_is_let_go();
}

fn other_fifo(lifeline: &Lifeline) -> PathBuf {
    let path = lifeline.folder.path().join("other");
    mkfifoat(CWD, &path, Mode::RWXU).unwrap();
    path
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_crowd_is_ended_as_a_whole() {
    let lifeline = Lifeline::new();
    let script = format!(
        "{} for i in $(seq 200); do sleep 1000 & done; wait",
        lifeline.held()
    );
    let (end, _) = end_of(&mut start(&script, BOUNDS)).await;
    assert!(matches!(end, End::Crowd), "{end:?}");
    lifeline.assert_is_let_go();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_and_processor_time_are_bounded() {
    use std::os::unix::process::ExitStatusExt;
    let own = Some(Allowance { memory: 64 << 10, processor: 1, file: 1 });
    let bounds = Bounds { own, ..BOUNDS };
    let (end, _) = end_of(&mut start("while :; do :; done", bounds)).await;
    let End::Exited(status) = end else { panic!("{end:?}") };
    assert_eq!(status.signal(), Some(Signal::XCPU.as_raw()));
    let (_, said) = end_of(&mut start("ulimit -d; ulimit -f", bounds)).await;
    assert_eq!(said, "65536\n2\n", "KiB of data, and blocks of a file");
}

#[tokio::test]
async fn bounds_change_neither_words_nor_folder_nor_variables() {
    let own = Some(Allowance { memory: 64 << 10, processor: 9, file: 1 });
    let mut command = Command::new("sh");
    command.args(["-c", "pwd; echo \"$0 $1 $WORD $HOME\"", "a b", "c\"d"]);
    command.current_dir("/").env("WORD", "e  f").env_remove("HOME");
    let mut child = Child::start(command, Bounds { own, ..BOUNDS }).unwrap();
    assert_eq!(end_of(&mut child).await.1, "/\na b c\"d e  f \n");
}
