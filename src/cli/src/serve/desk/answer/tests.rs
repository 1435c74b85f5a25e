//! Answers on disk, read and saved.

use std::os::unix::fs::symlink;

use super::*;
use crate::manifest::Manifest;

const MANIFEST: &str = r#"
[[chapter]]
slug = "generators"
title = "Half way"
minutes = 20

[[chapter.exercise]]
id = "countdown"
points = 2
minutes = 10
hints = []
"#;
const SUBJECT: &str = "exercises/ch01_generators/e1_countdown.rs";

struct Fixture {
    folder: tempfile::TempDir,
    answers: Answers,
    exercise: Exercise,
}

impl Fixture {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SUBJECT);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        fs::write(folder.path().join("workbook.toml"), MANIFEST).unwrap();
        let checkout = Checkout::at(folder.path()).unwrap();
        let manifest = Manifest::load(&checkout).unwrap();
        let exercise = manifest.exercises().next().unwrap().clone();
        Self { folder, answers: Answers::of(&checkout), exercise }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(SUBJECT)
    }

    fn on_disk(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn read(&self) -> AnswerFile {
        self.answers.read(&self.exercise).unwrap()
    }

    fn save(&self, text: &str, seen: &str) -> Saved {
        self.answers.save(&self.exercise, text, seen).unwrap()
    }

    fn refusal(&self) -> String {
        let read = self.answers.read(&self.exercise).unwrap_err();
        let saved = self.answers.save(&self.exercise, "new", "seen");
        assert_eq!(saved.unwrap_err().to_string(), read.to_string());
        read.to_string()
    }

    /// What was kept of what was replaced.
    fn kept(&self) -> Vec<String> {
        let folder = self.folder.path().join(".workbook/replaced");
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let text = |e: fs::DirEntry| fs::read_to_string(e.path()).unwrap();
        entries.map(|entry| text(entry.unwrap())).collect()
    }
}

fn version_of(saved: &Saved) -> &str {
    match saved {
        Saved::Saved { version } | Saved::Conflict { version, .. } => version,
    }
}

#[test]
fn a_save_over_what_was_seen_is_written() {
    let fixture = Fixture::with("one");
    let file = fixture.read();
    assert_eq!((&*file.path, &*file.text), (SUBJECT, "one"));
    let saved = fixture.save("two", &file.version);
    assert_eq!(fixture.on_disk(), "two");
    assert_eq!(version_of(&saved), fixture.read().version);
    assert_ne!(version_of(&saved), file.version);
    assert!(fixture.kept().is_empty(), "nothing was lost");
}

#[test]
fn of_two_saves_over_one_version_the_second_is_asked() {
    let fixture = Fixture::with("one");
    let seen = fixture.read().version;
    let first = fixture.save("mine", &seen);
    let second = fixture.save("yours", &seen);
    let version = version_of(&first).to_owned();
    assert_eq!(second, Saved::Conflict { text: "mine".into(), version });
    assert_eq!(fixture.on_disk(), "mine");
}

#[test]
fn what_is_chosen_over_a_conflict_leaves_a_copy() {
    let fixture = Fixture::with("one");
    let seen = fixture.read().version;
    fs::write(fixture.path(), "another editor's").unwrap();
    let asked = fixture.save("mine", &seen);
    assert!(matches!(asked, Saved::Conflict { .. }), "{asked:?}");
    assert_eq!(fixture.on_disk(), "another editor's");
    let saved = fixture.save("mine", version_of(&asked));
    assert_eq!(fixture.on_disk(), "mine");
    assert_eq!(fixture.kept(), ["another editor's"]);
    fixture.save("mine, later", version_of(&saved));
    assert_eq!(fixture.kept().len(), 1, "an edit of one's own is no loss");
}

#[test]
fn the_same_text_is_not_written_again() {
    let fixture = Fixture::with("one");
    let before = fs::metadata(fixture.path()).unwrap().modified().unwrap();
    let seen = fixture.read().version;
    let saved = fixture.save("one", &seen);
    assert_eq!(saved, Saved::Saved { version: seen });
    let after = fs::metadata(fixture.path()).unwrap().modified().unwrap();
    assert_eq!(before, after);
}

#[test]
fn line_ends_stay_as_the_file_has_them() {
    let fixture = Fixture::with("a\r\nb\r\n");
    let saved = fixture.save("a\nc\n", &fixture.read().version);
    assert_eq!(fixture.on_disk(), "a\r\nc\r\n");
    fixture.save("d\r\n", version_of(&saved));
    assert_eq!(fixture.on_disk(), "d\r\n");
    let mixed = Fixture::with("a\r\nb\n");
    mixed.save("a\nc\n", &mixed.read().version);
    assert_eq!(mixed.on_disk(), "a\nc\n");
}

#[test]
fn a_file_that_is_gone_comes_back_when_it_is_asked_for() {
    let fixture = Fixture::with("one");
    let seen = fixture.read().version;
    fs::remove_file(fixture.path()).unwrap();
    let told = fixture.answers.read(&fixture.exercise).unwrap_err();
    assert!(told.to_string().contains("reset ch01/countdown"), "{told}");
    let asked = fixture.save("mine", &seen);
    assert!(matches!(asked, Saved::Conflict { .. }), "{asked:?}");
    assert!(!fixture.path().exists(), "nobody chose to write it");
    fixture.save("mine", version_of(&asked));
    assert_eq!(fixture.on_disk(), "mine");
}

#[test]
fn a_link_is_refused_and_what_it_leads_to_stays() {
    let fixture = Fixture::with("one");
    let elsewhere = fixture.folder.path().join("elsewhere.rs");
    fs::rename(fixture.path(), &elsewhere).unwrap();
    symlink(&elsewhere, fixture.path()).unwrap();
    assert!(fixture.refusal().contains("is no plain file"));
    fs::remove_file(fixture.path()).unwrap();
    let folder = fixture.path().parent().unwrap().to_owned();
    let real = fixture.folder.path().join("real");
    fs::rename(&folder, &real).unwrap();
    symlink(&real, &folder).unwrap();
    assert!(fixture.refusal().contains("is a link to"));
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), "one");
    assert_eq!(fs::read_dir(real).unwrap().count(), 0);
}

#[test]
fn what_no_page_can_edit_is_refused() {
    let large = "x".repeat(LARGEST + 1);
    let fixture = Fixture::with(&large);
    assert!(fixture.refusal().contains("larger than 128 KiB"));
    let fixture = Fixture::with("one");
    let seen = fixture.read().version;
    let saved = fixture.answers.save(&fixture.exercise, &large, &seen);
    assert!(saved.unwrap_err().to_string().contains("larger than 128 KiB"));
    fs::write(fixture.path(), b"\xff").unwrap();
    assert!(fixture.refusal().contains("no UTF-8 text"));
}
