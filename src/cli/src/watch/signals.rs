//! The signals that end a watch.

use std::{sync::mpsc::Sender, thread};

use anyhow::{Context, Result};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use super::Event;

/// Tells these signals from now on. The thread ends with the process.
pub(super) fn tell(events: Sender<Event>) -> Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])
        .context("signals can't be caught")?;
    thread::spawn(move || {
        for signal in &mut signals {
            let number = u8::try_from(signal).unwrap_or(0);
            if events.send(Event::Signal(number)).is_err() {
                return;
            }
        }
    });
    Ok(())
}
