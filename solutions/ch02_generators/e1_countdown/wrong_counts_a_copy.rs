//! misconception: forgotten-state
//! Moves a copy of the field on; the field itself stays.

pub struct Countdown {
    left: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { left: from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut left = self.left;
        if left == 0 {
            return None;
        }
        left -= 1;
        Some(left + 1)
    }
}
