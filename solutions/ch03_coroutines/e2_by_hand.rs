//! The future that the compiler makes of this function, written by hand:
//!
//!     async fn sum(mut ask: Ask) -> u32 {
//!         let a = ask(1).await;
//!         let b = ask(a).await;
//!         let c = ask(a + b).await;
//!         a + b + c
//!     }
//!
//! - It starts at the first poll: before it, nothing is asked.
//! - Each question is asked once, as soon as the answer before it is Ready.
//! - While an answer is Pending, so is the sum; its child is polled with the
//!   `cx` of each poll, and never again after Ready.
//!
//! No `async`, and `new` takes no heap: an enum tells where it stands.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// An answer on its way.
pub type Answer = Pin<Box<dyn Future<Output = u32>>>;

/// Asks a question: the answer is another future.
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

/// Where the function stands, and what it must keep there.
pub enum Sum {
    /// At its beginning.
    Start(Ask),
    /// At the first await: two questions are still to be asked.
    First { ask: Ask, child: Answer },
    /// At the second await, with one question left.
    Second { ask: Ask, a: u32, child: Answer },
    /// At the third await. Nothing will be asked any more.
    Third { a: u32, b: u32, child: Answer },
    /// At its end.
    Done,
}

impl Sum {
    /// The sum, before its first poll.
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let sum = self.get_mut();
        loop {
            // `ready!` returns when the child is Pending, before anything is
            // taken out below: all is kept as it was.
            let answer = match sum {
                Self::Start(_) => 0,
                Self::First { child, .. }
                | Self::Second { child, .. }
                | Self::Third { child, .. } => ready!(child.as_mut().poll(cx)),
                Self::Done => panic!("polled after it had given Ready"),
            };
            *sum = match mem::replace(sum, Self::Done) {
                Self::Start(mut ask) => {
                    let child = ask(1);
                    Self::First { ask, child }
                }
                Self::First { mut ask, .. } => {
                    let child = ask(answer);
                    Self::Second { ask, a: answer, child }
                }
                Self::Second { mut ask, a, .. } => {
                    let child = ask(a + answer);
                    Self::Third { a, b: answer, child }
                }
                Self::Third { a, b, .. } => {
                    return Poll::Ready(a + b + answer);
                }
                Self::Done => unreachable!("left above"),
            };
        }
    }
}
// The trap: to take the variant out before the child is polled. A child that
// is Pending then leaves `Done` behind, and all that was known is gone.
//
// Refused: one struct with an `Option` for each value. It works, but all the
// room is kept at all times, and nothing rules out a `b` without an `a`.
