//! Keeps lines while writing is paused, and pauses reading at the first.

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

use std::collections::VecDeque;

#[derive(Default)]
pub struct Echo {
    transport: Option<Box<dyn Transport>>,
    /// Bytes in order; the last line may be going on.
    bytes: VecDeque<u8>,
    is_paused: bool,
}

impl Echo {
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the first `n` bytes.
    fn write(&mut self, n: usize) {
        let bytes: Vec<u8> = self.bytes.drain(..n).collect();
        if let Some(transport) = &mut self.transport {
            transport.write(&bytes);
        }
    }

    fn write_lines(&mut self) {
        if let Some(end) = self.bytes.iter().rposition(|b| *b == b'\n') {
            self.write(end + 1);
        }
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Box<dyn Transport>) {
        self.transport = Some(transport);
    }

    fn data_received(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        if !self.is_paused {
            self.write_lines();
        } else if let Some(transport) = &mut self.transport {
            transport.pause_reading();
        }
    }

    fn eof_received(&mut self) {
        self.write(self.bytes.len());
        if let Some(transport) = &mut self.transport {
            transport.close();
        }
    }

    fn pause_writing(&mut self) {
        self.is_paused = true;
    }

    fn resume_writing(&mut self) {
        self.is_paused = false;
        self.write_lines();
        if let Some(transport) = &mut self.transport {
            transport.resume_reading();
        }
    }

    fn connection_lost(&mut self) {
        self.transport = None;
    }
}
