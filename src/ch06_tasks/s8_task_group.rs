//! A group: all of its tasks are over when it is.

use std::time::Duration;

use miniloop::{EventLoop, TaskGroup, sleep, task_group};

// ANCHOR: fetch
/// Says when it ends, however it does.
struct Fetch(&'static str);

impl Drop for Fetch {
    fn drop(&mut self) {
        println!("{}: ends", self.0);
    }
}

async fn fetch(host: &'static str, seconds: u64) -> Result<(), String> {
    let _fetch = Fetch(host);
    sleep(Duration::from_secs(seconds)).await;
    if host == "broken" {
        return Err(format!("{host} doesn't answer"));
    }
    Ok(())
}
// ANCHOR_END: fetch

// ANCHOR: group
async fn caller(hosts: [&'static str; 3]) {
    let outcome = task_group(async |group: &TaskGroup<String>| {
        for (host, seconds) in hosts.into_iter().zip(1..) {
            group.spawn(fetch(host, seconds));
        }
        println!("body: {} are spawned", hosts.len());
        Ok(())
    });
    match outcome.await {
        Ok(()) => println!("caller: has them all"),
        Err(error) => println!("caller: {error}"),
    }
}
// ANCHOR_END: group

async fn both() {
    caller(["host1", "host2", "host3"]).await;
    caller(["host1", "broken", "host3"]).await;
}

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(both()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_ends_the_group_when_all_are_over() {
        let event_loop = EventLoop::with_virtual_clock();
        let group = task_group(async |group| {
            group.spawn(fetch("slow", 1000));
            group.spawn(fetch("broken", 2));
            Ok(())
        });
        let outcome = event_loop.run_until_complete(group).unwrap();
        assert_eq!(outcome, Err("broken doesn't answer".to_owned()));
        assert_eq!(event_loop.time(), Duration::from_secs(2));
    }
}
