//! An echo server by callbacks: a transport carries, a protocol is told.

use std::{io, net::Ipv4Addr};

use miniloop::{Protocol, TcpListener, TcpStream, Transport, run, serve};

#[derive(Default)]
struct Echo {
    transport: Option<Transport>,
}

impl Echo {
    fn transport(&self) -> &Transport {
        self.transport.as_ref().expect("the connection stands")
    }
}

// ANCHOR: told
impl Protocol for Echo {
    fn connection_made(&mut self, transport: Transport) {
        println!("server: connection made");
        self.transport = Some(transport);
    }

    fn data_received(&mut self, data: &[u8]) {
        println!("server: received {:?}", String::from_utf8_lossy(data));
        self.transport().write(data);
    }

    fn eof_received(&mut self) -> bool {
        println!("server: end of input");
        self.transport().write(b"bye");
        false
    }
    // ANCHOR_END: told

    // ANCHOR: pause
    fn pause_writing(&mut self) {
        self.transport().pause_reading();
    }

    fn resume_writing(&mut self) {
        self.transport().resume_reading();
    }
    // ANCHOR_END: pause

    fn connection_lost(&mut self, error: Option<io::Error>) {
        println!("server: connection lost, error: {error:?}");
        self.transport = None;
    }
}
// ANCHOR: client
/// Writes twice, says that this was all, and reads until the end.
async fn client() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    // It serves until the loop is closed.
    drop(serve(listener, Echo::default));
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    stream.write_all(b"hello, ").await?;
    stream.write_all(b"hello").await?;
    hear(&stream).await?;
    stream.finish()?;
    while hear(&stream).await? > 0 {}
    Ok(())
}

async fn hear(stream: &TcpStream) -> io::Result<usize> {
    let mut buffer = [0; 64];
    let n = stream.read(&mut buffer).await?;
    println!("client: heard {:?}", String::from_utf8_lossy(&buffer[..n]));
    Ok(n)
}

pub fn main() {
    run(client()).expect("nobody stalls").expect("loopback works");
}
// ANCHOR_END: client

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use miniloop::{spawn, yield_now};

    use super::*;

    /// Looks how much waits to be sent.
    #[derive(Default)]
    struct Watched(Echo, Rc<Cell<usize>>);

    impl Protocol for Watched {
        fn connection_made(&mut self, transport: Transport) {
            self.0.connection_made(transport);
        }

        fn data_received(&mut self, data: &[u8]) {
            self.0.transport().write(data);
            self.1.set(self.1.get().max(self.0.transport().n_unsent()));
        }

        fn pause_writing(&mut self) {
            self.0.pause_writing();
        }

        fn resume_writing(&mut self) {
            self.0.resume_writing();
        }

        fn connection_lost(&mut self, error: Option<io::Error>) {
            self.0.connection_lost(error);
        }
    }

    /// More than the system's own buffers take.
    const FLOOD: usize = 32 << 20;

    async fn flood(stream: Rc<TcpStream>) -> io::Result<()> {
        stream.write_all(&vec![0; FLOOD]).await?;
        stream.finish()
    }

    /// The most that waited to be sent at once, and how much came back.
    async fn against_a_slow_reader() -> io::Result<(usize, usize)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        let most = Rc::new(Cell::new(0));
        let kept = most.clone();
        drop(serve(listener, move || Watched(Echo::default(), kept.clone())));
        let stream = Rc::new(TcpStream::connect(address).await?);
        let flood = spawn(flood(stream.clone()));
        // The others go as far as they can while nobody reads.
        for _ in 0..1000 {
            yield_now().await;
        }
        assert!(!flood.is_finished(), "the flood waits for the reader");
        let (mut n_back, mut buffer) = (0, vec![0; 1024]);
        loop {
            match stream.read(&mut buffer).await? {
                0 => break,
                n => n_back += n,
            }
        }
        flood.await.unwrap()?;
        Ok((most.get(), n_back))
    }

    #[test]
    fn a_slow_reader_pauses_the_echo_and_gets_all() {
        let (most, n_back) = run(against_a_slow_reader()).unwrap().unwrap();
        assert_eq!(n_back, FLOOD);
        let chunk = 16 * 1024;
        assert!(most <= Transport::HIGH + chunk, "{most} bytes waited");
    }
}
