//! The two states as an enum, as the compiler would write a generator.

pub enum Countdown {
    At(u32),
    Done,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        if from == 0 { Self::Done } else { Self::At(from) }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let Self::At(number) = *self else { return None };
        *self = if number > 1 { Self::At(number - 1) } else { Self::Done };
        Some(number)
    }
}
