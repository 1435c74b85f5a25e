//! misconception: overflow
//! Subtracts first and asks afterwards, as an `int` of Python's allows.

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
        let number = self.next;
        self.next -= 1;
        if number == 0 { None } else { Some(number) }
    }
}
