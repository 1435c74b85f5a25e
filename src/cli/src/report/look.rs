//! How text looks on the terminal at hand: its width, symbols and colors.

use std::{env, fmt::Write, io::IsTerminal};

use timeline::Signs;

/// Lines longer than this are hard to read.
const READABLE: usize = 80;

/// Less than this is no terminal to fill.
const NARROWEST: usize = 20;

/// What the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// In columns.
    width: usize,
    /// Whether it shows more than ASCII.
    unicode: bool,
}

/// What a color stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Good,
    Bad,
    Heading,
    Code,
    Quiet,
}

impl Look {
    /// That of the terminal; without one, 80 columns.
    pub fn of_terminal() -> Self {
        let size = terminal_size::terminal_size();
        let columns = env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let width = match (size, columns) {
            (Some((width, _)), _) if std::io::stdout().is_terminal() => {
                usize::from(width.0)
            }
            (_, columns) => columns.unwrap_or(READABLE),
        };
        Self::new(width, speaks_unicode())
    }

    pub fn new(width: usize, unicode: bool) -> Self {
        Self { width: width.clamp(NARROWEST, READABLE), unicode }
    }

    /// In columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// This symbol, or its ASCII stand-in.
    pub fn symbol(
        &self,
        symbol: &'static str,
        ascii: &'static str,
    ) -> &'static str {
        if self.unicode { symbol } else { ascii }
    }

    /// With which signs a run is drawn.
    pub fn signs(&self) -> Signs {
        if self.unicode { Signs::Unicode } else { Signs::Ascii }
    }

    /// Text as lines that fit: the first begins with `first`, the others
    /// with `rest`. Line breaks of the text stay, and `what is in backticks`
    /// is not broken.
    pub fn wrap(&self, text: &str, first: &str, rest: &str) -> String {
        let mut wrapped = String::new();
        let mut start = first;
        for line in text.lines() {
            self.wrap_line(line, start, rest, &mut wrapped);
            start = rest;
        }
        wrapped
    }

    /// Text beside a cell that ends with the space between them; below it,
    /// where too little room is left.
    pub fn row(&self, cell: &str, text: &str) -> String {
        let indent = visible(cell);
        if indent > 12 && indent + 20 > self.width {
            return format!(
                "{}\n{}",
                cell.trim_end(),
                self.wrap(text, "  ", "  ")
            );
        }
        self.wrap(text, cell, &" ".repeat(indent))
    }

    fn wrap_line(&self, line: &str, first: &str, rest: &str, to: &mut String) {
        let mut column = visible(first);
        let mut is_empty = true;
        to.push_str(first);
        // What a line is indented by is part of what it says.
        let indent = line.len() - line.trim_start().len();
        to.push_str(&line[..indent]);
        column += indent;
        // A hard space holds what stands around it together.
        let line = held_together(line);
        let words = line.split([' ', '\t']).filter(|word| !word.is_empty());
        for word in words {
            let width = visible(word);
            if !is_empty && column + 1 + width > self.width {
                to.push('\n');
                to.push_str(rest);
                column = visible(rest);
            } else if !is_empty {
                to.push(' ');
                column += 1;
            }
            to.push_str(&word.replace('\u{a0}', " "));
            column += width;
            is_empty = false;
        }
        to.truncate(to.trim_end().len());
        to.push('\n');
    }

    /// One line cut to fit beside something `indent` columns wide.
    pub fn cut(&self, line: &str, indent: usize) -> String {
        let room = self.width.saturating_sub(indent);
        if line.chars().count() <= room {
            return line.to_owned();
        }
        let ellipsis = self.symbol("…", "...");
        let kept = room.saturating_sub(visible(ellipsis));
        line.chars().take(kept).chain(ellipsis.chars()).collect()
    }
}

impl Ink {
    /// The text in this color. [`super::print`] takes it out again where the
    /// terminal shows none.
    pub fn on(self, text: impl std::fmt::Display) -> String {
        let code = match self {
            Self::Good => "32",
            Self::Bad => "31",
            Self::Heading => "1",
            Self::Code => "36",
            Self::Quiet => "2",
        };
        let mut inked = String::new();
        write!(inked, "\x1b[{code}m{text}\x1b[0m").expect("a string takes all");
        inked
    }
}

/// The text with hard spaces in `backticks`.
fn held_together(text: &str) -> String {
    let mut held = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else { break };
        held += before;
        held += &format!("`{}`", code.replace(' ', "\u{a0}"));
        rest = after;
    }
    held + rest
}

/// How many columns a text takes, without its colors.
pub fn visible(text: &str) -> usize {
    let mut columns = 0;
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '\x1b' => is_code = true,
            'm' if is_code => is_code = false,
            _ if is_code => {}
            _ => columns += 1,
        }
    }
    columns
}

/// Whether the locale is one of UTF-8. One that is not set says nothing, and
/// terminals of our day speak UTF-8.
fn speaks_unicode() -> bool {
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return false;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fit_and_keep_their_words() {
        let look = Look::new(20, true);
        let text = "a check that did not hold tells why";
        let wrapped = look.wrap(text, "- ", "  ");
        assert_eq!(wrapped, "- a check that did\n  not hold tells why\n");
        assert!(wrapped.lines().all(|line| line.len() <= 20));
    }

    #[test]
    fn a_command_in_backticks_is_not_broken() {
        let look = Look::new(20, true);
        let wrapped = look.wrap("then run `cargo fetch` once", "", "");
        assert_eq!(wrapped, "then run\n`cargo fetch` once\n");
        let odd = look.wrap("one ` and no more of it", "", "");
        assert_eq!(odd, "one ` and no more of\nit\n");
    }

    #[test]
    fn colors_take_no_room() {
        let look = Look::new(20, true);
        let text = format!("{} and more", Ink::Bad.on("twelve chars"));
        assert_eq!(look.wrap(&text, "", "").lines().count(), 2);
        assert_eq!(visible(&Ink::Good.on("ok")), 2);
    }

    #[test]
    fn lines_of_the_text_stay_lines() {
        let look = Look::new(40, true);
        assert_eq!(
            look.wrap("a\n  b\n\nc", "> ", "| "),
            "> a\n|   b\n|\n| c\n"
        );
    }

    #[test]
    fn a_row_becomes_two_where_it_is_narrow() {
        let row =
            |width| Look::new(width, true).row("ch02/countdown  ", "held");
        assert_eq!(row(36), "ch02/countdown  held\n");
        assert_eq!(row(35), "ch02/countdown\n  held\n");
    }

    #[test]
    fn a_long_line_is_cut_and_says_so() {
        assert_eq!(Look::new(20, true).cut(&"x".repeat(30), 10), "xxxxxxxxx…");
        assert_eq!(Look::new(20, false).cut(&"x".repeat(30), 14), "xxx...");
    }
}
