//! Checks of `e4_write_all`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch07_readiness/e4_write_all.rs"
)]
// A stub calls nothing yet.
#[allow(dead_code)]
mod e4_write_all;

use std::{
    cell::RefCell,
    collections::VecDeque,
    io::{self, ErrorKind, Write},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use e4_write_all::{Sink, write_all};
use kit::{Run, Strict, Stuck, Tries, expect};

const CALL: &str = "write_all(&mut sink, bytes)";
const BYTES: &[u8] = b"0123456789";

/// What a write meets; after the last step there is room for all.
#[derive(Clone, Copy)]
enum Step {
    Takes(usize),
    Fails(ErrorKind),
    /// It takes nothing, now and later.
    Closed,
}

use Step::{Closed, Fails, Takes};

/// No room until the check makes some.
const FULL: Step = Fails(ErrorKind::WouldBlock);
const AGAIN: Step = Fails(ErrorKind::Interrupted);

#[derive(Default)]
struct State {
    steps: VecDeque<Step>,
    taken: Vec<u8>,
    /// Written to in place of what the steps tell.
    socket: Option<Box<dyn Write>>,
    is_full: bool,
    waker: Option<Waker>,
    latest: Option<Result<usize, ErrorKind>>,
    n_unawaited: usize,
    /// Writes that gave the same zero or error again.
    n_futile: usize,
    tries: Tries,
}

/// A sink by script; clones are the same.
#[derive(Clone, Default)]
struct Scripted(Rc<RefCell<State>>);

impl Scripted {
    fn with(steps: &[Step]) -> Self {
        let sink = Self::default();
        sink.0.borrow_mut().steps.extend(steps);
        sink
    }

    fn make_room(&self) {
        let mut state = self.0.borrow_mut();
        state.is_full = false;
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }
}

impl State {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(socket) = &mut self.socket {
            return socket.write(bytes);
        }
        if self.is_full {
            return Err(ErrorKind::WouldBlock.into());
        }
        let step = self.steps.front().copied();
        if !matches!(step, None | Some(Closed)) {
            self.steps.pop_front();
        }
        let n = match step {
            Some(Takes(n)) => n.min(bytes.len()),
            Some(Fails(kind)) => return Err(kind.into()),
            Some(Closed) => 0,
            None => bytes.len(),
        };
        self.taken.extend_from_slice(&bytes[..n]);
        if self.taken.len() > BYTES.len() {
            kit::suspect("ignored-count");
            let taken = self.taken.escape_ascii();
            panic!("the bytes taken: \"{taken}\": some went in twice");
        }
        Ok(n)
    }

    /// Ends what goes on without a chance.
    fn refuse(&mut self, latest: Result<usize, ErrorKind>) {
        let is_futile = match latest {
            Err(ErrorKind::WouldBlock) => {
                if self.n_unawaited > 0 {
                    kit::suspect("not-awaited");
                    panic!("sink.writable(): called, and not awaited");
                }
                return self.tries.in_vain(CALL);
            }
            Err(kind) => kind != ErrorKind::Interrupted,
            Ok(n) => n == 0,
        };
        self.tries.reset();
        self.n_futile += usize::from(is_futile);
        if self.n_futile > 1_000 {
            let ids = ["ignored-error", "ignored-zero"];
            kit::suspect(ids[usize::from(latest == Ok(0))]);
            panic!("{CALL}: a write gave {latest:?} 1000 times");
        }
    }
}

impl Write for Scripted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.borrow_mut();
        let written = state.write(bytes);
        let latest = written.as_ref().map_err(io::Error::kind).copied();
        state.latest = Some(latest);
        state.is_full = latest == Err(ErrorKind::WouldBlock);
        state.refuse(latest);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Scripted {
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(Writable { sink: self.clone(), is_polled: false })
    }
}

struct Writable {
    sink: Scripted,
    is_polled: bool,
}

