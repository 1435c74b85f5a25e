//! misconception: stays-paused
//! Pauses reading, and forgets to go on.

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

    fn resume_writing(&mut self) {}

    fn connection_lost(&mut self) {
        self.transport = None;
    }
}
