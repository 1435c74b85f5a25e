//! The terminal, taken and given back whole: at the end, at a panic, and
//! while the watch is stopped.

use std::{
    io::{self, Stdout, stdout},
    panic,
    sync::mpsc::Sender,
    thread,
};

use anyhow::{Context, Result};
use ratatui_core::{
    layout::Rect,
    terminal::{Terminal, TerminalOptions, Viewport},
};
use ratatui_crossterm::{
    CrosstermBackend,
    crossterm::{
        cursor::Show,
        event, execute,
        terminal::{
            Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen,
            disable_raw_mode, enable_raw_mode, size,
        },
    },
};
use rustix::process::{Signal, kill_current_process_group};

use super::super::Event;

/// The terminal while the watch draws on it.
pub(super) struct Taken {
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Taken {
    pub(super) fn take() -> Result<Self> {
        give_back_at_panic();
        let enter = || -> io::Result<Self> {
            enable_raw_mode()?;
            execute!(stdout(), EnterAlternateScreen)?;
            Ok(Self { terminal: whole()? })
        };
        enter().inspect_err(|_| give_back()).context(
            "the terminal can't be drawn on; `cargo workbook watch --plain` \
             needs none",
        )
    }

    /// Stops this process and those that the shell started with it, as
    /// Ctrl-Z does where no program reads keys.
    pub(super) fn stop(&self) {
        give_back();
        // To all of them: Cargo may stand between the shell and the watch.
        let _ = kill_current_process_group(Signal::TSTP);
    }

    /// Takes it again: whoever had it may have left anything behind.
    pub(super) fn retake(&mut self) -> Result<()> {
        let mut retake = || -> io::Result<()> {
            // Raw mode that crossterm believes to be on stays off otherwise.
            disable_raw_mode()?;
            enable_raw_mode()?;
            execute!(stdout(), EnterAlternateScreen)?;
            self.terminal = whole()?;
            Ok(())
        };
        retake().context("the terminal can't be drawn on any more")
    }
}

/// An empty screen of the terminal's size, to be made anew when that changes:
/// ratatui itself would ask the terminal where its cursor is, and wait for
/// seconds where the answer is read as keys.
fn whole() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let (columns, rows) = size()?;
    execute!(stdout(), Clear(ClearType::All))?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    let backend = CrosstermBackend::new(stdout());
    Terminal::with_options(backend, TerminalOptions { viewport })
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Tells each key from now on. The thread ends with the process.
pub(super) fn tell_keys(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event) => Event::Terminal(event),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    continue;
                }
                Err(_) => Event::Hangup,
            };
            let is_last = matches!(event, Event::Hangup);
            if events.send(event).is_err() || is_last {
                return;
            }
        }
    });
}

fn give_back() {
    // Where the terminal is gone, nobody misses it.
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), LeaveAlternateScreen, Show);
}

/// Before the panic's message, which would be lost with the screen.
fn give_back_at_panic() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        give_back();
        tell(panic);
    }));
}

// `script` takes other arguments on other systems.
#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{env, process::Command};

    use super::*;

    /// Set where this test runs once more, in a terminal of its own.
    const INSIDE: &str = "WORKBOOK_TEST_PANICS";

    #[test]
    fn a_panic_gives_the_terminal_back_before_its_message() {
        if env::var_os(INSIDE).is_some() {
            let _taken = Taken::take().unwrap();
            panic!("a fault of the watch");
        }
        let this = env::current_exe().unwrap();
        let call = format!(
            "stty rows 24 cols 80; stty -g; {INSIDE}=1 '{}' --exact \
             --nocapture {}::a_panic_gives_the_terminal_back_before_its_message\
             ; stty -g",
            this.display(),
            module_path!().split_once("::").unwrap().1,
        );
        let mut script = Command::new("script");
        script.args(["-qec", &call, "/dev/null"]).env("TERM", "xterm");
        let output = script.env("SHELL", "/bin/sh").output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let at = |what| text.find(what).unwrap_or_else(|| panic!("{text:?}"));
        assert!(at("\x1b[?1049h") < at("\x1b[?1049l"), "{text:?}");
        assert!(at("\x1b[?25h") < at("a fault of the watch"), "{text:?}");
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let (before, after) = (lines.next(), lines.next_back());
        assert_eq!(before, after, "{text:?}");
    }
}
