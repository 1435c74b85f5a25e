//! A thread shares our memory; a process has its own.

use std::{
    env, io,
    process::Command,
    sync::atomic::{AtomicU32, Ordering::SeqCst},
    thread,
};

/// Set for the child, so that this program knows which of the two it is.
const ROLE: &str = "LISTING_IS_THE_CHILD";

// ANCHOR: processes
static COUNTER: AtomicU32 = AtomicU32::new(0);

fn add_one() -> u32 {
    COUNTER.fetch_add(1, SeqCst) + 1
}

/// Runs this program once more, and reads what it writes.
fn in_a_child(arguments: Vec<String>) -> io::Result<String> {
    let mut again = Command::new(env::current_exe()?);
    let output = again.args(arguments).env(ROLE, "child").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub fn main() {
    if env::var_os(ROLE).is_some() {
        return println!("counter is {}", add_one());
    }
    COUNTER.store(7, SeqCst);
    let by_thread = thread::spawn(add_one).join().expect("no panic");
    println!("a thread added 1:       counter is {by_thread}");
    let child = in_a_child(env::args().skip(1).collect());
    let child = child.expect("this program can be started");
    println!("a child added 1, wrote: {child}");
    println!("and in the parent:      counter is {}", COUNTER.load(SeqCst));
}
// ANCHOR_END: processes

#[test]
fn a_child_counts_from_its_own_zero() {
    let name = "a_child_counts_from_its_own_zero";
    if env::var_os(ROLE).is_some() {
        return main();
    }
    COUNTER.store(7, SeqCst);
    let path = format!("{}::{name}", module_path!());
    let path = path.split_once("::").expect("the crate comes first").1;
    let arguments = ["--exact", "--nocapture", path].map(str::to_owned);
    let child = in_a_child(arguments.to_vec()).unwrap();
    assert!(child.contains("counter is 1"), "{child}");
    assert_eq!(COUNTER.load(SeqCst), 7);
}
