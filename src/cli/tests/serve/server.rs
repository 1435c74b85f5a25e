//! A small workbook on disk and a `workbook serve` of it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use tempfile::TempDir;

use crate::{copy::copy, seed::sow};

/// How long a line or an answer may take before the test fails.
const LIMIT: Duration = Duration::from_secs(60);

/// A checkout with one page, in a path with a space and foreign letters.
pub(crate) struct Fixture {
    home: TempDir,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let fixture = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(fixture.temporary()).unwrap();
        let draft =
            "[[chapter]]\nslug = \"first\"\ntitle = \"First\"\ndraft = true\n";
        fixture.write("workbook.toml", draft);
        fixture.write_book();
        fixture
    }

    /// A copy of the workbook whose listings are built, with that one page.
    pub(crate) fn with_listings() -> Self {
        let fixture = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(fixture.temporary()).unwrap();
        let here = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        copy(here, &fixture.root()).unwrap();
        sow(&fixture.root()).unwrap();
        fixture.write_book();
        fixture
    }

    fn write_book(&self) {
        self.write("book/book.toml", "[book]\ntitle = \"Small\"\n");
        self.write("book/src/SUMMARY.md", "- [Page](page.md)\n");
        self.write("book/src/page.md", "# Page\n\nThe first text.\n");
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.home.path().join("Übung für zwei")
    }

    /// The only folder for temporary files that the server knows.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.home.path().join("tmp")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every file of the checkout.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root()];
        let mut files = vec![];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files.sort();
        files
    }

    pub(crate) fn command(&self, port: u16) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
        command
            .args(["serve", "--no-open", "--port", &port.to_string()])
            .current_dir(self.root())
            .env("TMPDIR", self.temporary())
            .env("TEMP", self.temporary())
            .stdin(Stdio::null());
        command
    }

    /// Starts a server and waits until it says its address.
    pub(crate) fn serve(&self, port: u16) -> Server {
        Server::start(self.command(port))
    }
}

/// A running server, killed when it is dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    lines: Receiver<String>,
    /// What it said so far.
    pub(crate) said: Vec<String>,
    pub(crate) port: u16,
}

impl Server {
    /// Starts it by this command and waits until it says its address.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = channel();
        // Ends when the server closes its output.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        let mut server = Server { child, lines, said: vec![], port: 0 };
        let address = server.line_with("http://127.0.0.1:");
        let (_, tail) = address.split_once("127.0.0.1:").unwrap();
        server.port = tail.split_once('/').unwrap().0.parse().unwrap();
        server
    }

    /// Waits for a line of its output with these words.
    pub(crate) fn line_with(&mut self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(LIMIT).unwrap_or_else(|_| {
                panic!("no line with `{words}` after {:?}", self.said)
            });
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// The answer to a plain GET under the server's own name.
    pub(crate) fn get(&self, path: &str) -> String {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// The whole answer, head and body.
    pub(crate) fn ask(&self, method: &str, path: &str, host: &str) -> String {
        let mut stream = self.request(method, path, host);
        let mut answer = vec![];
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The events, as they come.
    pub(crate) fn events(&self) -> Events {
        self.events_for("")
    }

    /// The events that a page asks for in this query.
    pub(crate) fn events_for(&self, query: &str) -> Events {
        let own = format!("127.0.0.1:{}", self.port);
        let path = format!("/.workbook/events?{query}");
        Events(BufReader::new(self.request("GET", &path, &own)))
    }

    /// As the pages of this server carry it.
    pub(crate) fn token(&self) -> String {
        let page = self.get("/page.html");
        let (_, tail) = page.split_once("data-token=\"").expect("a token");
        tail.split_once('"').unwrap().0.to_owned()
    }

    /// A connection that has sent this; what it answers is still to be read.
    pub(crate) fn send(&self, head: &str, body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        // A server that refuses may close before it has read all.
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(body);
        stream
    }

    fn request(&self, method: &str, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n\
             Connection: close\r\n\r\n"
        )
        .unwrap();
        stream
    }

    /// Whom it has started and not yet waited for.
    #[cfg(target_os = "linux")]
    pub(crate) fn children(&self) -> Vec<String> {
        let tasks = format!("/proc/{}/task", self.child.id());
        let tasks = fs::read_dir(tasks).unwrap().flatten();
        let children = |task: fs::DirEntry| {
            fs::read_to_string(task.path().join("children")).ok()
        };
        let all: Vec<_> = tasks.filter_map(children).collect();
        all.concat().split_whitespace().map(str::to_owned).collect()
    }

    /// Interrupts it as Ctrl-C does.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> std::process::ExitStatus {
        use rustix::process::{Pid, Signal, kill_process};
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream that an open page listens to.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for the next event of this kind and returns its data.
    pub(crate) fn wait_for(&mut self, kind: &str) -> String {
        loop {
            let (name, data) = self.next();
            if name == kind {
                return data;
            }
        }
    }

    /// Waits for the next event: its name and its data.
    pub(crate) fn next(&mut self) -> (String, String) {
        let (mut name, mut data) = (String::new(), None::<String>);
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).unwrap();
            assert!(read > 0, "the stream ended before the next event");
            if let Some(found) = line.strip_prefix("event: ") {
                name = found.trim().to_owned();
            } else if let Some(found) = line.strip_prefix("data: ") {
                let all = data.get_or_insert_with(String::new);
                *all += found;
            } else if line.trim().is_empty()
                && let Some(data) = data.take()
            {
                return (name, data.trim_end().to_owned());
            }
        }
    }
}
