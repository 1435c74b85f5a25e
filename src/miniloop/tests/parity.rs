//! asyncio's programs on our loop: the trace is CPython's, line for line.

use std::{cell::RefCell, rc::Rc, time::Duration};

use miniloop::{EventLoop, Promise, gather, promise, sleep, spawn, yield_now};

const D: Duration = Duration::from_millis(20);

type Trace = Rc<RefCell<Vec<String>>>;

fn trace_of<F: Future + 'static>(
    program: impl FnOnce(Trace) -> F,
) -> Vec<String> {
    let trace = Trace::default();
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(program(trace.clone())).unwrap();
    trace.take()
}

fn say(trace: &Trace, line: impl ToString) {
    trace.borrow_mut().push(line.to_string());
}

async fn chaining(t: Trace) {
    let world = spawn(async {
        sleep(2 * D).await;
        "world!"
    });
    sleep(D).await;
    say(&t, "Hello");
    say(&t, world.await.unwrap());
}

#[test]
fn chaining_runs_as_in_asyncio() {
    assert_eq!(trace_of(chaining), ["Hello", "world!"]);
}

async fn factorial(t: Trace, name: &'static str, n: u64) -> u64 {
    let mut f = 1;
    for i in 2..=n {
        say(&t, format!("{name}: {i}"));
        sleep(D).await;
        f *= i;
    }
    say(&t, format!("{name} = {f}"));
    f
}

#[test]
fn factorials_run_as_in_asyncio() {
    let trace = trace_of(async |t: Trace| {
        let all = [("A", 2), ("B", 3), ("C", 4)];
        let all = all.map(|(name, n)| factorial(t.clone(), name, n));
        say(&t, format!("{:?}", gather(all).await));
    });
    let want = "A: 2|B: 2|C: 2|A = 2|B: 3|C: 3|B = 6|C: 4|C = 24|[2, 6, 24]";
    assert_eq!(trace.join("|"), want);
}

async fn wait_and_say(t: Trace, name: &'static str, p: Promise<i32>) {
    let value = p.await.unwrap();
    say(&t, format!("{name} {value}"));
}

#[test]
fn callbacks_and_timers_run_as_in_asyncio() {
    let trace = trace_of(async |t: Trace| {
        let event_loop = EventLoop::current();
        let (setter, p) = promise();
        let later = |name: &'static str| {
            let t = t.clone();
            move || say(&t, name)
        };
        event_loop.call_later(Duration::ZERO, later("later0"));
        event_loop.call_soon(later("soon1"));
        let (nested, inner) = (later("soon2"), later("soon3 (nested)"));
        event_loop.call_soon(move || {
            nested();
            EventLoop::current().call_soon(inner);
        });
        event_loop.call_soon(later("CANCELLED")).cancel();
        event_loop.call_later(2 * D, later("later 2D"));
        event_loop.call_later(D, later("later D"));
        event_loop.call_later(3 * D, || setter.set(42));
        let tasks =
            ["x", "y"].map(|n| spawn(wait_and_say(t.clone(), n, p.clone())));
        say(&t, format!("main awaits {}", p.clone().await.unwrap()));
        say(&t, format!("again {}", p.await.unwrap()));
        for task in tasks {
            task.await.unwrap();
        }
    });
    let want = "soon1|soon2|later0|soon3 (nested)|later D|later 2D|\
                main awaits 42|again 42|x 42|y 42";
    assert_eq!(trace.join("|"), want);
}

#[test]
fn a_result_switches_to_nobody_as_in_asyncio() {
    let trace = trace_of(async |t: Trace| {
        let (setter, p) = promise();
        let tasks =
            ["w0", "w1"].map(|n| spawn(wait_and_say(t.clone(), n, p.clone())));
        yield_now().await;
        setter.set(7);
        say(&t, "setter continues");
        yield_now().await;
        say(&t, "setter after sleep(0)");
        for task in tasks {
            task.await.unwrap();
        }
    });
    let want = "setter continues|w0 7|w1 7|setter after sleep(0)";
    assert_eq!(trace.join("|"), want);
}
