//! The watch on a screen: what was judged in the middle, keys below.
//!
//! - `terminal`: taken, and given back whole;
//! - `keys`, `answers`: what the learner asks for, and what comes of it;
//! - `telling`: what there is to tell of a verdict besides;
//! - `view`: what is told, as text;
//! - `ink`, `draw`: where it stands, and in which colors.

mod answers;
mod draw;
mod ink;
mod keys;
mod pressed;
mod telling;
mod terminal;
mod view;

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, Instant},
};

use anyhow::Result;
use ratatui_crossterm::crossterm::event::Event as Input;

use super::{End, Event, end_by, run::Judged, seat::Seat, signals};
use crate::{
    checkout::Checkout,
    manifest::{Exercise, Manifest},
    report::{self, Look},
};
pub(super) use answers::Answer;
use answers::Ask;
use draw::Picture;
use ink::Palette;
use terminal::{Taken, tell_keys};
use view::View;

/// How often the seconds of a run are drawn.
const TICK: Duration = Duration::from_millis(200);

/// How long the system may take to stop this process.
const STOPPING: Duration = Duration::from_millis(500);

/// Watches the exercise that is named, else the next unsolved one, on the
/// whole terminal. Blocks until the learner quits.
///
/// # Errors
/// When no judge can be started, or the terminal can't be drawn on.
pub fn on_screen(
    checkout: &Checkout,
    manifest: &Manifest,
    named: Option<&Exercise>,
) -> Result<End> {
    let (events, received) = channel();
    let seat = Seat::take(checkout, manifest, named, events.clone())?;
    signals::tell(events.clone())?;
    let mut taken = Taken::take()?;
    tell_keys(events.clone());
    let mut screen = Screen::new(seat, events);
    screen.judge()?;
    loop {
        screen.draw(&mut taken)?;
        match screen.step(&received)? {
            Step::On => {}
            Step::End(end) => return Ok(end),
            Step::Stop => {
                taken.stop();
                screen.sleep(&received);
                taken.retake()?;
            }
            Step::Retake => taken.retake()?,
        }
    }
}

/// What the loop does next.
enum Step {
    On,
    /// Give the terminal back and stop, until the shell says `fg`.
    Stop,
    /// Take the terminal again: after a stop, or in another size.
    Retake,
    End(End),
}

struct Screen<'a> {
    seat: Seat<'a>,
    events: Sender<Event>,
    look: Look,
    palette: Palette,
    view: View,
    /// What came of the last run here.
    judged: Option<Judged>,
    /// What the judge said last besides: Cargo, while it builds.
    said: String,
    /// What a reset told, above the verdict on the stub.
    note: String,
    /// How many lines of the body lie above the screen.
    above: usize,
    /// How many lines a page key scrolls.
    page: usize,
    /// When it was drawn, unless something changed since.
    drawn: Option<Instant>,
    /// What came in while the process was stopped.
    late: Vec<Event>,
}

impl<'a> Screen<'a> {
    fn new(seat: Seat<'a>, events: Sender<Event>) -> Self {
        Self {
            seat,
            events,
            look: Look::of_terminal(),
            palette: Palette::of_terminal(),
            view: View::Verdict,
            judged: None,
            said: String::new(),
            note: String::new(),
            above: 0,
            page: 1,
            drawn: None,
            late: Vec::new(),
        }
    }

    /// Waits for one event, or for the time to look at the file.
    fn step(&mut self, received: &Receiver<Event>) -> Result<Step> {
        let event = match self.late.pop() {
            Some(event) => Ok(event),
            None => received.recv_timeout(self.seat.pause()),
        };
        let step = match event {
            Ok(event) => self.take(event)?,
            Err(RecvTimeoutError::Timeout) => Step::On,
            Err(RecvTimeoutError::Disconnected) => Step::End(End::Quit),
        };
        if self.seat.is_saved() {
            self.note.clear();
            self.judge()?;
        }
        Ok(step)
    }

