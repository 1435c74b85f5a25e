//! A value keeps what the function forgot.

// ANCHOR: numbers
/// Gives 1, 2, ..., `last`.
struct Numbers {
    n: u32,
    last: u32,
}

impl Numbers {
    fn up_to(last: u32) -> Self {
        Self { n: 0, last }
    }
}

impl Iterator for Numbers {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.n == self.last {
            return None;
        }
        self.n += 1;
        Some(self.n)
    }
}
// ANCHOR_END: numbers

// ANCHOR: main
pub fn main() {
    let (mut a, mut b) = (Numbers::up_to(2), Numbers::up_to(2));
    println!("a: {:?}, {:?}", a.next(), a.next());
    println!("b: {:?}", b.next());
    println!("a keeps n = {}, last = {}", a.n, a.last);
    println!("a: {:?}, {:?}", a.next(), a.next());
    println!("each weighs {} bytes", size_of_val(&a));
}
// ANCHOR_END: main

#[test]
fn two_of_them_do_not_disturb_each_other() {
    let (mut a, mut b) = (Numbers::up_to(2), Numbers::up_to(2));
    assert_eq!((a.next(), a.next(), b.next()), (Some(1), Some(2), Some(1)));
}

#[test]
fn a_finished_one_stays_finished() {
    let mut numbers = Numbers::up_to(1);
    assert_eq!(numbers.by_ref().last(), Some(1));
    assert_eq!((numbers.next(), numbers.next()), (None, None));
}
