//! Paths in a Rust file, written out: what `clock::resume` means where the
//! file says `use tokio::time as clock`.

use std::collections::HashMap;

use proc_macro2::TokenTree;

use super::rust;

/// A path of two names or more, or an import.
pub(crate) struct Named {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
    pub(crate) is_import: bool,
    /// What follows it up to the statement's end.
    pub(crate) rest: Vec<TokenTree>,
}

impl Named {
    /// Whether the path is this one, given as `a::b`.
    pub(crate) fn is(&self, path: &str) -> bool {
        path.split("::").eq(self.path.iter().map(String::as_str))
    }
}

/// All imports and all paths, each from its crate or from where it starts.
pub(crate) fn written_out(tokens: &[TokenTree]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut imports = HashMap::new();
    rust::visit(tokens, &mut |run| {
        for n in 0..run.len() {
            if is_import(run, n) {
                import(&[], &run[n + 1..], &mut found, &mut imports);
            }
        }
    });
    rust::visit(tokens, &mut |run| {
        let starts = (0..run.len()).filter(|n| !is_part(run, *n));
        for mut named in starts.filter_map(|n| path_at(&run[n..])) {
            if let Some(origin) = imports.get(&named.path[0]) {
                named.path.splice(..1, origin.iter().cloned());
            }
            found.push(named);
        }
    });
    found
}

/// One tree of a `use` line: `a::{b, c::d as e}`.
fn import(
    prefix: &[String],
    tree: &[TokenTree],
    found: &mut Vec<Named>,
    imports: &mut HashMap<String, Vec<String>>,
) {
    let mut path = prefix.to_vec();
    let mut name = None;
    let mut line = 1;
    for (n, token) in tree.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                name = tree.get(n + 1).map(ToString::to_string);
                break;
            }
            TokenTree::Group(group) => {
                let inner = rust::inside(group);
                for branch in inner.split(|t| rust::is_punct(t, ',')) {
                    import(&path, branch, found, imports);
                }
                return;
            }
            _ if rust::is_punct(token, ';') => break,
            _ if rust::is_punct(token, ':') => {}
            word => {
                line = word.span().start().line;
                path.push(word.to_string());
            }
        }
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let Some(last) = path.last() else { return };
    imports.insert(name.unwrap_or_else(|| last.clone()), path.clone());
    found.push(Named { path, line, is_import: true, rest: Vec::new() });
}

/// The path that begins here, if one does and has two names.
fn path_at(run: &[TokenTree]) -> Option<Named> {
    let mut path = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = run.get(at) {
        path.push(name.to_string());
        at += 1;
        if !is_colons(run, at) {
            break;
        }
        at += 2;
    }
    let line = run[0].span().start().line;
    let rest = run.get(at..).unwrap_or(&[]).iter();
    let rest = rest.take_while(|t| !rust::is_punct(t, ';')).cloned();
    let rest = rest.collect();
    (path.len() > 1).then(|| Named { path, line, is_import: false, rest })
}

/// Whether the name here goes on a path, or stands in a `use` line.
fn is_part(run: &[TokenTree], n: usize) -> bool {
    let goes_on = n >= 3
        && is_colons(run, n - 2)
        && matches!(run[n - 3], TokenTree::Ident(_));
    let line = run[..n].rsplit(|t| rust::is_punct(t, ';')).next();
    let is_use =
        line.is_some_and(|line| (0..line.len()).any(|n| is_import(line, n)));
    goes_on || is_use
}

fn is_import(run: &[TokenTree], n: usize) -> bool {
    rust::is_ident(&run[n], "use") && !rust::captures(run, n)
}

fn is_colons(run: &[TokenTree], n: usize) -> bool {
    let colon = |n| run.get(n).is_some_and(|t| rust::is_punct(t, ':'));
    colon(n) && colon(n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let found = written_out(&rust::tokens(text).unwrap());
        found.iter().map(|named| named.path.join("::")).collect()
    }

    #[test]
    fn a_tree_of_imports_is_written_out() {
        assert_eq!(
            paths("use a::{self, b, c::{d as e, *}};"),
            ["a", "a::b", "a::c::d", "a::c::*"]
        );
    }

    #[test]
    fn a_path_begins_where_its_import_does() {
        assert_eq!(
            paths("use a::b as c; fn f() { c::d::<u8>(x.y(c::z), e::f) }"),
            ["a::b", "a::b::d", "e::f", "a::b::z"]
        );
    }
}
