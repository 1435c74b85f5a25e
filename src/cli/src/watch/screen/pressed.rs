//! What each key does.

use anyhow::Result;
use ratatui_crossterm::crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};

use super::{super::End, Screen, Step, answers::Ask, view::View};

impl Screen<'_> {
    pub(super) fn press(&mut self, key: KeyEvent) -> Result<Step> {
        if key.kind == KeyEventKind::Release {
            return Ok(Step::On);
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return Ok(match key.code {
                KeyCode::Char('c') => Step::End(End::Quit),
                KeyCode::Char('z') => Step::Stop,
                KeyCode::Char('l') => Step::Retake,
                _ => Step::On,
            });
        }
        if self.press_in_view(key.code)? || self.scroll(key.code) {
            return Ok(Step::On);
        }
        match key.code {
            KeyCode::Char('q') => return Ok(Step::End(End::Quit)),
            KeyCode::Char('h') => self.ask(Ask::Hint),
            KeyCode::Char('e') => self.explain(),
            KeyCode::Char('t') => self.tell_run(),
            KeyCode::Char('s') => self.ask(Ask::Solution),
            KeyCode::Char('o') => self.ask(Ask::Page),
            KeyCode::Char('n') => self.go(true)?,
            KeyCode::Char('p') => self.go(false)?,
            KeyCode::Char('l') => self.show(View::List(self.place())),
            KeyCode::Char('r') => self.show(View::Reset),
            KeyCode::Char('?') => self.show(View::Keys),
            KeyCode::Esc => self.show(View::Verdict),
            KeyCode::Enter => self.judge()?,
            _ => {}
        }
        Ok(Step::On)
    }

    /// Whether the key means something special in this view.
    fn press_in_view(&mut self, key: KeyCode) -> Result<bool> {
        match (&self.view, key) {
            (View::Reset, KeyCode::Char('y' | 'Y')) => {
                // A judge must not read a file that is being put back.
                self.seat.run = None;
                self.ask(Ask::Reset);
                self.show(View::Verdict);
            }
            (View::Reset, KeyCode::Char('n' | 'N')) => {
                self.show(View::Verdict);
            }
            (View::List(chosen), KeyCode::Up | KeyCode::Char('k')) => {
                self.view = View::List(chosen.saturating_sub(1));
            }
            (View::List(chosen), KeyCode::Down | KeyCode::Char('j')) => {
                let last = self.seat.manifest.exercises().count() - 1;
                self.view = View::List((chosen + 1).min(last));
            }
            (View::List(chosen), KeyCode::Enter) => {
                let exercise = self.seat.manifest.exercises().nth(*chosen);
                self.move_to(exercise.expect("the list is of exercises"))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn scroll(&mut self, key: KeyCode) -> bool {
        let page = self.page;
        self.above = match key {
            KeyCode::Up | KeyCode::Char('k') => self.above.saturating_sub(1),
            // The drawing knows where the end is.
            KeyCode::Down | KeyCode::Char('j') => self.above + 1,
            KeyCode::PageUp => self.above.saturating_sub(page),
            KeyCode::PageDown | KeyCode::Char(' ') => self.above + page,
            KeyCode::Home => 0,
            KeyCode::End => usize::MAX / 2,
            _ => return false,
        };
        true
    }

    /// The place of the exercise at hand among all.
    fn place(&self) -> usize {
        let key = self.seat.exercise.key();
        let all = self.seat.manifest.exercises();
        all.take_while(|exercise| exercise.key() != key).count()
    }

    /// Goes forward to the next exercise, over solved ones if others are
    /// left; or back to the one before.
    fn go(&mut self, is_forward: bool) -> Result<()> {
        let place = self.place();
        let manifest = self.seat.manifest;
        let target = if is_forward {
            let (progress, _) = self.seat.store.load();
            let later = || manifest.exercises().skip(place + 1);
            let open = later().find(|e| !progress.is_solved(&e.key()));
            open.or_else(|| self.seat.next()).or_else(|| later().next())
        } else {
            let before = place.checked_sub(1);
            before.and_then(|place| manifest.exercises().nth(place))
        };
        match target {
            Some(exercise) => self.move_to(exercise),
            None => {
                let end = if is_forward { "last" } else { "first" };
                let text = format!("this is the {end} exercise\n");
                self.show(View::Text(text));
                Ok(())
            }
        }
    }
}
