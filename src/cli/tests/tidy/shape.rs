//! How files look from afar: what opens them, how long they are, and what a
//! check never does.

use proc_macro2::{Delimiter, TokenTree};

use super::{
    rust, sleeps,
    tree::{Fault, Tree, fault, in_chapter},
};

const FUNCTION: usize = 60;
const LISTING: usize = 60;
const FILE: usize = 250;

/// Every file of code opens by saying what it is.
pub(crate) fn headers(tree: &Tree) -> Vec<Fault> {
    let files = tree.files("", ".rs").into_iter();
    let bare = files.filter(|path| {
        let text = tree.text(path);
        rust::header(&text).first().is_none_or(|line| line.is_empty())
    });
    bare.map(|path| {
        let mend = "say in a `//!` line what the reader finds here";
        fault(&path, 1, "the file doesn't say what it is", mend)
    })
    .collect()
}

/// Functions, listings and files keep to their lengths, in lines of code.
pub(crate) fn sizes(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in tree.files("", ".rs") {
        let text = tree.text(&path);
        let Some(tokens) = rust::tokens(&text) else {
            let what = "the file is no Rust: its brackets or quotes don't pair";
            faults.push(fault(&path, 1, what, "pair them"));
            continue;
        };
        let long = rust::functions(&tokens).into_iter();
        faults.extend(long.filter(|f| f.lines > FUNCTION).map(|f| {
            let what = format!("`{}` has {} lines", f.name, f.lines);
            fault(&path, f.line, what, format!("cut it to {FUNCTION}"))
        }));
        let limit = if in_chapter(&path, "src") { LISTING } else { FILE };
        let lines = rust::code_lines(&tokens, &text);
        if lines > limit {
            let what = format!("the file has {lines} lines of code");
            faults.push(fault(&path, 1, what, format!("cut it to {limit}")));
        }
    }
    faults
}

/// No test is ignored or glad of a panic, and no check sleeps in real time: a
/// panic that is hoped for may be another one, and a sleep hopes for time.
pub(crate) fn honest_checks(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in tree.files("", ".rs") {
        let Some(tokens) = rust::tokens(&tree.text(&path)) else { continue };
        let is_check =
            in_chapter(&path, "exercises") && path.ends_with("_test.rs");
        rust::visit(&tokens, &mut |run| {
            faults.extend(looking_away(&path, run));
        });
        if is_check {
            faults.extend(sleeps::in_real_time(&path, &tokens));
        }
    }
    faults
}

fn looking_away(path: &str, run: &[TokenTree]) -> Vec<Fault> {
    let attributes = run.windows(2).filter_map(|pair| match pair {
        [hash, TokenTree::Group(group)]
            if rust::is_punct(hash, '#')
                && group.delimiter() == Delimiter::Bracket =>
        {
            rust::inside(group).into_iter().next()
        }
        _ => None,
    });
    let banned = attributes.filter(|name| {
        rust::is_ident(name, "ignore") || rust::is_ident(name, "should_panic")
    });
    banned
        .map(|name| {
            let line = name.span().start().line;
            let what = format!("a test is marked `{name}`");
            let mend = "assert what happens, or remove the test";
            fault(path, line, what, mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    const STEP: &str = "src/ch02_generators/s1_function.rs";
    const CHECKS: &str = "exercises/ch02_generators/e1_countdown_test.rs";

    #[test]
    fn a_file_without_a_header_is_told() {
        let copy = Copy::strict();
        let told = copy.told(headers, |copy| {
            copy.write("src/cli/src/bare.rs", "// No header.\nfn f() {}\n");
        });
        assert_eq!(
            told,
            ["src/cli/src/bare.rs:1: the file doesn't say what it is; say \
              in a `//!` line what the reader finds here"]
        );
    }

    #[test]
    fn a_long_function_is_told() {
        let copy = Copy::strict();
        let path = "src/cli/src/long.rs";
        let body = "    f();\n".repeat(59);
        let told = copy.told(sizes, |copy| {
            copy.write(path, format!("//! F.\n\nfn f() {{\n{body}}}\n"));
        });
        let what = "`f` has 61 lines; cut it to 60";
        assert_eq!(told, [format!("{path}:3: {what}")]);
    }

    #[test]
    fn a_long_listing_is_told_and_its_comments_are_free() {
        let copy = Copy::strict();
        // The middle line of the string only looks like a comment.
        let code = "const _: &str = \"\n//\n\";\n".repeat(20);
        let free = "// Why.\n/// What.\n\n".repeat(50);
        copy.write(STEP, format!("//! Long.\n{free}{code}"));
        let told = copy.told(sizes, |copy| {
            copy.append(STEP, "struct S;");
        });
        let what = "the file has 61 lines of code; cut it to 60";
        assert_eq!(told, [format!("{STEP}:1: {what}")]);
    }

    #[test]
    fn a_check_that_looks_away_is_told() {
        for mark in ["ignore", "should_panic"] {
            let copy = Copy::strict();
            let mut line = 0;
            let told = copy.told(honest_checks, |copy| {
                let test = format!("#[test]\n#[{mark}]\nfn f() {{}}");
                line = copy.append(CHECKS, &test);
            });
            assert_eq!(
                told,
                [format!(
                    "{CHECKS}:{}: a test is marked `{mark}`; assert what \
                     happens, or remove the test",
                    line + 1
                )]
            );
        }
    }

    #[test]
    fn a_check_that_sleeps_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(honest_checks, |copy| {
            let test =
                "fn f() { std::thread::sleep(std::time::Duration::MAX) }";
            line = copy.append(CHECKS, test);
        });
        assert_eq!(
            told,
            [format!(
                "{CHECKS}:{line}: a check's thread sleeps; order the steps \
                 with a channel or a paused clock"
            )]
        );
    }
}
