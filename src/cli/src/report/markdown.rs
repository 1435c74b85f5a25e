//! A page of the book as text for a terminal.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::look::{Ink, Look};

/// Renders a page's Markdown, `{{#include}}`s resolved.
pub fn render(markdown: &str, look: &Look) -> String {
    let mut writer = Writer {
        look,
        text: String::new(),
        inline: String::new(),
        lists: Vec::new(),
        bullet: None,
        quotes: 0,
        is_code: false,
        links: Vec::new(),
    };
    for event in Parser::new(markdown) {
        writer.take(event);
    }
    writer.text
}

struct Writer<'a> {
    look: &'a Look,
    text: String,
    /// The paragraph at hand.
    inline: String,
    /// The lists around it, with the next number of each that is numbered.
    lists: Vec<Option<u64>>,
    /// What the next paragraph begins with, in a list.
    bullet: Option<String>,
    quotes: usize,
    is_code: bool,
    links: Vec<String>,
}

impl Writer<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => self.code_block(&text),
            Event::Text(text) => self.inline.push_str(&text),
            Event::Code(code) => {
                self.inline += &Ink::Code.on(format!("`{code}`"));
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push('\n'),
            Event::Rule => {
                self.gap();
                self.text += self.look.symbol("───\n", "---\n");
            }
            // What only a browser can show.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::CodeBlock(_) => {
                self.flush();
                self.gap();
                self.is_code = true;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.bullet = Some(bullet);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::CodeBlock => self.is_code = false,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::Link => self.link(),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        self.gap();
        let heading = std::mem::take(&mut self.inline);
        self.text += &self.look.wrap(&Ink::Heading.on(&heading), "", "");
        if level == HeadingLevel::H1 {
            let width = super::look::visible(&heading).min(self.look.width());
            self.text += &self.look.symbol("─", "-").repeat(width);
            self.text.push('\n');
        }
    }

    /// Where a link leads, for who can't click on it.
    fn link(&mut self) {
        let Some(to) = self.links.pop() else { return };
        let page = to.split('#').next().unwrap_or_default();
        if to.contains("://") {
            self.inline += &format!(" ({to})");
        } else if let Some(id) = page.strip_suffix(".md")
            && !id.contains('/')
        {
            let explain = format!("cargo workbook explain {id}");
            self.inline += &format!(" ({})", Ink::Code.on(explain));
        }
    }

    /// Writes the paragraph at hand.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.inline);
        if paragraph.trim().is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let mut indent = "  ".repeat(depth);
        indent += &self.look.symbol("│ ", "| ").repeat(self.quotes);
        let (first, rest) = match (self.bullet.take(), self.lists.is_empty()) {
            (Some(bullet), _) => {
                let blank = " ".repeat(bullet.len());
                (format!("{indent}{bullet}"), format!("{indent}{blank}"))
            }
            (None, true) => (indent.clone(), indent),
            (None, false) => (format!("{indent}  "), format!("{indent}  ")),
        };
        // The items of a list stand together.
        if !first.trim_start().starts_with("- ") || !self.follows_item() {
            self.gap();
        }
        self.text += &self.look.wrap(&paragraph, &first, &rest);
    }

    fn follows_item(&self) -> bool {
        let last = self.text.trim_end().rsplit("\n\n").next();
        last.is_some_and(|block| block.trim_start().starts_with("- "))
    }

    fn code_block(&mut self, code: &str) {
        for line in code.lines() {
            self.text += &format!("    {}\n", Ink::Code.on(line));
        }
    }

    /// An empty line between blocks.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(markdown: &str, width: usize) -> String {
        let text = render(markdown, &Look::new(width, true));
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_page_reads_well_in_a_terminal() {
        let page = "# Not fused\n\nIt *came back* to\nlife after `None`.\n\n\
                    - one\n- two words\n\n```rust\nlet x = 1;\n```\n\n\
                    ## The way out\n\nSee [lazy](not-lazy.md), \
                    [std](https://std.rs) and [here](../ch02-generators.md).";
        assert_eq!(
            rendered(page, 60),
            "\
Not fused
─────────

It came back to life after `None`.

- one
- two words

    let x = 1;

The way out

See lazy (cargo workbook explain not-lazy), std
(https://std.rs) and here.
"
        );
    }

    #[test]
    fn numbers_nesting_and_quotes_are_kept() {
        assert_eq!(rendered("1. a\n2. b\n", 40), "1. a\n\n2. b\n");
        assert_eq!(rendered("- a\n  - b\n", 40), "- a\n  - b\n");
        assert_eq!(rendered("> said\n", 40), "│ said\n");
    }

    #[test]
    fn an_expression_in_code_is_not_broken() {
        let text = rendered("a word or two and `let x = 1` end", 22);
        assert!(text.contains("`let x = 1`"), "{text}");
    }
}
