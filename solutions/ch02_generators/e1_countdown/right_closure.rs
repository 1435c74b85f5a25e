//! A closure counts, and its variable is the state.

pub struct Countdown {
    step: Box<dyn FnMut() -> Option<u32>>,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        let mut left = from;
        Self {
            step: Box::new(move || {
                let now = left;
                left = left.checked_sub(1)?;
                Some(now)
            }),
        }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        (self.step)()
    }
}
