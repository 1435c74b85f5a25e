//! What is written by hand agrees with `workbook.toml`: each line that the
//! manifest asks for is there, in its order, and no other is.

use workbook::manifest::{Chapter, Exercise, Manifest};

use super::tree::{Fault, Tree, fault};

/// Lines that a file must hold, in this order.
struct Lines<'a> {
    file: &'a str,
    text: &'a str,
    /// What is looked for, and what to paste when it isn't there.
    wanted: Vec<(String, String)>,
}

impl Lines<'_> {
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut last = 0;
        for (needle, paste) in &self.wanted {
            let place = self.text.lines().position(|l| l.contains(needle));
            match place.map(|n| n + 1) {
                None => faults.push(fault(
                    self.file,
                    last + 1,
                    format!("`{needle}` is missing"),
                    format!("add here:\n{paste}"),
                )),
                Some(line) if line < last => faults.push(fault(
                    self.file,
                    line,
                    format!("`{needle}` is out of the manifest's order"),
                    format!("move it below line {last}"),
                )),
                Some(line) => last = line,
            }
        }
        faults
    }

    /// Lines that begin so, but that the manifest doesn't know.
    fn strays(&self, is_of_kind: impl Fn(&str) -> bool) -> Vec<Fault> {
        let known = |line: &str| {
            self.wanted.iter().any(|(needle, _)| line.contains(needle))
        };
        let lines = self.text.lines().enumerate();
        lines
            .filter(|(_, line)| is_of_kind(line.trim()) && !known(line))
            .map(|(n, line)| {
                fault(
                    self.file,
                    n + 1,
                    format!("`{}` is not in the manifest", line.trim()),
                    "remove the line or name it in workbook.toml",
                )
            })
            .collect()
    }
}

fn same(line: String) -> (String, String) {
    (line.clone(), line)
}

/// The chapters that have modules.
pub(crate) fn with_modules(
    manifest: &Manifest,
) -> impl Iterator<Item = &Chapter> {
    let has = |c: &&Chapter| c.listings.iter().any(|l| !l.nightly);
    manifest.chapters.iter().filter(has)
}

/// `pub mod` lines and `LISTINGS` tables.
pub(crate) fn modules(tree: &Tree) -> Vec<Fault> {
    let text = tree.text("src/lib.rs");
    let modules = || with_modules(&tree.manifest).map(|c| c.name().module());
    let wanted: Vec<_> =
        modules().map(|m| same(format!("pub mod {m};"))).collect();
    let lines = Lines { file: "src/lib.rs", text: &text, wanted };
    let mut faults = lines.faults();
    faults.extend(lines.strays(|line| line.starts_with("pub mod ")));
    let wanted = modules().map(|m| {
        (
            format!("{m}::LISTINGS"),
            format!(
                "Chapter {{\n    number: \"{}\",\n    \
                 question: {m}::QUESTION,\n    listings: {m}::LISTINGS,\n}}",
                &m[..4]
            ),
        )
    });
    let wanted = wanted.collect();
    faults.extend(Lines { file: "src/lib.rs", text: &text, wanted }.faults());
    for chapter in with_modules(&tree.manifest) {
        faults.extend(listings(tree, chapter));
    }
    faults
}

fn listings(tree: &Tree, chapter: &Chapter) -> Vec<Fault> {
    let file = format!("src/{}/mod.rs", chapter.name().module());
    let text = tree.text(&file);
    let steps = || {
        let steps = chapter.listings.iter().filter(|l| !l.nightly);
        steps.map(|l| (&l.name, format!("s{}_{}", l.number, l.name)))
    };
    let mods = steps().map(|(_, s)| same(format!("pub mod {s};"))).collect();
    let mods = Lines { file: &file, text: &text, wanted: mods };
    let names = steps().map(|(name, step)| {
        (
            format!("name: \"{name}\","),
            format!(
                "Listing {{\n    name: \"{name}\",\n    \
                 shows: \"...\",\n    main: {step}::main,\n}},"
            ),
        )
    });
    let names = Lines { file: &file, text: &text, wanted: names.collect() };
    let mains = steps().map(|(_, s)| same(format!("main: {s}::main,")));
    let mains = Lines { file: &file, text: &text, wanted: mains.collect() };
    let mut faults = mods.faults();
    faults.extend(mods.strays(|line| line.starts_with("pub mod ")));
    faults.extend(names.faults());
    faults.extend(names.strays(|line| line.starts_with("name: ")));
    faults.extend(mains.faults());
    faults
}

