//! Gives each job a waker of its own, and polls those only that were woken.
use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

struct Flag {
    /// Whether its job was woken since its latest poll.
    woken: AtomicBool,
    parent: Arc<Mutex<Option<Waker>>>,
}

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        // A statement of its own: the lock is let go before the wake.
        let parent =
            self.parent.lock().expect("nothing panics under this lock").take();
        if let Some(parent) = parent {
            parent.wake();
        }
    }
}

enum Slot {
    Waiting(Job, Arc<Flag>),
    Done(u32),
}

pub fn gather(
    jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    let parent = Arc::new(Mutex::new(None));
    let mut slots: Vec<Slot> = jobs
        .into_iter()
        .map(|job| {
            let flag =
                Flag { woken: AtomicBool::new(true), parent: parent.clone() };
            Slot::Waiting(job, Arc::new(flag))
        })
        .collect();
    poll_fn(move |cx| {
        *parent.lock().expect("nothing panics under this lock") =
            Some(cx.waker().clone());
        let mut waiting = 0;
        for slot in &mut slots {
            let Slot::Waiting(job, flag) = slot else { continue };
            if !flag.woken.swap(false, Ordering::SeqCst) {
                waiting += 1;
                continue;
            }
            let waker = Waker::from(flag.clone());
            match job.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Pending => waiting += 1,
                Poll::Ready(Ok(n)) => *slot = Slot::Done(n),
                Poll::Ready(Err(why)) => {
                    slots.clear();
                    return Poll::Ready(Err(why));
                }
            }
        }
        if waiting > 0 {
            return Poll::Pending;
        }
        let numbers = slots.drain(..).map(|slot| match slot {
            Slot::Done(n) => n,
            Slot::Waiting(..) => unreachable!(),
        });
        Poll::Ready(Ok(numbers.collect()))
    })
}
