//! The drawing for a page: SVG that takes the page's colors.

mod arrows;
mod lanes;
mod layout;

use std::{
    cmp::Reverse,
    fmt::{self, Write},
};

use layout::Layout;

use crate::model::{Event, State, Timeline};

/// Where the legend begins.
const LEGEND_LEFT: i32 = 16;

/// More sentences than these are not told in the description.
const SENTENCES: usize = 40;

impl Timeline {
    /// The drawing as one `svg` element at most 680 units wide, to be put
    /// into a page as it is: without a prolog, a size or a blank line. `id`
    /// is unlike any other of the page; `title` says the claim.
    ///
    /// The description says the same as the drawing, in sentences: the first
    /// 40 of them. The element's class is `timeline`. Steps are as wide as the values that they got and gave,
    /// and go on in a next row where one is full. Of a run that would take
    /// more than 8 rows, only the states are drawn, in one row: steps share
    /// columns as in [`Timeline::text`].
    pub fn svg(&self, id: &str, title: &str) -> String {
        let layout = Layout::of(self);
        let mut svg = Svg::default();
        svg.open(id, title, &self.description(), &layout);
        for row in 0..layout.rows.len() {
            self.draw_names(&layout, row, &mut svg);
        }
        match layout.is_shared() {
            true => self.draw_shared(&layout, &mut svg),
            false => {
                for row in 0..layout.rows.len() {
                    self.draw_spans(&layout, row, &mut svg);
                    self.draw_arrows(id, &layout, row, &mut svg);
                    self.draw_turns(&layout, row, &mut svg);
                    self.draw_marks(&layout, row, &mut svg);
                }
            }
        }
        self.draw_legend(&layout, &mut svg);
        svg.text + "</svg>\n"
    }

    fn description(&self) -> String {
        let names = self.lanes.iter().map(|lane| lane.name.as_str());
        let names: Vec<_> = names.collect();
        let mut told = match names.as_slice() {
            [] => return "Nothing was recorded.".to_owned(),
            [one] => format!("One lane: {one}."),
            names => format!(
                "{} lanes, time from left to right: {}.",
                names.len(),
                names.join("; ")
            ),
        };
        let sentences = self.sentences();
        for sentence in sentences.iter().take(SENTENCES) {
            write!(told, " {sentence}.").expect("a string takes all");
        }
        if let Some(more) = sentences.len().checked_sub(SENTENCES + 1) {
            write!(told, " And {} steps more.", more + 1)
                .expect("a string takes all");
        }
        told
    }

    fn draw_legend(&self, layout: &Layout, svg: &mut Svg) {
        let mut y = layout.legend();
        for line in self.legend_lines(layout.is_shared()) {
            let mut x = LEGEND_LEFT;
            for sign in line {
                sign.draw(x, y, svg);
                svg.text_at(x + 30, y + 5, "f-dim", "start", sign.meaning());
                x += sign.width() + 16;
            }
            y += layout::LEGEND_LINE;
        }
        if layout.is_shared() {
            let told = format!(
                "{} steps, up to {} drawn in one place: there, what stands \
                 first in this legend is seen",
                self.steps,
                self.shared_columns(layout).share()
            );
            svg.text_at(LEGEND_LEFT, y + 5, "f-dim", "start", &told);
        }
    }

    /// What the legend explains, in lines that fit.
    fn legend_lines(&self, is_shared: bool) -> Vec<Vec<Sign>> {
        let (mut states, mut events) = self.kinds();
        if is_shared {
            // Only states are drawn, and by rank.
            events.clear();
            states.sort_by_key(|state| Reverse(crate::text::rank(*state)));
        }
        let states = states.into_iter().map(Sign::State);
        let events = events.into_iter().map(Sign::Event);
        let mut lines = vec![Vec::new()];
        let mut x = LEGEND_LEFT;
        for sign in states.chain(events) {
            let width = sign.width();
            if x + width > layout::WIDTH {
                lines.push(Vec::new());
                x = LEGEND_LEFT;
            }
            x += width + 16;
            lines.last_mut().expect("one was pushed").push(sign);
        }
        lines
    }
}

/// What the legend explains.
enum Sign {
    State(State),
    Event(Event),
}

