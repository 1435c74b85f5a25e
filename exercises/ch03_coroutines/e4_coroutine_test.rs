//! Checks of `e4_coroutine`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e4_coroutine.rs"
)]
mod e4_coroutine;

use std::{
    any::Any,
    cell::{Cell, RefCell},
    future::{pending, poll_fn},
    iter::once,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use e4_coroutine::{Co, Generator};
use kit::Tally;

/// Gives 1, 2, ... up to `n`, and notes whether a `give` paused.
async fn count_noting(co: Co, n: u32, has_paused: Rc<Cell<bool>>) {
    for value in 1..=n {
        let mut give = pin!(co.give(value));
        poll_fn(|cx| {
            let paused = give.as_mut().poll(cx);
            if paused.is_pending() {
                has_paused.set(true);
                // `next` may now wait for a wake, and nobody will call it; or
                // for what `give` holds.
                let waits = !is_noop(cx.waker());
                let held = "guard-across-await";
                kit::suspect(if waits { "lost-wakeup" } else { held });
            }
            paused
        })
        .await;
    }
}

async fn count(co: Co, n: u32) {
    count_noting(co, n, Rc::default()).await;
}

fn is_noop(waker: &Waker) -> bool {
    let noops = [Waker::noop(), futures::task::noop_waker_ref()];
    noops.iter().any(|noop| waker.will_wake(noop))
}

/// The first `next`. A `RefCell` that is still borrowed panics there, and a
/// `Mutex` that is still locked never returns.
fn first(numbers: &mut Generator) -> Option<u32> {
    // Until `give` has paused: that it returns by itself, a check has shown.
    kit::suspect("poll-under-lock");
    let next = catch_unwind(AssertUnwindSafe(|| numbers.next()));
    next.unwrap_or_else(|panic| {
        // Only what `give` holds across its pause is gone when it is dropped.
        match catch_unwind(next_after_a_dropped_give) {
            Ok(Some(1)) => kit::suspect("guard-across-await"),
            _ if is_of_a_borrow(&*panic) => kit::suspect("poll-under-lock"),
            _ => kit::clear(),
        }
        resume_unwind(panic)
    })
}

fn is_of_a_borrow(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref().map(String::as_str);
    let text = text.or(panic.downcast_ref().copied());
    text.is_some_and(|text: &str| text.contains("borrowed"))
}

/// What `next` finds when the future of `give` is gone by then.
fn next_after_a_dropped_give() -> Option<u32> {
    let body = |co: Co| async move {
        let mut give = Box::pin(co.give(1));
        poll_fn(|cx| Poll::Ready(give.as_mut().poll(cx).is_pending())).await;
        drop(give);
        // Not for ever: whoever polls until a value comes has an end, too.
        let mut answers = once(Poll::Pending);
        poll_fn(|_| answers.next().unwrap_or(Poll::Ready(()))).await;
    };
    Generator::new(body).next()
}

/// The first `n` values. Whether the end comes then, other checks ask.
fn values(mut numbers: Generator, n: usize) -> Vec<u32> {
    let first = first(&mut numbers);
    kit::clear();
    match first {
        Some(first) => once(first).chain(numbers.take(n - 1)).collect(),
        None => Vec::new(),
    }
}

#[test]
fn a_give_holds_up_nobody() {
    let out = RefCell::new(None);
    let body = |co| {
        out.replace(Some(co));
        pending()
    };
    let _body = Generator::new(body);
    let Some(co) = out.take() else {
        // Who calls the body later shows in the checks that follow.
        return;
    };
    kit::suspect("blocked-loop");
    let mut cx = Context::from_waker(Waker::noop());
    // Whatever it may say or panic with without a `next`: it returns.
    let give = AssertUnwindSafe(|| pin!(co.give(1)).poll(&mut cx));
    let _ = catch_unwind(give);
}

#[test]
fn each_value_comes_out_in_its_turn() {
    let has_paused = Rc::new(Cell::new(false));
    let note = has_paused.clone();
    let body = |co| count_noting(co, 3, note);
    let got = values(Generator::new(body), 3);
    let call = "a body that gives 1, 2, 3";
    kit::expect_values(call, &got, &[1, 2, 3], |_| {
        // A value is laid over another where `give` did not wait.
        let id = if has_paused.get() { "lost-value" } else { "never-yields" };
        Some(id)
    });
}

#[test]
fn a_body_that_gives_nothing_ends_at_once() {
    let mut nothing = Generator::new(async |_| {});
    // A `next` that never returns is as endless as one that gives more.
    kit::suspect("endless");
    let first = nothing.next();
    kit::expect("next()", first, None, "the body gives nothing");
}

#[test]
fn the_end_of_the_body_is_the_end() {
    let mut numbers = Generator::new(|co| count(co, 2));
    let values = numbers.by_ref().take(2).count();
    kit::suspect("lost-value");
    kit::expect("values of a body that gives two", values, 2, "1 and 2");
    kit::suspect("endless");
    let after = numbers.next();
    kit::expect("next() at the end", after, None, "two were given");
    kit::suspect("polled-after-ready");
    let after = numbers.next();
    kit::expect("next() after None", after, None, "the body has ended");
    kit::expect_end("a body that gives two", &mut numbers);
}

#[test]
fn the_body_runs_only_as_far_as_it_is_asked() {
    let begun = Tally::up_to(100);
    let steps = begun.clone();
    let body = |co: Co| async move {
        for value in 0.. {
            steps.count();
            co.give(value).await;
        }
    };
    let mut numbers = Generator::new(body);
    kit::suspect("eager-start");
    let why = "a call makes a generator, `next` runs it";
    kit::expect("steps before the first next", begun.total(), 0, why);
    kit::clear();
    for n in 1..=3 {
        let value = numbers.next();
        if begun.total() > n {
            kit::suspect("not-lazy");
        }
        let call = format!("steps after call {n} of next");
        kit::expect(&call, begun.total(), n, "each call runs to one `give`");
        kit::clear();
        let given = u32::try_from(n - 1).ok();
        kit::suspect("lost-value");
        kit::expect("next()", value, given, "the step's own value");
        kit::clear();
    }
}

#[test]
fn two_generators_do_not_meet() {
    let mut small = Generator::new(|co| count(co, 3));
    let mut large = Generator::new(|co: Co| async move {
        for value in [100, 200, 300] {
            co.give(value).await;
        }
    });
    let got = [small.next(), large.next(), small.next(), large.next()];
    kit::suspect("shared-state");
    let expected = [Some(1), Some(100), Some(2), Some(200)];
    kit::expect("two in turn", got, expected, "each has its own body");
}

#[test]
fn a_body_may_run_another_generator() {
    let outer = Generator::new(|co: Co| async move {
        for value in Generator::new(|co| count(co, 4)).take(3) {
            co.give(10 * value).await;
        }
    });
    kit::suspect("shared-state");
    let got: Vec<u32> = outer.take(3).collect();
    let call = "ten times what an inner one gives";
    kit::expect(call, got, vec![10, 20, 30], "each has its own body");
}

#[test]
fn a_helper_gives_through_the_same_place() {
    async fn twice(co: &Co, value: u32) {
        co.give(value).await;
        co.give(value).await;
    }
    let body = |co: Co| async move {
        twice(&co, 7).await;
        twice(&co, 8).await;
    };
    let got = values(Generator::new(body), 4);
    let call = "a helper that gives 7 and 8 twice each";
    kit::expect_values(call, &got, &[7, 7, 8, 8], |_| Some("lost-value"));
}
