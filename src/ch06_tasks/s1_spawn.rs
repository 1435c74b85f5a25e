//! A caller that is over before the task that it started has begun.

use std::time::Duration;

use chapters::knob;
use miniloop::{EventLoop, sleep, spawn};

// ANCHOR: save
async fn save() {
    println!("save: writes the first half");
    sleep(Duration::from_millis(10)).await;
    println!("save: writes the second half");
}

async fn request() {
    // Nobody joins it: its handle is dropped here.
    spawn(save());
    println!("request: all is saved");
}

async fn serve(time: Duration) {
    request().await;
    println!("serve: the request is over");
    sleep(time).await;
    println!("serve: closes");
}
// ANCHOR_END: save

// ANCHOR: main
pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    let serve = serve(Duration::from_millis(knob("open", 5)));
    event_loop.run_until_complete(serve).expect("nobody waits in vain");
    event_loop.close();
    println!("closed at {:?}", event_loop.time());
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use super::*;

    #[test]
    fn a_detached_task_goes_on_as_long_as_its_loop_runs() {
        for (time, expected) in [(5, 0), (50, 1)] {
            let n_saved = Rc::new(Cell::new(0));
            let saved = n_saved.clone();
            let event_loop = EventLoop::with_virtual_clock();
            let caller = async move {
                drop(spawn(async move {
                    sleep(Duration::from_millis(10)).await;
                    saved.set(saved.get() + 1);
                }));
                sleep(Duration::from_millis(time)).await;
            };
            event_loop.run_until_complete(caller).unwrap();
            event_loop.close();
            assert_eq!(n_saved.get(), expected);
        }
    }
}
