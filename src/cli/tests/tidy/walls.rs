//! Who may import whom. Cargo holds most walls; these it can't.

use proc_macro2::{Ident, TokenTree};

use super::{
    rust,
    tree::{Fault, Tree, fault, in_chapter, line_of},
};

/// What one kind of file may import.
struct Wall {
    /// As in "a listing may not import `kit`".
    who: &'static str,
    may: &'static [&'static str],
}

const LISTING: Wall = Wall {
    who: "a listing",
    may: &[
        "std", "tokio", "futures", "miniloop", "timeline", "mio", "chapters",
    ],
};
const KIT: Wall = Wall {
    who: "the kit",
    may: &["std", "tokio", "futures", "miniloop", "timeline", "crate", "super"],
};
const ANSWER: Wall =
    Wall { who: "an answer", may: &["std", "tokio", "futures", "miniloop"] };
const CHECKS: Wall = Wall {
    who: "a check",
    may: &["std", "tokio", "futures", "miniloop", "kit"],
};
/// The timeline knows no runtime, so that every runtime may use it.
const TIMELINE: Wall =
    Wall { who: "the timeline", may: &["std", "crate", "super", "timeline"] };
/// The event loop stands on the system's readiness calls and nothing else.
const MINILOOP: Wall = Wall {
    who: "miniloop",
    may: &["std", "mio", "crate", "super", "miniloop"],
};
/// A chapter's `mod.rs`: it lists the steps in the book's own type.
const CHAPTER: Wall = Wall { who: "a chapter", may: &["std", "crate"] };

const PRIMITIVES: [&str; 18] = [
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize",
    "str", "u128", "u16", "u32", "u64", "u8", "usize", "self",
];

fn wall(path: &str) -> Option<Wall> {
    let listing = in_chapter(path, "src");
    let exercise = in_chapter(path, "exercises");
    match path {
        _ if listing && path.ends_with("/mod.rs") => Some(CHAPTER),
        _ if listing => Some(LISTING),
        _ if exercise && path.ends_with("_test.rs") => Some(CHECKS),
        _ if exercise || in_chapter(path, "solutions") => Some(ANSWER),
        _ if path.starts_with("exercises/kit/") => Some(KIT),
        _ if path.starts_with("src/timeline/") => Some(TIMELINE),
        _ if path.starts_with("src/miniloop/src/") => Some(MINILOOP),
        _ => None,
    }
}

/// No file names a crate or a module beyond its wall.
pub(crate) fn imports(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in tree.files("", ".rs") {
        let Some(wall) = wall(&path) else { continue };
        let Some(tokens) = rust::tokens(&tree.text(&path)) else { continue };
        let own = rust::own_names(&tokens);
        let roots = rust::path_roots(&tokens);
        let beyond = roots
            .iter()
            .filter(|(root, in_mod)| !is_let_in(&wall, &own, root, *in_mod));
        if in_chapter(&path, "src") {
            faults.extend(beyond_the_knob(&path, &tokens));
        }
        faults.extend(beyond.map(|(root, _)| {
            fault(
                &path,
                root.span().start().line,
                format!("{} may not import `{root}`", wall.who),
                format!("use {} only", wall.may.join(", ")),
            )
        }));
    }
    faults
}

/// The one thing of their own crate that listings use.
const KNOB: &str = "chapters::knob";

fn beyond_the_knob(path: &str, tokens: &[TokenTree]) -> Vec<Fault> {
    let mut faults = Vec::new();
    rust::visit(tokens, &mut |run| {
        for (n, token) in run.iter().enumerate() {
            let is_knob =
                run.get(n + 3).is_some_and(|t| rust::is_ident(t, "knob"));
            if rust::is_ident(token, "chapters") && !is_knob {
                let line = token.span().start().line;
                let what = "a listing may not import what other listings use";
                faults.push(fault(
                    path,
                    line,
                    what,
                    format!("use {KNOB} only"),
                ));
            }
        }
    });
    faults
}

fn is_let_in(wall: &Wall, own: &[String], root: &Ident, in_mod: bool) -> bool {
    let name = root.to_string();
    wall.may.contains(&name.as_str())
        || PRIMITIVES.contains(&name.as_str())
        // A type, a trait or a variant: its own import is told.
        || name.starts_with(|c: char| c.is_ascii_uppercase())
        || (in_mod && name == "super")
        || own.contains(&name) && name != "crate" && name != "super"
}

/// Packages of this workspace that no package may depend on: the chapters,
/// the exercises and their kit, the command line.
const LEAVES: [&str; 3] = ["concurrency-workbook", "exercises", "workbook"];

const MANIFESTS: [&str; 5] = [
    "Cargo.toml",
    "exercises/Cargo.toml",
    "src/cli/Cargo.toml",
    MINILOOPS,
    TIMELINES,
];

const MINILOOPS: &str = "src/miniloop/Cargo.toml";
const TIMELINES: &str = "src/timeline/Cargo.toml";

/// No package depends on one beyond its wall.
pub(crate) fn packages(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in MANIFESTS {
        let text = tree.text(path);
        let table: toml::Table = toml::from_str(&text).unwrap_or_default();
        let mut names = Vec::new();
        dependencies(&table, &mut names);
        let beyond = names.iter().filter(|(name, package)| {
            let tokio = |n: &str| CHECKS.may.contains(&n) || n == "timeline";
            let light = path == "exercises/Cargo.toml";
            LEAVES.contains(&package.as_str())
                || (light && !tokio(name))
                || path == TIMELINES
                || (path == MINILOOPS && name != "mio")
        });
        faults.extend(beyond.map(|(name, _)| {
            fault(
                path,
                line_of(&text, &format!("{name} =")),
                format!("`{name}` stands beyond this package's wall"),
                "remove the dependency; see the walls in README.md",
            )
        }));
    }
    faults
}