impl Future for Writable {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.is_polled = true;
        let mut state = self.sink.0.borrow_mut();
        if !state.is_full {
            return Poll::Ready(());
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Writable {
    fn drop(&mut self) {
        self.sink.0.borrow_mut().n_unawaited += usize::from(!self.is_polled);
    }
}

/// What came of writing, and what a wrong result or wrong bytes point to.
fn told(sink: &Scripted, run: Run<io::Result<()>>) -> Result<(), ErrorKind> {
    let result = run.ready(CALL).map_err(|error| error.kind());
    kit::suspect(match (result, sink.0.borrow().latest) {
        (Err(ErrorKind::WouldBlock), _)
        | (Ok(()), Some(Err(ErrorKind::WouldBlock))) => "would-block",
        (Err(ErrorKind::Interrupted), _) => "interrupted",
        (_, Some(Ok(0))) => "ignored-zero",
        (Ok(()), Some(Err(_))) => "ignored-error",
        _ => "ignored-count",
    });
    result
}

/// Makes room as often as this; all must be written.
#[track_caller]
fn expect_all(steps: &[Step], n_rooms: usize) {
    let sink = Scripted::with(steps);
    let rooms = 0..n_rooms;
    let world = rooms.fold(Strict::new(), |w, _| w.event(|| sink.make_room()));
    let run = world.run(write_all(&mut sink.clone(), BYTES));
    let polls = run.polls;
    let result = told(&sink, run);
    expect(CALL, result, Ok(()), "the sink takes all, in time");
    let all = BYTES.escape_ascii().to_string();
    let taken = sink.0.borrow().taken.escape_ascii().to_string();
    expect("the bytes taken", taken, all, "each once, in order");
    kit::suspect("needless-yield");
    let why = "one to begin, one whenever there is room";
    expect("polls", polls, n_rooms + 1, why);
    kit::clear();
}

#[track_caller]
fn expect_error(steps: &[Step], kind: ErrorKind, id: &str, why: &str) {
    let sink = Scripted::with(steps);
    let run = Strict::new().run(write_all(&mut sink.clone(), BYTES));
    let result = told(&sink, run);
    kit::suspect(id);
    expect(CALL, result, Err(kind), why);
}

#[test]
fn a_write_may_take_a_part() {
    expect_all(&[], 0);
    expect_all(&[Takes(3), Takes(1), Takes(4)], 0);
}

#[test]
fn it_sleeps_while_there_is_no_room() {
    let sink = Scripted::with(&[Takes(2), FULL]);
    let run = Strict::new().run(write_all(&mut sink.clone(), BYTES));
    if !matches!(run.outcome, Err(Stuck::NeverWoken | Stuck::HeldOutside)) {
        let result = told(&sink, run);
        panic!("{CALL}: {result:?}, though there was no room");
    }
}

#[test]
fn it_goes_on_when_there_is_room() {
    expect_all(&[FULL], 1);
    expect_all(&[Takes(4), FULL, Takes(3), FULL], 2);
    // And there may be none, after all.
    expect_all(&[Takes(4), FULL, FULL, FULL, Takes(1)], 3);
}

#[test]
fn an_interrupted_write_is_tried_again() {
    expect_all(&[AGAIN, Takes(4), AGAIN, AGAIN, Takes(2)], 0);
}

#[test]
fn zero_means_that_no_more_is_taken() {
    let why = "it would take nothing for ever";
    for steps in [&[Closed][..], &[Takes(4), Closed]] {
        expect_error(steps, ErrorKind::WriteZero, "ignored-zero", why);
    }
}

#[test]
fn another_error_is_the_result() {
    let broken = ErrorKind::BrokenPipe;
    let steps = [[Takes(4)].as_slice(), &[Fails(broken); 2_000]].concat();
    expect_error(&steps, broken, "ignored-error", "nobody reads any more");
}

#[test]
fn nothing_to_write_is_no_error() {
    // At once, and when all bytes are in and there is no room for more.
    for (bytes, steps) in [(&b""[..], &[][..]), (BYTES, &[Takes(10), FULL])] {
        let sink = Scripted::with(steps);
        let run = Strict::new().run(write_all(&mut sink.clone(), bytes));
        kit::suspect("empty-input");
        let is_written = run.outcome.map(|result| result.is_ok());
        expect(CALL, is_written, Ok(true), "there is nothing to write");
    }
}

#[cfg(unix)]
#[test]
fn a_socket_is_such_a_sink() {
    use std::{io::Read, os::unix::net::UnixStream};

    let (ours, theirs) = UnixStream::pair().expect("a pair");
    for end in [&ours, &theirs] {
        end.set_nonblocking(true).expect("a socket need not block");
    }
    let bytes: Vec<u8> = (0..1 << 19).map(|n| (n % 251) as u8).collect();
    let sink = Scripted::default();
    sink.0.borrow_mut().socket = Some(Box::new(ours));
    let received = RefCell::new(Vec::new());
    let receive = || {
        // It ends with `WouldBlock`; what it has read stays.
        let _ = (&theirs).read_to_end(&mut received.borrow_mut());
        sink.make_room();
    };
    let world = (0..500).fold(Strict::new(), |w, _| w.event(receive));
    let run = world.run(write_all(&mut sink.clone(), &bytes));
    let result = told(&sink, run);
    expect(CALL, result, Ok(()), "the peer reads all");
    receive();
    let is_same = received.into_inner() == bytes;
    expect("has the peer received the same 512 KiB", is_same, true, "it must");
}
