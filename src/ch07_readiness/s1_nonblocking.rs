//! Two guests and one thread that reads: first with sockets that block, then
//! with sockets that don't.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::mpsc,
    thread,
    time::Duration,
};

/// The two ends of a connection: the guest's and the host's.
fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let guest = TcpStream::connect(listener.local_addr()?)?;
    Ok((guest, listener.accept()?.0))
}

/// What one read brings.
fn letter(mut socket: &TcpStream) -> io::Result<String> {
    let mut buffer = [0; 64];
    let n = socket.read(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer[..n]).into_owned())
}

// ANCHOR: blocking
fn blocking() -> io::Result<()> {
    let (mut quiet, quiets) = pair()?;
    let (mut chatty, chattys) = pair()?;
    let (sender, letters) = mpsc::channel();
    let host = thread::spawn(move || -> io::Result<()> {
        for socket in [quiets, chattys] {
            sender.send(letter(&socket)?).expect("somebody listens");
        }
        Ok(())
    });
    chatty.write_all(b"hello")?;
    let early = letters.recv_timeout(Duration::from_millis(50));
    println!("blocking, 50 ms later: {early:?}");
    quiet.write_all(b"good night")?;
    println!("blocking, in the end: {:?}", Vec::from_iter(letters));
    host.join().expect("no panic")
}
// ANCHOR_END: blocking

// ANCHOR: spinning
fn spinning(patience: u64) -> io::Result<Vec<String>> {
    let (mut quiet, quiets) = pair()?;
    let (mut chatty, chattys) = pair()?;
    quiets.set_nonblocking(true)?;
    chattys.set_nonblocking(true)?;
    println!("quiet says: {:?}", letter(&quiets).map_err(|e| e.kind()));
    chatty.write_all(b"hello")?;
    let (mut letters, mut in_vain) = (Vec::new(), 0);
    let mut sockets = [&chattys, &quiets].into_iter().cycle();
    while letters.len() < 2 {
        match letter(sockets.next().expect("it goes round")) {
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                in_vain += 1;
                if in_vain == patience {
                    quiet.write_all(b"good night")?;
                }
            }
            result => letters.push(result?),
        }
    }
    Ok(letters)
}
// ANCHOR_END: spinning

pub fn main() {
    let letters = blocking().and_then(|()| spinning(100_000));
    println!("after 100000 tries in vain: {letters:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_that_would_block_says_so_and_takes_nothing() {
        let (mut guest, host) = pair().unwrap();
        host.set_nonblocking(true).unwrap();
        let error = letter(&host).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
        guest.write_all(b"hello").unwrap();
        host.set_nonblocking(false).unwrap();
        assert_eq!(letter(&host).unwrap(), "hello");
    }

    #[test]
    fn the_letter_of_the_silent_guest_comes_last() {
        assert_eq!(spinning(100).unwrap(), ["hello", "good night"]);
    }
}
