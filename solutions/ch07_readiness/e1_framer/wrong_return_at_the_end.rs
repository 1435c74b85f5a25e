//! misconception: line-end
//! Takes a return for the line's end at the end of the input, too.

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
    buffer: Vec<u8>,
    is_too_long: bool,
}

impl Framer {
    pub fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    pub fn feed(&mut self, piece: &[u8]) -> Vec<Line> {
        self.buffer.extend_from_slice(piece);
        let mut lines = Vec::new();
        while let Some(end) = self.buffer.iter().position(|b| *b == b'\n') {
            let mut line: Vec<_> = self.buffer.drain(..=end).collect();
            line.pop();
            if line.ends_with(b"\r") {
                line.pop();
            }
            if std::mem::take(&mut self.is_too_long) {
                continue;
            }
            lines.push(self.told(line));
        }
        let returns = usize::from(self.buffer.ends_with(b"\r"));
        if self.is_too_long {
            self.buffer.clear();
        } else if self.buffer.len() - returns > self.limit {
            self.buffer = Vec::new();
            self.is_too_long = true;
            lines.push(Err(Bad::TooLong));
        }
        lines
    }

    fn told(&self, line: Vec<u8>) -> Line {
        if line.len() > self.limit {
            return Err(Bad::TooLong);
        }
        String::from_utf8(line).map_err(|_| Bad::NotUtf8)
    }

    pub fn finish(mut self) -> Option<Line> {
        let mut line = std::mem::take(&mut self.buffer);
        if line.ends_with(b"\r") {
            line.pop();
        }
        (!line.is_empty()).then(|| self.told(line))
    }
}
