//! What is a connection by callbacks? A transport that carries the bytes, and
//! a protocol that is told of them.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    io,
    panic::Location,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use super::tcp::{TcpListener, TcpStream};
use crate::{
    event_loop::{come_to, spawn},
    tasks::JoinHandle,
};

/// Is told what happens to one connection.
pub trait Protocol: 'static {
    /// The connection stands; `transport` writes to it and closes it.
    fn connection_made(&mut self, transport: Transport);
    /// Some bytes have come: a part of a message, or several at once.
    fn data_received(&mut self, data: &[u8]);
    /// The peer writes no more. `true` keeps the connection for writing;
    /// otherwise what was written is sent, and then it is closed.
    fn eof_received(&mut self) -> bool {
        false
    }
    /// More than [`Transport::HIGH`] bytes wait to be sent: write no more.
    fn pause_writing(&mut self) {}
    /// Fewer than [`Transport::LOW`] bytes are left: write again.
    fn resume_writing(&mut self) {}
    /// The connection is over, by an error or not. Nothing is called after.
    fn connection_lost(&mut self, error: Option<io::Error>);
}

/// Writes to a connection without waiting: what can't be sent yet is kept.
#[derive(Clone)]
pub struct Transport(Rc<Wire>);

#[derive(Default)]
struct Wire {
    unsent: RefCell<VecDeque<u8>>,
    is_closing: Cell<bool>,
    is_reading_paused: Cell<bool>,
    is_writing_paused: Cell<bool>,
    /// Has the connection's task look at the above.
    driver: Cell<Option<Waker>>,
}

impl Transport {
    /// Above so many unsent bytes the protocol is asked to pause.
    pub const HIGH: usize = 64 * 1024;
    /// Below so many it is asked to go on.
    pub const LOW: usize = 16 * 1024;

    /// Sends `bytes` as soon as may be, after all that was written before.
    /// What is written after [`Transport::close`] is dropped.
    #[track_caller]
    pub fn write(&self, bytes: &[u8]) {
        come_to(Location::caller());
        if !self.0.is_closing.get() {
            self.0.unsent.borrow_mut().extend(bytes);
            self.0.wake();
        }
    }

    /// Sends what was written, then closes the connection.
    #[track_caller]
    pub fn close(&self) {
        come_to(Location::caller());
        self.0.is_closing.set(true);
        self.0.wake();
    }

    /// Reads no more until [`Transport::resume_reading`]; the peer is slowed
    /// down as soon as the system's own buffers are full.
    pub fn pause_reading(&self) {
        self.0.is_reading_paused.set(true);
    }

    /// Reads again.
    pub fn resume_reading(&self) {
        self.0.is_reading_paused.set(false);
        self.0.wake();
    }

    /// How many bytes were written and not yet sent.
    pub fn n_unsent(&self) -> usize {
        self.0.unsent.borrow().len()
    }
}

/// Accepts connections and gives each a protocol of its own, until the task
/// is canceled or the listener fails.
pub fn serve<P: Protocol>(
    listener: TcpListener,
    mut protocol: impl FnMut() -> P + 'static,
) -> JoinHandle<io::Error> {
    spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(spawn(drive(stream, protocol()))),
                Err(error) => return error,
            }
        }
    })
}

/// One connection from its beginning to its end.
async fn drive<P: Protocol>(stream: TcpStream, mut protocol: P) {
    let wire = Rc::new(Wire::default());
    protocol.connection_made(Transport(wire.clone()));
    let error = pump(&stream, &mut protocol, &wire).await.err();
    wire.is_closing.set(true);
    protocol.connection_lost(error);
}

async fn pump<P: Protocol>(
    stream: &TcpStream,
    protocol: &mut P,
    wire: &Wire,
) -> io::Result<()> {
    let mut chunk = vec![0; 16 * 1024];
    let mut has_ended = false;
    loop {
        wire.tell_level(protocol);
        let step = |cx: &mut Context<'_>| {
            wire.poll_step(stream, &mut chunk, has_ended, cx)
        };
        match poll_fn(step).await? {
            Step::Closed => return Ok(()),
            Step::Sent => {}
            Step::Received(0) => {
                has_ended = true;
                if !protocol.eof_received() {
                    wire.is_closing.set(true);
                }
            }
            Step::Received(n) => protocol.data_received(&chunk[..n]),
        }
    }
}

enum Step {
    Received(usize),
    Sent,
    Closed,
}

impl Wire {
    fn poll_step(
        &self,
        stream: &TcpStream,
        chunk: &mut [u8],
        has_ended: bool,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<Step>> {
        self.driver.set(Some(cx.waker().clone()));
        let mut unsent = self.unsent.borrow_mut();
        if unsent.is_empty() && self.is_closing.get() {
            return Poll::Ready(Ok(Step::Closed));
        }
        if !unsent.is_empty()
            && let Poll::Ready(n) = stream.poll_write(cx, unsent.as_slices().0)
        {
            unsent.drain(..n?);
            return Poll::Ready(Ok(Step::Sent));
        }
        let is_deaf = self.is_closing.get() || self.is_reading_paused.get();
        if has_ended || is_deaf {
            return Poll::Pending;
        }
        stream.poll_read(cx, chunk).map_ok(Step::Received)
    }

    /// Called between two callbacks, so that a protocol which writes is not
    /// called while it is being called.
    fn tell_level(&self, protocol: &mut impl Protocol) {
        let n_unsent = self.unsent.borrow().len();
        if n_unsent > Transport::HIGH && !self.is_writing_paused.replace(true) {
            protocol.pause_writing();
        }
        if n_unsent < Transport::LOW && self.is_writing_paused.replace(false) {
            protocol.resume_writing();
        }
    }

    fn wake(&self) {
        if let Some(driver) = self.driver.take() {
            driver.wake();
        }
    }
}
