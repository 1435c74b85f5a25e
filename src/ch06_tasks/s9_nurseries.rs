//! Three functions that begin a child each. Whose child is left alive?

use std::{future::poll_fn, pin::pin, rc::Rc, task::Poll, time::Duration};

use miniloop::{EventLoop, sleep, spawn, task_group, yield_now};

// ANCHOR: functions
/// Holds a clone as long as it lives.
async fn child(alive: Rc<()>) -> Result<(), ()> {
    sleep(Duration::from_secs(1)).await;
    drop(alive);
    Ok(())
}

async fn go(alive: Rc<()>) {
    // Nobody joins it: that is what we look at.
    spawn(child(alive));
}

async fn nursery(alive: Rc<()>) {
    let group = task_group(async |group| {
        group.spawn(child(alive));
        Ok(())
    });
    group.await.expect("no child fails");
}

/// Gives the nursery up after its first poll.
async fn impatient(alive: Rc<()>) {
    let mut nursery = pin!(nursery(alive));
    poll_fn(|cx| Poll::Ready(nursery.as_mut().poll(cx).is_ready())).await;
}
// ANCHOR_END: functions

// ANCHOR: caller
async fn caller() {
    let alive = Rc::new(());
    let count = || Rc::strong_count(&alive) - 1;

    go(alive.clone()).await;
    println!("go is over, children alive: {}", count());
    sleep(Duration::from_secs(2)).await;

    nursery(alive.clone()).await;
    println!("nursery is over, children alive: {}", count());

    impatient(alive.clone()).await;
    println!("impatient is over, children alive: {}", count());
    yield_now().await;
    println!("a turn later, children alive: {}", count());
}
// ANCHOR_END: caller

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(caller()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Children alive when the function is over, and a turn later.
    fn left<F>(function: fn(Rc<()>) -> F) -> (usize, usize)
    where
        F: Future<Output = ()> + 'static,
    {
        let event_loop = EventLoop::with_virtual_clock();
        let caller = async move {
            let alive = Rc::new(());
            function(alive.clone()).await;
            let at_once = Rc::strong_count(&alive) - 1;
            yield_now().await;
            (at_once, Rc::strong_count(&alive) - 1)
        };
        event_loop.run_until_complete(caller).unwrap()
    }

    #[test]
    fn only_a_nursery_that_is_awaited_leaves_nobody() {
        assert_eq!(left(go), (1, 1));
        assert_eq!(left(nursery), (0, 0));
        assert_eq!(left(impatient), (1, 0));
    }
}
