//! misconception: overflow
//! Starts one above, so that `next` may subtract first: right, but for the
//! one number that has nothing above it.

pub struct Countdown {
    before: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { before: from + 1 }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.before <= 1 {
            return None;
        }
        self.before -= 1;
        Some(self.before)
    }
}
