//! A promise changes hands: whom does its setter wake?

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
};

use timeline::task;

// ANCHOR: keep
/// What a poll does with its waker, given the one that was kept before.
type Keep = fn(&mut Option<Waker>, &Waker);

fn the_first(kept: &mut Option<Waker>, waker: &Waker) {
    kept.get_or_insert_with(|| waker.clone());
}

fn the_last(kept: &mut Option<Waker>, waker: &Waker) {
    if !kept.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
        *kept = Some(waker.clone());
    }
}
// ANCHOR_END: keep

/// A promise's slot: its value, and the waker that it keeps.
type Slot = RefCell<(Option<u32>, Option<Waker>)>;

fn poll(slot: &Slot, keep: Keep, context: &Context) -> Poll<u32> {
    let (value, waker) = &mut *slot.borrow_mut();
    if value.is_none() {
        keep(waker, context.waker());
    }
    value.map_or(Poll::Pending, Poll::Ready)
}

fn set(slot: &Slot, value: u32) {
    let _lane = timeline::lane("setter");
    let (_, waker) = slot.replace((Some(value), None));
    waker.into_iter().for_each(Waker::wake);
}

// ANCHOR: named
/// Notes whom it woke.
struct Named(&'static str, mpsc::Sender<&'static str>);

impl Wake for Named {
    fn wake(self: Arc<Self>) {
        self.1.send(self.0).expect("somebody listens");
    }
}
// ANCHOR_END: named

// ANCHOR: hand_over
/// `hurried` asks once and gives the promise away; `patient` asks from then
/// on. Whom does the setter wake, and what has `patient` in the end?
fn hand_over(keep: Keep) -> (&'static str, Poll<u32>) {
    let slot = Slot::default();
    let promise = || poll_fn(|context| poll(&slot, keep, context));
    let (bell, bells) = mpsc::channel();
    let [hurried, patient] = ["hurried", "patient"]
        .map(|name| Arc::new(Named(name, bell.clone())).into());
    let mut first = pin!(task("hurried", promise()));
    let mut second = pin!(task("patient", promise()));
    let _ = first.as_mut().poll(&mut Context::from_waker(&hurried));
    let mut context = Context::from_waker(&patient);
    let pending = second.as_mut().poll(&mut context);
    set(&slot, 7);
    match bells.recv().expect("somebody is woken") {
        "patient" => ("patient", second.as_mut().poll(&mut context)),
        other => (other, pending),
    }
}

pub fn main() {
    for (name, keep) in [("first", the_first as Keep), ("last", the_last)] {
        let (woken, polled) = hand_over(keep);
        println!("keeps the {name}: wakes {woken}; patient: {polled:?}");
    }
}
// ANCHOR_END: hand_over

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_waker_reaches_who_waits() {
        assert_eq!(hand_over(the_first), ("hurried", Poll::Pending));
        assert_eq!(hand_over(the_last), ("patient", Poll::Ready(7)));
    }
}
