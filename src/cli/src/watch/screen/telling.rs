//! What there is to tell of the last verdict besides, where a key asks.

use super::{super::run::Judged, Screen, answers::Ask, keys, view::View};
use crate::{judge::verdict::Verdict, report};

impl Screen<'_> {
    /// What some of the keys have to tell.
    pub(super) fn offers(&self, is_solved: bool) -> keys::Offers {
        keys::Offers {
            is_solved,
            is_named: self.misconception().is_some(),
            has_run: self.verdict().is_some_and(report::tells_run),
        }
    }

    fn verdict(&self) -> Option<&Verdict> {
        match &self.judged {
            Some(Judged::Verdict { verdict, .. }) => Some(verdict),
            _ => None,
        }
    }

    /// The id of the misconception that the last verdict names.
    fn misconception(&self) -> Option<&String> {
        self.verdict()?.misconception.as_ref()
    }

    /// Who ran when, in the run that failed.
    pub(super) fn tell_run(&mut self) {
        let look = &self.look;
        let run = self.verdict().and_then(|verdict| {
            report::failing_run(look, verdict, report::Telling::Drawn)
        });
        let text = run.unwrap_or_else(|| {
            look.wrap("this verdict tells of no run", "", "")
        });
        self.show(View::Text(text));
    }

    pub(super) fn explain(&mut self) {
        match self.misconception() {
            Some(id) => self.ask(Ask::Explain(id.clone())),
            None => {
                let text = "this verdict names no misconception\n".to_owned();
                self.show(View::Text(text));
            }
        }
    }
}
