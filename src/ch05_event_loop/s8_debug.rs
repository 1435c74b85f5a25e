//! What usually goes unseen, told by an observer: debug mode.

use std::{
    future, hint,
    rc::Rc,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use miniloop::{Debug, EventLoop, Promise, promise, spawn};

// ANCHOR: observe
/// The report with "some" for its milliseconds, others at each run.
fn without_numbers(line: &str) -> String {
    let is_number = |word: &str| word.parse::<u32>().is_ok();
    let words = line.split(' ');
    let words = words.map(|word| if is_number(word) { "some" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn watched(reports: mpsc::Sender<String>) -> EventLoop {
    let event_loop = EventLoop::new();
    let threshold = Duration::from_millis(100);
    let debug = Debug::with_report(threshold, move |line| {
        println!("debug: {}", without_numbers(line));
        // Nobody hears it any more when the answer is there.
        let _ = reports.send(line.to_owned());
    });
    event_loop.observe(Rc::new(debug));
    event_loop
}
// ANCHOR_END: observe

// ANCHOR: main
fn quick() {
    println!("quick");
}

fn slow() {
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(200) {
        hint::spin_loop();
    }
    println!("slow");
}

async fn forgotten() {
    future::pending::<()>().await;
}

async fn reader(answer: Promise<u32>) {
    spawn(forgotten());
    println!("reader: {:?}", answer.await);
}

pub fn main() {
    let (sender, reports) = mpsc::channel();
    let event_loop = watched(sender);
    let (setter, answer) = promise();
    thread::spawn(move || {
        // It answers as soon as the loop reports that it stands still.
        if reports.iter().any(|line| line.starts_with("all tasks wait")) {
            setter.set(42);
        }
    });
    event_loop.call_soon(quick);
    event_loop.call_soon(slow);
    let run = event_loop.run_until_complete(reader(answer));
    run.expect("the thread answers");
    event_loop.close();
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_who_was_slow_and_nobody_else() {
        let (sender, reports) = mpsc::channel();
        let event_loop = watched(sender);
        event_loop.call_soon(quick);
        event_loop.call_soon(slow);
        event_loop.run_until_complete(future::ready(())).unwrap();
        drop(event_loop);
        let reports: Vec<_> = reports.iter().collect();
        let words: Vec<_> =
            reports.iter().map(|line| without_numbers(line)).collect();
        assert_eq!(words, ["slow kept the loop for some ms"]);
    }
}
