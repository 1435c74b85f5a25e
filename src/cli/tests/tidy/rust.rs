//! Rust files as the compiler's lexer sees them: strings and comments are
//! never mistaken for code, and what doesn't parse yet is still read.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// A function and its extent, first to last line.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

/// The tokens of a file; `None` when it is no Rust at all.
pub(crate) fn tokens(text: &str) -> Option<Vec<TokenTree>> {
    let stream: TokenStream = text.parse().ok()?;
    Some(stream.into_iter().collect())
}

/// Calls `see` with every run of sibling tokens: the file's own, then those
/// of each group in it, outside in.
pub(crate) fn visit(tokens: &[TokenTree], see: &mut dyn FnMut(&[TokenTree])) {
    see(tokens);
    for token in tokens {
        if let TokenTree::Group(group) = token {
            visit(&inside(group), see);
        }
    }
}

pub(crate) fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// All functions that have a body.
pub(crate) fn functions(tokens: &[TokenTree]) -> Vec<Function> {
    let mut found = Vec::new();
    visit(tokens, &mut |run| {
        for (n, token) in run.iter().enumerate() {
            if is_ident(token, "fn")
                && let Some(TokenTree::Ident(name)) = run.get(n + 1)
                && let Some(body) = body(&run[n..])
            {
                let line = name.span().start().line;
                let lines = body.span_close().end().line + 1 - line;
                found.push(Function { name: name.to_string(), line, lines });
            }
        }
    });
    found
}

/// The braces of the item that begins here; `None` when `;` ends it first.
pub(crate) fn body(run: &[TokenTree]) -> Option<&Group> {
    for token in run {
        match token {
            TokenTree::Group(g) if g.delimiter() == Delimiter::Brace => {
                return Some(g);
            }
            token if is_punct(token, ';') => return None,
            _ => {}
        }
    }
    None
}

/// How many lines hold code: not blank, not a comment, not in a module of
/// tests, so that nobody tests less to stay below a limit.
pub(crate) fn code_lines(tokens: &[TokenTree], text: &str) -> usize {
    let lines: Vec<_> = text.lines().collect();
    let mut code = vec![false; lines.len() + 1];
    visit(&without_tests(tokens), &mut |run| {
        for token in run {
            let (first, last) = match token {
                TokenTree::Group(g) => (g.span_open(), g.span_close()),
                token => (token.span(), token.span()),
            };
            if is_doc(&lines, first) {
                continue;
            }
            for span in [first, last] {
                code[span.start().line..=span.end().line].fill(true);
            }
        }
    });
    let is_code = |n: &usize| code[*n] && !lines[n - 1].trim().is_empty();
    (1..=lines.len()).filter(is_code).count()
}

/// The file's own tokens but for `#[cfg(test)] mod tests { ... }`.
fn without_tests(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut kept = tokens.to_vec();
    while let Some(at) = kept.windows(5).position(is_tests) {
        kept.drain(at..at + 5);
    }
    kept
}

fn is_tests(five: &[TokenTree]) -> bool {
    is_punct(&five[0], '#')
        && five[1].to_string().replace(' ', "") == "[cfg(test)]"
        && is_ident(&five[2], "mod")
        && matches!(five[4], TokenTree::Group(_))
}

/// Whether a doc comment stands here, which is lexed to an attribute.
fn is_doc(lines: &[&str], span: Span) -> bool {
    let start = span.start();
    let rest = lines[start.line - 1].chars().skip(start.column);
    let rest: String = rest.take(2).collect();
    rest == "//" || rest == "/*"
}

/// The first names of all paths, `tokio` of `tokio::time::sleep`, and what
/// stands behind `use`; with each, whether it is inside an inline `mod`.
pub(crate) fn path_roots(tokens: &[TokenTree]) -> Vec<(Ident, bool)> {
    let mut found = Vec::new();
    roots(tokens, false, &mut found);
    found
}

fn roots(run: &[TokenTree], in_mod: bool, found: &mut Vec<(Ident, bool)>) {
    for (n, token) in run.iter().enumerate() {
        // In `std::{fs, io::Write}` the inner names are `std`'s.
        if continues_path(run, n) {
            continue;
        }
        match token {
            TokenTree::Ident(name)
                if leads_on(run, n)
                    || (n > 0 && is_ident(&run[n - 1], "use")) =>
            {
                found.push((name.clone(), in_mod));
            }
            TokenTree::Group(group) => {
                let is_mod = n >= 2 && is_ident(&run[n - 2], "mod");
                roots(&inside(group), in_mod || is_mod, found);
            }
            _ => {}
        }
    }
}

/// Whether a name follows behind `::`, and not the types of a generic
/// function: `size_of::<u8>()` leads nowhere.
fn leads_on(run: &[TokenTree], n: usize) -> bool {
    is_colons(run, n + 1) && run.get(n + 3).is_some_and(|t| !is_punct(t, '<'))
}

fn continues_path(run: &[TokenTree], n: usize) -> bool {
    n >= 3
        && is_colons(run, n - 2)
        && match &run[n - 3] {
            TokenTree::Ident(name) => name != "use",
            token => is_punct(token, '>'),
        }
}

fn is_colons(run: &[TokenTree], n: usize) -> bool {
    let colon = |n| run.get(n).is_some_and(|t| is_punct(t, ':'));
    colon(n) && colon(n + 1)
}

/// Whether the `use` there is one of `impl Trait + use<T>`.
pub(crate) fn captures(run: &[TokenTree], n: usize) -> bool {
    run.get(n + 1).is_some_and(|t| is_punct(t, '<'))
}

/// The names that the file itself brings into scope: its modules, and all
/// that its `use` lines mention behind the first.
pub(crate) fn own_names(tokens: &[TokenTree]) -> Vec<String> {
    let mut names = Vec::new();
    visit(tokens, &mut |run| {
        for (n, token) in run.iter().enumerate() {
            if is_ident(token, "mod") {
                names.extend(run.get(n + 1).map(ToString::to_string));
            } else if is_ident(token, "use") && !captures(run, n) {
                let line = run[n + 1..].iter().skip(1);
                let line = line.take_while(|t| !is_punct(t, ';')).cloned();
                let line: Vec<_> = line.collect();
                visit(&line, &mut |part| names.extend(idents(part)));
            }
        }
    });
    names
}

fn idents(part: &[TokenTree]) -> Vec<String> {
    let names = part.iter().filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    });
    names.collect()
}

pub(crate) fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

pub(crate) fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The file's leading `//!` block, without the marks.
pub(crate) fn header(text: &str) -> Vec<&str> {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect()
}
