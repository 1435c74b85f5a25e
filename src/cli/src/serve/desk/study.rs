//! What a page asks for besides an answer: hints, predictions, progress.

use anyhow::Result;
use serde::Serialize;

use crate::{
    checkout::Checkout,
    manifest::{Chapter, Exercise, Listing, Manifest},
    progress::{Progress, Store},
    question, report,
};

/// The hints that were taken, in their order.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Hint {
    pub taken: Vec<String>,
    pub of: usize,
}

/// Whether one hint more is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Look,
    Take,
}

/// What is asked before a listing runs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    pub kind: &'static str,
    pub before: Vec<String>,
    pub options: Vec<String>,
}

/// What an answer comes to.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Grade {
    pub right: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    pub tries: u32,
}

/// How far the learner is in one chapter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ChapterProgress {
    /// `ch02`
    pub name: String,
    pub title: String,
    /// From the book's root: `ch02-generators.html`.
    pub page: String,
    pub exercises: Vec<ExerciseProgress>,
    pub predictions: Vec<PredictionProgress>,
}

/// One exercise of it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ExerciseProgress {
    pub id: String,
    pub points: u32,
    pub solved: bool,
    pub attempts: u32,
    pub hints: u32,
}

/// One prediction of it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PredictionProgress {
    /// `ch02/function`
    pub listing: String,
    pub tries: u32,
    /// The try that was the first right one.
    pub right: Option<u32>,
}

/// The hints taken so far, with one more if it is wanted and there is one.
pub fn hint(store: &Store, exercise: &Exercise, wish: Wish) -> Hint {
    let of = exercise.hints.len();
    let key = exercise.key();
    let all = u32::try_from(of).unwrap_or(u32::MAX);
    let taken = match wish {
        Wish::Look => told(store.load()).of(&key).hints,
        Wish::Take => {
            let take = |progress: &mut Progress| {
                let record = progress.entry(&key);
                record.hints = record.hints.max((record.hints + 1).min(all));
                record.hints
            };
            told(store.change(take))
        }
    };
    let taken = exercise.hints.iter().take(taken as usize).cloned().collect();
    Hint { taken, of }
}

/// What this listing asks.
///
/// # Errors
/// When it asks nothing, or its recording can't be read.
pub fn question(checkout: &Checkout, listing: &Listing) -> Result<Question> {
    let question = asked(checkout, listing)?;
    let kind = if question.is_order() { "order" } else { "line" };
    let question::Question { before, options, .. } = question;
    Ok(Question { kind, before, options })
}

/// Grades an answer, the numbers of its options from 1, and keeps the try.
///
/// # Errors
/// As [`question()`], and when it is no answer.
pub fn answer(
    checkout: &Checkout,
    store: &Store,
    listing: &Listing,
    numbers: &[usize],
) -> Result<Grade> {
    let question = asked(checkout, listing)?;
    let typed: Vec<_> = numbers.iter().map(usize::to_string).collect();
    let grade = question.grade(&question.read(&typed.join(" "))?);
    let right = grade == question::Grade::Right;
    let guess = told(store.change(|progress| {
        progress.note_guess(&listing.key(), right);
        progress.guess(&listing.key())
    }));
    let (answered, printed) = match grade {
        question::Grade::Right => (None, None),
        question::Grade::Wrong { answered, printed } => {
            (Some(answered), Some(printed))
        }
    };
    Ok(Grade { right, answered, printed, tries: guess.tries })
}

fn asked(checkout: &Checkout, listing: &Listing) -> Result<question::Question> {
    let question = question::Question::of(checkout, listing)?;
    question.ok_or_else(|| {
        anyhow::anyhow!("{} asks for no prediction", listing.key())
    })
}

/// How far the learner is in each chapter that has a page.
pub fn progress(manifest: &Manifest, store: &Store) -> Vec<ChapterProgress> {
    let progress = told(store.load());
    let written = manifest.chapters.iter().filter(|chapter| !chapter.draft);
    written.map(|chapter| of_chapter(chapter, &progress)).collect()
}

fn of_chapter(chapter: &Chapter, progress: &Progress) -> ChapterProgress {
    let exercise = |exercise: &Exercise| {
        let record = progress.of(&exercise.key());
        ExerciseProgress {
            id: exercise.id.clone(),
            points: exercise.points,
            solved: record.solved.is_some(),
            attempts: record.attempts,
            hints: record.hints,
        }
    };
    let prediction = |listing: &Listing| {
        let guess = progress.guess(&listing.key());
        PredictionProgress {
            listing: listing.key(),
            tries: guess.tries,
            right: guess.right,
        }
    };
    let asking = chapter.listings.iter().filter(|l| l.prediction.is_some());
    let name = chapter.name();
    ChapterProgress {
        title: chapter.title.clone(),
        page: name.page().replace(".md", ".html"),
        name: name.short(),
        exercises: chapter.exercises.iter().map(exercise).collect(),
        predictions: asking.map(prediction).collect(),
    }
}

/// What is wrong with the place where progress is kept, the terminal hears.
fn told<T>((found, notices): (T, Vec<String>)) -> T {
    for notice in notices {
        report::tell("note", &notice);
    }
    found
}

/// The exercise of this name or key; pages know no other spelling.
///
/// # Errors
/// When there is none.
pub fn exercise<'a>(
    manifest: &'a Manifest,
    named: &str,
) -> Result<&'a Exercise> {
    let found = manifest
        .exercises()
        .find(|exercise| exercise.name() == named || exercise.key() == named);
    found.ok_or_else(|| {
        anyhow::anyhow!(
            "there is no exercise `{}`; names are like `ch02/countdown`, and \
             `cargo workbook list` shows them",
            shown(named)
        )
    })
}

