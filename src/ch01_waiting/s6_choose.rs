//! The figures that decide between a task and a thread.

use std::{future, time::Duration};

// ANCHOR: time
/// So many jobs; each waits for an answer, then works on it.
struct Load {
    jobs: u32,
    wait: Duration,
    work: Duration,
}

impl Load {
    fn one_by_one(&self) -> Duration {
        (self.wait + self.work) * self.jobs
    }

    /// All wait at once; the work is shared out among so many cores.
    fn together(&self, cores: u32) -> Duration {
        self.wait + self.work * self.jobs.div_ceil(cores)
    }
}
// ANCHOR_END: time

// ANCHOR: space
/// What `thread::spawn` reserves unless it is told otherwise, in bytes.
const STACK: u64 = 2 << 20;

/// Holds a kibibyte while it waits.
async fn connection() -> u8 {
    let buffer = [0_u8; 1024];
    future::pending::<()>().await;
    buffer[0]
}
// ANCHOR_END: space

pub fn main() {
    println!("ms           one by one  1 core  4 cores");
    for (name, wait, work) in [("requests", 200, 1), ("pictures", 0, 200)] {
        let [wait, work] = [wait, work].map(Duration::from_millis);
        let load = Load { jobs: 100, wait, work };
        let [all, one, four] =
            [load.one_by_one(), load.together(1), load.together(4)]
                .map(|time| time.as_millis());
        println!("100 {name} {all:10} {one:7} {four:8}");
    }
    println!("\nMiB          stacks  futures");
    let future = size_of_val(&connection()) as u64;
    for connections in [10, 1_000, 50_000] {
        let stacks = (connections * STACK) >> 20;
        let futures = (connections * future) >> 20;
        println!("{connections:6} waits {stacks:7} {futures:8}");
    }
}

#[test]
fn cores_shorten_work_and_not_waiting() {
    let ms = Duration::from_millis;
    let waits = Load { jobs: 8, wait: ms(100), work: ms(0) };
    assert_eq!(waits.together(1), waits.together(4));
    let works = Load { jobs: 8, wait: ms(0), work: ms(100) };
    assert_eq!(works.together(1), works.one_by_one());
    assert_eq!(works.together(4) * 4, works.together(1));
}

#[test]
fn a_suspended_connection_weighs_its_buffer_and_its_place() {
    let bytes = size_of_val(&connection());
    assert!((1025..1100).contains(&bytes), "{bytes} bytes");
}
