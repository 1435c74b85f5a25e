//! A library that calls back, and a future made of its callback.

use std::{
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, Builder},
};

use timeline::task;
use tokio::sync::oneshot::{self, error::RecvError};

// ANCHOR: library
type Callback = Box<dyn FnOnce(u32) + Send>;

/// Triples numbers on a thread of its own, and calls back from there.
struct Library(Sender<(u32, Callback)>);

impl Library {
    /// Drops the callback of a number that it finds too large.
    fn triple(
        &self,
        number: u32,
        call_back: impl FnOnce(u32) + Send + 'static,
    ) {
        if number <= 1000 {
            let job = (number, Box::new(call_back) as Callback);
            self.0.send(job).expect("the library has a thread");
        }
    }
}

/// The library's thread; it ends when the library is dropped.
fn work(jobs: Receiver<(u32, Callback)>) {
    for (number, call_back) in jobs {
        println!("library: calls back on thread `{}`", thread_name());
        call_back(3 * number);
    }
}
// ANCHOR_END: library

fn thread_name() -> String {
    thread::current().name().unwrap_or("?").to_owned()
}

// ANCHOR: bridge
async fn triple(library: &Library, number: u32) -> Result<u32, RecvError> {
    let (setter, promise) = oneshot::channel();
    library.triple(number, move |answer| {
        // Nobody wants the answer if the promise was dropped meanwhile.
        let _ = setter.send(answer);
    });
    promise.await
}
// ANCHOR_END: bridge

// ANCHOR: main
async fn ask(library: &Library, number: u32) {
    let answer = triple(library, number).await;
    println!("asker: {answer:?} on thread `{}`", thread_name());
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (jobs, inbox) = mpsc::channel();
    let library = Library(jobs);
    let open = async {
        let thread = Builder::new().name("library".to_owned());
        thread.spawn(|| work(inbox)).expect("there is room for a thread");
    };
    // The asker waits already when the library opens.
    tokio::join!(biased; task("asker", ask(&library, 5)), task("open", open));
    task("too much", ask(&library, 5000)).await;
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Library {
        let (jobs, inbox) = mpsc::channel();
        let thread = Builder::new().name("library".to_owned());
        thread.spawn(|| work(inbox)).unwrap();
        Library(jobs)
    }

    #[tokio::test]
    async fn a_callback_ends_the_wait() {
        let library = open();
        let six = triple(&library, 2).await.unwrap();
        assert_eq!(triple(&library, six).await, Ok(18));
    }

    #[tokio::test]
    async fn a_callback_that_is_dropped_ends_the_wait_with_an_error() {
        assert!(triple(&open(), 5000).await.is_err());
    }

    #[tokio::test]
    async fn the_callback_runs_on_another_thread() {
        let (setter, promise) = oneshot::channel();
        open().triple(2, move |_| setter.send(thread_name()).unwrap());
        assert_eq!(promise.await.unwrap(), "library");
        assert_ne!(thread_name(), "library");
    }
}
