//! misconception: split-character
//! Decodes each piece: a character cut in two is none.

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
    line: String,
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
        let room = self.limit + 1 - self.line.len().min(self.limit);
        let known = &part[..part.len().min(room)];
        self.line.push_str(&String::from_utf8_lossy(known));
        let is_return = self.line.ends_with('\r');
        if part.len() > room || self.line.len() > self.limit && !is_return {
            self.is_too_long = true;
            self.line = String::new();
            lines.push(Err(Bad::TooLong));
        }
    }

    /// The line that has ended, if it has not been told as too long.
    fn take(&mut self) -> Option<Line> {
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_too_long) {
            return None;
        }
        if line.ends_with('\r') {
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

fn text(line: String) -> Line {
    let is_bad = line.contains('\u{fffd}');
    if is_bad { Err(Bad::NotUtf8) } else { Ok(line) }
}
