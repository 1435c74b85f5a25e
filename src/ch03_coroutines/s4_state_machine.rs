//! The enum that the compiler writes, by hand beside it.

use std::{
    cell::Cell,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

// ANCHOR: async_fn
type Inbox = Cell<Option<u32>>;

/// Waits until a letter lies in the inbox, and takes it out.
struct Letter<'a>(&'a Inbox);

impl Future for Letter<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, _: &mut Context) -> Poll<u32> {
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

async fn bill(price: u32, inbox: &Inbox) -> u32 {
    let count = Letter(inbox).await;
    price * count
}
// ANCHOR_END: async_fn

// ANCHOR: enum
/// The places where `bill` can stand, each with what is still needed there.
enum Bill<'a> {
    Called { price: u32, inbox: &'a Inbox },
    Waiting { price: u32, letter: Letter<'a> },
    Returned,
}

impl Future for Bill<'_> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<u32> {
        if let Bill::Called { price, inbox } = *self {
            *self = Bill::Waiting { price, letter: Letter(inbox) };
        }
        let Bill::Waiting { price, letter } = &mut *self else {
            panic!("polled after it returned");
        };
        let polled = Pin::new(letter).poll(context).map(|n| *price * n);
        if polled.is_ready() {
            *self = Bill::Returned;
        }
        polled
    }
}
// ANCHOR_END: enum

fn run(bill: impl Future<Output = u32>, inbox: &Inbox) -> [Poll<u32>; 2] {
    let mut bill = pin!(bill);
    let mut context = Context::from_waker(Waker::noop());
    [None, Some(3)].map(|mail| {
        inbox.set(mail);
        bill.as_mut().poll(&mut context)
    })
}

pub fn main() {
    let inbox = &Inbox::default();
    println!("the compiler's: {} bytes", size_of_val(&bill(5, inbox)));
    println!("{:?}", run(bill(5, inbox), inbox));
    println!("ours: {} bytes", size_of::<Bill>());
    println!("{:?}", run(Bill::Called { price: 5, inbox }, inbox));
}

#[test]
fn both_answer_every_poll_alike() {
    let inbox = &Inbox::default();
    let ours = run(Bill::Called { price: 5, inbox }, inbox);
    assert_eq!(ours, [Poll::Pending, Poll::Ready(15)]);
    assert_eq!(ours, run(bill(5, inbox), inbox));
}
