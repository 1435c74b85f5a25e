//! Lines out of bytes that come in pieces of any size.
//!
//!     let mut framer = Framer::new(80);
//!     framer.feed(b"one\r\ntw")  // [Ok("one")]
//!     framer.feed(b"o\nthree")   // [Ok("two")]
//!     framer.finish()            // Some(Ok("three"))
//!
//! - `feed` gives the lines that are whole now. A line ends with `\n`; one
//!   `\r` before it belongs to the line's end, all other bytes to the line.
//! - A line may have `limit` bytes, its end not counted. A longer one is one
//!   `Err(TooLong)`, told as soon as it is certain. What was too long is not
//!   kept; the next line begins after its `\n`.
//! - A line that is no UTF-8 is one `Err(NotUtf8)`.
//! - `finish`: no more bytes come. A last line without `\n` is a line too,
//!   unless it is empty or has been told as too long.

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
        let mut line = std::mem::take(&mut self.line);
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
// The trap: to take a piece for a line. TCP keeps the order of the bytes and
// no borders: what the peer wrote in one call may come in three pieces, cut
// within a line's end or within a character, and three lines in one piece.
//
// Refused: a `String` as buffer, with `from_utf8_lossy` for each piece. A
// character cut in two comes out as two or more U+FFFD.
