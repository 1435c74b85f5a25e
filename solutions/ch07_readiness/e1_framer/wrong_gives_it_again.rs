//! misconception: recomputed
//! Never empties the line: each one begins with those before it.

/// A line without its end, or what is wrong with it.
pub type Line = Result<String, Bad>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    TooLong,
    NotUtf8,
}

#[derive(Default)]
pub struct Framer {
    limit: usize,
    line: Vec<u8>,
    is_too_long: bool,
}

impl Framer {
    pub fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    pub fn feed(&mut self, piece: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            let (part, is_end) = match part.strip_suffix(b"\n") {
                Some(part) => (part, true),
                None => (part, false),
            };
            self.keep(part, &mut lines);
            if is_end {
                lines.extend(self.take());
            }
        }
        lines
    }

    /// Adds to the line, unless that makes it too long.
    fn keep(&mut self, part: &[u8], lines: &mut Vec<Line>) {
        if self.is_too_long {
            return;
        }
        // One byte more than the limit may be the `\r` of the line's end.
        let room = self.limit + 1 - self.line.len();
        self.line.extend(part.iter().take(room));
        let is_return = self.line.last() == Some(&b'\r');
        if part.len() > room || self.line.len() > self.limit && !is_return {
            self.is_too_long = true;
            self.line = Vec::new();
            lines.push(Err(Bad::TooLong));
        }
    }

    /// The line that has ended, if it has not been told as too long.
    fn take(&mut self) -> Option<Line> {
        let mut line = self.line.clone();
        if std::mem::take(&mut self.is_too_long) {
            return None;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        // Not before: a piece may end within a character.
        Some(text(line))
    }

    pub fn finish(self) -> Option<Line> {
        if self.line.len() > self.limit {
            return Some(Err(Bad::TooLong));
        }
        (!self.line.is_empty()).then(|| text(self.line))
    }
}

fn text(line: Vec<u8>) -> Line {
    String::from_utf8(line).map_err(|_| Bad::NotUtf8)
}
