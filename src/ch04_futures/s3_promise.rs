//! A place for a result, and the one who puts it there.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use timeline::task;

// ANCHOR: slot
/// What both ends share.
struct Slot<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

struct Setter<T>(Arc<Mutex<Slot<T>>>);
struct Promise<T>(Arc<Mutex<Slot<T>>>);

fn promise<T>() -> (Setter<T>, Promise<T>) {
    let slot = Slot { value: None, waker: None };
    let slot = Arc::new(Mutex::new(slot));
    (Setter(slot.clone()), Promise(slot))
}
// ANCHOR_END: slot

// ANCHOR: ends
impl<T> Setter<T> {
    fn set(self, value: T) {
        let mut slot = self.0.lock().expect("no panic");
        slot.value = Some(value);
        let waker = slot.waker.take();
        // Whoever is woken may look at once, and needs the lock for it.
        drop(slot);
        waker.into_iter().for_each(Waker::wake);
    }
}

impl<T> Future for Promise<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<T> {
        let mut slot = self.0.lock().expect("no panic");
        if let Some(value) = slot.value.take() {
            return Poll::Ready(value);
        }
        slot.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: ends

// ANCHOR: main
async fn read(promise: Promise<u32>) -> u32 {
    println!("reader: waits");
    let value = promise.await;
    println!("reader: has {value}");
    value
}

async fn write(setter: Setter<u32>) {
    println!("writer: sets 666");
    setter.set(666);
    println!("writer: ends");
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (setter, promise) = promise();
    let (reader, writer) = (read(promise), write(setter));
    tokio::join!(biased; task("reader", reader), task("writer", writer));
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[test]
    fn it_is_ready_once_the_value_is_set() {
        let mut context = Context::from_waker(Waker::noop());
        let (setter, promise) = promise();
        let mut promise = pin!(promise);
        assert_eq!(promise.as_mut().poll(&mut context), Poll::Pending);
        setter.set("value");
        assert_eq!(promise.poll(&mut context), Poll::Ready("value"));
    }

    #[tokio::test]
    async fn a_thread_may_set_it_before_and_after_the_first_poll() {
        for _ in 0..100 {
            let (setter, promise) = promise();
            let thread = std::thread::spawn(move || setter.set(7));
            assert_eq!(promise.await, 7);
            thread.join().unwrap();
        }
    }
}