/// All dependencies, as they are called and as their packages are named.
fn dependencies(table: &toml::Table, names: &mut Vec<(String, String)>) {
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if !key.ends_with("dependencies") {
            if key == "target" || key.starts_with("cfg(") {
                dependencies(inner, names);
            }
            continue;
        }
        for (name, detail) in inner {
            let package = detail.get("package").and_then(|p| p.as_str());
            names.push((name.clone(), package.unwrap_or(name).to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    fn told_of(path: &str, planted: &str) -> (Vec<String>, usize) {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(imports, |copy| {
            line = copy.append(path, planted);
        });
        (told, line)
    }

    #[test]
    fn a_listing_that_imports_another_chapter_is_told() {
        let path = "src/ch02_generators/s1_function.rs";
        let (told, line) = told_of(path, "use crate::ch03_x::s1_y::main as m;");
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: a listing may not import `crate`; use std, \
                 tokio, futures, miniloop, timeline, mio, chapters only"
            )]
        );
        let planted = "use chapters::{knob, ch03_coroutines as next};";
        let (told, line) = told_of(path, planted);
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: a listing may not import what other listings \
                 use; use chapters::knob only"
            )]
        );
    }

    #[test]
    fn a_path_in_a_body_is_told_like_an_import() {
        let path = "src/ch02_generators/s1_function.rs";
        let (told, line) = told_of(path, "fn f() { kit::suspect(\"x\"); }");
        assert_eq!(told.len(), 1, "{told:?}");
        let told = &told[0];
        let start = format!("{path}:{line}: a listing may not import `kit`");
        assert!(told.starts_with(&start), "{told}");
    }

    #[test]
    fn a_kit_that_knows_the_chapters_is_told() {
        let path = "exercises/kit/lib.rs";
        let (told, line) = told_of(path, "use chapters::CHAPTERS;");
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: the kit may not import `chapters`; use std, \
                 tokio, futures, miniloop, timeline, crate, super only"
            )]
        );
    }

    #[test]
    fn a_timeline_that_knows_a_runtime_is_told() {
        let (told, line) =
            told_of("src/timeline/src/task.rs", "use tokio::task;");
        assert_eq!(
            told,
            [format!(
                "src/timeline/src/task.rs:{line}: the timeline may not \
                 import `tokio`; use std, crate, super, timeline only"
            )]
        );
        let copy = Copy::strict();
        let told = copy.told(packages, |copy| {
            copy.append(TIMELINES, "\n[dependencies]\ntokio = \"1\"");
        });
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("`tokio` stands beyond"), "{told:?}");
    }

    #[test]
    fn an_event_loop_that_stands_on_another_is_told() {
        let (told, line) =
            told_of("src/miniloop/src/lib.rs", "use tokio::task;");
        assert_eq!(
            told,
            [format!(
                "src/miniloop/src/lib.rs:{line}: miniloop may not import \
                 `tokio`; use std, mio, crate, super, miniloop only"
            )]
        );
        let copy = Copy::strict();
        let told = copy.told(packages, |copy| {
            copy.append(MINILOOPS, "\n[dependencies.tokio]\nversion = \"1\"");
        });
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("`tokio` stands beyond"), "{told:?}");
    }

    #[test]
    fn an_answer_that_uses_the_kit_is_told() {
        let path = "solutions/ch02_generators/e1_countdown.rs";
        let (told, line) = told_of(path, "use kit;");
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: an answer may not import `kit`; use std, \
                 tokio, futures, miniloop only"
            )]
        );
    }

    #[test]
    fn what_a_file_may_use_is_not_told() {
        let path = "solutions/ch02_generators/e1_countdown.rs";
        let (told, _) = told_of(
            path,
            "use std::{fmt::{self, Write}, iter};\n\
             fn f() { iter::once(u64::MAX).sum::<u64>(); size_of::<u8>(); }\n\
             mod inner { use super::f; fn g() -> fmt::Result { todo!() } }",
        );
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn a_command_line_that_links_a_chapter_is_told() {
        let copy = Copy::strict();
        let path = "src/cli/Cargo.toml";
        let mut line = 0;
        let told = copy.told(packages, |copy| {
            let planted = "chapters = { package = \"concurrency-workbook\", \
                           path = \"../..\" }";
            line =
                copy.replace(path, "[dependencies]\n", "[dependencies]\n") + 1;
            let new = format!("[dependencies]\n{planted}\n");
            copy.replace(path, "[dependencies]\n", &new);
        });
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: `chapters` stands beyond this package's \
                 wall; remove the dependency; see the walls in README.md"
            )]
        );
    }

    #[test]
    fn a_heavy_dependency_of_the_exercises_is_told() {
        let copy = Copy::strict();
        let path = "exercises/Cargo.toml";
        let told = copy.told(packages, |copy| {
            copy.append(path, "\n[dev-dependencies]\nreqwest = \"1\"");
        });
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("`reqwest` stands beyond"), "{told:?}");
    }
}
