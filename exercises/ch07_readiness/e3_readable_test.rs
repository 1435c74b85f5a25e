//! Checks of `e3_readable`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch07_readiness/e3_readable.rs"
)]
// A stub calls nothing yet.
#[allow(dead_code)]
mod e3_readable;

use std::{
    cell::RefCell,
    io::{self, ErrorKind},
    task::{Context, Waker},
};

use e3_readable::{Reactor, read_to_end};
use kit::{
    Found::{self, Bytes, End, Fails},
    Probe, Run, Source, Strict, Stuck, expect,
};

const CALL: &str = "read_to_end(&mut source, &reactor)";

impl Reactor for Source {
    fn register(&self, waker: &Waker) {
        Source::register(self, waker);
    }

    fn deregister(&self) {
        Source::deregister(self);
    }
}

/// What came of reading this pipe, and why if nothing did.
fn told(
    source: &Source,
    run: Run<io::Result<Vec<u8>>>,
) -> Result<String, ErrorKind> {
    let is_unwoken = run.outcome.as_ref().is_err_and(|stuck| {
        !matches!(stuck, Stuck::StaleWaker | Stuck::BusyLoop)
    });
    if is_unwoken && source.latest() == Some(Ok(0)) {
        kit::suspect("ignored-zero");
        panic!("{CALL}: read gave Ok(0), the end, and it is Pending");
    }
    if is_unwoken && source.latest() == Some(Err(ErrorKind::Interrupted)) {
        kit::suspect("interrupted");
        panic!("{CALL}: read was interrupted, and it is Pending: ask again");
    }
    if is_unwoken && source.is_readable() {
        kit::suspect("lost-wakeup");
        panic!(
            "{CALL}: it is Pending, there is something to read, and no edge \
             comes any more. Whoever registers after bytes have come is told \
             nothing of them: be Pending only when a read has found nothing \
             since you registered"
        );
    }
    let result = run.ready(CALL);
    kit::suspect(match result.as_ref().map_err(io::Error::kind) {
        Err(ErrorKind::WouldBlock) => "would-block",
        Err(ErrorKind::Interrupted) => "interrupted",
        Ok(_) if source.latest() != Some(Ok(0)) => "would-block",
        Ok(_) => "lost-progress",
        Err(_) => "ignored-error",
    });
    let text = |bytes: Vec<u8>| bytes.escape_ascii().to_string();
    result.map(text).map_err(|error| error.kind())
}

/// A source that holds this already.
fn holding(found: &[Found]) -> Source {
    let source = Source::new();
    source.come(found);
    source
}

fn read(source: &Source, world: Strict) -> Result<String, ErrorKind> {
    told(source, world.run(read_to_end(&mut source.clone(), source)))
}

#[track_caller]
fn expect_text(got: Result<String, ErrorKind>, text: &str) {
    expect(CALL, got, Ok(text.to_owned()), "all bytes up to the end");
    kit::clear();
}

#[test]
fn the_call_reads_nothing() {
    let source = holding(&[Bytes(b"one"), End]);
    let mut reader = source.clone();
    let unpolled = read_to_end(&mut reader, &source);
    kit::suspect("eager-start");
    let n_reads = source.n_reads();
    expect("reads before the first poll", n_reads, 0, "nobody waits");
    drop(unpolled);
}

#[test]
fn what_is_there_takes_one_poll() {
    let source = holding(&[Bytes(b"one "), Bytes(b"two"), End]);
    let run = Strict::new().run(read_to_end(&mut source.clone(), &source));
    let polls = run.polls;
    expect_text(told(&source, run), "one two");
    kit::suspect("needless-yield");
    expect("polls", polls, 1, "all was there");
}

#[test]
fn it_sleeps_while_nothing_comes() {
    let source = Source::new();
    let run = Strict::new().run(read_to_end(&mut source.clone(), &source));
    let asleep = [Stuck::NeverWoken, Stuck::HeldOutside];
    if !run.outcome.as_ref().is_err_and(|stuck| asleep.contains(stuck)) {
        let got = told(&source, run);
        panic!("{CALL}: {got:?}, though neither bytes nor the end came");
    }
}

