//! Tells whether what was started still lives: it holds one end of a socket.

use std::{
    io::{ErrorKind, Read},
    os::unix::net::{UnixListener, UnixStream},
    time::Duration,
};

use tempfile::TempDir;

/// A socket that a program calls, and whose other end it keeps open for as
/// long as it lives.
pub(crate) struct Lifeline {
    folder: TempDir,
    listener: UnixListener,
}

impl Lifeline {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let listener = UnixListener::bind(folder.path().join("s")).unwrap();
        Self { folder, listener }
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("s")
    }

    /// An expression of Rust: the program's end.
    pub(crate) fn call(&self) -> String {
        let path = self.path();
        format!("std::os::unix::net::UnixStream::connect({path:?}).unwrap()")
    }

    /// Waits for the next program that calls.
    pub(crate) fn next(&self) -> Held {
        Held { stream: self.listener.accept().unwrap().0 }
    }

    /// All that have called already.
    pub(crate) fn all(&self) -> Vec<Held> {
        self.listener.set_nonblocking(true).unwrap();
        let calls = std::iter::from_fn(|| self.listener.accept().ok());
        calls.map(|(stream, _)| Held { stream }).collect()
    }
}

/// One program's end of the lifeline.
pub(crate) struct Held {
    pub(crate) stream: UnixStream,
}

impl Held {
    /// Fails unless who held the other end has ended, or ends soon.
    pub(crate) fn assert_ends(mut self, limit: Duration) {
        self.stream.set_nonblocking(false).unwrap();
        self.stream.set_read_timeout(Some(limit)).unwrap();
        match self.stream.read(&mut [0]) {
            Ok(0) => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
            other => panic!("a process lives on: {other:?}"),
        }
    }
}
