//! misconception: late-error
//! Waits for two bytes more than the limit: one of them may be a return.

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
        if self.is_too_long {
            self.buffer.clear();
        } else if self.buffer.len() > self.limit + 1 {
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
        let line = std::mem::take(&mut self.buffer);
        (!line.is_empty()).then(|| self.told(line))
    }
}
