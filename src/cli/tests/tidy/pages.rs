//! What listings do in pages agrees with `workbook.toml`: who is built for
//! them, and what a reader may turn.

use proc_macro2::TokenTree;
use workbook::manifest::{Chapter, Knob, Listing};

use super::{
    rust, syllabus,
    tree::{Fault, Tree, fault},
};

/// Stands above what is not built for pages.
const NATIVE: &str = "#[cfg(not(target_family = \"wasm\"))]";

/// A chapter leaves out, for pages, the listings that have needs.
pub(crate) fn modules(tree: &Tree) -> Vec<Fault> {
    let chapters = syllabus::with_modules(&tree.manifest);
    chapters.flat_map(|chapter| left_out(tree, chapter)).collect()
}

fn left_out(tree: &Tree, chapter: &Chapter) -> Vec<Fault> {
    let file = format!("src/{}/mod.rs", chapter.name().module());
    let text = tree.text(&file);
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let mut faults = Vec::new();
    for listing in chapter.listings.iter().filter(|l| !l.nightly) {
        let Listing { number, name, .. } = listing;
        // The table's entry begins a line above its name.
        let places = [
            (format!("pub mod s{number}_{name};"), 0),
            (format!("name: \"{name}\","), 1),
        ];
        let places = places.iter().filter_map(|(line, above)| {
            lines.iter().position(|l| l == line)?.checked_sub(*above)
        });
        for at in places {
            let is_left_out = at > 0 && lines[at - 1] == NATIVE;
            faults.extend(disagreement(&file, at, listing, is_left_out));
        }
    }
    faults
}

/// `at` is the item's line, from 0.
fn disagreement(
    file: &str,
    at: usize,
    listing: &Listing,
    is_left_out: bool,
) -> Option<Fault> {
    let Listing { name, .. } = listing;
    match listing.needs() {
        Some(need) if !is_left_out => Some(fault(
            file,
            at + 1,
            format!("`{name}` needs {need} and is built for pages too"),
            format!("write above this line:\n{NATIVE}"),
        )),
        None if is_left_out => Some(fault(
            file,
            at,
            format!("`{name}` is not built for pages"),
            "remove the line or say in workbook.toml what it needs",
        )),
        _ => None,
    }
}

/// A listing asks for the knobs that the manifest gives it, and their
/// defaults are the same.
pub(crate) fn knobs(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for listing in tree.manifest.listings() {
        let path = listing.path();
        let Some(tokens) = rust::tokens(&tree.text(&path)) else { continue };
        let asked = asked(&tokens);
        for knob in &listing.knobs {
            let is_it = |(_, n, value): &&Asked| {
                (n, value) == (&knob.name, &knob.default.to_string())
            };
            if asked.iter().find(is_it).is_none() {
                let Knob { name, default, line, .. } = knob;
                let call = format!("knob(\"{name}\", {default})");
                faults.push(fault(
                    "workbook.toml",
                    *line,
                    format!("{path} has no `{call}`"),
                    "remove the knob or have the listing ask for it",
                ));
            }
        }
        for (line, name, _) in &asked {
            if listing.knobs.iter().all(|knob| knob.name != *name) {
                let what = format!("nobody can turn the knob `{name}`");
                let mend = "name it in workbook.toml as a `[[chapter.knob]]`";
                faults.push(fault(&path, *line, what, mend));
            }
        }
    }
    faults
}

/// A call `knob("name", 3)`: its line, its name, its default.
type Asked = (usize, String, String);

fn asked(tokens: &[TokenTree]) -> Vec<Asked> {
    let mut found = Vec::new();
    rust::visit(tokens, &mut |run| {
        for pair in run.windows(2) {
            let [name, TokenTree::Group(arguments)] = pair else { continue };
            if !rust::is_ident(name, "knob") {
                continue;
            }
            let line = name.span().start().line;
            let text = arguments.stream().to_string();
            let (name, default) = text.split_once(',').unwrap_or((&text, ""));
            let default = default.trim().replace('_', "");
            found.push((line, name.trim().replace('"', ""), default));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    const CHAPTER: &str = "src/ch01_waiting/mod.rs";
    const STEP: &str = "src/ch01_waiting/s6_choose.rs";

    #[test]
    fn a_listing_with_needs_that_is_built_for_pages_is_told() {
        let copy = Copy::strict();
        let told = copy.told(modules, |copy| {
            let item = "\npub mod s4_threads;";
            copy.replace(CHAPTER, &format!("{NATIVE}{item}"), item);
        });
        let at = line_of(&copy.read(CHAPTER), "pub mod s4_threads;");
        let what = "`threads` needs threads and is built for pages too";
        let mend = format!("write above this line:\n{NATIVE}");
        assert_eq!(told, [format!("{CHAPTER}:{at}: {what}; {mend}")]);
    }

    #[test]
    fn a_listing_left_out_without_a_need_is_told() {
        let copy = Copy::strict();
        let item = "Listing {\n        name: \"choose\",";
        let told = copy.told(modules, |copy| {
            copy.replace(CHAPTER, item, &format!("{NATIVE}\n    {item}"));
        });
        let at = line_of(&copy.read(CHAPTER), "name: \"choose\"") - 2;
        let what = "`choose` is not built for pages";
        let mend = "remove the line or say in workbook.toml what it needs";
        assert_eq!(told, [format!("{CHAPTER}:{at}: {what}; {mend}")]);
    }

    #[test]
    fn a_knob_that_no_manifest_names_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(knobs, |copy| {
            let call = "fn jobs() -> u32 { chapters::knob(\"jobs\", 100) }";
            line = copy.append(STEP, call);
        });
        let what = "nobody can turn the knob `jobs`";
        let mend = "name it in workbook.toml as a `[[chapter.knob]]`";
        assert_eq!(told, [format!("{STEP}:{line}: {what}; {mend}")]);
    }

    #[test]
    fn a_knob_with_another_default_is_told() {
        let copy = Copy::strict();
        let call = "fn jobs() -> u32 { chapters::knob(\"jobs\", 1_000) }";
        copy.append(STEP, call);
        let knob = "[[chapter.knob]]\nlisting = \"choose\"\nname = \"jobs\"\n\
                    label = \"jobs\"\nvalues = [100, 1000]\ndefault = 1000\n";
        let above = "[[chapter.prediction]]\nlisting = \"together\"\n";
        let both = format!("{knob}\n{above}");
        let line = copy.replace("workbook.toml", above, &both);
        let told = copy.told(knobs, |copy| {
            copy.replace("workbook.toml", "default = 1000", "default = 100");
        });
        let what = format!("{STEP} has no `knob(\"jobs\", 100)`");
        let mend = "remove the knob or have the listing ask for it";
        let at = line + 1;
        assert_eq!(told, [format!("workbook.toml:{at}: {what}; {mend}")]);
    }
}
