//! A closure keeps the fields for us, and `None` need not be the end.

use std::{cell::RefCell, collections::VecDeque, iter};

// ANCHOR: numbers
/// Gives 1, 2, ..., `last`: what the closure captures are the fields.
fn numbers(last: u32) -> impl Iterator<Item = u32> {
    let mut n = 0;
    iter::from_fn(move || {
        if n == last {
            return None;
        }
        n += 1;
        Some(n)
    })
}
// ANCHOR_END: numbers

// ANCHOR: letters
type Inbox = RefCell<VecDeque<&'static str>>;

fn letters(inbox: &Inbox) -> impl Iterator<Item = &'static str> {
    iter::from_fn(|| inbox.borrow_mut().pop_front())
}

pub fn main() {
    println!("{:?}", numbers(3).collect::<Vec<_>>());
    println!("suspended: {} bytes", size_of_val(&numbers(3)));

    let inbox = Inbox::new(["one"].into());
    let mut mail = letters(&inbox);
    println!("{:?}, {:?}", mail.next(), mail.next());
    inbox.borrow_mut().push_back("two");
    println!("after None: {:?}", mail.next());

    let mut mail = mail.fuse();
    println!("fused: {:?}", mail.next());
    inbox.borrow_mut().push_back("three");
    println!("after None: {:?}", mail.next());
}
// ANCHOR_END: letters

#[test]
fn captured_variables_weigh_what_fields_weigh() {
    assert_eq!(size_of_val(&numbers(3)), 2 * size_of::<u32>());
}

#[test]
fn only_a_fused_iterator_keeps_its_end() {
    let inbox = Inbox::default();
    let (mut plain, mut fused) = (letters(&inbox), letters(&inbox).fuse());
    assert_eq!((plain.next(), fused.next()), (None, None));
    inbox.borrow_mut().extend(["late", "later"]);
    assert_eq!((plain.next(), fused.next()), (Some("late"), None));
}
