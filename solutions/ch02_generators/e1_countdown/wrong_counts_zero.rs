//! misconception: off-by-one
//! Gives 0 as well: the end is looked for one number too late.

pub struct Countdown {
    next: Option<u32>,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { next: Some(from) }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let number = self.next?;
        self.next = number.checked_sub(1);
        Some(number)
    }
}
