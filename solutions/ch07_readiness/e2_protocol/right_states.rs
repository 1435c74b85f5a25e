//! An enum: a connection that is open has a transport and a line.

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

pub enum Echo {
    Apart,
    Open { transport: Box<dyn Transport>, line: Vec<u8> },
}

impl Echo {
    pub fn new() -> Self {
        Self::Apart
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Box<dyn Transport>) {
        *self = Self::Open { transport, line: Vec::new() };
    }

    fn data_received(&mut self, bytes: &[u8]) {
        let Self::Open { transport, line } = self else { return };
        // All lines that are whole, in one write.
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => {
                let (whole, rest) = bytes.split_at(end + 1);
                line.extend_from_slice(whole);
                transport.write(line);
                *line = rest.to_vec();
            }
            None => line.extend_from_slice(bytes),
        }
    }

    fn eof_received(&mut self) {
        let Self::Open { transport, line } = self else { return };
        transport.write(line);
        transport.close();
    }

    fn pause_writing(&mut self) {
        if let Self::Open { transport, .. } = self {
            transport.pause_reading();
        }
    }

    fn resume_writing(&mut self) {
        if let Self::Open { transport, .. } = self {
            transport.resume_reading();
        }
    }

    fn connection_lost(&mut self) {
        *self = Self::Apart;
    }
}
