//! How does another thread reach the loop? By a message, and a ring.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use crate::{
    reactor::Doorbell,
    tasks::TaskId,
    thread::{self, Thread},
};

/// The loop's only part that other threads touch.
pub(crate) struct Inbox {
    messages: Mutex<Vec<Message>>,
    /// Where the loop sleeps while it has no sockets.
    thread: Thread,
    /// How to end the reactor's sleep, once there is one.
    doorbell: OnceLock<Doorbell>,
    /// Held by each [`Remote`], so that the loop knows whether there is one.
    remotes: Arc<()>,
}

pub(crate) enum Message {
    Wake(TaskId),
    Call(Box<dyn FnOnce() + Send>),
}

impl Inbox {
    pub(crate) fn new() -> Inbox {
        Inbox {
            messages: Mutex::default(),
            thread: thread::current(),
            doorbell: OnceLock::new(),
            remotes: Arc::default(),
        }
    }

    pub(crate) fn send(&self, message: Message) {
        self.lock().push(message);
        // The message comes first: who is woken by the ring finds it.
        match self.doorbell.get() {
            Some(doorbell) => {
                doorbell.wake().expect("the doorbell lives as long as we do");
            }
            None => self.thread.unpark(),
        }
    }

    pub(crate) fn take(&self) -> Vec<Message> {
        mem::take(&mut *self.lock())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Sleeps until a message comes, or until `time` has passed.
    pub(crate) fn wait(&self, time: Option<Duration>) {
        match time {
            Some(Duration::ZERO) => {}
            Some(time) => thread::park_timeout(time),
            None => thread::park(),
        }
    }

    /// From now on the loop sleeps in a reactor, which `doorbell` wakes.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn set_doorbell(&self, doorbell: Doorbell) {
        let is_first = self.doorbell.set(doorbell).is_ok();
        assert!(is_first, "a loop makes one reactor");
    }

    pub(crate) fn has_remotes(&self) -> bool {
        thread::HAS_OTHERS && Arc::strong_count(&self.remotes) > 1
    }

    /// Nobody runs code of their own while they hold the guard.
    fn lock(&self) -> MutexGuard<'_, Vec<Message>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reaches a loop from other threads. As long as there is one, the loop waits
/// for it rather than reporting a stall.
#[derive(Clone)]
pub struct Remote {
    inbox: Arc<Inbox>,
    /// `None` only while it is dropped.
    alive: Option<Arc<()>>,
}

impl Remote {
    pub(crate) fn new(inbox: Arc<Inbox>) -> Remote {
        let alive = inbox.remotes.clone();
        Remote { inbox, alive: Some(alive) }
    }

    /// Has the loop call `f` on its own thread: asyncio's
    /// `call_soon_threadsafe`.
    pub fn call_soon(&self, f: impl FnOnce() + Send + 'static) {
        self.inbox.send(Message::Call(Box::new(f)));
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.alive = None;
        // The loop may have slept for our sake alone: let it look again. An
        // empty call costs a turn and no more.
        self.inbox.send(Message::Call(Box::new(|| {})));
    }
}
