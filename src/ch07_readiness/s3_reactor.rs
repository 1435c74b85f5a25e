//! A reactor: a task that would block leaves its waker, and one question to
//! the system wakes whoever can go on.

use std::{
    cell::RefCell,
    collections::HashMap,
    future::poll_fn,
    io::{self, ErrorKind, Read, Write},
    net::{Ipv4Addr, TcpStream},
    rc::Rc,
    task::{Poll, Waker},
};

use miniloop::{run, spawn, yield_now};
use mio::{Events, Interest, Token, net};

// ANCHOR: reactor
/// Who waits for which socket.
type Waiting = Rc<RefCell<HashMap<Token, Waker>>>;

/// Tries `op`; if that would block, waits to be told, and tries again.
async fn when_ready<T>(
    (waiting, token): (Waiting, Token),
    mut op: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    let try_once = poll_fn(|cx| match op() {
        Err(e) if e.kind() == ErrorKind::WouldBlock => {
            waiting.borrow_mut().insert(token, cx.waker().clone());
            Poll::Pending
        }
        result => Poll::Ready(result),
    });
    try_once.await
}

/// Sleeps until the system has news, and wakes whom they concern.
fn react(poll: &mut mio::Poll, waiting: &Waiting) -> io::Result<()> {
    let mut events = Events::with_capacity(16);
    poll.poll(&mut events, None)?;
    for event in &events {
        let waker = waiting.borrow_mut().remove(&event.token());
        waker.into_iter().for_each(Waker::wake);
    }
    Ok(())
}
// ANCHOR_END: reactor

// ANCHOR: tasks
/// Waits for a letter, and reads it.
async fn host(waiting: Waiting, token: Token, mut stream: net::TcpStream) {
    let mut letter = [0; 64];
    let n = when_ready((waiting, token), || stream.read(&mut letter)).await;
    println!("guest {}: {n:?} bytes", token.0);
}

async fn turns() -> io::Result<()> {
    let listener = net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let (mut poll, waiting) = (mio::Poll::new()?, Waiting::default());
    let mut guests = Vec::new();
    for token in [Token(1), Token(2)] {
        guests.push(TcpStream::connect(listener.local_addr()?)?);
        let (mut stream, _) = listener.accept()?;
        poll.registry().register(&mut stream, token, Interest::READABLE)?;
        drop(spawn(host(waiting.clone(), token, stream)));
    }
    for mut guest in guests.into_iter().rev() {
        // The hosts go as far as they can.
        yield_now().await;
        guest.write_all(b"hello")?;
        react(&mut poll, &waiting)?;
    }
    yield_now().await;
    Ok(())
}
// ANCHOR_END: tasks

pub fn main() {
    run(turns()).expect("nobody stalls").expect("loopback works");
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn one_of_two() -> io::Result<()> {
        let (mut poll, waiting) = (mio::Poll::new()?, Waiting::default());
        let listener = net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        let mut ends = [Token(0), Token(1)].map(|token| {
            let guest = TcpStream::connect(address).unwrap();
            let (mut stream, _) = listener.accept().unwrap();
            let registry = poll.registry();
            registry.register(&mut stream, token, Interest::READABLE).unwrap();
            (guest, spawn(host(waiting.clone(), token, stream)))
        });
        yield_now().await;
        assert_eq!(waiting.borrow().len(), 2, "both wait");
        ends[1].0.write_all(b"hello")?;
        react(&mut poll, &waiting)?;
        yield_now().await;
        assert!(ends[1].1.is_finished() && !ends[0].1.is_finished());
        assert!(waiting.borrow().contains_key(&Token(0)));
        Ok(())
    }

    #[test]
    fn who_has_news_is_woken_and_the_other_sleeps_on() {
        run(one_of_two()).unwrap().unwrap();
    }
}
