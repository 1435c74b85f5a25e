//! Checks of `e2_protocol`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch07_readiness/e2_protocol.rs"
)]
// An answer need not call all that it may call.
#[allow(dead_code)]
mod e2_protocol;

use std::{cell::RefCell, rc::Rc};

use e2_protocol::{Echo, Protocol, Transport};
use kit::expect;

/// Bytes not sent yet past which the transport asks for a pause.
const HIGH_WATER: usize = 16 << 10;

/// What the transport and its script share.
#[derive(Default)]
struct Wire {
    written: Vec<u8>,
    unsent: usize,
    is_reading: bool,
    is_closed: bool,
    /// Bytes written after the close, which are dropped.
    n_late: usize,
}

struct Scripted(Rc<RefCell<Wire>>);

impl Transport for Scripted {
    fn write(&mut self, bytes: &[u8]) {
        let mut wire = self.0.borrow_mut();
        if wire.is_closed {
            wire.n_late += bytes.len();
            return;
        }
        wire.written.extend_from_slice(bytes);
        wire.unsent += bytes.len();
    }

    fn pause_reading(&mut self) {
        self.0.borrow_mut().is_reading = false;
    }

    fn resume_reading(&mut self) {
        self.0.borrow_mut().is_reading = true;
    }

    fn close(&mut self) {
        self.0.borrow_mut().is_closed = true;
    }
}

/// One connection, and the event loop that calls its protocol.
struct Connection {
    echo: Echo,
    wire: Rc<RefCell<Wire>>,
    is_writing_paused: bool,
}

impl Connection {
    fn made() -> Self {
        let wire = Wire { is_reading: true, ..Wire::default() };
        let wire = Rc::new(RefCell::new(wire));
        let mut echo = Echo::new();
        echo.connection_made(Box::new(Scripted(wire.clone())));
        Self { echo, wire, is_writing_paused: false }
    }

    fn receive(&mut self, bytes: &[u8]) {
        self.echo.data_received(bytes);
        self.pause_if_full();
    }

    fn end(&mut self) {
        self.echo.eof_received();
        self.pause_if_full();
    }

    fn pause_if_full(&mut self) {
        let is_full = self.wire.borrow().unsent > HIGH_WATER;
        if is_full && !self.is_writing_paused {
            self.is_writing_paused = true;
            self.echo.pause_writing();
        }
    }

    /// The peer takes all that was written.
    fn drain(&mut self) {
        self.wire.borrow_mut().unsent = 0;
        if self.is_writing_paused {
            self.is_writing_paused = false;
            self.echo.resume_writing();
        }
    }

    fn is_reading(&self) -> bool {
        self.wire.borrow().is_reading
    }

    /// What the peer has been sent so far.
    fn written(&self) -> String {
        self.wire.borrow().written.escape_ascii().to_string()
    }

    #[track_caller]
    fn expect_written(&self, after: &str, bytes: &[u8], why: &str) {
        let call = format!("written after {after}");
        let bytes = bytes.escape_ascii().to_string();
        expect(&call, self.written(), bytes, why);
    }
}

#[test]
fn a_line_goes_back_when_it_is_whole() {
    let mut peer = Connection::made();
    kit::suspect("one-read-one-message");
    peer.receive(b"he");
    peer.expect_written("b\"he\"", b"", "the line has not ended");
    peer.receive(b"llo\nbye");
    let written = peer.written();
    let is_short = written.is_empty() || written == "llo\\n";
    kit::suspect(if is_short { "lost-value" } else { "one-read-one-message" });
    peer.expect_written("b\"llo\\nbye\"", b"hello\n", "one line is whole");
    peer.receive(b"\n");
    let is_twice = peer.written().matches("hello").count() > 1;
    kit::suspect(if is_twice { "recomputed" } else { "lost-value" });
    peer.expect_written("b\"\\n\"", b"hello\nbye\n", "now `bye` is, too");
}

#[test]
fn many_lines_go_back_at_once() {
    let mut peer = Connection::made();
    peer.receive(b"one\n\ntwo\nthree\nfo");
    kit::suspect("lost-value");
    let call = "b\"one\\n\\ntwo\\nthree\\nfo\"";
    peer.expect_written(call, b"one\n\ntwo\nthree\n", "four are whole");
    peer.receive(b"ur\n");
    let all = b"one\n\ntwo\nthree\nfour\n";
    peer.expect_written("b\"ur\\n\"", all, "`fo` has been kept");
}

#[test]
fn bytes_go_back_as_they_came() {
    let mut peer = Connection::made();
    kit::suspect("split-character");
    let call = "b\"\\xe2\\x82\", then b\"\\xac\\n\"";
    peer.receive(b"\xe2\x82");
    peer.receive(b"\xac\n");
    peer.expect_written(call, "€\n".as_bytes(), "`€`, cut in two");
    let mut peer = Connection::made();
    kit::suspect("ignored-error");
    peer.receive(b"\xff\n");
    peer.expect_written("b\"\\xff\\n\"", b"\xff\n", "no text, but a line");
    let mut peer = Connection::made();
    kit::suspect("line-end");
    peer.receive(b" one \r\n");
    peer.expect_written("b\" one \\r\\n\"", b" one \r\n", "as it came");
}

