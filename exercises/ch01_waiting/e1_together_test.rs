//! Checks of `e1_together`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch01_waiting/e1_together.rs"
)]
mod e1_together;

use std::{
    thread::{self, ThreadId},
    time::Duration,
};

use e1_together::{Page, Site, fetch_all};
use kit::{Gauge, Slip, Timed};

/// Longer than all fetches in a row.
const HOUR: Duration = Duration::from_secs(3_600);

/// A site that counts the fetches under way.
#[derive(Clone)]
struct Counted {
    gauge: Gauge,
    /// The one that all fetches share.
    thread: ThreadId,
}

impl Counted {
    fn by(gauge: &Gauge) -> Self {
        Self { gauge: gauge.clone(), thread: thread::current().id() }
    }
}

impl Site for Counted {
    fn fetch(&self, page: Page) -> impl Future<Output = String> + Send {
        let (gauge, thread) = (self.gauge.clone(), self.thread);
        kit::Child::new(page.name, async move {
            if thread::current().id() != thread {
                kit::suspect("thread-per-connection");
                panic!("a fetch was polled on a further thread");
            }
            gauge.hold(page.delay).await;
            format!("<{} {}>", page.name, page.delay.as_millis())
        })
    }
}

fn page(name: &'static str, ms: u64) -> Page {
    Page { name, delay: Duration::from_millis(ms) }
}

/// Five pages, two of them the same.
fn pages() -> Vec<Page> {
    let (a, b, c) = (page("a", 700), page("b", 900), page("c", 300));
    vec![a, b, c.clone(), page("d", 500), c]
}

fn fetched(pages: Vec<Page>) -> (Gauge, Timed<Vec<String>>) {
    let gauge = Gauge::new();
    let site = Counted::by(&gauge);
    let due = pages.len();
    let Timed { value, took, left } = kit::in_virtual_time(async {
        tokio::time::timeout(HOUR, fetch_all(site, pages)).await
    });
    let Ok(value) = value else {
        if gauge.total() == due && gauge.now() == 0 {
            kit::suspect("kept-open");
            panic!("it still waits, an hour after each fetch has ended");
        }
        panic!("it still waits after an hour: {gauge:?}");
    };
    if took >= HOUR {
        // The end of the hour woke it, and its answers were there.
        kit::suspect("lost-wakeup");
        panic!("no fetch woke it: all had ended long before its last poll");
    }
    (gauge, Timed { value, took, left })
}

/// Each page's answer in the page's place.
#[track_caller]
fn expect_answers(call: &str, got: &[String], expected: &[&str]) {
    let missing = expected.iter().any(|&due| !got.iter().any(|a| a == due));
    let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
    kit::expect_values(call, got, &expected, |slip| match slip {
        Slip::Reordered => Some("lost-order"),
        _ if missing => Some("lost-value"),
        Slip::Short | Slip::Missing | Slip::Early => Some("lost-value"),
        _ => None,
    });
}

#[test]
fn all_take_as_long_as_the_slowest() {
    let (gauge, timed) = fetched(pages());
    let longest = Duration::from_millis(900);
    if timed.took > longest {
        kit::suspect("sequential-await");
    } else if timed.took < longest {
        let runs_on = timed.left + gauge.now() > 0;
        kit::suspect(if runs_on { "leaked-task" } else { "lost-value" });
    }
    let why = "the slowest takes 900 ms, and the others end meanwhile";
    kit::expect("virtual time", timed.took, longest, why);
}

#[test]
fn all_are_under_way_at_the_same_time() {
    let (gauge, _) = fetched(pages());
    if gauge.total() > 5 {
        kit::suspect("recomputed");
    } else if gauge.total() < 5 {
        kit::suspect("lost-value");
    }
    let why = "each page is fetched once, and one asked for twice, twice";
    kit::expect("fetches that began", gauge.total(), 5, why);
    kit::suspect("sequential-await");
    let why = "none waits until another has ended";
    kit::expect("fetches under way at most", gauge.most(), 5, why);
}

#[test]
fn the_answers_come_in_the_order_of_the_pages() {
    let (_, timed) = fetched(pages());
    let expected = ["<a 700>", "<b 900>", "<c 300>", "<d 500>", "<c 300>"];
    expect_answers("a, b, c, d, c", &timed.value, &expected);
}

#[test]
fn two_pages_of_one_name_get_an_answer_each() {
    let (_, timed) = fetched(vec![page("c", 400), page("c", 300)]);
    expect_answers("c, c", &timed.value, &["<c 400>", "<c 300>"]);
}

#[test]
fn nothing_is_left_running() {
    let (gauge, timed) = fetched(pages());
    kit::suspect("leaked-task");
    let why = "who returns has waited for all that it began";
    kit::expect("tasks left on return", timed.left, 0, why);
    kit::expect("fetches left on return", gauge.now(), 0, why);
}

#[test]
fn a_hundred_take_no_longer_than_one() {
    let delays = (0..100).map(|n| page("p", 300 + 7 * (n * 37 % 100)));
    let (gauge, timed) = fetched(delays.collect());
    kit::expect("answers", timed.value.len(), 100, "one a page");
    kit::suspect("sequential-await");
    let longest = Duration::from_millis(300 + 7 * 99);
    kit::expect(
        "virtual time",
        timed.took,
        longest,
        "the slowest takes 993 ms",
    );
    kit::expect("fetches under way at most", gauge.most(), 100, "all");
}

#[test]
fn without_pages_it_returns_at_once() {
    let site = Counted::by(&Gauge::new());
    let timed = kit::in_virtual_time(async {
        // Whoever panics, or hangs, does so because there is no page.
        kit::suspect("empty-input");
        tokio::time::timeout(HOUR, fetch_all(site, Vec::new())).await
    });
    kit::suspect("empty-input");
    let why = "without pages there is nothing to wait for";
    let call = "virtual time of fetch_all(site, vec![])";
    kit::expect(call, timed.took, Duration::ZERO, why);
    kit::clear();
    let none: Vec<String> = Vec::new();
    let call = "fetch_all(site, vec![])";
    kit::expect(call, timed.value, Ok(none), "an answer a page, so none");
}
