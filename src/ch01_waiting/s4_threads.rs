//! Who decides on a switch: the system, or an `.await`.

use std::{
    hint,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    thread,
};

// ANCHOR: share
/// The words of all texts, each text counted by a thread of its own; and
/// the same count, as the threads added it up together.
fn count_words(texts: &[&str]) -> (Vec<usize>, usize) {
    let total = AtomicUsize::new(0);
    let counts = thread::scope(|scope| {
        let count = |text: &&str| {
            let words = text.split_whitespace().count();
            total.fetch_add(words, SeqCst);
            words
        };
        let threads = texts.iter().map(|text| scope.spawn(move || count(text)));
        let threads: Vec<_> = threads.collect();
        threads.into_iter().map(|t| t.join().expect("no panic")).collect()
    });
    (counts, total.into_inner())
}
// ANCHOR_END: share

// ANCHOR: flag
/// Looks for the flag, so often at most, and never gives way.
fn watch(flag: &AtomicBool, looks: u64) -> &'static str {
    let mut looks = 0..looks;
    let is_up = |_| {
        hint::spin_loop();
        flag.load(SeqCst)
    };
    if looks.any(is_up) { "seen" } else { "not seen" }
}

fn by_threads() -> &'static str {
    let flag = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&flag, u64::MAX));
        scope.spawn(|| flag.store(true, SeqCst));
        watcher.join().expect("no panic")
    })
}

async fn by_coroutines() -> &'static str {
    let flag = AtomicBool::new(false);
    let watcher = async { watch(&flag, 1_000_000) };
    let raiser = async { flag.store(true, SeqCst) };
    tokio::join!(biased; watcher, raiser).0
}
// ANCHOR_END: flag

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let texts = ["to wait", "or not to wait", "that is the question"];
    let (counts, total) = count_words(&texts);
    println!("in the order of join: {counts:?}, together {total}");
    println!("two threads:    the flag was {}", by_threads());
    println!("two coroutines: the flag was {}", by_coroutines().await);
}

#[cfg(test)]
mod tests {
    use super::{by_coroutines, by_threads, count_words};

    #[test]
    fn joining_in_order_gives_the_results_in_order() {
        assert_eq!(count_words(&["a b", "", "c"]), (vec![2, 0, 1], 3));
    }

    #[test]
    fn a_thread_that_never_gives_way_is_interrupted() {
        assert_eq!(by_threads(), "seen");
    }

    #[tokio::test]
    async fn a_coroutine_that_never_gives_way_keeps_the_thread() {
        assert_eq!(by_coroutines().await, "not seen");
    }
}
