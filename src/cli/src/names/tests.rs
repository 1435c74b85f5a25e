//! Names both ways: those that mean something, and those that don't.

use std::fs;

use super::*;

const MANIFEST: &str = r#"
[[chapter]]
slug = "waiting"
title = "W"
draft = true

[[chapter]]
slug = "generators"
title = "G"
minutes = 1
listings = ["function", "doubler"]

[[chapter.exercise]]
id = "countdown"
points = 1
minutes = 1
hints = []

[[chapter.exercise]]
id = "tree_walk"
points = 1
minutes = 1
hints = []

[[chapter]]
slug = "coroutines"
title = "C"
minutes = 1

[[chapter.exercise]]
id = "lazy"
points = 1
minutes = 1
hints = []
"#;

struct Clone {
    folder: tempfile::TempDir,
    checkout: Checkout,
    manifest: Manifest,
}

fn clone() -> Clone {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("workbook.toml"), MANIFEST).unwrap();
    let chapter = folder.path().join("exercises/ch02_generators");
    fs::create_dir_all(&chapter).unwrap();
    fs::write(chapter.join("e1_countdown.rs"), "").unwrap();
    let checkout = Checkout::at(folder.path()).unwrap();
    Clone { folder, checkout, manifest: Manifest::parse(MANIFEST).unwrap() }
}

impl Clone {
    fn exercise(&self, typed: &str) -> Result<String> {
        let names = Names::new(&self.checkout, &self.manifest);
        names.exercise(typed).map(Exercise::name)
    }

    fn exercises(&self, typed: &str) -> Result<Vec<String>> {
        let names = Names::new(&self.checkout, &self.manifest);
        let found = names.exercises(typed)?;
        Ok(found.into_iter().map(Exercise::name).collect())
    }

    fn listing(&self, typed: &str) -> Result<String> {
        let names = Names::new(&self.checkout, &self.manifest);
        names.listing(typed).map(Listing::key)
    }
}

#[test]
fn an_exercise_goes_by_many_names() {
    let clone = clone();
    for typed in [
        "countdown",
        "Countdown",
        " countdown ",
        "generators/countdown",
        "ch02/countdown",
        "CH2/countdown",
        "02/countdown",
        "02/1",
        "2/e1",
        "ch02/e01",
        "e1_countdown",
        "e1_countdown_test.rs",
        "ch02_e1_countdown",
        "ch02_generators/e1_countdown.rs",
    ] {
        let found = clone.exercise(typed).unwrap();
        assert_eq!(found, "ch02/countdown", "typed {typed:?}");
    }
    assert_eq!(clone.exercise("tree-walk").unwrap(), "ch02/tree_walk");
}

#[test]
fn a_path_to_any_of_its_files_means_the_exercise() {
    let clone = clone();
    let root = clone.folder.path().display();
    for typed in [
        format!("{root}/exercises/ch02_generators/e1_countdown.rs"),
        format!(
            "{root}/exercises/../exercises/ch02_generators/e1_countdown.rs"
        ),
        // Gone from the disk, or never there.
        format!("{root}/exercises/ch02_generators/e1_countdown_test.rs"),
        "./exercises/ch02_generators/e1_countdown.rs".into(),
        r"exercises\ch02_generators\e1_countdown.rs".into(),
        r"C:\Work\Exercises\ch02_generators\e1_countdown.rs".into(),
        "solutions/ch02_generators/e1_countdown.rs".into(),
        "solutions/ch02_generators/e1_countdown/wrong_restart.rs".into(),
        "solutions/ch02_generators/e1_countdown/".into(),
    ] {
        let found = clone.exercise(&typed).unwrap();
        assert_eq!(found, "ch02/countdown", "typed {typed:?}");
    }
}

#[test]
fn a_name_of_several_exercises_lists_them() {
    let clone = clone();
    let error = clone.exercise("e1").unwrap_err().to_string();
    assert_eq!(
        error,
        "`e1` means 2 exercises; say which:\n  ch02/countdown\n  ch03/lazy"
    );
    let error = clone.exercise("02").unwrap_err().to_string();
    assert!(error.ends_with("say which:\n  ch02/countdown\n  ch02/tree_walk"));
    assert_eq!(clone.exercise("ch03").unwrap(), "ch03/lazy");
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let clone = clone();
    let error = clone.exercise("cuontdown").unwrap_err().to_string();
    let mut lines = error.lines();
    assert_eq!(
        lines.next(),
        Some("`cuontdown` is not an exercise; the nearest:")
    );
    assert_eq!(lines.next(), Some("  ch02/countdown"));
    assert_eq!(lines.count(), 2);
    assert!(clone.exercise("ch04/lazy").is_err());
    assert!(clone.exercise("").is_err());
}

#[test]
fn an_unknown_chapter_is_told_as_one() {
    let clone = clone();
    for typed in ["ch99", "99", "CH99/countdown", r"99\1"] {
        let told = "there is no chapter 99; the last is ";
        let error = clone.exercise(typed).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
        let error = clone.listing(typed).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
    let error = clone.exercise("2nd").unwrap_err().to_string();
    assert!(error.contains("the nearest"), "{error}");
}

#[test]
fn a_chapter_means_its_exercises() {
    let clone = clone();
    let both = ["ch02/countdown", "ch02/tree_walk"];
    for typed in ["02", "2", "ch02", "Generators", "src/ch02_generators"] {
        assert_eq!(clone.exercises(typed).unwrap(), both, "typed {typed:?}");
    }
    assert_eq!(clone.exercises("all").unwrap().len(), 3);
    assert_eq!(clone.exercises("lazy").unwrap(), ["ch03/lazy"]);
    let error = clone.exercises("1").unwrap_err().to_string();
    assert!(error.starts_with("ch01 has no exercises yet;"), "{error}");
}

#[test]
fn a_listing_is_told_from_an_exercise() {
    let clone = clone();
    for typed in ["doubler", "ch02/doubler", "02/2", "s2", "S2_doubler.rs"] {
        assert_eq!(clone.listing(typed).unwrap(), "ch02/doubler", "{typed:?}");
    }
    let error = clone.listing("countdown").unwrap_err().to_string();
    assert!(error.contains("`cargo workbook check countdown`"), "{error}");
    let error = clone.exercise("function").unwrap_err().to_string();
    assert!(error.contains("`cargo workbook run function`"), "{error}");
}
