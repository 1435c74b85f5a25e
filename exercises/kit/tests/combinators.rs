//! Combinators of futures under the strict runner and the counters.

use futures::{
    StreamExt,
    channel::oneshot,
    future::{Either, join, join_all, select},
    stream::{self, FuturesUnordered},
};

use crate::{
    DropLog, Inline, Probe, Strict, Stuck, Trial, cancel_everywhere,
    count_wakes, waiting_for,
};

#[test]
fn join_all_gives_its_children_the_latest_waker() {
    let (one, two) = (Probe::waiting(1), Probe::waiting(2));
    let (first, second) = (one.handle(), two.handle());
    let (job, wakes) = count_wakes(join_all([one, two]));
    let run =
        Strict::new().event(|| first.open()).event(|| second.open()).run(job);
    assert_eq!(run.outcome, Ok(vec![1, 2]));
    assert_eq!((wakes.polls(), wakes.doubles()), (3, 0));
}

#[test]
fn two_children_that_open_together_are_a_double_to_join_and_not_to_a_set() {
    let opened = |in_a_set| {
        let (one, two) = (Probe::waiting(1), Probe::waiting(2));
        let handles = [one.handle(), two.handle()];
        let (job, wakes) = count_wakes(async move {
            if in_a_set {
                let set = FuturesUnordered::from_iter([one, two]);
                set.collect::<Vec<_>>().await.len()
            } else {
                join_all([one, two]).await.len()
            }
        });
        let both = || handles.iter().for_each(crate::Handle::open);
        let run = Strict::new().event(both).run(job);
        assert_eq!(run.outcome, Ok(2));
        (wakes.total(), wakes.doubles())
    };
    assert_eq!(opened(false), (2, 1));
    // Once for both; once more it wakes itself, to let others run.
    assert_eq!(opened(true), (2, 0));
}

#[test]
fn a_set_gives_who_is_first_and_bears_the_inline_waker() {
    let (slow, fast) = (Probe::waiting("slow"), Probe::waiting("fast"));
    let (last, first) = (slow.handle(), fast.handle());
    let set = FuturesUnordered::from_iter([slow, fast]);
    let run = Inline::new()
        .event(|| first.open())
        .event(|| last.open())
        .run(set.collect::<Vec<_>>());
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(vec!["fast", "slow"]), 2));
}

#[test]
fn a_oneshot_of_futures_wakes_after_its_value_and_on_drop() {
    let (sender, receiver) = oneshot::channel();
    let run = Inline::new().event(|| sender.send(7).unwrap()).run(receiver);
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(Ok(7)), 1));
    let (sender, receiver) = oneshot::channel::<()>();
    let run = Inline::new().event(|| drop(sender)).run(receiver);
    assert!(run.outcome.unwrap().is_err());
}

#[test]
fn a_select_that_stalls_waits_for_both_of_its_sides() {
    let left = waiting_for("the left", Probe::waiting(()));
    let right = waiting_for("the right", Probe::waiting(()));
    let run = Strict::new().run(select(left, right));
    assert!(matches!(run.outcome, Err(Stuck::NeverWoken)));
    assert_eq!(run.waits, ["the left", "the right"]);
}

#[test]
fn a_select_drops_its_loser_where_its_answer_is_dropped() {
    let log = DropLog::new();
    let loser = log.future("loser", Probe::waiting(()));
    let run = Strict::new().run(async {
        match select(loser, Probe::ready(7)).await {
            Either::Right((seven, loser)) => (seven, log.alive(), drop(loser)),
            Either::Left(_) => unreachable!("nobody opens it"),
        }
    });
    assert_eq!(run.outcome, Ok((7, vec!["loser".to_owned()], ())));
    assert_eq!(log.lines(), ["drop loser"]);
}

#[test]
fn a_set_polls_a_child_only_when_that_child_was_woken() {
    let (awake, asleep) = (Probe::pausing(3, ()), Probe::waiting(()));
    let handles = [awake.handle(), asleep.handle()];
    let mut set = FuturesUnordered::from_iter([awake, asleep]);
    let run = Strict::new().run(async { set.next().await });
    assert_eq!(run.outcome, Ok(Some(())));
    assert_eq!(handles.map(|h| h.polls()), [4, 1]);
}

#[test]
fn a_buffer_of_two_never_polls_a_third() {
    let gauge = crate::Gauge::new();
    let jobs = stream::iter(0..5).map(|n| {
        let gauge = &gauge;
        async move {
            let _in_flight = gauge.enter();
            Probe::pausing(1, n).await
        }
    });
    let run = Strict::new().run(jobs.buffered(2).collect::<Vec<_>>());
    assert_eq!(run.outcome, Ok(vec![0, 1, 2, 3, 4]));
    assert_eq!((gauge.now(), gauge.most()), (0, 2));
}

#[test]
fn a_join_that_is_cut_anywhere_drops_both_children() {
    let n_cuts = cancel_everywhere(|| {
        let log = DropLog::new();
        let one = log.future("one", Probe::pausing(1, ()));
        let two = log.future("two", Probe::pausing(2, ()));
        Trial::new(join(one, two))
            .check(move |cut| assert_eq!(log.n_alive(), 0, "{cut}"))
    });
    assert_eq!(n_cuts, 3, "unpolled, and woken at two awaits");
}
