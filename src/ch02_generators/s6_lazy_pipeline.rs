//! Who runs when: the caller pulls each value through the pipeline.

use std::cell::RefCell;

use chapters::knob;

#[derive(Default)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn add(&self, line: String) {
        self.0.borrow_mut().push(line);
    }
}

// ANCHOR: pipeline
/// The squares of the odd numbers: a source, a filter, a mapping.
fn odd_squares(log: &Log) -> impl Iterator<Item = u32> {
    let squares = timeline::generator("source", 1..=1000)
        .inspect(|n| log.add(format!("    source: {n}")))
        .filter(|n| n % 2 == 1)
        .inspect(|n| log.add(format!("  square: {n}")))
        .map(|n| n * n);
    timeline::generator("filter, map", squares)
}

/// Builds the pipeline, and takes two values out of it, or as many as asked.
fn run() -> Log {
    let _lane = timeline::lane("caller");
    let log = Log::default();
    let mut squares = odd_squares(&log);
    log.add("caller: built".to_owned());
    for _ in 0..knob("taken", 2) {
        let value = squares.next();
        log.add(format!("caller: {value:?}"));
    }
    drop(squares);
    log
}
// ANCHOR_END: pipeline

pub fn main() {
    for line in run().0.into_inner() {
        println!("{line}");
    }
}

#[test]
fn the_source_runs_only_while_the_caller_waits() {
    let lines = run().0.into_inner();
    let order: Vec<_> = lines.iter().map(|line| line.trim()).collect();
    let first = ["caller: built", "source: 1", "square: 1", "caller: Some(1)"];
    let then = ["source: 2", "source: 3", "square: 3", "caller: Some(9)"];
    assert_eq!(order, [first, then].concat());
}
