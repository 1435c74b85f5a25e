//! tokio's sockets and channel, for both ways to spawn.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender},
};

pub(crate) async fn send<T>(sender: &mut Sender<T>, item: T) {
    assert!(sender.send(item).await.is_ok(), "the receiver takes all");
}

pub(crate) async fn receive<T>(receiver: &mut Receiver<T>) -> T {
    receiver.recv().await.expect("the sender sends all")
}

pub(crate) fn listen() -> TcpListener {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0));
    let listener = listener.expect("a free port");
    listener.set_nonblocking(true).expect("it is open");
    super::tell_port(listener.local_addr().expect("it is bound").port());
    TcpListener::from_std(listener).expect("a loop runs")
}

pub(crate) async fn accept(listener: &mut TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().await.expect("a connection");
    stream.set_nodelay(true).expect("it is open");
    stream
}

pub(crate) async fn read(stream: &mut TcpStream, buffer: &mut [u8]) -> usize {
    stream.read(buffer).await.unwrap_or(0)
}

pub(crate) async fn write_all(stream: &mut TcpStream, bytes: &[u8]) {
    stream.write_all(bytes).await.expect("the client reads all");
}
