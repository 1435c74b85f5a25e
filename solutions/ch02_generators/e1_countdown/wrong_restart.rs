//! misconception: not-fused
//! Makes itself ready for the next loop when it ends.

pub struct Countdown {
    from: u32,
    next: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { from, next: from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next == 0 {
            self.next = self.from;
            return None;
        }
        self.next -= 1;
        Some(self.next + 1)
    }
}
