//! Sockets: echo by streams and by protocols, ends, resets, slow readers.

use std::{
    cell::RefCell,
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr},
    num::NonZeroUsize,
    rc::Rc,
    thread,
};

use miniloop::{
    Protocol, Queue, Setter, TcpListener, TcpStream, Transport, gather,
    promise, run, serve, spawn,
};

const ANY: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// Echoes until the peer writes no more.
async fn echo(stream: TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; 4096];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return stream.finish(),
            n => stream.write_all(&buffer[..n]).await?,
        }
    }
}

/// Serves streams at an address that it returns.
fn echo_server() -> SocketAddr {
    let listener = TcpListener::bind(ANY).unwrap();
    let address = listener.local_addr().unwrap();
    drop(spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            drop(spawn(echo(stream)));
        }
    }));
    address
}

/// Reads until the end.
async fn read_all(stream: &TcpStream) -> io::Result<Vec<u8>> {
    let (mut all, mut buffer) = (Vec::new(), vec![0; 4096]);
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(all),
            n => all.extend(&buffer[..n]),
        }
    }
}

#[test]
fn a_thousand_connections_lose_nothing() {
    run(async {
        let address = echo_server();
        // Fewer at once than a listener's backlog, and than the 1024 files
        // that a process may have open: each pair of ends is two.
        let seats = Queue::new(NonZeroUsize::new(100).unwrap());
        let clients = (0..1000_u32).map(|n| {
            let seats = seats.clone();
            async move {
                seats.put(()).await;
                let stream = TcpStream::connect(address).await.unwrap();
                let message = n.to_be_bytes().repeat(500);
                stream.write_all(&message).await.unwrap();
                stream.finish().unwrap();
                assert!(
                    read_all(&stream).await.unwrap() == message,
                    "client {n}"
                );
                seats.get().await;
            }
        });
        assert_eq!(gather(clients).await.len(), 1000);
    })
    .unwrap();
}

#[test]
fn a_half_closed_connection_still_answers() {
    run(async {
        let stream = TcpStream::connect(echo_server()).await.unwrap();
        stream.write_all(b"last words").await.unwrap();
        stream.finish().unwrap();
        assert_eq!(read_all(&stream).await.unwrap(), b"last words");
    })
    .unwrap();
}

#[test]
fn nobody_listens_is_an_error() {
    run(async {
        let listener = TcpListener::bind(ANY).unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let error = TcpStream::connect(address).await.map(drop).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    })
    .unwrap();
}

#[test]
fn a_peer_in_another_thread_wakes_the_loop() {
    run(async {
        let listener = TcpListener::bind(ANY).unwrap();
        let address = listener.local_addr().unwrap();
        let peer = thread::spawn(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(b"hello").unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        let (stream, _) = listener.accept().await.unwrap();
        echo(stream).await.unwrap();
        assert_eq!(peer.join().unwrap(), "hello");
    })
    .unwrap();
}

/// What a protocol was told, in order.
type Told = Rc<RefCell<Vec<String>>>;

struct Echo {
    transport: Option<Transport>,
    told: Told,
}

impl Echo {
    fn note(&self, what: impl ToString) {
        self.told.borrow_mut().push(what.to_string());
    }
}

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Transport) {
        self.note("made");
        self.transport = Some(transport);
    }

    fn data_received(&mut self, data: &[u8]) {
        self.note(data.len());
        self.transport.as_ref().unwrap().write(data);
    }

    fn eof_received(&mut self) -> bool {
        self.note("eof");
        false
    }

    fn connection_lost(&mut self, error: Option<io::Error>) {
        self.note(if error.is_some() { "error" } else { "lost" });
    }
}

#[test]
fn a_protocol_is_told_from_beginning_to_end() {
    let told = Told::default();
    let kept = told.clone();
    run(async move {
        let listener = TcpListener::bind(ANY).unwrap();
        let address = listener.local_addr().unwrap();
        let server = serve(listener, move || Echo {
            transport: None,
            told: kept.clone(),
        });
        let stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"hello").await.unwrap();
        let mut buffer = [0; 5];
        assert_eq!(stream.read(&mut buffer).await.unwrap(), 5);
        stream.finish().unwrap();
        assert_eq!(read_all(&stream).await.unwrap(), b"");
        server.cancel();
    })
    .unwrap();
    assert_eq!(told.take(), ["made", "5", "eof", "lost"]);
}

/// Writes far more than the system's own buffers take, and tells when it is
/// asked to pause.
struct Flood {
    transport: Option<Transport>,
    paused: Option<Setter<usize>>,
}

const FLOOD: usize = 32 << 20;

impl Protocol for Flood {
    fn connection_made(&mut self, transport: Transport) {
        transport.write(&vec![0; FLOOD]);
        transport.close();
        self.transport = Some(transport);
    }

    fn data_received(&mut self, _: &[u8]) {}

    fn pause_writing(&mut self) {
        let n_unsent = self.transport.as_ref().unwrap().n_unsent();
        self.paused.take().unwrap().set(n_unsent);
    }

    fn connection_lost(&mut self, error: Option<io::Error>) {
        assert!(error.is_none(), "{error:?}");
    }
}

#[test]
fn a_slow_reader_has_the_writer_paused_and_gets_all() {
    run(async {
        let listener = TcpListener::bind(ANY).unwrap();
        let address = listener.local_addr().unwrap();
        let (setter, paused) = promise();
        let mut setter = Some(setter);
        let server = serve(listener, move || Flood {
            transport: None,
            paused: setter.take(),
        });
        let stream = TcpStream::connect(address).await.unwrap();
        let n_unsent = paused.await.unwrap();
        assert!(n_unsent > Transport::HIGH, "{n_unsent}");
        assert_eq!(read_all(&stream).await.unwrap().len(), FLOOD);
        server.cancel();
    })
    .unwrap();
}

/// Answers, and tells when it has, and when the connection is lost.
struct Answer {
    transport: Option<Transport>,
    answered: Option<Setter<()>>,
    lost: Option<Setter<bool>>,
}

impl Protocol for Answer {
    fn connection_made(&mut self, transport: Transport) {
        self.transport = Some(transport);
    }

    fn data_received(&mut self, data: &[u8]) {
        self.transport.as_ref().unwrap().write(data);
        self.answered.take().unwrap().set(());
    }

    fn connection_lost(&mut self, error: Option<io::Error>) {
        self.lost.take().unwrap().set(error.is_some());
    }
}

#[test]
fn a_reset_is_an_error_and_ends_the_connection() {
    run(async {
        let listener = TcpListener::bind(ANY).unwrap();
        let address = listener.local_addr().unwrap();
        let (answered, has_answered) = promise();
        let (lost, is_lost) = promise();
        let mut setters = Some((answered, lost));
        let server = serve(listener, move || {
            let (answered, lost) = setters.take().unwrap();
            let (answered, lost) = (Some(answered), Some(lost));
            Answer { transport: None, answered, lost }
        });
        let stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&[0; 100]).await.unwrap();
        has_answered.await.unwrap();
        // One byte read: the answer is there, and the rest of it unread makes
        // the close a reset.
        assert_eq!(stream.read(&mut [0]).await.unwrap(), 1);
        drop(stream);
        assert!(is_lost.await.unwrap(), "a reset is an error");
        server.cancel();
    })
    .unwrap();
}
