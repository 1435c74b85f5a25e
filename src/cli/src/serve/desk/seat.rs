//! One exercise: its file, the judge that is at work on it, and who listens.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc::Sender;

use super::{
    answer::{AnswerFile, Answers},
    checked::Checked,
};
use crate::{
    checkout::Checkout,
    manifest::Exercise,
    watch::{
        run::{Judged, Run, Told},
        saves::{LOOK, Saves},
    },
};

/// Something that happens to an exercise.
#[derive(Debug, Clone)]
pub enum News {
    /// Its file is this now.
    Saved(Arc<AnswerFile>),
    Judging,
    /// What the judge says meanwhile: only for who asked for the verdict.
    Said(String),
    Judged(Arc<Checked>),
    /// There is no verdict, and why.
    Unjudged(String),
}

/// Where the news of some exercises go, each with the exercise's name.
pub(super) type Ear = Sender<(Arc<str>, News)>;

/// Where a run tells what comes of it, with its number.
pub(super) type Teller = Arc<dyn Fn(u64, Told) + Send + Sync>;

/// Room that words leave in an ear for the verdict.
const ROOM: usize = 8;

/// Judges one exercise, for all who listen: one judge at a time.
pub(super) struct Seat {
    checkout: Checkout,
    answers: Arc<Answers>,
    exercise: Exercise,
    name: Arc<str>,
    saves: Saves,
    /// As it was told last; none, when it can't be read.
    file: Option<Arc<AnswerFile>>,
    teller: Teller,
    run: Option<Run>,
    n_runs: u64,
    /// What the judge has said so far.
    said: Vec<String>,
    /// What came of the last run, if the file is as it was then.
    outcome: Option<News>,
    /// It was saved, and has no verdict since: nobody listened.
    is_due: bool,
    /// Open pages.
    ears: Vec<Ear>,
    /// Who asked for a verdict and waits for it.
    askers: Vec<Ear>,
}

impl Seat {
    pub(super) fn of(
        checkout: &Checkout,
        answers: &Arc<Answers>,
        exercise: Exercise,
        teller: Teller,
    ) -> Self {
        let file = answers.read(&exercise).ok().map(Arc::new);
        Self {
            name: exercise.name().into(),
            saves: Saves::of(checkout.path(exercise.subject())),
            checkout: checkout.clone(),
            answers: answers.clone(),
            exercise,
            file,
            teller,
            run: None,
            n_runs: 0,
            said: Vec::new(),
            outcome: None,
            is_due: false,
            ears: Vec::new(),
            askers: Vec::new(),
        }
    }

    /// Takes in an open page, which learns how things stand.
    pub(super) fn follow(&mut self, ear: Ear) {
        // Nobody looked while nobody listened.
        if self.refresh() {
            self.overlook();
            self.is_due = true;
        }
        let under_way = self.run.is_some().then_some(News::Judging);
        let told = self.file.clone().map(News::Saved).into_iter();
        for news in told.chain(under_way.or_else(|| self.outcome.clone())) {
            let _ = ear.try_send((self.name.clone(), news));
        }
        self.ears.push(ear);
    }

    /// Takes in somebody who waits for a verdict on the file as it is now.
    pub(super) fn check(&mut self, ear: Ear) {
        let is_changed = self.refresh();
        self.askers.push(ear.clone());
        if is_changed || self.run.is_none() {
            self.judge();
            return;
        }
        for line in &self.said {
            let _ = ear.try_send((self.name.clone(), News::Said(line.clone())));
        }
    }

    /// Looks once at the file and at who still listens.
    pub(super) fn look(&mut self) {
        self.let_go();
        if self.ears.is_empty() && self.askers.is_empty() {
            return;
        }
        if self.saves.look() || self.is_due {
            self.judge();
        }
    }

    /// How long until the next look; none, when nobody listens.
    pub(super) fn pause(&self) -> Option<Duration> {
        let is_idle = self.ears.is_empty() && self.askers.is_empty();
        (!is_idle).then(|| self.saves.pause(LOOK))
    }

    /// Takes what the run of this number tells.
    pub(super) fn take(&mut self, number: u64, told: Told) {
        if self.run.is_none() || number != self.n_runs {
            return;
        }
        match told {
            Told::Said(line) => {
                let news = (self.name.clone(), News::Said(line.clone()));
                for ear in &self.askers {
                    if ear.capacity() > ROOM {
                        let _ = ear.try_send(news.clone());
                    }
                }
                self.said.push(line);
            }
            Told::Judged(judged) => {
                let news = self.outcome_of(judged);
                self.finish(news);
            }
        }
    }

    /// Has the file judged as it is now; a run that is under way is ended.
    fn judge(&mut self) {
        self.overlook();
        self.refresh();
        self.run = None;
        self.n_runs += 1;
        self.said.clear();
        self.is_due = false;
        self.tell_all(News::Judging);
        let (number, teller) = (self.n_runs, self.teller.clone());
        let tell = move |told| teller(number, told);
        match Run::start(&self.checkout, &self.exercise, tell) {
            Ok(run) => self.run = Some(run),
            Err(error) => self.finish(News::Unjudged(format!("{error:#}"))),
        }
    }

    fn outcome_of(&self, judged: Judged) -> News {
        let took = self.run.as_ref().map(|run| run.start.elapsed());
        match judged {
            Judged::Verdict { verdict, notices } => {
                News::Judged(Arc::new(Checked::of(
                    &self.checkout,
                    &self.exercise,
                    &verdict,
                    notices,
                    took.unwrap_or(verdict.took),
                )))
            }
            Judged::Nothing(why) if why.is_empty() => {
                News::Unjudged("the judge said nothing".to_owned())
            }
            Judged::Nothing(why) => News::Unjudged(why),
        }
    }

    /// Ends the run, with this news for everybody.
    fn finish(&mut self, news: News) {
        self.run = None;
        self.tell_all(news.clone());
        self.outcome = Some(news);
        self.askers.clear();
    }

    /// Lets those go who went away, and ends a run that nobody waits for.
    fn let_go(&mut self) {
        let had_asked = !self.askers.is_empty();
        self.ears.retain(|ear| !ear.is_closed());
        self.askers.retain(|ear| !ear.is_closed());
        if self.run.is_none() || !self.askers.is_empty() {
            return;
        }
        if had_asked {
            self.finish(News::Unjudged("the check was stopped".to_owned()));
        } else if self.ears.is_empty() {
            self.run = None;
            self.is_due = true;
        }
    }

    /// Reads the file; true, and told, when it is not as it was.
    fn refresh(&mut self) -> bool {
        let file = self.answers.read(&self.exercise).ok().map(Arc::new);
        if file == self.file {
            return false;
        }
        self.file = file;
        self.outcome = None;
        if let Some(file) = self.file.clone() {
            self.tell_all(News::Saved(file));
        }
        true
    }

    /// What is in the file now is no save.
    fn overlook(&mut self) {
        self.saves = Saves::of(self.checkout.path(self.exercise.subject()));
    }

    /// Tells everybody. Who takes nothing any more comes again and learns
    /// how things stand then.
    fn tell_all(&mut self, news: News) {
        let news = (self.name.clone(), news);
        let tell = |ear: &Ear| ear.try_send(news.clone()).is_ok();
        self.ears.retain(tell);
        self.askers.retain(tell);
    }
}
