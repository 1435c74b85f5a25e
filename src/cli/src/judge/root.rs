//! The root of a test crate: the sealed checks, made to judge one subject.

use std::path::Path;

use anyhow::{Context, Result};

/// What is given to rustc.
pub(super) struct Root {
    pub(super) text: String,
    /// The checks, in the order of their file.
    pub(super) checks: Vec<String>,
    /// A test that runs after each check: only a check that came back to its
    /// harness gets there. No subject knows its name, so that nothing that it
    /// prints can pass for it.
    pub(super) closing: String,
}

/// Turns the sealed checks of the exercise's module to this subject. Line
/// numbers stay as they are.
pub(super) fn generate(
    checks: &str,
    module: &str,
    subject: &Path,
    closing: String,
) -> Result<Root> {
    let subject = subject.to_str().with_context(|| {
        format!("{} is no UTF-8 path; move the clone", subject.display())
    })?;
    let line = format!("\nmod {module};\n");
    let at = checks.find(&line).with_context(|| {
        format!("the checks of {module} have no line `mod {module};`")
    })?;
    let names = check_names(checks);
    anyhow::ensure!(!names.is_empty(), "{module} has no checks");
    let attribute = checks[..at].rfind("\n#[cfg_attr(").unwrap_or(at);
    let breaks = checks[attribute..at].matches('\n').count();
    let text = format!(
        "{before}{breaks}\n#[path = {subject:?}] mod {module};\n{after}\n\
         #[test]\nfn {closing}() {{}}\n",
        before = &checks[..attribute],
        breaks = "\n".repeat(breaks),
        after = &checks[at + line.len()..],
    );
    Ok(Root { text, checks: names, closing })
}

/// The functions marked `#[test]`, in the order of the text.
fn check_names(checks: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut lines = checks.lines();
    while lines.any(|line| line.trim() == "#[test]") {
        let name = lines.find_map(|line| {
            let (_, after) = line.split_once("fn ")?;
            after.split('(').next().map(str::to_owned)
        });
        names.extend(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKS: &str = "\
//! Checks.

#[cfg_attr(
    feature = \"solutions\",
    path = \"../../solutions/e1_x.rs\"
)]
mod e1_x;

#[test]
fn second_in_the_alphabet() {}

#[test]
#[allow(dead_code)]
fn first_in_the_alphabet() {}
";

    #[test]
    fn checks_keep_their_order_and_their_lines() {
        let root =
            generate(CHECKS, "e1_x", Path::new("/an ä/x.rs"), "zzz".into())
                .unwrap();
        assert_eq!(
            root.checks,
            ["second_in_the_alphabet", "first_in_the_alphabet"]
        );
        let line = |text: &str, what: &str| {
            text.lines().position(|line| line.contains(what)).unwrap()
        };
        for what in ["mod e1_x", "fn first", "fn second"] {
            assert_eq!(line(&root.text, what), line(CHECKS, what), "{what}");
        }
        assert!(root.text.contains("#[path = \"/an ä/x.rs\"] mod e1_x;"));
        assert!(!root.text.contains("cfg_attr"));
        assert!(root.text.ends_with("#[test]\nfn zzz() {}\n"));
    }
}
