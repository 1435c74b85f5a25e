//! What a running program prints, waited for with a deadline.

use std::{
    io::Read,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// More than a first build takes while all other tests run.
const DEADLINE: Duration = Duration::from_secs(60);

/// All that has been printed so far, and what comes.
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// How many bytes were taken.
    taken: usize,
    chunks: Receiver<Vec<u8>>,
}

impl Output {
    pub(crate) fn of(mut pipe: impl Read + Send + 'static) -> Self {
        let (sender, chunks) = channel();
        // Ends with the program, which closes the pipe.
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = pipe.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { bytes: Vec::new(), taken: 0, chunks }
    }

    /// All that was printed and not taken.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes[self.taken..]).into_owned()
    }

    /// Waits until what was printed fits; `show` tells it when it never does.
    #[track_caller]
    pub(crate) fn wait(
        &mut self,
        what: &str,
        show: impl Fn(&str) -> String,
        fits: impl Fn(&str) -> bool,
    ) {
        let end = Instant::now() + DEADLINE;
        while !fits(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.bytes.extend(chunk),
                Err(error) => {
                    panic!("no {what} ({error}):\n{}", show(&self.text()))
                }
            }
        }
    }

    /// Waits until these words are printed, after all that was taken before;
    /// takes what is printed up to their end.
    #[track_caller]
    pub(crate) fn take(&mut self, words: &str) -> String {
        self.wait(words, str::to_owned, |text| text.contains(words));
        let mut text = self.text();
        text.truncate(text.find(words).unwrap() + words.len());
        self.taken += text.len();
        text
    }

    /// Waits until the program closes its output.
    #[track_caller]
    pub(crate) fn end(&mut self) -> String {
        loop {
            match self.chunks.recv_timeout(DEADLINE) {
                Ok(chunk) => self.bytes.extend(chunk),
                Err(RecvTimeoutError::Disconnected) => return self.text(),
                Err(error) => panic!("no end ({error}): {}", self.text()),
            }
        }
    }
}

/// Waits until this holds, looking again and again.
#[track_caller]
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < end, "never: {what}");
        thread::park_timeout(Duration::from_millis(5));
    }
}
