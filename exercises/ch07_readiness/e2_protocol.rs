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

pub struct Echo {}

impl Echo {
    pub fn new() -> Self {
        todo!("what must it keep between two callbacks?")
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, _transport: Box<dyn Transport>) {
        todo!()
    }

    fn data_received(&mut self, _bytes: &[u8]) {
        todo!()
    }

    fn eof_received(&mut self) {
        todo!()
    }

    fn pause_writing(&mut self) {
        todo!()
    }

    fn resume_writing(&mut self) {
        todo!()
    }

    fn connection_lost(&mut self) {
        todo!()
    }
}
