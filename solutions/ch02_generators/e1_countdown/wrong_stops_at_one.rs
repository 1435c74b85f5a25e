//! misconception: lost-last-value
//! Reads "to 1" as Python's `range(n, 1, -1)` does: without the 1.

pub struct Countdown {
    next: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { next: from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next <= 1 {
            return None;
        }
        self.next -= 1;
        Some(self.next + 1)
    }
}
