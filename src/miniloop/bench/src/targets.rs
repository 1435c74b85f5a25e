//! What miniloop is to reach, and whether it does.

use crate::table::Results;

/// A bound on `who`'s figure, or on its ratio to another's.
struct Target {
    who: &'static str,
    figure: &'static str,
    /// `None`: the figure itself is bounded.
    against: Option<&'static str>,
    bound: Bound,
}

#[derive(Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

use Bound::{AtLeast, AtMost};

const TARGETS: [Target; 15] = [
    loops("spawn.ns", "tokio", AtMost(0.5)),
    loops("thousands.ns", "tokio", AtMost(0.5)),
    loops("yields.ns", "tokio", AtMost(0.75)),
    loops("channel.ns", "tokio", AtMost(0.4)),
    loops("spawn.ns", "asyncio", AtMost(0.05)),
    loops("thousands.ns", "asyncio", AtMost(0.05)),
    loops("yields.ns", "asyncio", AtMost(0.05)),
    loops("channel.ns", "asyncio", AtMost(0.05)),
    loops("sleeps.total", "tokio", AtMost(1.0)),
    loops("memory.memory", "tokio", AtMost(1.5)),
    loops("echo.rate", "tokio", AtLeast(0.95)),
    loops("echo.rate", "uvloop", AtLeast(1.5)),
    loops("echo.rate", "asyncio", AtLeast(4.0)),
    step("by_hand", AtMost(1.0)),
    step("async_block", AtMost(10.0)),
];

const fn loops(
    figure: &'static str,
    other: &'static str,
    bound: Bound,
) -> Target {
    Target { who: "miniloop", figure, against: Some(other), bound }
}

const fn step(who: &'static str, bound: Bound) -> Target {
    Target { who, figure: "generator.ns", against: None, bound }
}

/// Tells of each target, apart from the tables; `false` if one was missed. Without the
/// other loop there is nothing to reach.
pub(crate) fn all_reached(results: &Results) -> bool {
    let mut all_reached = true;
    for Target { who, figure, against, bound } in &TARGETS {
        let (value, against) = match against {
            Some(other) => {
                (results.ratio(figure, who, other), format!(" / {other}"))
            }
            None => (results.median(figure, who), " in ns".to_owned()),
        };
        let Some(value) = value else {
            eprintln!("- {figure}: {who}{against}: not measured");
            continue;
        };
        let (is_reached, bound) = match *bound {
            AtMost(most) => (value <= most, format!("at most {most}")),
            AtLeast(least) => (value >= least, format!("at least {least}")),
        };
        let verdict = if is_reached { "reached" } else { "missed" };
        eprintln!("- {figure}: {who}{against}: {value:.3}, {bound}: {verdict}");
        all_reached &= is_reached;
    }
    all_reached
}
