//! Holds a check back until it is bounded.
//!
//! The system bounds a process that is there, and by then it runs. A shell
//! in between would see to its bounds first, for a twentieth of what a
//! verdict costs. But the harness speaks before it runs anybody's code. So
//! the pipe that it speaks into is full at first, and its first word waits
//! there until the judge makes room.

use std::{
    io::{self, ErrorKind, PipeReader, PipeWriter, Read, Write},
    process::Child,
};

use rustix::io::ioctl_fionbio;

use super::allowance::Allowance;

/// As much as goes into a pipe whole or not at all.
const PIECE: [u8; 4096] = [0; 4096];

/// A process with this output that has not come past its first word yet.
#[derive(Debug)]
#[must_use = "it waits until it is let go"]
pub(super) struct Held {
    /// How many bytes are in its way.
    bytes: u64,
}

impl Held {
    /// Fills the pipe that a process will speak into.
    pub(super) fn by(mut pipe: &PipeWriter) -> io::Result<Self> {
        ioctl_fionbio(pipe, true)?;
        let mut bytes = 0;
        let full = loop {
            match pipe.write(&PIECE) {
                Ok(more) => bytes += more as u64,
                Err(error) => break error,
            }
        };
        // The process shares this mark, and expects none.
        ioctl_fionbio(pipe, false)?;
        match full.kind() {
            ErrorKind::WouldBlock => Ok(Self { bytes }),
            _ => Err(full),
        }
    }

    /// Bounds the process that speaks into the pipe, and lets it go on.
    pub(super) fn let_go(
        self,
        process: &Child,
        allowance: Allowance,
        pipe: &PipeReader,
    ) -> io::Result<()> {
        allowance.bound_started(process.id());
        io::copy(&mut pipe.take(self.bytes), &mut io::sink())?;
        Ok(())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        fs,
        process::{Command, Stdio},
    };

    use super::*;

    /// Whether the process waits in a `write`, and not ended meanwhile.
    fn writes(process: u32) -> bool {
        let call = fs::read_to_string(format!("/proc/{process}/syscall"));
        let call = call.expect("nobody has waited for its end");
        assert_ne!(call, "", "it has ended");
        let write = if cfg!(target_arch = "x86_64") { "1" } else { "64" };
        call.split_whitespace().next() == Some(write)
    }

    #[test]
    fn a_process_gets_no_further_than_its_first_word() {
        let (mut reader, writer) = io::pipe().unwrap();
        let held = Held::by(&writer).unwrap();
        let mut process = Command::new("sh")
            .args(["-c", "echo running; ulimit -d"])
            .stdin(Stdio::null())
            .stdout(writer)
            .spawn()
            .unwrap();
        while !writes(process.id()) {
            std::thread::yield_now();
        }
        let allowance = Allowance { memory: 99 << 10, processor: 9, file: 9 };
        held.let_go(&process, allowance, &reader).unwrap();
        let mut said = String::new();
        reader.read_to_string(&mut said).unwrap();
        process.wait().unwrap();
        assert_eq!(said, "running\n101376\n");
    }
}
