//! A function starts, ends, and forgets.

fn next_number() -> u32 {
    let mut n = 0;
    n += 1;
    n
}

pub fn main() {
    println!("first call:  {}", next_number());
    println!("second call: {}", next_number());
}

#[test]
fn every_call_starts_from_the_beginning() {
    assert_eq!((next_number(), next_number()), (1, 1));
}
