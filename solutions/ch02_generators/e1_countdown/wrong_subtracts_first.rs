//! misconception: lost-first-value
//! Moves on before it gives: `from` itself is never seen.

pub struct Countdown {
    number: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { number: from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.number <= 1 {
            return None;
        }
        self.number -= 1;
        Some(self.number)
    }
}
