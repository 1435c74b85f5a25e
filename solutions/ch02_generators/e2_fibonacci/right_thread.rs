//! A thread that is always one number ahead of who asks.

use std::{sync::mpsc::sync_channel, thread};

/// The Fibonacci numbers that fit into a `u64`, from 0 on.
pub fn fibonacci() -> impl Iterator<Item = u64> {
    let (sender, numbers) = sync_channel(0);
    thread::spawn(move || {
        let (mut a, mut b) = (0_u64, Some(1));
        while sender.send(a).is_ok() {
            let Some(next) = b else { return };
            (a, b) = (next, a.checked_add(next));
        }
    });
    numbers.into_iter()
}
