//! What no listing does and a page must bear all the same: programs that hang,
//! panic, flood the page or wait for each other. `wasm.mjs` runs them.

#![allow(
    clippy::disallowed_methods,
    reason = "what a program should not do is what is looked at"
)]

use std::{
    env, future, hint, process,
    task::Poll,
    thread::sleep,
    time::{Duration, Instant},
};

const TICK: Duration = Duration::from_millis(100);

fn main() {
    // A page asks for a trace as well, which it has none of.
    let program = env::args().next_back().unwrap_or_default();
    match program.as_str() {
        "ticker" => in_tokio(ticker()),
        "ticker_of_the_loop" => drop(miniloop::run(ticker_of_the_loop())),
        "blocking_ticker" => blocking_ticker(),
        "tokio_deadlock" => in_tokio(future::pending()),
        "loop_deadlock" => miniloop::run(future::pending()).expect("it ends"),
        "kept_waker" => miniloop::run(kept_waker()).expect("it ends"),
        "block_on_deadlock" => miniloop::block_on(future::pending()),
        "panic" => panic!("on purpose"),
        "exit" => process::exit(3),
        "spin" => spin(),
        "days" => loop {
            sleep(600 * TICK);
        },
        "flood" => loop {
            println!("a line of it");
        },
        "errors" => eprint!("to stderr\n\u{e9}\u{1f600}"),
        "input" => println!("{:?}", std::io::stdin().lines().next().is_none()),
        "knob" => println!("{:?}", env::var("WORKBOOK_WORKERS").ok()),
        "random" => random(),
        other => println!("no program is named `{other}`"),
    }
}

fn in_tokio(program: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("it needs no thread");
    runtime.block_on(program);
}

async fn ticker() {
    let mut ticks = tokio::time::interval(TICK);
    for tick in 0..5 {
        ticks.tick().await;
        println!("tick {tick}");
    }
}

async fn ticker_of_the_loop() {
    for tick in 0..5 {
        println!("tick {tick}");
        miniloop::sleep(TICK).await;
    }
}

fn blocking_ticker() {
    let began = Instant::now();
    for tick in 0..5 {
        println!("tick {tick}: {} ms", began.elapsed().as_millis());
        sleep(TICK);
    }
}

/// Nobody but the task itself has its waker.
async fn kept_waker() {
    let mut kept = None;
    future::poll_fn(|cx| -> Poll<()> {
        kept = Some(cx.waker().clone());
        Poll::Pending
    })
    .await;
}

fn spin() {
    println!("before");
    println!("it spins");
    loop {
        hint::spin_loop();
    }
}

/// The order of a map depends on the system's random numbers.
fn random() {
    let set: std::collections::HashSet<u32> = (0..20).collect();
    println!("{set:?}");
}
