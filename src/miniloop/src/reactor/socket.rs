//! How does a task wait for a socket? It tries, leaves its waker, and tries
//! again.

use std::{
    future::poll_fn,
    io::{self, ErrorKind},
    rc::{Rc, Weak},
    task::{Context, Poll, Waker},
};

use super::{Reactor, Side};
use crate::event_loop::{Core, EventLoop};

/// A socket that never blocks, known to the loop of this thread.
pub(crate) struct Socket<S: mio::event::Source> {
    io: S,
    token: usize,
    home: Weak<Core>,
}

impl<S: mio::event::Source> Socket<S> {
    pub(crate) fn new(mut io: S) -> io::Result<Socket<S>> {
        let core = EventLoop::current().core;
        let mut place = core.reactor.borrow_mut();
        if place.is_none() {
            let (reactor, doorbell) = Reactor::new()?;
            core.inbox.set_doorbell(doorbell);
            *place = Some(reactor);
        }
        let reactor = place.as_mut().expect("it was made above");
        let token = reactor.add(&mut io)?;
        Ok(Socket { io, token, home: Rc::downgrade(&core) })
    }

    pub(crate) fn io(&self) -> &S {
        &self.io
    }

    // ANCHOR: poll
    /// Tries `op`, and when it would block, tries again once it may not.
    pub(crate) fn poll<T>(
        &self,
        side: Side,
        cx: &mut Context<'_>,
        mut op: impl FnMut(&S) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            match op(&self.io) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.register(side, cx.waker());
                    return Poll::Pending;
                }
                result => return Poll::Ready(result),
            }
        }
    }
    // ANCHOR_END: poll

    pub(crate) async fn when_ready<T>(
        &self,
        side: Side,
        mut op: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        poll_fn(|cx| self.poll(side, cx, &mut op)).await
    }

    fn register(&self, side: Side, waker: &Waker) {
        let core = self.home.upgrade().expect("a socket is used on its loop");
        let mut place = core.reactor.borrow_mut();
        let reactor = place.as_mut().expect("the socket has made it");
        reactor.register(self.token, side, waker);
    }
}

impl<S: mio::event::Source> Drop for Socket<S> {
    fn drop(&mut self) {
        let Some(core) = self.home.upgrade() else { return };
        let mut place = core.reactor.borrow_mut();
        let Some(reactor) = place.as_mut() else { return };
        let (registry, source) = reactor.remove(self.token);
        // It fails when the system forgot the socket already.
        let _ = registry.deregister(&mut self.io);
        drop(place);
        drop(source);
    }
}