#[test]
fn it_goes_on_when_bytes_come() {
    let source = Source::new();
    let world = Strict::new()
        .event(|| source.come(&[Bytes(b"one ")]))
        .event(|| source.come(&[Bytes(b"two "), Bytes(b"three ")]))
        .event(|| source.come(&[Bytes(b"four")]))
        .event(|| source.come(&[End]));
    expect_text(read(&source, world), "one two three four");
}

#[test]
fn bytes_may_come_before_it_has_registered() {
    let source = Source::new();
    let late = [Bytes(b"one "), Bytes(b"two "), Bytes(b"three"), End];
    source.come_in_gaps(&late);
    expect_text(read(&source, Strict::new()), "one two three");
    let source = Source::new();
    source.come_in_gaps(&[Bytes(b"one ")]);
    let world = Strict::new().event(|| source.come(&[Bytes(b"two"), End]));
    expect_text(read(&source, world), "one two");
}

#[test]
fn the_latest_waker_is_the_one_that_counts() {
    let (source, other) = (Source::new(), Probe::waiting(()));
    let handle = other.handle();
    let world = Strict::new()
        .event(|| handle.open())
        .event(|| source.come(&[Bytes(b"one"), End]));
    let mut reader = source.clone();
    let both = futures::future::join(read_to_end(&mut reader, &source), other);
    let run = world.run(async { both.await.0 });
    expect_text(told(&source, run), "one");
}

#[test]
fn an_interrupted_read_is_tried_again() {
    let again = Fails(ErrorKind::Interrupted);
    let source = holding(&[again, Bytes(b"one"), again, again, End]);
    expect_text(read(&source, Strict::new()), "one");
    // The read that follows a registration may be interrupted as well.
    let source = Source::new();
    source.come_in_gaps(&[again, Bytes(b"one"), End]);
    expect_text(read(&source, Strict::new()), "one");
}

#[test]
fn another_error_is_the_result() {
    let reset = Fails(ErrorKind::ConnectionReset);
    let source = Source::new();
    let world = Strict::new().event(|| source.come(&[Bytes(b"one"), reset]));
    let run = world.run(read_to_end(&mut source.clone(), &source));
    kit::suspect("ignored-error");
    let waits = "after an error it is Pending";
    let result = run.outcome.unwrap_or_else(|_| panic!("{CALL}: {waits}"));
    let kind = result.map_err(|error| error.kind());
    let why = "the bytes before it are no answer";
    expect(CALL, kind, Err(ErrorKind::ConnectionReset), why);
}

#[test]
fn no_waker_is_left_behind() {
    let source = Source::new();
    let mut reader = source.clone();
    let mut future = Box::pin(read_to_end(&mut reader, &source));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_pending(), "nothing is there");
    drop(future);
    kit::suspect("leaked-registration");
    let call = "is a waker registered when the future is dropped";
    let why = "the next edge wakes a task that waits for something else";
    expect(call, source.is_registered(), false, why);
    // An end without an edge, and a poll for another reason.
    let mut future = Box::pin(read_to_end(&mut reader, &source));
    assert!(future.as_mut().poll(&mut cx).is_pending(), "nothing is there");
    source.come_unseen(&[End]);
    assert!(future.as_mut().poll(&mut cx).is_ready(), "the end is there");
    drop(future);
    let call = "is a waker registered when it has finished";
    expect(call, source.is_registered(), false, why);
}

#[cfg(unix)]
#[test]
fn a_socket_is_such_a_source() {
    use std::{io::Write, net::Shutdown, os::unix::net::UnixStream};

    let (ours, mut theirs) = UnixStream::pair().expect("a pair");
    ours.set_nonblocking(true).expect("a socket need not block");
    let source = Source::over(ours);
    let peer = RefCell::new(&mut theirs);
    let send = |bytes: &[u8]| {
        peer.borrow_mut().write_all(bytes).expect("there is room");
        source.come(&[]);
    };
    let world = Strict::new()
        .event(|| send(b"one "))
        .event(|| send(&[b'x'; 20_000]))
        .event(|| {
            let end = peer.borrow().shutdown(Shutdown::Write);
            end.expect("it is open");
            source.come(&[]);
        });
    let text = read(&source, world).map(|text| text.len());
    expect("bytes from the socket", text, Ok(20_004), "all of them");
}
