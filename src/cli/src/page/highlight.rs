//! mdBook's script that colors code, without the languages that no page has:
//! it knows fifty, and they are three quarters of what each page loads at
//! first to color three of them.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::tags::Tag;

/// Each line that begins so holds one language, named next.
const LANGUAGE: &str = "hljs.registerLanguage(\"";

/// The languages that a page's code is marked with, as mdBook does it.
pub(super) fn languages(tags: &[Tag<'_>]) -> BTreeSet<String> {
    let code = tags.iter().filter(|tag| tag.name == "code");
    let classes =
        code.flat_map(|tag| tag.attribute("class").unwrap_or("").split(' '));
    classes
        .filter_map(|class| class.strip_prefix("language-"))
        .map(str::to_owned)
        .collect()
}

/// The script with these languages and those that they name in turn. A script
/// of another shape stays whole.
pub(super) fn with_only(script: &str, languages: &BTreeSet<String>) -> String {
    let mut wanted: BTreeSet<&str> =
        languages.iter().map(String::as_str).collect();
    loop {
        let before = wanted.len();
        for line in script.lines().filter(|line| name(line).is_some()) {
            if is_wanted(line, &wanted) {
                // Some color a part as another language does.
                wanted.extend(quoted(line));
            }
        }
        if wanted.len() == before {
            break;
        }
    }
    let kept = script
        .lines()
        .filter(|line| name(line).is_none() || is_wanted(line, &wanted));
    kept.flat_map(|line| [line, "\n"]).collect()
}

/// What a script of this content is called, as mdBook would.
pub(super) fn file_name(script: &str) -> String {
    let digest = Sha256::digest(script);
    let hash = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("highlight-{hash:08x}.js")
}

/// The language that this line holds, if it holds one.
fn name(line: &str) -> Option<&str> {
    Some(line.strip_prefix(LANGUAGE)?.split_once('"')?.0)
}

/// Whether one of these is the line's language, by its name or another one.
fn is_wanted(line: &str, wanted: &BTreeSet<&str>) -> bool {
    let (_, aliases) = line.split_once("aliases:[").unwrap_or_default();
    let (aliases, _) = aliases.split_once(']').unwrap_or_default();
    let mut names = name(line).into_iter().chain(quoted(aliases));
    names.any(|name| wanted.contains(name))
}

/// The texts between double quotes.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::{super::tags::tags, *};

    const SCRIPT: &str = "\
var hljs=core;
hljs.registerLanguage(\"bash\",{aliases:[\"sh\",\"zsh\"]});
hljs.registerLanguage(\"rust\",{aliases:[\"rs\"],k:\"sh\"});
hljs.registerLanguage(\"shell\",{aliases:[\"console\"],sub:\"bash\"});
hljs.registerLanguage(\"java\",{k:\"rust\"});
";

    #[test]
    fn a_language_stays_with_those_that_it_names() {
        let pages = "<code class=\"language-console\">$</code><code>x</code>";
        let only = with_only(SCRIPT, &languages(&tags(pages)));
        let kept: Vec<_> = only.lines().filter_map(name).collect();
        assert_eq!(kept, ["bash", "shell"]);
        assert!(only.starts_with("var hljs=core;\n"), "{only}");
    }

    #[test]
    fn a_script_with_another_language_has_another_name() {
        let name = |language: &str| {
            let languages = BTreeSet::from([language.to_owned()]);
            file_name(&with_only(SCRIPT, &languages))
        };
        assert_eq!(name("bash"), name("sh"));
        assert_ne!(name("bash"), name("rust"));
        assert!(name("bash").len() == "highlight-01234567.js".len());
    }

    #[test]
    fn a_script_of_another_shape_stays_whole() {
        let script = "var hljs=all;hljs.registerLanguage(\"java\",{});\n";
        assert_eq!(with_only(script, &BTreeSet::new()), script);
    }
}
