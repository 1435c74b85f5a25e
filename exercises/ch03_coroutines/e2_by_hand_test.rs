//! Checks of `e2_by_hand`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e2_by_hand.rs"
)]
mod e2_by_hand;

use std::{
    any::Any,
    cell::RefCell,
    future::ready,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use e2_by_hand::{Answer, Ask, Sum};
use kit::{Handle, Probe, Strict};

const CALL: &str = "Sum::new(ask)";
const QUESTIONS: [u32; 3] = [1, 10, 110];
/// 10 + 100 + 1100
const SUM: u32 = 1_210;

/// Answers each question with ten times its number.
#[derive(Default, Clone)]
struct Desk {
    asked: Rc<RefCell<Vec<u32>>>,
    answers: Rc<RefCell<Vec<Handle>>>,
}

impl Desk {
    fn ask(&self, answer: impl Fn(u32) -> Probe<u32> + 'static) -> Ask {
        let desk = self.clone();
        Box::new(move |question| -> Answer {
            let answer = answer(10 * question);
            desk.asked.borrow_mut().push(question);
            desk.answers.borrow_mut().push(answer.handle());
            Box::pin(answer)
        })
    }

    /// The questions so far are the first `n`.
    fn expect_questions(&self, n: usize) {
        let asked = self.asked.borrow();
        let call = format!("the questions, with {n} due");
        kit::expect_values(&call, &asked, &QUESTIONS[..n], |_| {
            let answers = self.answers.borrow();
            let before = answers.len().saturating_sub(1);
            let skips = !answers[..before].iter().all(Handle::is_finished);
            if self.has_begun_again() {
                Some("lost-progress")
            } else if skips {
                Some("skipped-await")
            } else {
                Some("lost-value")
            }
        });
    }

    /// Whether the first question came a second time.
    fn has_begun_again(&self) -> bool {
        self.asked.borrow().iter().skip(1).any(|question| *question == 1)
    }

    /// How many polls the sum took; it asked, waited and added as it must.
    fn expect_sum(&self, world: Strict, sum: Sum) -> usize {
        // Lent to the runner, so that what it dropped it dropped by itself.
        let mut sum = pin!(sum);
        let run = world.run(sum.as_mut());
        let polls = run.polls;
        let is_lost = |a: &Handle| a.is_dropped() && !a.is_finished();
        let lost = self.answers.borrow().iter().any(is_lost);
        if self.has_begun_again() {
            // Whatever else came of it.
            self.expect_questions(3);
        } else if lost && run.outcome.is_err() {
            kit::suspect("lost-progress");
            panic!(
                "{CALL}: poll {polls} was Pending and has dropped the \
                 answer that it waits for"
            );
        }
        let sum = run.ready(CALL);
        self.expect_questions(3);
        let all = self.answers.borrow().iter().all(Handle::is_finished);
        kit::suspect(if all { "lost-value" } else { "skipped-await" });
        kit::expect("the sum", sum, SUM, "10 + 100 + 1100");
        kit::clear();
        polls
    }

    fn open(&self, place: usize) {
        let answer = self.answers.borrow().get(place).cloned();
        answer.expect("it was asked for").open();
    }
}

#[test]
fn nothing_is_asked_before_the_first_poll() {
    let desk = Desk::default();
    let sum = Sum::new(desk.ask(Probe::ready));
    kit::suspect("eager-start");
    let asked = desk.asked.borrow().clone();
    kit::expect("the questions before a poll", asked, vec![], "nobody waits");
    drop(sum);
}

#[test]
fn the_call_boxes_nothing() {
    let ask = Desk::default().ask(Probe::ready);
    let (sum, bytes) = kit::heap_peak(|| Sum::new(ask));
    drop(sum);
    assert!(
        bytes == 0,
        "{CALL}: it took {bytes} bytes from the heap: what the function must \
         keep are fields of `Sum`, with no box or list around them"
    );
}

/// Whether this is what an `async` block says when it is polled too often.
fn is_of_async(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref().map(String::as_str);
    let text = text.or(panic.downcast_ref().copied());
    text.is_some_and(|text: &str| text.contains("resumed after completion"))
}

#[test]
fn no_async_block_does_the_work() {
    let ask: Ask = Box::new(|question| Box::pin(ready(10 * question)));
    let mut sum = pin!(Sum::new(ask));
    let mut cx = Context::from_waker(Waker::noop());
    if sum.as_mut().poll(&mut cx) != Poll::Ready(SUM) {
        // Other checks say why.
        return;
    }
    // Nobody may do this. Whatever comes of it but that one text is right.
    let more = AssertUnwindSafe(|| sum.as_mut().poll(&mut cx));
    let is_async = catch_unwind(more).is_err_and(|panic| is_of_async(&*panic));
    assert!(
        !is_async,
        "{CALL}: an `async` block does the work: write its enum yourself, and \
         let `poll` go from variant to variant"
    );
}

#[test]
fn answers_that_are_there_take_one_poll() {
    let desk = Desk::default();
    let sum = Sum::new(desk.ask(Probe::ready));
    let polls = desk.expect_sum(Strict::new(), sum);
    kit::suspect("needless-yield");
    let why = "nobody had to be waited for";
    kit::expect("polls, all answers Ready", polls, 1, why);
}

#[test]
fn it_sleeps_at_each_question_until_the_answer_is_there() {
    let desk = Desk::default();
    let sum = Sum::new(desk.ask(Probe::waiting));
    let mut world = Strict::new();
    for place in 0..3 {
        let desk = desk.clone();
        world = world.event(move || {
            kit::clear();
            desk.expect_questions(place + 1);
            // If the poll after this sleep finds nothing to go on with.
            kit::suspect("lost-progress");
            desk.open(place);
        });
    }
    // Until the first poll is over.
    kit::suspect("blocked-loop");
    let polls = desk.expect_sum(world, sum);
    kit::expect("polls", polls, 4, "one to begin, one for each answer");
}

#[test]
fn it_goes_on_from_where_it_stands() {
    let desk = Desk::default();
    let sum = Sum::new(desk.ask(|answer| Probe::pausing(2, answer)));
    kit::suspect("lost-progress");
    let polls = desk.expect_sum(Strict::new(), sum);
    kit::suspect("needless-yield");
    kit::expect("polls", polls, 7, "each answer is Pending twice");
}
