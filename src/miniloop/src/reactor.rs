//! How does a socket wake a task? It doesn't: the reactor asks the system who
//! is ready, and wakes the tasks that wait for them.

mod protocol;
mod socket;
mod tcp;

use std::{
    io::{self, ErrorKind},
    task::Waker,
    time::Duration,
};

use mio::{Events, Interest, Registry, Token, event::Event};

pub use protocol::{Protocol, Transport, serve};
pub use tcp::{TcpListener, TcpStream};

/// What other threads ring to end the reactor's sleep.
pub(crate) type Doorbell = mio::Waker;

/// What its ring comes by; no socket has it.
const DOORBELL: Token = Token(usize::MAX);

/// Knows the loop's sockets, and who waits for which.
pub(crate) struct Reactor {
    poll: mio::Poll,
    events: Events,
    sources: Vec<Source>,
    free: Vec<usize>,
}

/// Who waits for one socket.
#[derive(Default)]
struct Source {
    is_open: bool,
    readers: Vec<Waker>,
    writers: Vec<Waker>,
}

/// What a task waits for.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Read,
    Write,
}

impl Reactor {
    /// Makes a reactor, and the bell that ends its sleep.
    fn new() -> io::Result<(Reactor, Doorbell)> {
        let poll = mio::Poll::new()?;
        let doorbell = Doorbell::new(poll.registry(), DOORBELL)?;
        let events = Events::with_capacity(1024);
        let (sources, free) = (Vec::new(), Vec::new());
        Ok((Reactor { poll, events, sources, free }, doorbell))
    }

    /// Sleeps until a socket is ready, the bell rings, or `time` has passed,
    /// and moves those who are to be woken to `woken`.
    pub(crate) fn wait(
        &mut self,
        time: Option<Duration>,
        woken: &mut Vec<Waker>,
    ) {
        match self.poll.poll(&mut self.events, time) {
            // A signal: the loop looks around and comes back.
            Err(error) if error.kind() == ErrorKind::Interrupted => return,
            Err(error) => panic!("the system can't be asked: {error}"),
            Ok(()) => {}
        }
        for event in self.events.iter().filter(|e| e.token() != DOORBELL) {
            let source = &mut self.sources[event.token().0];
            if is_for_readers(event) {
                woken.append(&mut source.readers);
            }
            if is_for_writers(event) {
                woken.append(&mut source.writers);
            }
        }
    }

    /// Whether any task waits for a socket.
    pub(crate) fn is_awaited(&self) -> bool {
        let waits = |s: &Source| !s.readers.is_empty() || !s.writers.is_empty();
        self.sources.iter().any(waits)
    }

    pub(crate) fn n_open(&self) -> usize {
        self.sources.iter().filter(|source| source.is_open).count()
    }

    fn add(&mut self, io: &mut impl mio::event::Source) -> io::Result<usize> {
        let token = self.free.pop().unwrap_or(self.sources.len());
        let both = Interest::READABLE | Interest::WRITABLE;
        self.poll.registry().register(io, Token(token), both)?;
        if token == self.sources.len() {
            self.sources.push(Source::default());
        }
        self.sources[token].is_open = true;
        Ok(token)
    }

    fn remove(&mut self, token: usize) -> (&Registry, Source) {
        self.free.push(token);
        let source = std::mem::take(&mut self.sources[token]);
        (self.poll.registry(), source)
    }

    // ANCHOR: register
    /// The system tells of a change once. So whoever is here has tried first
    /// and was told to wait, and tries again when woken.
    fn register(&mut self, token: usize, side: Side, waker: &Waker) {
        let source = &mut self.sources[token];
        let waiting = match side {
            Side::Read => &mut source.readers,
            Side::Write => &mut source.writers,
        };
        if !waiting.iter().any(|other| other.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }
    // ANCHOR_END: register
}

/// An end and an error are news for a reader: its next try tells which.
fn is_for_readers(event: &Event) -> bool {
    event.is_readable() || event.is_read_closed() || event.is_error()
}

fn is_for_writers(event: &Event) -> bool {
    event.is_writable() || event.is_write_closed() || event.is_error()
}
