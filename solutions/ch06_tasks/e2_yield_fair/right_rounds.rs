//! Round by round: all who were woken in one round run in the next.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    task::{Context, Wake, Waker},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone)]
pub struct Executor(Rc<Shared>);

struct Shared {
    asleep: RefCell<BTreeMap<usize, Task>>,
    wakes: Sender<usize>,
    woken: Receiver<usize>,
    next: Cell<usize>,
}

impl Default for Executor {
    fn default() -> Self {
        let (wakes, woken) = mpsc::channel();
        let (asleep, next) = (RefCell::default(), Cell::default());
        Self(Rc::new(Shared { asleep, wakes, woken, next }))
    }
}

impl Executor {
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let number = self.0.next.replace(self.0.next.get() + 1);
        self.0.asleep.borrow_mut().insert(number, Box::pin(job));
        self.0.wakes.send(number).expect("the receiver lies beside it");
    }

    pub fn run(&self) {
        loop {
            let mut round = Vec::new();
            for number in self.0.woken.try_iter() {
                if !round.contains(&number) {
                    round.push(number);
                }
            }
            if round.is_empty() {
                return;
            }
            round.into_iter().for_each(|number| self.poll(number));
        }
    }

    fn poll(&self, number: usize) {
        let asleep = &self.0.asleep;
        let Some(mut task) = asleep.borrow_mut().remove(&number) else {
            return;
        };
        let wakes = self.0.wakes.clone();
        let waker = Waker::from(Arc::new(Bell { number, wakes }));
        let polled = task.as_mut().poll(&mut Context::from_waker(&waker));
        if polled.is_pending() {
            asleep.borrow_mut().insert(number, task);
        }
    }
}

struct Bell {
    number: usize,
    wakes: Sender<usize>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // The executor may be gone: then nobody is left to be polled.
        let _gone = self.wakes.send(self.number);
    }
}