/// The `[[test]]` lines of `exercises/Cargo.toml`.
pub(crate) fn targets(tree: &Tree) -> Vec<Fault> {
    let file = "exercises/Cargo.toml";
    let text = tree.text(file);
    let exercises = || tree.manifest.exercises();
    let paste = |e: &Exercise| {
        let (target, path) = (e.target(), path_line(e));
        format!("[[test]]\nname = \"{target}\"\n{path}")
    };
    let names = exercises()
        .map(|e| (format!("name = \"{}\"", e.target()), paste(e)))
        .collect();
    let paths = exercises().map(|e| (path_line(e), paste(e))).collect();
    let names = Lines { file, text: &text, wanted: names };
    let paths = Lines { file, text: &text, wanted: paths };
    let mut faults = names.faults();
    faults.extend(names.strays(|line| line.starts_with("name = \"ch")));
    // A missing entry is told once.
    if faults.is_empty() {
        faults.extend(paths.faults());
        faults.extend(paths.strays(|line| line.starts_with("path = \"ch")));
    }
    faults
}

fn path_line(exercise: &Exercise) -> String {
    let checks = exercise.checks();
    let path = checks.strip_prefix("exercises/").expect("checks lie there");
    format!("path = \"{path}\"")
}

/// `SUMMARY.md`: a line a chapter, a page a line.
pub(crate) fn summary(tree: &Tree) -> Vec<Fault> {
    let file = "book/src/SUMMARY.md";
    let text = tree.text(file);
    let wanted = tree.manifest.chapters.iter().map(|c| {
        let page = if c.draft { String::new() } else { c.name().page() };
        same(format!("[{}]({page})", c.title))
    });
    let lines = Lines { file, text: &text, wanted: wanted.collect() };
    let mut faults = lines.faults();
    faults.extend(lines.strays(|line| {
        line.split_once("](ch").is_some_and(|(_, page)| {
            page.starts_with(|c: char| c.is_ascii_digit())
        })
    }));
    for page in tree.files("book/src", ".md") {
        let page = page.strip_prefix("book/src/").expect("it lies there");
        if page != "SUMMARY.md" && !text.contains(&format!("]({page})")) {
            faults.push(fault(
                file,
                text.lines().count() + 1,
                format!("book/src/{page} has no line"),
                format!("add where it belongs:\n- [Title]({page})"),
            ));
        }
    }
    faults
}

/// `### Exercise: id` and the line below it, in each chapter's page.
pub(crate) fn announcements(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for chapter in tree.manifest.chapters.iter().filter(|c| !c.draft) {
        let file = format!("book/src/{}", chapter.name().page());
        let text = tree.text(&file);
        let wanted = chapter.exercises.iter().map(|e| {
            let heading = format!("### Exercise: {}", e.id);
            (heading.clone(), format!("{heading}\n\n{}", effort(e)))
        });
        let wanted = wanted.collect();
        let lines = Lines { file: &file, text: &text, wanted };
        faults.extend(lines.faults());
        faults.extend(lines.strays(|l| l.starts_with("### Exercise:")));
        let efforts = chapter.exercises.iter();
        faults.extend(efforts.filter_map(|e| wrong_effort(&file, &text, e)));
    }
    faults
}

fn effort(e: &Exercise) -> String {
    let s = if e.points == 1 { "" } else { "s" };
    format!("*{} point{s}, {} minutes*", e.points, e.minutes)
}

