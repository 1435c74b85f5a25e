//! A function starts, ends, and forgets.

fn next_number() -> u32 {
    let mut n = 0;
    n += 1;
    n
}

pub fn main() {
    let function = next_number;
    println!("first call:  {}", function());
    println!("second call: {}", function());
    println!("between them it keeps {} bytes", size_of_val(&function));
}

#[test]
fn every_call_starts_from_the_beginning() {
    assert_eq!((next_number(), next_number()), (1, 1));
}
