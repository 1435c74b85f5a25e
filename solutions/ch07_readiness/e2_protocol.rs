//! An echo server's side of one connection, by callbacks.
//!
//!     connection_made(transport), data_received(b"he"),
//!     data_received(b"llo\nbye"),  // writes "hello\n"
//!     eof_received(),              // writes "bye", then closes
//!     connection_lost()
//!
//! - Each line goes back as it came, with its `\n`, as soon as it is whole.
//! - The end of the input ends the last line, which goes back without `\n`;
//!   then the protocol closes the transport.
//! - While writing is paused, what is written piles up in memory: read
//!   nothing more from the peer until writing is resumed.
//! - When the connection is lost, write nothing and let the transport go.
//!
//! asyncio's names and order. Lines are short: no limit is asked for here.

/// Where the bytes go: a socket and what has not been sent yet.
pub trait Transport {
    /// Takes all of it and returns at once; after `close`, drops it.
    fn write(&mut self, bytes: &[u8]);
    /// No `data_received` until `resume_reading`.
    fn pause_reading(&mut self);
    fn resume_reading(&mut self);
    /// Sends what has been written, then ends the connection.
    fn close(&mut self);
}

/// What an event loop calls, one at a time, whenever something happened.
pub trait Protocol {
    fn connection_made(&mut self, transport: Box<dyn Transport>);
    /// Some bytes, as many as there were.
    fn data_received(&mut self, bytes: &[u8]);
    /// The peer sends no more; it may still read.
    fn eof_received(&mut self);
    /// Too much has been written that the peer has not taken.
    fn pause_writing(&mut self);
    /// The peer has taken most of it.
    fn resume_writing(&mut self);
    /// The last call, whoever has closed, with all bytes sent or not.
    fn connection_lost(&mut self);
}

#[derive(Default)]
pub struct Echo {
    transport: Option<Box<dyn Transport>>,
    /// What has come of a line that has not ended.
    line: Vec<u8>,
}

impl Echo {
    pub fn new() -> Self {
        Self::default()
    }

    fn transport(&mut self) -> &mut dyn Transport {
        let transport = self.transport.as_mut();
        transport.expect("callbacks come between made and lost").as_mut()
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Box<dyn Transport>) {
        self.transport = Some(transport);
    }

    fn data_received(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                let line = std::mem::take(&mut self.line);
                self.transport().write(&line);
            }
        }
    }

    fn eof_received(&mut self) {
        let tail = std::mem::take(&mut self.line);
        if !tail.is_empty() {
            self.transport().write(&tail);
        }
        self.transport().close();
    }

    fn pause_writing(&mut self) {
        self.transport().pause_reading();
    }

    fn resume_writing(&mut self) {
        self.transport().resume_reading();
    }

    fn connection_lost(&mut self) {
        self.transport = None;
    }
}
// The trap: `write` never waits and never fails, so it seems to cost nothing.
// A peer that sends and doesn't read makes it a list that grows for ever.
// `pause_reading` hands the pressure on: TCP's window fills, the peer waits.
//
// Refused: a queue of our own while writing is paused. It moves the bytes
// from the transport's memory to ours, and stops nobody.
