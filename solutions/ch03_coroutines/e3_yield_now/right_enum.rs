//! An enum in a box, swapped at the first poll.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

enum Turn {
    Others,
    Mine,
}

struct Pause(Box<Turn>);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match mem::replace(&mut *self.0, Turn::Mine) {
            Turn::Mine => Poll::Ready(()),
            Turn::Others => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

pub fn yield_now() -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(Pause(Box::new(Turn::Others)))
}
