//! Text in the report's inks, as lines that fit the screen.

use ratatui_core::{
    style::{Color, Modifier, Style},
    text::{Line, Span},
};

/// What the report's inks look like. Named colors only: the terminal's owner
/// chose them to be read, on dark or on light.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    has_color: bool,
}

impl Palette {
    pub(super) fn of_terminal() -> Self {
        let no_color = std::env::var_os("NO_COLOR");
        Self { has_color: no_color.is_none_or(|set| set.is_empty()) }
    }

    /// Lines of at most `width` columns; a longer one goes on below.
    pub(super) fn lines(self, text: &str, width: u16) -> Vec<Line<'static>> {
        let width = usize::from(width).max(1);
        let mut style = Style::new();
        let lines = text.lines().flat_map(|line| {
            let spans = self.spans(line, &mut style);
            folded(spans, width)
        });
        lines.collect()
    }

    fn spans(self, line: &str, style: &mut Style) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("\x1b[") {
            spans.push(Span::styled(clean(before), *style));
            let (code, after) = after.split_once('m').unwrap_or((after, ""));
            *style = self.style(code, *style);
            rest = after;
        }
        spans.push(Span::styled(clean(rest), *style));
        spans.retain(|span| !span.content.is_empty());
        spans
    }

    /// The style that a code of [`crate::report::Ink`] leads to.
    fn style(self, code: &str, before: Style) -> Style {
        let colored = |color| match self.has_color {
            true => before.fg(color),
            false => before,
        };
        match code {
            "1" => before.add_modifier(Modifier::BOLD),
            "2" => before.add_modifier(Modifier::DIM),
            "31" => colored(Color::Red),
            "32" => colored(Color::Green),
            "36" => colored(Color::Cyan),
            _ => Style::new(),
        }
    }
}

/// Hard spaces have held the words together; tabs have no width here.
fn clean(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\t', "    ")
}

fn folded(spans: Vec<Span<'static>>, width: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    let mut column = 0;
    for span in spans {
        let mut part = String::new();
        for c in span.content.chars() {
            if column == width {
                let full = std::mem::take(&mut part);
                push(&mut lines, full, span.style);
                lines.push(Line::default());
                column = 0;
            }
            part.push(c);
            column += 1;
        }
        push(&mut lines, part, span.style);
    }
    lines
}

fn push(lines: &mut [Line<'static>], text: String, style: Style) {
    let line = lines.last_mut().expect("there is a line from the beginning");
    line.push_span(Span::styled(text, style));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Ink;

    fn shown(has_color: bool, text: &str, width: u16) -> Vec<Line<'static>> {
        Palette { has_color }.lines(text, width)
    }

    #[test]
    fn inks_are_colors_and_end_where_they_end() {
        let text = format!("a {} c", Ink::Bad.on("b"));
        let lines = shown(true, &text, 80);
        let colors: Vec<_> =
            lines[0].spans.iter().map(|span| span.style.fg).collect();
        assert_eq!(colors, [None, Some(Color::Red), None]);
        let plain = shown(false, &text, 80);
        assert!(plain[0].spans.iter().all(|span| span.style.fg.is_none()));
        assert_eq!(plain[0].to_string(), "a b c");
    }

    #[test]
    fn an_ink_goes_on_in_the_next_line() {
        let lines = shown(true, &Ink::Code.on("one\ntwo"), 80);
        assert_eq!(lines[1].spans[0].style.fg, Some(Color::Cyan));
    }

    #[test]
    fn a_long_line_goes_on_below() {
        let text = format!("abc{}", Ink::Good.on("defg"));
        let lines = shown(true, &text, 3);
        let words: Vec<_> = lines.iter().map(Line::to_string).collect();
        assert_eq!(words, ["abc", "def", "g"]);
    }
}
