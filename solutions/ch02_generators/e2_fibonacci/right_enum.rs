//! A state with a name for each stretch of the sequence.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    Fibonacci::Start
}

enum Fibonacci {
    Start,
    Second,
    Pair(u64, u64),
    Done,
}

impl Iterator for Fibonacci {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let (now, then) = match *self {
            Self::Start => (0, Self::Second),
            Self::Second => (1, Self::Pair(0, 1)),
            Self::Pair(a, b) => match a.checked_add(b) {
                Some(sum) => (sum, Self::Pair(b, sum)),
                None => {
                    *self = Self::Done;
                    return None;
                }
            },
            Self::Done => return None,
        };
        *self = then;
        Some(now)
    }
}
