//! One question about many sockets: who is ready?

use std::{
    io::{self, Read, Write},
    net::{self, Ipv4Addr},
    time::Duration,
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};

/// The two ends of a connection, neither of which blocks.
fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let guest = net::TcpStream::connect(listener.local_addr()?)?;
    let (host, _) = listener.accept()?;
    guest.set_nonblocking(true)?;
    host.set_nonblocking(true)?;
    Ok((TcpStream::from_std(guest), TcpStream::from_std(host)))
}

/// What one read brings: so many bytes at most.
fn read(socket: &mut TcpStream, most: usize) -> Result<String, io::ErrorKind> {
    let mut buffer = vec![0; most];
    let n = socket.read(&mut buffer).map_err(|error| error.kind())?;
    Ok(String::from_utf8_lossy(&buffer[..n]).into_owned())
}

// ANCHOR: poller
const NAMES: [&str; 2] = ["quiet", "chatty"];
const AT_ONCE: Option<Duration> = Some(Duration::ZERO);

/// Asks the system for news, and waits for some, but not longer than `time`.
fn news(poll: &mut Poll, time: Option<Duration>) -> Vec<&'static str> {
    let mut events = Events::with_capacity(16);
    poll.poll(&mut events, time).expect("the system answers");
    events.iter().map(|event| NAMES[event.token().0]).collect()
}
// ANCHOR_END: poller

/// Writes far more than there is room for, until there is none.
fn fill(socket: &mut TcpStream) -> (bool, io::ErrorKind) {
    let much = vec![0; 64 << 20];
    let is_all = socket.write(&much).is_ok_and(|n| n == much.len());
    let errors = std::iter::repeat_with(|| socket.write(&much).err());
    let error = errors.flatten().next().expect("no room in the end");
    (is_all, error.kind())
}

// ANCHOR: main
fn ask() -> io::Result<()> {
    let mut poll = Poll::new()?;
    let (quiet, mut quiets) = pair()?;
    let (mut chatty, mut chattys) = pair()?;
    for (n, socket) in [&mut quiets, &mut chattys].into_iter().enumerate() {
        poll.registry().register(socket, Token(n), Interest::READABLE)?;
    }
    println!("nobody wrote:   {:?}", news(&mut poll, AT_ONCE));
    chatty.write_all(b"hello")?;
    println!("chatty wrote:   {:?}", news(&mut poll, None));
    println!("asked again:    {:?}", news(&mut poll, AT_ONCE));
    println!("read 3 bytes:   {:?}", read(&mut chattys, 3));
    println!("asked again:    {:?}", news(&mut poll, AT_ONCE));
    println!("read on:        {:?}", read(&mut chattys, 3));
    println!("read on:        {:?}", read(&mut chattys, 3));
    drop(quiet);
    println!("quiet has left: {:?}", news(&mut poll, None));
    println!("read quiet:     {:?}", read(&mut quiets, 3));
    println!("write 64 MiB:   {:?}", fill(&mut chattys));
    Ok(())
}
// ANCHOR_END: main

pub fn main() {
    ask().expect("loopback works");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_bytes_are_news() {
        let mut poll = Poll::new().unwrap();
        let (mut guest, mut host) = pair().unwrap();
        let registry = poll.registry();
        registry.register(&mut host, Token(1), Interest::READABLE).unwrap();
        for letter in ["one", "two"] {
            guest.write_all(letter.as_bytes()).unwrap();
            assert_eq!(news(&mut poll, None), ["chatty"]);
            assert!(news(&mut poll, AT_ONCE).is_empty());
        }
        assert_eq!(read(&mut host, 64), Ok("onetwo".to_owned()));
        assert_eq!(read(&mut host, 64), Err(io::ErrorKind::WouldBlock));
    }

    #[test]
    fn a_write_takes_what_there_is_room_for() {
        let (guest, mut host) = pair().unwrap();
        assert_eq!(fill(&mut host), (false, io::ErrorKind::WouldBlock));
        drop(guest);
        assert_ne!(fill(&mut host).1, io::ErrorKind::WouldBlock);
    }
}
