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
    pin::Pin,
    task::{Context, Poll},
};

/// An answer on its way.
pub type Answer = Pin<Box<dyn Future<Output = u32>>>;

/// Asks a question: the answer is another future.
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

/// Where the function stands, and what it must keep there.
pub enum Sum {
    /// At its beginning.
    Start(Ask),
}

impl Sum {
    /// The sum, before its first poll.
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<u32> {
        let sum = self.get_mut();
        match sum {
            Self::Start(_ask) => todo!("ask for 1, and poll the answer"),
        }
    }
}
