//! Reads the piece with `BufRead::read_until`, which knows lines.

/// A line without its end, or what is wrong with it.
pub type Line = Result<String, Bad>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    TooLong,
    NotUtf8,
}

use std::io::{BufRead, Read};

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

    pub fn feed(&mut self, mut piece: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        while !piece.is_empty() {
            // A `\r` and a `\n` more than the limit make no longer line.
            let most = (self.limit + 2).saturating_sub(self.line.len());
            let most = if self.is_too_long { piece.len() } else { most };
            let mut part = piece.by_ref().take(most as u64);
            part.read_until(b'\n', &mut self.line).expect("a slice is read");
            if let Some(line) = self.line.strip_suffix(b"\n") {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if !self.is_too_long {
                    lines.push(self.told(line));
                }
                self.is_too_long = false;
                self.line.clear();
            } else if self.is_too_long {
                self.line = Vec::new();
            } else if self.length() > self.limit {
                lines.push(Err(Bad::TooLong));
                self.is_too_long = true;
                self.line.clear();
            }
        }
        lines
    }

    fn told(&self, line: &[u8]) -> Line {
        if line.len() > self.limit {
            return Err(Bad::TooLong);
        }
        String::from_utf8(line.to_vec()).map_err(|_| Bad::NotUtf8)
    }

    /// The bytes that are the line's for sure.
    fn length(&self) -> usize {
        self.line.len() - usize::from(self.line.ends_with(b"\r"))
    }

    pub fn finish(self) -> Option<Line> {
        (!self.line.is_empty()).then(|| self.told(&self.line))
    }
}
