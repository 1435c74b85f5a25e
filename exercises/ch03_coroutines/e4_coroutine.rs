//! A generator made of an async block, in safe Rust.
//!
//!     let body = |co: Co| async move { co.give(1).await; co.give(2).await };
//!     Generator::new(body)    // an Iterator: 1, 2, and then the end
//!
//! - `next` runs the body to its next `give`, and no further. Before the
//!   first `next` nothing of the block runs.
//! - Each value comes out once, in order; the end of the body is the end,
//!   for ever. A body may be endless.
//! - Many generators may be under way at once, one inside another too.
//! - Bodies wait for `give` and nothing else. A helper may give by `&Co`.
//!
//! Who polls the block? Who waits for a waker? `Waker::noop()` may help.

/// Through this a body gives its values out.
pub struct Co {
    // Where does a value wait until the caller takes it?
}

impl Co {
    /// Hands `value` to the caller of `next`; goes on when `next` comes again.
    pub async fn give(&self, value: u32) {
        todo!("leave {value} where `next` finds it, and pause")
    }
}

/// Gives what its body gives.
pub struct Generator {
    // What must it keep between two calls of `next`?
}

impl Generator {
    /// A generator whose body has not begun.
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let _block = body(Co {});
        todo!("keep the block until `next`")
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        todo!("run the body to its next `give`")
    }
}
