//! misconception: lost-order
//! Counts what was given, and gives the count.

pub struct Countdown {
    from: u32,
    given: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { from, given: 0 }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.given == self.from {
            return None;
        }
        self.given += 1;
        Some(self.given)
    }
}
