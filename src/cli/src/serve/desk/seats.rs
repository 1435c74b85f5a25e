//! All exercises that somebody looks at, on a thread of their own: files are
//! looked at there, and judges started and ended.
//!
//! While nobody listens, the thread waits, and nothing is judged.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use tokio::sync::mpsc;

use super::{
    answer::Answers,
    seat::{Ear, News, Seat},
};
use crate::{checkout::Checkout, manifest::Exercise, watch::run::Told};

/// News that one page has not taken yet: with more, it is left behind.
const AHEAD: usize = 256;

/// News of exercises, each with the exercise's name. It ends when its
/// listener was left behind, or there is no more to come.
pub type Listening = mpsc::Receiver<(Arc<str>, News)>;

/// What the thread is asked.
enum Ask {
    Follow(Box<Exercise>, Ear),
    Check(Box<Exercise>, Ear),
    /// What a run tells: of the seat at this file, under this number.
    Told(Arc<str>, u64, Told),
    End,
}

/// The thread; dropping this ends it, and the judges with it.
#[derive(Debug)]
pub struct Seats {
    asks: Sender<Ask>,
    thread: Option<JoinHandle<()>>,
}

impl Seats {
    pub fn new(checkout: &Checkout, answers: &Arc<Answers>) -> Self {
        let (asks, asked) = channel();
        let room = Room {
            checkout: checkout.clone(),
            answers: answers.clone(),
            seats: HashMap::new(),
            asks: asks.clone(),
        };
        let thread = Some(thread::spawn(move || room.serve(&asked)));
        Self { asks, thread }
    }

    /// News of these exercises from now on, how they stand first. It judges
    /// each save for as long as the receiver is there.
    pub fn follow(&self, exercises: Vec<Exercise>) -> Listening {
        let (ear, listening) = mpsc::channel(AHEAD);
        for exercise in exercises {
            let ask = Ask::Follow(Box::new(exercise), ear.clone());
            let _ = self.asks.send(ask);
        }
        listening
    }

    /// The verdict on the learner's file as it is now, its words before it.
    /// Dropping the receiver ends the judge.
    pub fn check(&self, exercise: Exercise) -> Listening {
        let (ear, listening) = mpsc::channel(AHEAD);
        let _ = self.asks.send(Ask::Check(Box::new(exercise), ear));
        listening
    }
}

impl Drop for Seats {
    fn drop(&mut self) {
        let _ = self.asks.send(Ask::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Room {
    checkout: Checkout,
    answers: Arc<Answers>,
    /// By the file's path. They stay when nobody listens any more, so that
    /// who comes back learns what was saved meanwhile.
    seats: HashMap<Arc<str>, Seat>,
    asks: Sender<Ask>,
}

impl Room {
    fn serve(mut self, asked: &Receiver<Ask>) {
        loop {
            let pause = self.seats.values().filter_map(Seat::pause).min();
            let ask = match pause {
                Some(pause) => asked.recv_timeout(pause),
                None => {
                    asked.recv().map_err(|_| RecvTimeoutError::Disconnected)
                }
            };
            match ask {
                Ok(Ask::End) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(ask) => self.answer(ask),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.seats.values_mut().for_each(Seat::look);
        }
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Follow(exercise, ear) => self.seat(*exercise).follow(ear),
            Ask::Check(exercise, ear) => self.seat(*exercise).check(ear),
            Ask::Told(path, number, told) => {
                if let Some(seat) = self.seats.get_mut(&path) {
                    seat.take(number, told);
                }
            }
            Ask::End => {}
        }
    }

    fn seat(&mut self, exercise: Exercise) -> &mut Seat {
        let path: Arc<str> = exercise.subject().into();
        let Self { checkout, answers, seats, asks } = self;
        seats.entry(path.clone()).or_insert_with(|| {
            let asks = asks.clone();
            let tell = move |number, told| {
                let _ = asks.send(Ask::Told(path.clone(), number, told));
            };
            Seat::of(checkout, answers, exercise, Arc::new(tell))
        })
    }
}
