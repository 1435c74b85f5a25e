//! Delegation: one generator hands its caller through to another.

use std::{cell::Cell, iter};

use chapters::knob;

// ANCHOR: delegate
/// Gives 1; 1, 2; 1, 2, 3; and so on: each turn is another generator's.
fn staircase(height: u32) -> impl Iterator<Item = u32> {
    (1..=height).flat_map(|last| 1..=last)
}

type Numbers<'a> = Box<dyn Iterator<Item = u32> + 'a>;

/// Gives `level`, then whatever the level below gives. Counts each value
/// that a level passes up.
fn stack(level: u32, passed: &Cell<u32>) -> Numbers<'_> {
    if level == 0 {
        return Box::new(iter::empty());
    }
    let own = iter::once(level).chain(stack(level - 1, passed));
    Box::new(own.inspect(|_| passed.set(passed.get() + 1)))
}
// ANCHOR_END: delegate

pub fn main() {
    println!("{:?}", staircase(3).collect::<Vec<_>>());
    for levels in [4, knob("levels", 100)] {
        let passed = Cell::new(0);
        let values = stack(levels, &passed).count();
        let passed = passed.get();
        println!("{levels} levels: {values} values, passed up {passed} times");
    }
}

#[test]
fn a_value_passes_through_every_level_above_it() {
    let passed = Cell::new(0);
    assert!(stack(4, &passed).eq([4, 3, 2, 1]));
    assert_eq!(passed.get(), 1 + 2 + 3 + 4);
}

#[test]
fn a_pull_holds_a_stack_frame_for_every_level() {
    let bottom = Cell::new(0);
    let mut levels: Numbers = Box::new(iter::from_fn(|| {
        let here = 0_u8;
        bottom.set((&raw const here).addr());
        None
    }));
    for _ in 0..100 {
        levels = Box::new(iter::empty().chain(levels));
    }
    levels.next();
    let here = 0_u8;
    let bytes = (&raw const here).addr().abs_diff(bottom.get());
    let return_addresses = 100 * size_of::<usize>();
    assert!(bytes >= return_addresses, "{bytes} bytes for 100 levels");
}
