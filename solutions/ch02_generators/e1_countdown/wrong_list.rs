//! misconception: not-lazy
//! Writes all numbers down first: a list with an iterator's face.

pub struct Countdown {
    left: Vec<u32>,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { left: (1..=from).collect() }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.left.pop()
    }
}