impl Sign {
    fn meaning(&self) -> &'static str {
        match self {
            Self::State(state) => state.meaning(),
            Self::Event(event) => event.meaning(),
        }
    }

    /// With its meaning.
    fn width(&self) -> i32 {
        30 + layout::text_width(self.meaning()) * 6 / 7
    }

    fn draw(&self, x: i32, y: i32, svg: &mut Svg) {
        match self {
            Self::State(state) => svg.state(*state, x, x + 24, y, 14),
            Self::Event(Event::Ended) => {
                svg.state(State::Running, x, x + 24, y, 14);
                svg.event(Event::Ended, x + 23, y, 14);
            }
            Self::Event(event) => svg.event(*event, x + 12, y, 14),
        }
    }
}

/// The element as it grows.
#[derive(Default)]
struct Svg {
    text: String,
}

impl Svg {
    fn add(&mut self, line: fmt::Arguments<'_>) {
        self.text.write_fmt(line).expect("a string takes all");
        self.text.push('\n');
    }

    fn open(&mut self, id: &str, title: &str, told: &str, layout: &Layout) {
        let [id, title, told] = [id, title, told].map(escaped);
        self.add(format_args!(
            "<svg class=\"timeline\" viewBox=\"0 0 {} {}\" role=\"img\" \
             aria-labelledby=\"{id}\" aria-describedby=\"{id}-told\" \
             font-size=\"13\" fill=\"currentColor\">",
            layout::WIDTH,
            layout.height
        ));
        self.add(format_args!("<title id=\"{id}\">{title}</title>"));
        self.add(format_args!("<desc id=\"{id}-told\">{told}</desc>"));
        self.add(format_args!(
            "<defs><marker id=\"{id}-tip\" viewBox=\"0 0 8 8\" refX=\"7\" \
             refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" \
             orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>"
        ));
    }

    fn text_at(&mut self, x: i32, y: i32, class: &str, at: &str, text: &str) {
        let text = escaped(text);
        let class = match class {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{at}\"{class}>{text}\
             </text>"
        ));
    }

    /// A stretch in a state, around the middle line `y`.
    fn state(&mut self, state: State, from: i32, to: i32, y: i32, high: i32) {
        let width = to - from;
        let line = |svg: &mut Self, detail: &str| {
            svg.add(format_args!(
                "<path d=\"M{from} {y}H{to}\" fill=\"none\" \
                 stroke=\"currentColor\" {detail}/>"
            ));
        };
        match state {
            State::Running => self.add(format_args!(
                "<rect class=\"f-run\" x=\"{from}\" y=\"{}\" \
                 width=\"{width}\" height=\"{high}\" rx=\"{}\" \
                 fill-opacity=\"0.12\" stroke=\"currentColor\" \
                 stroke-width=\"1.5\"/>",
                y - high / 2,
                (width / 4).min(4)
            )),
            State::Ready => self.add(format_args!(
                "<rect class=\"f-line\" x=\"{from}\" y=\"{}\" \
                 width=\"{width}\" height=\"10\" fill=\"none\" \
                 stroke=\"currentColor\"/>",
                y - 5
            )),
            State::Calling => {
                line(self, "stroke-width=\"1.5\" stroke-dasharray=\"2 5\"");
            }
            State::Waiting => {
                line(self, "stroke-width=\"1.5\" stroke-dasharray=\"7 4\"");
            }
            State::Paused => {
                line(self, "stroke-width=\"1\" stroke-opacity=\"0.6\"");
            }
        }
    }

    /// What happened to a lane at `x`, on its middle line `y`.
    fn event(&mut self, event: Event, x: i32, y: i32, high: i32) {
        let half = high / 2;
        match event {
            Event::Woken => self
                .add(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>")),
            Event::Ended => self.add(format_args!(
                "<path d=\"M{x} {}V{}\" stroke=\"currentColor\" \
                 stroke-width=\"4\"/>",
                y - half,
                y + half
            )),
            Event::Dropped => self.add(format_args!(
                "<path d=\"M{} {}l10 10m0-10-10 10\" fill=\"none\" \
                 stroke=\"currentColor\" stroke-width=\"2\"/>",
                x - 5,
                y - 5
            )),
        }
    }
}

/// As XML takes it, in one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // mdBook would take two braces for a directive of its own.
            '{' => escaped.push_str("&#123;"),
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => {
                escaped.push('\u{fffd}');
            }
            c => escaped.push(c),
        }
    }
    escaped
}