fn wrong_effort(file: &str, text: &str, e: &Exercise) -> Option<Fault> {
    let heading = format!("### Exercise: {}", e.id);
    let place = text.lines().position(|line| line.trim() == heading)?;
    let below = text.lines().enumerate().skip(place + 1);
    let (n, line) = below
        .clone()
        .find(|(_, line)| !line.is_empty())
        .unwrap_or((place + 1, ""));
    (line != effort(e)).then(|| {
        fault(
            file,
            n + 1,
            format!("`{}` is not announced as in the manifest", e.id),
            format!("write below the heading:\n{}", effort(e)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    #[test]
    fn a_missing_module_line_is_told() {
        let copy = Copy::strict();
        let line = "pub mod ch02_generators;";
        let told = copy.told(modules, |copy| {
            copy.replace("src/lib.rs", line, "");
        });
        let before = "pub mod ch01_waiting;";
        let at = line_of(&copy.read("src/lib.rs"), before) + 1;
        let what = format!("`{line}` is missing; add here:\n{line}");
        assert_eq!(told, [format!("src/lib.rs:{at}: {what}")]);
    }

    #[test]
    fn a_listing_outside_the_table_is_told() {
        let copy = Copy::strict();
        let file = "src/ch02_generators/mod.rs";
        let told = copy.told(modules, |copy| {
            copy.replace(file, "name: \"function\",", "name: \"fun\",");
        });
        let at = line_of(&copy.read(file), "name: \"fun\"");
        assert_eq!(
            told,
            [
                format!(
                    "{file}:1: `name: \"function\",` is missing; add here:\n\
                     Listing {{\n    name: \"function\",\n    \
                     shows: \"...\",\n    main: s1_function::main,\n}},"
                ),
                format!(
                    "{file}:{at}: `name: \"fun\",` is not in the manifest; \
                     remove the line or name it in workbook.toml"
                ),
            ]
        );
    }

    #[test]
    fn a_missing_test_target_is_told_ready_to_paste() {
        let copy = Copy::strict();
        let told = copy.told(targets, |copy| {
            copy.replace("exercises/Cargo.toml", "ch02_e1_count", "ch02_e9_");
        });
        assert_eq!(told.len(), 2, "{told:?}");
        // The line below the target that comes before it.
        let before = "name = \"ch01_e3_critical_path\"";
        let line = line_of(&copy.read("exercises/Cargo.toml"), before) + 1;
        assert_eq!(
            told[0],
            format!(
                "exercises/Cargo.toml:{line}: `name = \"ch02_e1_countdown\"` \
                 is missing; add here:\n[[test]]\nname = \
                 \"ch02_e1_countdown\"\n\
                 path = \"ch02_generators/e1_countdown_test.rs\""
            )
        );
        assert!(told[1].contains("`name = \"ch02_e9_down\"` is not in the"));
    }

    #[test]
    fn a_chapter_without_its_summary_line_is_told() {
        let copy = Copy::strict();
        let file = "book/src/SUMMARY.md";
        let chapters = copy.tree().manifest.chapters;
        let title = &chapters[1].title;
        let draft = line_of(&copy.read(file), &chapters[0].title);
        let mut at = 0;
        let told = copy.told(summary, |copy| {
            at = copy.replace(file, &format!("[{title}]"), "[Another]");
        });
        let line = format!("[{title}](ch02-generators.md)");
        assert_eq!(
            told,
            [
                format!(
                    "{file}:{}: `{line}` is missing; add here:\n{line}",
                    draft + 1
                ),
                format!(
                    "{file}:{at}: `- [Another](ch02-generators.md)` is not \
                     in the manifest; remove the line or name it in \
                     workbook.toml"
                ),
            ]
        );
    }

    #[test]
    fn a_page_outside_the_summary_is_told() {
        let copy = Copy::strict();
        let told = copy.told(summary, |copy| {
            copy.write("book/src/lost.md", "# Lost\n");
        });
        let end = copy.read("book/src/SUMMARY.md").lines().count() + 1;
        assert_eq!(
            told,
            [format!(
                "book/src/SUMMARY.md:{end}: book/src/lost.md has no line; \
                 add where it belongs:\n- [Title](lost.md)"
            )]
        );
    }

    #[test]
    fn points_that_the_page_gets_wrong_are_told() {
        let copy = Copy::strict();
        let file = "book/src/ch02-generators.md";
        copy.write(file, "### Exercise: countdown\n\n*1 point, 10 minutes*\n");
        let told = copy.told(announcements, |copy| {
            copy.replace(file, "*1 point,", "*7 points,");
        });
        assert_eq!(
            told,
            [format!(
                "{file}:3: `countdown` is not announced as in the manifest; \
                 write below the heading:\n*1 point, 10 minutes*"
            )]
        );
    }
}
