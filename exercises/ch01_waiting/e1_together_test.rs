//! Checks of `e1_together`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch01_waiting/e1_together.rs"
)]
mod e1_together;

use std::time::Duration;

use e1_together::{Page, Site, fetch_all};
use kit::{Gauge, Slip, Timed};

/// A site that counts the fetches under way.
#[derive(Clone)]
struct Counted {
    gauge: Gauge,
}

impl Site for Counted {
    async fn fetch(&self, page: Page) -> String {
        self.gauge.hold(page.delay).await;
        format!("<{}>", page.name)
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
    let site = Counted { gauge: gauge.clone() };
    let timed = kit::in_virtual_time(fetch_all(site, pages));
    (gauge, timed)
}

#[test]
fn all_take_as_long_as_the_slowest() {
    let (_, timed) = fetched(pages());
    let longest = Duration::from_millis(900);
    if timed.took > longest {
        kit::suspect("sequential-await");
    } else if timed.took < longest {
        kit::suspect("leaked-task");
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
    let expected = ["<a>", "<b>", "<c>", "<d>", "<c>"].map(str::to_owned);
    kit::expect_values("a, b, c, d, c", &timed.value, &expected, |slip| {
        match slip {
            Slip::Reordered => Some("lost-order"),
            Slip::Short | Slip::Missing | Slip::Early => Some("lost-value"),
            _ => None,
        }
    });
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
    kit::expect("virtual time", timed.took, longest, "the slowest's");
    kit::expect("fetches under way at most", gauge.most(), 100, "all");
}

#[test]
fn without_pages_it_returns_at_once() {
    let (_, timed) = fetched(Vec::new());
    let none: Vec<String> = Vec::new();
    kit::expect("fetch_all(site, vec![])", timed.value, none, "no page");
    let why = "there is nothing to wait for";
    kit::expect("virtual time", timed.took, Duration::ZERO, why);
}
