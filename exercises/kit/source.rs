//! A source that never blocks, by script, and the reactor that watches it.

use std::{
    cell::RefCell,
    collections::VecDeque,
    fmt::{self, Debug},
    io::{self, ErrorKind, Read},
    rc::Rc,
    task::Waker,
};

use crate::{Tries, suspect};

/// Reads after the end that are let pass; more is a loop.
const ENDS: usize = 1_000;

/// What a read of a [`Source`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Bytes, in one read or more, as the buffer allows.
    Bytes(&'static [u8]),
    /// The end, which stays.
    End,
    /// An error, once.
    Fails(ErrorKind),
}

/// Gives what the check lets come, and `WouldBlock` when nothing is there.
///
/// Its reactor is edge-triggered and keeps one waker: what comes calls the
/// waker that is registered then, and forgets it; when none is registered,
/// nobody is told, then or later. Clones are the same source.
///
/// # Examples
/// ```
/// use std::io::Read;
/// use kit::{Found::{Bytes, End}, Source};
///
/// let mut source = Source::new();
/// source.come(&[Bytes(b"one"), End]);
/// let mut bytes = Vec::new();
/// source.read_to_end(&mut bytes).expect("nothing fails");
/// assert_eq!(bytes, b"one");
/// ```
#[derive(Clone, Default)]
pub struct Source(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    found: VecDeque<Found>,
    in_gaps: VecDeque<Found>,
    /// Read in place of what is found.
    socket: Option<Box<dyn Read>>,
    waker: Option<Waker>,
    latest: Option<Result<usize, ErrorKind>>,
    n_reads: usize,
    n_ends: usize,
    tries: Tries,
}

impl Source {
    /// A source that has nothing yet.
    ///
    /// # Examples
    /// ```
    /// use std::io::{ErrorKind, Read};
    ///
    /// let error = kit::Source::new().read(&mut [0]).expect_err("nothing");
    /// assert_eq!(error.kind(), ErrorKind::WouldBlock);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// A source that reads a real one; [`come`](Self::come) with nothing is
    /// its edge.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    ///
    /// let n = kit::Source::over(&b"one"[..]).read(&mut [0; 8]);
    /// assert_eq!(n.expect("bytes never fail"), 3);
    /// ```
    pub fn over(socket: impl Read + 'static) -> Self {
        let source = Self::new();
        source.0.borrow_mut().socket = Some(Box::new(socket));
        source
    }

    /// All of this comes at once: one edge.
    ///
    /// # Examples
    /// ```
    /// let source = kit::Source::new();
    /// source.register(std::task::Waker::noop());
    /// source.come(&[kit::Found::End]);
    /// assert!(!source.is_registered(), "a waker is called once");
    /// ```
    pub fn come(&self, found: &[Found]) {
        self.come_unseen(found);
        let mut state = self.0.borrow_mut();
        state.tries.reset();
        let waker = state.waker.take();
        // Whom it wakes may read at once.
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }

    /// Each comes with an edge right after a read that found nothing, before
    /// its reader can do anything else.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    ///
    /// let mut source = kit::Source::new();
    /// source.come_in_gaps(&[kit::Found::Bytes(b"late")]);
    /// let mut buffer = [0; 4];
    /// assert!(source.read(&mut buffer).is_err());
    /// assert!(source.read(&mut buffer).is_ok());
    /// ```
    pub fn come_in_gaps(&self, found: &[Found]) {
        self.0.borrow_mut().in_gaps.extend(found);
    }

    /// This comes, and the reactor misses it.
    ///
    /// # Examples
    /// ```
    /// let source = kit::Source::new();
    /// source.register(std::task::Waker::noop());
    /// source.come_unseen(&[kit::Found::End]);
    /// assert!(source.is_registered());
    /// ```
    pub fn come_unseen(&self, found: &[Found]) {
        self.0.borrow_mut().found.extend(found);
    }

    /// Has the next edge call this waker, which takes an earlier one's
    /// place.
    ///
    /// # Examples
    /// ```
    /// let source = kit::Source::new();
    /// source.register(std::task::Waker::noop());
    /// assert!(source.is_registered());
    /// ```
    pub fn register(&self, waker: &Waker) {
        self.0.borrow_mut().waker = Some(waker.clone());
    }

    /// Forgets the waker.
    ///
    /// # Examples
    /// ```
    /// let source = kit::Source::new();
    /// source.register(std::task::Waker::noop());
    /// source.deregister();
    /// assert!(!source.is_registered());
    /// ```
    pub fn deregister(&self) {
        self.0.borrow_mut().waker = None;
    }

