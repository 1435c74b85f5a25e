//! misconception: not-lazy
//! The loop of a plain function: it is at 1 before the first call returns.

pub struct Countdown {
    from: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut n = None;
        while self.from > 0 {
            n = Some(self.from);
            self.from -= 1;
        }
        n
    }
}