#[test]
fn the_end_ends_the_last_line() {
    let mut peer = Connection::made();
    peer.receive(b"one\nbye");
    peer.end();
    let written = peer.written();
    let n_late = peer.wire.borrow().n_late;
    kit::suspect("lost-tail");
    expect("bytes written after close()", n_late, 0, "they are dropped");
    let is_lost = !written.contains("bye");
    kit::suspect(if is_lost { "lost-tail" } else { "line-end" });
    let call = "b\"one\\nbye\" and eof_received()";
    peer.expect_written(call, b"one\nbye", "the end ends `bye`");
    kit::suspect("kept-open");
    let is_closed = peer.wire.borrow().is_closed;
    let why = "the peer waits for the end of our answer";
    expect("is the transport closed after it", is_closed, true, why);
}

#[test]
fn an_end_without_a_tail_adds_nothing() {
    for bytes in [&b"one\n"[..], b""] {
        let mut peer = Connection::made();
        if !bytes.is_empty() {
            peer.receive(bytes);
        }
        peer.end();
        kit::suspect("line-end");
        peer.expect_written("the end", bytes, "no line has begun");
    }
}

#[test]
fn a_lost_connection_is_let_go() {
    let mut peer = Connection::made();
    peer.receive(b"one\ntw");
    peer.wire.borrow_mut().is_closed = true;
    peer.echo.connection_lost();
    kit::suspect("write-after-close");
    let n_late = peer.wire.borrow().n_late;
    expect("bytes written when it was lost", n_late, 0, "nobody is there");
    kit::suspect("kept-open");
    let n_kept = Rc::strong_count(&peer.wire) - 1;
    expect("transports kept", n_kept, 0, "it holds the socket open");
}

/// A peer that sends for as long as it is read from: the bytes it sent.
fn send_without_reading(peer: &mut Connection) -> usize {
    let line = [&[b'x'; 1023][..], b"\n"].concat();
    let mut n_sent = 0;
    while peer.is_reading() && n_sent < 1 << 20 {
        peer.receive(&line);
        n_sent += line.len();
    }
    n_sent
}

#[test]
fn a_peer_that_does_not_read_is_not_read_from() {
    let mut peer = Connection::made();
    kit::suspect("unbounded-buffer");
    let n_sent = send_without_reading(&mut peer);
    if n_sent < 1 << 20 {
        return;
    }
    // Somewhere they are, or they are gone.
    peer.drain();
    peer.drain();
    let n_written = peer.wire.borrow().written.len();
    if n_written < n_sent {
        kit::suspect("lost-value");
        panic!(
            "a peer sent 1 MiB of lines and read none, then read all: {} \
             KiB came back. Do not drop what comes while writing is paused: \
             pause reading, so that it does not come",
            n_written >> 10
        );
    }
    panic!(
        "a peer sent 1 MiB of lines and read none: reading was never \
         paused, and all of it piled up in memory"
    );
}

#[test]
fn reading_goes_on_when_the_peer_has_read() {
    let mut peer = Connection::made();
    peer.receive(b"half ");
    let mut n_sent = 0;
    for round in 1..=8 {
        n_sent += send_without_reading(&mut peer);
        peer.drain();
        kit::suspect("stays-paused");
        let call = format!("is it reading after resume_writing(), {round}");
        let why = "or the peer waits for ever";
        expect(&call, peer.is_reading(), true, why);
        kit::suspect("unbounded-buffer");
    }
    peer.end();
    let n_written = peer.wire.borrow().written.len();
    kit::suspect("lost-value");
    expect("bytes that came back", n_written, n_sent + 5, "all of them");
}

#[test]
fn callbacks_may_come_until_it_is_lost() {
    let mut peer = Connection::made();
    peer.receive(&[b'x'; HIGH_WATER + 1]);
    // The tail is more than the peer takes at once.
    kit::suspect("lost-tail");
    peer.end();
    peer.drain();
    let n_written = peer.wire.borrow().written.len();
    expect("bytes of the tail", n_written, HIGH_WATER + 1, "all of it");
    kit::clear();
    peer.echo.connection_lost();
}

#[test]
fn each_connection_has_its_own_line() {
    let (mut one, mut two) = (Connection::made(), Connection::made());
    one.receive(b"o");
    two.receive(b"t");
    one.receive(b"ne\n");
    two.receive(b"wo\n");
    kit::suspect("shared-state");
    one.expect_written("b\"o\", b\"ne\\n\" from one", b"one\n", "its own");
    two.expect_written("b\"t\", b\"wo\\n\" from two", b"two\n", "its own");
}