/// The listing of this key.
///
/// # Errors
/// When there is none.
pub fn listing<'a>(manifest: &'a Manifest, key: &str) -> Result<&'a Listing> {
    let found = manifest.listings().find(|listing| listing.key() == key);
    found.ok_or_else(|| {
        anyhow::anyhow!(
            "there is no listing `{}`; names are like `ch02/function`, and \
             `cargo workbook list` shows them",
            shown(key)
        )
    })
}

/// The beginning of a name, without what would move a cursor.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
[[chapter]]
slug = "waiting"
title = "Waiting"
draft = true

[[chapter]]
slug = "generators"
title = "Half way"
minutes = 20
listings = ["function", "closure"]

[[chapter.prediction]]
listing = "function"

[[chapter.exercise]]
id = "countdown"
points = 2
minutes = 10
hints = ["a question", "a pointer"]
"#;

    struct Fixture {
        _folder: tempfile::TempDir,
        checkout: Checkout,
        manifest: Manifest,
        store: Store,
    }

    impl Fixture {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let write = |path: &str, text: &str| {
                let path = folder.path().join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            };
            write("workbook.toml", MANIFEST);
            let printed = "one\ntwo\nthree\n";
            write("book/recorded/ch02_generators/function.txt", printed);
            let checkout = Checkout::at(folder.path()).unwrap();
            let manifest = Manifest::load(&checkout).unwrap();
            let store = Store::of(&checkout);
            Self { _folder: folder, checkout, manifest, store }
        }

        fn hint(&self, wish: Wish) -> Hint {
            let exercise = exercise(&self.manifest, "ch02/countdown");
            hint(&self.store, exercise.unwrap(), wish)
        }

        fn function(&self) -> &Listing {
            listing(&self.manifest, "ch02/function").unwrap()
        }

        fn answer(&self, numbers: &[usize]) -> Result<Grade> {
            answer(&self.checkout, &self.store, self.function(), numbers)
        }
    }

    #[test]
    fn hints_are_taken_one_by_one_and_kept() {
        let fixture = Fixture::new();
        assert!(fixture.hint(Wish::Look).taken.is_empty());
        assert_eq!(fixture.hint(Wish::Take).taken, ["a question"]);
        let both = ["a question", "a pointer"];
        assert_eq!(fixture.hint(Wish::Take).taken, both);
        let more = fixture.hint(Wish::Take);
        assert_eq!((more.taken.len(), more.of), (2, 2), "there are no more");
        assert_eq!(fixture.hint(Wish::Look).taken, both);
        let chapters = progress(&fixture.manifest, &fixture.store);
        assert_eq!(chapters[0].exercises[0].hints, 2);
    }

    #[test]
    fn a_prediction_is_graded_and_its_tries_are_kept() {
        let fixture = Fixture::new();
        let asked = question(&fixture.checkout, fixture.function()).unwrap();
        assert_eq!(asked.kind, "order");
        let number = |line: &str| {
            asked.options.iter().position(|o| o == line).unwrap() + 1
        };
        let [one, two, three] = ["one", "two", "three"].map(number);
        let wrong = fixture.answer(&[one, three, two]).unwrap();
        assert_eq!((wrong.right, wrong.tries), (false, 1));
        assert_eq!(wrong.answered.as_deref(), Some("three"));
        assert_eq!(wrong.printed.as_deref(), Some("two"));
        let right = fixture.answer(&[one, two, three]).unwrap();
        assert_eq!((right.right, right.tries), (true, 2));
        let chapters = progress(&fixture.manifest, &fixture.store);
        let kept = &chapters[0].predictions[0];
        assert_eq!((kept.tries, kept.right), (2, Some(2)));
        let error = fixture.answer(&[one, one, two]).unwrap_err();
        assert!(error.to_string().contains("stands in it twice"), "{error}");
        let error = fixture.answer(&[0, one, two]).unwrap_err();
        assert!(error.to_string().contains("`0` is no answer"), "{error}");
    }

    #[test]
    fn progress_names_what_is_written() {
        let fixture = Fixture::new();
        let key = "generators/countdown";
        fixture.store.change(|p| p.entry(key).note_attempt(true));
        let chapters = progress(&fixture.manifest, &fixture.store);
        let [chapter] = &chapters[..] else { panic!("{chapters:?}") };
        assert_eq!(chapter.name, "ch02");
        assert_eq!(chapter.page, "ch02-generators.html");
        let exercise = &chapter.exercises[0];
        assert_eq!((&*exercise.id, exercise.solved), ("countdown", true));
        assert_eq!((exercise.attempts, exercise.points), (1, 2));
        let asked: Vec<_> =
            chapter.predictions.iter().map(|p| &*p.listing).collect();
        assert_eq!(asked, ["ch02/function"]);
    }

    #[test]
    fn only_a_name_of_the_manifest_names_something() {
        let Fixture { manifest, .. } = Fixture::new();
        assert!(exercise(&manifest, "generators/countdown").is_ok());
        for other in [
            "countdown",
            "ch02/../ch02/countdown",
            "exercises/ch02_generators/e1_countdown.rs",
            "/etc/passwd",
            "",
        ] {
            assert!(exercise(&manifest, other).is_err(), "{other}");
            assert!(listing(&manifest, other).is_err(), "{other}");
        }
    }
}
