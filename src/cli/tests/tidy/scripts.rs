//! The scripts of the live page are small, say what they are, and offer what
//! their names say.

use super::tree::{Fault, Tree, fault};

const FOLDER: &str = "book/live";

/// In lines; what is longer does more than one thing.
const LONGEST: usize = 300;

/// What must not stand in a script, and why.
const REFUSED: [(&str, &str, &str); 5] = [
    ("innerHTML", "takes text for HTML", "set textContent"),
    ("outerHTML", "takes text for HTML", "set textContent"),
    ("insertAdjacentHTML", "takes text for HTML", "append elements"),
    ("eval(", "runs text", "call a function"),
    ("import(", "no browser loads it from the disk", "use workbook.use"),
];

/// Each script is short, strict and by itself, and defines what others ask for
/// by its file's name.
pub(crate) fn live(tree: &Tree) -> Vec<Fault> {
    let files = tree.files(FOLDER, ".js");
    files.iter().flat_map(|path| faults(path, &tree.text(path))).collect()
}

fn faults(path: &str, text: &str) -> Vec<Fault> {
    let mut faults = refused(path, text);
    let mut tell = |line, what: &str, mend: &str| {
        faults.push(fault(path, line, what, mend));
    };
    let length = text.lines().count();
    if length > LONGEST {
        let what = format!("it has {length} lines");
        tell(LONGEST + 1, &what, "put a part into a script of its own");
    }
    if !text.starts_with("// ") {
        tell(1, "it does not say what it is", "begin with a comment");
    }
    let code = text.lines().zip(1..).find(|(line, _)| !line.starts_with("//"));
    if let Some((first, line)) = code
        && first != "(() => {"
    {
        tell(line, "it shares its names with others", "wrap it in `(() => {`");
    }
    if !text.contains("\n  \"use strict\";\n") {
        tell(1, "it is not strict", "write `\"use strict\";` first in it");
    }
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.trim_end_matches(".js");
    // The loader is there before anybody can ask for it.
    let defined = format!("workbook.define(\"{}\",", offered(stem));
    if stem != "workbook" && text.matches(&defined).count() != 1 {
        let mend = format!("end it with `{defined} ..)`");
        tell(length, "nobody can use it by its name", &mend);
    }
    faults
}

/// Two scripts run listings, each where the other can't; see `Backend` in
/// types.d.ts.
fn offered(stem: &str) -> &str {
    match stem {
        "served" | "static" => "backend",
        other => other,
    }
}

fn refused(path: &str, text: &str) -> Vec<Fault> {
    let lines = text.lines().zip(1..);
    let code = lines.filter(|(line, _)| !is_comment(line));
    let found = code.flat_map(|(text, line)| {
        REFUSED.iter().filter(move |(word, ..)| text.contains(word)).map(
            move |(word, why, mend)| {
                let what = format!("`{word}` {why}");
                fault(path, line, what, *mend)
            },
        )
    });
    found.collect()
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/*", "*"].iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::copy::Copy;

    const NEW: &str = "book/live/new.js";

    fn told(script: &str) -> Vec<String> {
        Copy::strict().told(live, |copy| copy.write(NEW, script))
    }

    #[test]
    fn a_script_that_offers_nothing_is_told() {
        let script = "// New.\n(() => {\n  \"use strict\";\n})();\n";
        let mend = "end it with `workbook.define(\"new\", ..)`";
        let what = "nobody can use it by its name";
        assert_eq!(told(script), [format!("{NEW}:4: {what}; {mend}")]);
    }

    #[test]
    fn a_bare_script_is_told_line_by_line() {
        let script = "const x = 1;\nworkbook.define(\"new\", x);\n";
        let bare = [
            format!(
                "{NEW}:1: it does not say what it is; begin with a comment"
            ),
            format!(
                "{NEW}:1: it shares its names with others; wrap it in `(() => {{`"
            ),
            format!(
                "{NEW}:1: it is not strict; write `\"use strict\";` first in it"
            ),
        ];
        assert_eq!(told(script), bare);
    }

    #[test]
    fn a_long_script_and_text_as_html_are_told() {
        let body = "  // More.\n".repeat(300);
        let script = format!(
            "// New.\n(() => {{\n  \"use strict\";\n  place.innerHTML = text;\n\
             {body}  workbook.define(\"new\", {{}});\n}})();\n"
        );
        let html = "`innerHTML` takes text for HTML; set textContent";
        let long = "it has 306 lines; put a part into a script of its own";
        let expected =
            [format!("{NEW}:4: {html}"), format!("{NEW}:301: {long}")];
        assert_eq!(told(&script), expected);
    }
}
