//! The other end of the echo: connections that send, and wait for the same
//! bytes to come back.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

const THREADS: usize = 4;
const CONNECTIONS: usize = 64;
/// In bytes.
const MESSAGE: usize = 1024;
const TIME: Duration = Duration::from_secs(1);

/// The requests that the server at this port has answered, and how many it
/// answered in a second.
pub(crate) fn ask_for_a_while(port: u16) -> io::Result<(u32, f64)> {
    let start = Instant::now();
    let mut n = 0;
    thread::scope(|scope| {
        let clients: Vec<_> =
            (0..THREADS).map(|_| scope.spawn(|| ask(port, start))).collect();
        for client in clients {
            n += client.join().expect("no client panics")?;
        }
        Ok((n, f64::from(n) / start.elapsed().as_secs_f64()))
    })
}

/// How many answers one thread's connections got. Each of them has one
/// request under way at a time.
fn ask(port: u16, start: Instant) -> io::Result<u32> {
    let connect = |_| {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(10 * TIME))?;
        Ok(stream)
    };
    let mut streams: Vec<TcpStream> =
        (0..CONNECTIONS / THREADS).map(connect).collect::<io::Result<_>>()?;
    let (request, mut answer) = ([7; MESSAGE], [0; MESSAGE]);
    let mut n = 0;
    while start.elapsed() < TIME {
        for stream in &mut streams {
            stream.write_all(&request)?;
        }
        for stream in &mut streams {
            stream.read_exact(&mut answer)?;
            assert_eq!(answer, request, "an echo says what it heard");
            n += 1;
        }
    }
    Ok(n)
}
