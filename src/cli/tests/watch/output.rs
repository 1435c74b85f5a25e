//! What a running program prints, waited for with a deadline.

use std::{
    io::Read,
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

/// More than a first build takes while all other tests run.
const DEADLINE: Duration = Duration::from_secs(120);

/// All that has been printed so far, and what comes.
pub(crate) struct Output {
    text: String,
    chunks: Receiver<String>,
}

impl Output {
    pub(crate) fn of(mut pipe: impl Read + Send + 'static) -> Self {
        let (sender, chunks) = channel();
        // Ends with the program, which closes the pipe.
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = pipe.read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
                if sender.send(text).is_err() {
                    return;
                }
            }
        });
        Self { text: String::new(), chunks }
    }

    /// Waits until all that was printed fits.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, fits: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !fits(&self.text) {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.text += &chunk,
                Err(error) => panic!("no {what} ({error}): {}", self.text),
            }
        }
    }

    /// Waits until these words are printed, after all that was taken before;
    /// takes what is printed up to their end.
    #[track_caller]
    pub(crate) fn take(&mut self, words: &str) -> String {
        self.wait(words, |text| text.contains(words));
        let end = self.text.find(words).unwrap() + words.len();
        self.text.drain(..end).collect()
    }
}
