//! The signals that end a watch, and the one that wakes it up again.

use std::{sync::mpsc::Sender, thread};

use anyhow::{Context, Result};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use super::Event;

/// Tells these signals from now on. The thread ends with the process.
pub(super) fn tell(events: Sender<Event>) -> Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGCONT])
        .context("signals can't be caught")?;
    thread::spawn(move || {
        for signal in &mut signals {
            let event = match signal {
                SIGCONT => Event::Continued,
                number => Event::Signal(u8::try_from(number).unwrap_or(0)),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}
