//! misconception: overflow
//! Counts with a signed number to see the end below 0: a large `from` is
//! below 0 from the start.

pub struct Countdown {
    next: i32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { next: from as i32 }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next <= 0 {
            return None;
        }
        self.next -= 1;
        Some(self.next as u32 + 1)
    }
}
