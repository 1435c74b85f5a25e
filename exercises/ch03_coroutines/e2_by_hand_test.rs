//! Checks of `e2_by_hand`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e2_by_hand.rs"
)]
mod e2_by_hand;

use std::{cell::RefCell, rc::Rc};

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

    /// Whether the first question came a second time.
    fn has_begun_again(&self) -> bool {
        self.asked.borrow().iter().skip(1).any(|question| *question == 1)
    }

    /// The questions so far are the first `n`.
    fn expect_questions(&self, n: usize) {
        let asked = self.asked.borrow();
        let call = format!("the questions, with {n} due");
        kit::expect_values(&call, &asked, &QUESTIONS[..n], |_| {
            let wrong = asked.iter().zip(QUESTIONS).any(|(q, due)| *q != due);
            if self.has_begun_again() {
                Some("lost-progress")
            } else if n < 3 && asked.len() > n {
                Some("skipped-await")
            } else {
                wrong.then_some("lost-value")
            }
        });
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
fn answers_that_are_there_take_one_poll() {
    let desk = Desk::default();
    let run = Strict::new().run(Sum::new(desk.ask(Probe::ready)));
    let polls = run.polls;
    let sum = run.ready(CALL);
    desk.expect_questions(3);
    kit::suspect("lost-value");
    kit::expect("the sum", sum, SUM, "10 + 100 + 1100");
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
            desk.expect_questions(place + 1);
            // If what comes after this sleep finds nothing to go on with.
            kit::suspect("lost-progress");
            desk.open(place);
        });
    }
    let run = world.run(sum);
    let polls = run.polls;
    let sum = run.ready(CALL);
    desk.expect_questions(3);
    kit::suspect("lost-value");
    kit::expect("the sum", sum, SUM, "10 + 100 + 1100");
    kit::clear();
    kit::expect("polls", polls, 4, "one to begin, one for each answer");
}

#[test]
fn it_goes_on_from_where_it_stands() {
    let desk = Desk::default();
    let sum = Sum::new(desk.ask(|answer| Probe::pausing(2, answer)));
    kit::suspect("lost-progress");
    let run = Strict::new().run(sum);
    let polls = run.polls;
    if desk.has_begun_again() {
        // Whatever else came of it.
        desk.expect_questions(3);
    }
    let sum = run.ready(CALL);
    desk.expect_questions(3);
    kit::suspect("lost-value");
    kit::expect("the sum", sum, SUM, "10 + 100 + 1100");
    kit::suspect("needless-yield");
    kit::expect("polls", polls, 7, "each answer is Pending twice");
}
