//! Where on the screen everything stands.

use ratatui_core::{
    layout::Rect,
    style::Style,
    terminal::Frame,
    text::{Line, Text},
};

/// All that one drawing shows.
pub(super) struct Picture {
    pub(super) head: Vec<Line<'static>>,
    pub(super) body: Vec<Line<'static>>,
    pub(super) bar: Vec<Line<'static>>,
    pub(super) keys: Vec<Line<'static>>,
    /// How many lines of the body lie above the screen.
    pub(super) above: usize,
    /// How to see the rest of a body that is too long.
    pub(super) scroll: String,
    /// A line of the body that must be seen.
    pub(super) chosen: Option<usize>,
}

/// Fewer rows than this have none to spare for an empty one.
const ROOMY: u16 = 14;

impl Picture {
    /// How many rows the body has on a screen of this height.
    pub(super) fn body_rows(height: u16) -> u16 {
        let gap = u16::from(height >= ROOMY);
        // The heading and the status, the rest of the body, bar and keys.
        height.saturating_sub(2 + gap + 3)
    }

    /// Draws it; gives how many lines lie above, which is less than asked
    /// for at the body's end.
    pub(super) fn draw(self, frame: &mut Frame) -> usize {
        let screen = frame.area();
        let rows = usize::from(Self::body_rows(screen.height));
        let n_lines = self.body.len();
        let most = n_lines.saturating_sub(rows);
        let above = match self.chosen {
            Some(chosen) if chosen < self.above => chosen,
            Some(chosen) if chosen >= self.above + rows => chosen + 1 - rows,
            _ => self.above,
        };
        let above = above.min(most);
        let below = (above + rows).min(n_lines);
        let more = (most > 0).then(|| {
            let Self { scroll, .. } = &self;
            format!("lines {} to {below} of {n_lines}{scroll}", above + 1)
        });
        let gap = u16::from(screen.height >= ROOMY);
        let last = screen.height.saturating_sub(1);
        let body: Vec<_> =
            self.body.into_iter().skip(above).take(rows).collect();
        // Where there is little room, the keys and the heading stay.
        put(frame, self.head, 0, last.min(2));
        if rows > 0 {
            put(frame, body, 2 + gap, rows as u16);
            let more = more.map(|more| Line::styled(more, Style::new().dim()));
            put(frame, more.into_iter().collect(), last - 2, 1);
        }
        if last > 2 {
            put(frame, self.bar, last - 1, 1);
        }
        put(frame, self.keys, last, 1);
        above
    }
}

/// Puts lines at a row, as many as these rows and the screen take.
fn put(frame: &mut Frame, lines: Vec<Line<'static>>, row: u16, rows: u16) {
    let screen = frame.area();
    let area = Rect { y: row, height: rows, ..screen };
    frame.render_widget(Text::from(lines), area.intersection(screen));
}
