//! A chat by callbacks: what one guest says is written to all.

use std::{cell::RefCell, collections::BTreeMap, io, net::Ipv4Addr, rc::Rc};

use miniloop::{Protocol, TcpListener, TcpStream, Transport, run, serve};

// ANCHOR: room
/// The guests by number.
type Room = Rc<RefCell<BTreeMap<u32, Transport>>>;

/// Writes to all. Whoever reads too slowly misses lines.
fn tell(room: &Room, line: &str) {
    let keeps_up = |guest: &&Transport| guest.n_unsent() < Transport::LOW;
    for guest in room.borrow().values().filter(keeps_up) {
        guest.write(line.as_bytes());
    }
}
// ANCHOR_END: room

// ANCHOR: guest
struct Guest {
    number: u32,
    room: Room,
    kept: Vec<u8>,
}

impl Protocol for Guest {
    fn connection_made(&mut self, transport: Transport) {
        self.room.borrow_mut().insert(self.number, transport);
        tell(&self.room, &format!("{} comes\n", self.number));
    }

    fn data_received(&mut self, data: &[u8]) {
        self.kept.extend(data);
        while let Some(end) = self.kept.iter().position(|&b| b == b'\n') {
            let line = self.kept.drain(..=end).collect::<Vec<u8>>();
            let line = String::from_utf8_lossy(&line);
            tell(&self.room, &format!("{}: {line}", self.number));
        }
    }

    fn connection_lost(&mut self, _: Option<io::Error>) {
        self.room.borrow_mut().remove(&self.number);
        tell(&self.room, &format!("{} goes\n", self.number));
    }
}
// ANCHOR_END: guest

/// Reads a line, a byte at a time: that is slow, and short.
async fn hear(stream: &TcpStream) -> io::Result<String> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while !line.ends_with(b"\n") && stream.read(&mut byte).await? > 0 {
        line.push(byte[0]);
    }
    let line = String::from_utf8_lossy(&line).into_owned();
    print!("first hears: {line}");
    Ok(line)
}

// ANCHOR: evening
async fn evening() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    let (room, mut numbers) = (Room::default(), 1..);
    drop(serve(listener, move || {
        let number = numbers.next().expect("there are enough");
        Guest { number, room: room.clone(), kept: Vec::new() }
    }));
    let first = TcpStream::connect(address).await?;
    hear(&first).await?;
    let second = TcpStream::connect(address).await?;
    second.write_all(b"hi\nbye\n").await?;
    second.finish()?;
    while !hear(&first).await?.ends_with("goes\n") {}
    Ok(())
}
// ANCHOR_END: evening

pub fn main() {
    run(evening()).expect("nobody stalls").expect("loopback works");
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn whoever_is_slow() -> io::Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        let room = Room::default();
        let guests = room.clone();
        drop(serve(listener, move || Guest {
            number: 1,
            room: guests.clone(),
            kept: Vec::new(),
        }));
        let guest = TcpStream::connect(address).await?;
        assert_eq!(hear(&guest).await?, "1 comes\n");
        let line = "x".repeat(1024) + "\n";
        // Nobody else runs meanwhile, so nothing is sent.
        for _ in 0..100 {
            tell(&room, &line);
        }
        let n_unsent = room.borrow()[&1].n_unsent();
        assert_eq!(n_unsent, 16 * line.len(), "the rest is missed");
        assert_eq!(hear(&guest).await?, line);
        Ok(())
    }

    #[test]
    fn a_slow_guest_misses_lines_and_costs_no_more_memory() {
        run(whoever_is_slow()).unwrap().unwrap();
    }
}
