//! One result, and many who wait for it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use timeline::task;

/// What all ends share.
struct Slot<T> {
    value: Option<T>,
    wakers: Vec<Waker>,
}

struct Setter<T>(Arc<Mutex<Slot<T>>>);

#[derive(Clone)]
struct Shared<T>(Arc<Mutex<Slot<T>>>);

// ANCHOR: shared
impl<T> Setter<T> {
    fn set(self, value: T) {
        let mut slot = self.0.lock().expect("no panic");
        slot.value = Some(value);
        let wakers = std::mem::take(&mut slot.wakers);
        drop(slot);
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<T> {
        let mut slot = self.0.lock().expect("no panic");
        if let Some(value) = &slot.value {
            return Poll::Ready(value.clone()); // It stays for the others.
        }
        let waker = context.waker();
        if !slot.wakers.iter().any(|kept| kept.will_wake(waker)) {
            slot.wakers.push(waker.clone());
        }
        Poll::Pending
    }
}
// ANCHOR_END: shared

fn shared<T>() -> (Setter<T>, Shared<T>) {
    let slot = Slot { value: None, wakers: Vec::new() };
    let slot = Arc::new(Mutex::new(slot));
    (Setter(slot.clone()), Shared(slot))
}

// ANCHOR: main
async fn read(name: &str, value: Shared<u32>) {
    println!("{name}: asks");
    println!("{name}: has {}", value.await);
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (setter, value) = shared();
    let one = task("one", read("one", value.clone()));
    let two = task("two", read("two", value.clone()));
    let writer = task("writer", async { setter.set(666) });
    tokio::join!(biased; one, two, writer);
    task("late", read("late", value)).await;
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::{pin::pin, task::Wake};

    use super::*;

    struct Bell;

    impl Wake for Bell {
        fn wake(self: Arc<Self>) {}
    }

    #[test]
    fn each_awaiter_is_kept_once_and_all_get_the_value() {
        let (setter, value) = shared();
        let bells = [Arc::new(Bell), Arc::new(Bell)];
        let mut readers = [value.clone(), value].map(Box::pin);
        for _ in 0..3 {
            for (reader, bell) in readers.iter_mut().zip(&bells) {
                let waker = bell.clone().into();
                let mut context = Context::from_waker(&waker);
                assert!(reader.as_mut().poll(&mut context).is_pending());
            }
        }
        assert_eq!(setter.0.lock().unwrap().wakers.len(), 2);
        setter.set(666);
        assert!(bells.iter().all(|bell| Arc::strong_count(bell) == 1));
        let mut context = Context::from_waker(Waker::noop());
        for reader in readers {
            let polled = pin!(reader).poll(&mut context);
            assert_eq!(polled, Poll::Ready(666));
        }
    }
}
