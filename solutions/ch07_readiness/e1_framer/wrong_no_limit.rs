//! misconception: unbounded-buffer
//! Keeps a line however long it gets.

/// A line without its end, or what is wrong with it.
pub type Line = Result<String, Bad>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    TooLong,
    NotUtf8,
}

pub struct Framer {
    line: Vec<u8>,
}

impl Framer {
    pub fn new(_limit: usize) -> Self {
        Self { line: Vec::new() }
    }

    pub fn feed(&mut self, piece: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        for byte in piece {
            if *byte != b'\n' {
                self.line.push(*byte);
                continue;
            }
            let mut line = std::mem::take(&mut self.line);
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            lines.push(text(line));
        }
        lines
    }

    pub fn finish(self) -> Option<Line> {
        (!self.line.is_empty()).then(|| text(self.line))
    }
}

fn text(line: Vec<u8>) -> Line {
    String::from_utf8(line).map_err(|_| Bad::NotUtf8)
}
