//! Goes byte by byte, and pauses itself at the next data.

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
    transport: Vec<Box<dyn Transport>>,
    line: Vec<u8>,
}

impl Echo {
    pub fn new() -> Self {
        Self::default()
    }

    fn send(&mut self) {
        for transport in &mut self.transport {
            transport.write(&self.line);
        }
        self.line.clear();
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Box<dyn Transport>) {
        self.transport.push(transport);
    }

    fn data_received(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.line.push(*byte);
            if *byte == b'\n' {
                self.send();
            }
        }
    }

    fn eof_received(&mut self) {
        self.send();
        self.transport.iter_mut().for_each(|transport| transport.close());
    }

    fn pause_writing(&mut self) {
        self.transport.iter_mut().for_each(|t| t.pause_reading());
    }

    fn resume_writing(&mut self) {
        self.transport.iter_mut().for_each(|t| t.resume_reading());
    }

    fn connection_lost(&mut self) {
        self.transport.clear();
    }
}