    /// Whether an edge would wake anybody.
    ///
    /// # Examples
    /// ```
    /// assert!(!kit::Source::new().is_registered());
    /// ```
    pub fn is_registered(&self) -> bool {
        self.0.borrow().waker.is_some()
    }

    /// Whether something is there that has not been read; the end always is.
    ///
    /// # Examples
    /// ```
    /// let source = kit::Source::new();
    /// source.come(&[kit::Found::End]);
    /// assert!(source.is_readable());
    /// ```
    pub fn is_readable(&self) -> bool {
        !self.0.borrow().found.is_empty()
    }

    /// What the latest read gave.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Source::new().latest(), None);
    /// ```
    pub fn latest(&self) -> Option<Result<usize, ErrorKind>> {
        self.0.borrow().latest
    }

    /// How often it was read.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Source::new().n_reads(), 0);
    /// ```
    pub fn n_reads(&self) -> usize {
        self.0.borrow().n_reads
    }
}

impl Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.borrow();
        f.debug_struct("Source")
            .field("found", &state.found)
            .field("latest", &state.latest)
            .finish_non_exhaustive()
    }
}

impl Read for Source {
    /// # Panics
    /// When it is asked without end, after the end or while nothing comes;
    /// it suspects `ignored-zero` in the one case, and what
    /// [`Tries::in_vain`] does in the other.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.borrow_mut().read(buffer);
        if kind(&read) == Err(ErrorKind::WouldBlock) {
            let late = self.0.borrow_mut().in_gaps.pop_front();
            late.into_iter().for_each(|found| self.come(&[found]));
        }
        read
    }
}

fn kind(read: &io::Result<usize>) -> Result<usize, ErrorKind> {
    read.as_ref().map_err(io::Error::kind).copied()
}

impl State {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.socket {
            Some(socket) => socket.read(buffer),
            None => self.read_found(buffer),
        };
        self.n_reads += 1;
        self.latest = Some(kind(&read));
        match kind(&read) {
            Ok(0) => self.n_ends += 1,
            Err(ErrorKind::WouldBlock) => self.tries.in_vain("the future"),
            _ => {}
        }
        if self.n_ends > ENDS {
            suspect("ignored-zero");
            panic!("read gave Ok(0) {ENDS} times and more: that is the end");
        }
        read
    }

    fn read_found(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = match self.found.pop_front() {
            Some(Found::Bytes(bytes)) => bytes,
            Some(Found::Fails(kind)) => return Err(kind.into()),
            Some(Found::End) => {
                self.found.push_front(Found::End);
                return Ok(0);
            }
            None => return Err(ErrorKind::WouldBlock.into()),
        };
        let n = bytes.len().min(buffer.len());
        buffer[..n].copy_from_slice(&bytes[..n]);
        if n < bytes.len() {
            self.found.push_front(Found::Bytes(&bytes[n..]));
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, task::Poll};

    use super::{Found::*, *};
    use crate::{Strict, count_wakes, values::panic_of};

    fn reads(source: &mut Source, n: usize) -> Vec<Result<usize, ErrorKind>> {
        (0..n).map(|_| kind(&source.read(&mut [0; 2]))).collect()
    }

    #[test]
    fn it_gives_what_came_in_order() {
        let mut source = Source::new();
        source.come(&[Bytes(b"abc"), Fails(ErrorKind::Interrupted), End]);
        let interrupted = Err(ErrorKind::Interrupted);
        let all = [Ok(2), Ok(1), interrupted, Ok(0), Ok(0)];
        assert_eq!(reads(&mut source, 5), all);
        assert_eq!((source.n_reads(), source.latest()), (5, Some(Ok(0))));
    }

    #[test]
    fn an_edge_wakes_once_and_whoever_comes_late_not_at_all() {
        let source = Source::new();
        let (counted, wakes) = count_wakes(poll_fn(|cx| {
            source.come(&[Bytes(b"unseen")]);
            source.register(cx.waker());
            source.come(&[Bytes(b"a")]);
            source.come(&[Bytes(b"b")]);
            Poll::Ready(())
        }));
        Strict::new().run(counted).ready("register()");
        assert_eq!(wakes.total(), 1);
    }

    #[test]
    fn what_comes_in_a_gap_is_there_for_the_next_read() {
        let mut source = Source::new();
        source.come_in_gaps(&[Bytes(b"a")]);
        let nothing = Err(ErrorKind::WouldBlock);
        assert_eq!(reads(&mut source, 3), [nothing, Ok(1), nothing]);
        assert!(!source.is_readable());
    }

    #[test]
    fn a_loop_at_the_end_is_ended() {
        let mut source = Source::new();
        source.come(&[End]);
        let message = panic_of(|| drop(reads(&mut source, ENDS + 1)));
        assert!(message.starts_with("read gave Ok(0)"), "{message}");
    }
}
