//! Three factorials that wait for each other's sleep, and their results.

use std::time::Duration;

use miniloop::{EventLoop, gather, sleep};

// ANCHOR: gather
async fn factorial(name: &str, number: u64) -> u64 {
    let mut product = 1;
    for factor in 2..=number {
        println!("{name}: {product} times {factor}");
        sleep(Duration::from_secs(1)).await;
        product *= factor;
    }
    println!("{name}: ends with {product}");
    product
}

async fn caller() {
    let jobs = [factorial("C", 4), factorial("A", 2), factorial("B", 3)];
    println!("nothing has begun");
    println!("{:?}", gather(jobs).await);
}
// ANCHOR_END: gather

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(caller()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_decides_when_and_the_caller_in_which_order() {
        let event_loop = EventLoop::with_virtual_clock();
        let jobs = [factorial("slow", 4), factorial("quick", 2)];
        let got = event_loop.run_until_complete(gather(jobs)).unwrap();
        assert_eq!(got, [24, 2]);
        assert_eq!(event_loop.time(), Duration::from_secs(3));
    }
}
