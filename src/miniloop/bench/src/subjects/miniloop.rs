//! The book's own loop.

#[path = "../workloads.rs"]
mod workloads;

use miniloop::{
    JoinHandle, Protocol, Queue, TcpListener, TcpStream, Transport, serve,
    sleep, spawn, yield_now,
};

use crate::figures::{Figures, Work};

pub(crate) fn measure(work: Work) -> Figures {
    match work {
        Work::EchoProtocols => run(echo_by_protocols()),
        _ => workloads::measure(work),
    }
}

fn run<F: Future + 'static>(work: F) -> F::Output {
    miniloop::run(work).expect("nobody waits for ever")
}

async fn join<T>(task: JoinHandle<T>) -> T {
    task.await.expect("no task panics")
}

fn channel<T>(limit: usize) -> (Queue<T>, Queue<T>) {
    let queue = Queue::new(limit.try_into().expect("not 0"));
    (queue.clone(), queue)
}

async fn send<T>(queue: &mut Queue<T>, item: T) {
    queue.put(item).await;
}

async fn receive<T>(queue: &mut Queue<T>) -> T {
    queue.get().await
}

fn listen() -> TcpListener {
    let any_port = ([127, 0, 0, 1], 0).into();
    let listener = TcpListener::bind(any_port).expect("a free port");
    super::tell_port(listener.local_addr().expect("it is bound").port());
    listener
}

async fn accept(listener: &mut TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().await.expect("a connection");
    stream.set_nodelay(true).expect("it is open");
    stream
}

async fn read(stream: &mut TcpStream, buffer: &mut [u8]) -> usize {
    stream.read(buffer).await.unwrap_or(0)
}

async fn write_all(stream: &mut TcpStream, bytes: &[u8]) {
    stream.write_all(bytes).await.expect("the client reads all");
}

/// The same by callbacks: asyncio's protocols.
async fn echo_by_protocols() -> Figures {
    let error = join(serve(listen(), Echo::default)).await;
    panic!("nobody can connect: {error}");
}

#[derive(Default)]
struct Echo(Option<Transport>);

impl Protocol for Echo {
    fn connection_made(&mut self, transport: Transport) {
        self.0 = Some(transport);
    }

    fn data_received(&mut self, data: &[u8]) {
        self.0.as_ref().expect("it was made first").write(data);
    }

    fn connection_lost(&mut self, _error: Option<std::io::Error>) {}
}
