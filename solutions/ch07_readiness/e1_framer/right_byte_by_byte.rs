//! Goes byte by byte, with the line as one of three states.

/// A line without its end, or what is wrong with it.
pub type Line = Result<String, Bad>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    TooLong,
    NotUtf8,
}

enum State {
    Within(Vec<u8>),
    /// A `\r` came: it belongs to the line unless `\n` follows.
    AfterReturn(Vec<u8>),
    Skipping,
}

pub struct Framer {
    limit: usize,
    state: State,
}

impl Framer {
    pub fn new(limit: usize) -> Self {
        Self { limit, state: State::Within(Vec::new()) }
    }

    pub fn feed(&mut self, piece: &[u8]) -> Vec<Line> {
        piece.iter().filter_map(|byte| self.step(*byte)).collect()
    }

    fn step(&mut self, byte: u8) -> Option<Line> {
        let state = std::mem::replace(&mut self.state, State::Skipping);
        let mut line = match (state, byte) {
            (State::Skipping, b'\n') => {
                self.state = State::Within(Vec::new());
                return None;
            }
            (State::Skipping, _) => return None,
            (State::Within(line) | State::AfterReturn(line), b'\n') => {
                self.state = State::Within(Vec::new());
                return Some(text(line));
            }
            (State::Within(line), _) => line,
            (State::AfterReturn(mut line), _) => {
                line.push(b'\r');
                line
            }
        };
        if byte == b'\r' && line.len() <= self.limit {
            self.state = State::AfterReturn(line);
            return None;
        }
        line.push(byte);
        if line.len() > self.limit {
            return Some(Err(Bad::TooLong));
        }
        self.state = State::Within(line);
        None
    }

    pub fn finish(self) -> Option<Line> {
        let line = match self.state {
            State::Skipping => return None,
            State::Within(line) => line,
            State::AfterReturn(mut line) => {
                line.push(b'\r');
                line
            }
        };
        if line.len() > self.limit {
            return Some(Err(Bad::TooLong));
        }
        (!line.is_empty()).then(|| text(line))
    }
}

fn text(line: Vec<u8>) -> Line {
    String::from_utf8(line).map_err(|_| Bad::NotUtf8)
}