    fn take(&mut self, event: Event) -> Result<Step> {
        self.drawn = None;
        match event {
            Event::Terminal(Input::Key(key)) => return self.press(key),
            Event::Terminal(Input::Resize(..)) => {
                self.look = Look::of_terminal();
                return Ok(Step::Retake);
            }
            Event::Said(number, line) if self.seat.is_at(number) => {
                self.said = line;
            }
            Event::Judged(number, judged) if self.seat.finish(number) => {
                self.judged = Some(judged);
                self.above = 0;
            }
            Event::Answer(answer) => self.answer(answer)?,
            Event::Signal(signal) => return Ok(Step::End(end_by(signal))),
            Event::Hangup => return Ok(Step::End(End::Quit)),
            Event::Continued => return Ok(Step::Retake),
            _ => {}
        }
        Ok(Step::On)
    }

    /// Judges the file as it is now, and shows it.
    fn judge(&mut self) -> Result<()> {
        self.said.clear();
        self.show(View::Verdict);
        self.seat.judge()
    }

    fn move_to(&mut self, exercise: &'a Exercise) -> Result<()> {
        self.seat.move_to(exercise);
        self.judged = None;
        self.note.clear();
        self.judge()
    }

    fn show(&mut self, view: View) {
        self.view = view;
        self.above = 0;
        self.drawn = None;
    }

    fn ask(&self, asked: Ask) {
        let Seat { checkout, exercise, .. } = self.seat;
        let events = self.events.clone();
        answers::ask(asked, checkout, exercise, &self.look, events);
    }

    fn answer(&mut self, Answer { asked, text }: Answer) -> Result<()> {
        if asked != Ask::Reset {
            self.show(View::Text(text));
            return Ok(());
        }
        // The stub that came back is no save of the learner's.
        self.seat.overlook();
        self.judge()?;
        self.note = text;
        Ok(())
    }

    /// Waits until the process was stopped and runs again; at once, where
    /// nobody stops it.
    fn sleep(&mut self, received: &Receiver<Event>) {
        let end = Instant::now() + STOPPING;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match received.recv_timeout(left) {
                Ok(Event::Continued) | Err(_) => break,
                Ok(event) => self.late.insert(0, event),
            }
        }
        self.look = Look::of_terminal();
        self.drawn = None;
    }

    /// Draws what changed, or the seconds of a run.
    fn draw(&mut self, taken: &mut Taken) -> Result<()> {
        let is_running = self.seat.running().is_some();
        let is_due = |drawn: Instant| is_running && drawn.elapsed() >= TICK;
        if !self.drawn.is_none_or(is_due) {
            return Ok(());
        }
        if self.seat.is_building {
            self.seat.look_at_build();
        }
        let mut above = self.above;
        let mut page = self.page;
        taken.terminal.draw(|frame| {
            let area = frame.area();
            page = usize::from(Picture::body_rows(area.height)).max(1);
            above = self.picture(area.width).draw(frame);
        })?;
        (self.above, self.page) = (above, page);
        self.drawn = Some(Instant::now());
        Ok(())
    }

    fn picture(&self, width: u16) -> Picture {
        let Self { seat, look, palette, view, .. } = self;
        let exercise = seat.exercise;
        let head = view::head(exercise, look);
        let judged = self.judged.as_ref();
        let status = view::status(seat, look, judged, &self.said);
        let mut text = view::text(view, seat, look, judged);
        if *view == View::Verdict && !self.note.is_empty() {
            text = format!("{}\n{text}", self.note);
        }
        let (progress, _) = seat.store.load();
        let all: Vec<_> = seat.manifest.exercises().collect();
        let bar = report::bar(look, &all, &progress);
        let keys = view.keys(look).unwrap_or_else(|| {
            let is_solved = progress.is_solved(&exercise.key());
            keys::line(self.offers(is_solved), width)
        });
        // A list says itself what the arrows do.
        let scroll = match view {
            View::List(_) => String::new(),
            _ => format!("; {} scroll", look.symbol("↑↓", "up/down")),
        };
        Picture {
            head: palette.lines(&format!("{head}\n{status}"), width),
            body: palette.lines(&text, width),
            bar: palette.lines(&bar, width),
            keys: palette.lines(&keys, width),
            above: self.above,
            scroll,
            chosen: match view {
                View::List(chosen) => Some(*chosen),
                _ => None,
            },
        }
    }
}
