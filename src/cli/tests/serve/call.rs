//! A call of the server's API, as a page makes it or as somebody else would.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpStream,
};

use serde_json::{Value, json};

use crate::server::Server;

/// One call; each test spoils what it is about.
pub(crate) struct Call<'a> {
    server: &'a Server,
    name: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// What came back, once the connection was closed.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl<'a> Call<'a> {
    /// A call as a page of this server makes it.
    pub(crate) fn new(server: &'a Server, name: &str, body: &str) -> Self {
        let own = format!("127.0.0.1:{}", server.port);
        let headers = vec![
            ("host", own.clone()),
            ("origin", format!("http://{own}")),
            ("sec-fetch-site", "same-origin".into()),
            ("content-type", "application/json".into()),
            ("x-workbook-token", server.token()),
            ("connection", "close".into()),
        ];
        let body = body.as_bytes().to_vec();
        Self { server, name: name.into(), headers, body }
    }

    /// A run of this listing, or of what a reader made of it.
    pub(crate) fn run(server: &'a Server, source: Option<&str>) -> Self {
        let body = json!({ "listing": "ch02/function", "source": source });
        Self::new(server, "run", &body.to_string())
    }

    /// The same with another value of this header.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    pub(crate) fn answer(self) -> Answer {
        let length = self.body.len().to_string();
        let body = self.body.clone();
        self.with("content-length", &length).answer_to(&body)
    }

    /// Sends it; what it answers is still to be read.
    pub(crate) fn open(self) -> TcpStream {
        let length = self.body.len().to_string();
        let body = self.body.clone();
        let call = self.with("content-length", &length);
        call.server.send(&call.head(), &body)
    }

    /// Sends its head, then these bytes: the test's own idea of a body.
    pub(crate) fn answer_to(&self, body: &[u8]) -> Answer {
        let mut stream = self.server.send(&self.head(), body);
        let mut all = vec![];
        // A connection that is reset has been answered before.
        let _ = stream.read_to_end(&mut all);
        Answer::parse(&String::from_utf8_lossy(&all))
    }

    /// Reads its answer line by line, as it comes.
    pub(crate) fn follow(self) -> Lines {
        let length = self.body.len().to_string();
        let body = self.body.clone();
        let call = self.with("content-length", &length);
        // Of that version, an answer is not cut into chunks.
        let head = call.head().replacen("HTTP/1.1", "HTTP/1.0", 1);
        let mut lines = Lines(BufReader::new(call.server.send(&head, &body)));
        let status = lines.next_line().expect("an answer");
        assert!(status.contains(" 200 "), "{status}");
        while lines.next_line().is_some_and(|line| !line.is_empty()) {}
        lines
    }

    fn head(&self) -> String {
        let mut head =
            format!("POST /.workbook/api/{} HTTP/1.1\r\n", self.name);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head + "\r\n"
    }
}

/// An answer that is still coming. Dropping it breaks the call off.
pub(crate) struct Lines(BufReader<TcpStream>);

impl Lines {
    fn next_line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line).expect("a line in time");
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The next line with one of these names, past all others.
    pub(crate) fn next(&mut self, name: &str) -> Value {
        loop {
            let line = self.next_line();
            let line = line.unwrap_or_else(|| panic!("no `{name}` came"));
            let mut line: Value = serde_json::from_str(&line).unwrap();
            if let Some(value) = line.get_mut(name) {
                return value.take();
            }
        }
    }

    /// All that comes: what was said, what was printed, and the end.
    pub(crate) fn all(mut self) -> Told {
        let mut told = Told::default();
        while let Some(line) = self.next_line() {
            let line: Value = serde_json::from_str(&line).unwrap();
            assert_eq!(told.end, Value::Null, "{line} comes after the end");
            let (name, value) =
                line.as_object().unwrap().iter().next().unwrap();
            let text = value.as_str().unwrap_or_default();
            match &**name {
                "says" => told.says += text,
                "out" => told.out += text,
                "err" => told.err += text,
                "end" => told.end = value.clone(),
                other => panic!("what is `{other}`?"),
            }
        }
        assert_ne!(told.end, Value::Null, "no end: {told:?}");
        told
    }
}

/// A whole run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) says: String,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) end: Value,
}

impl Answer {
    fn parse(all: &str) -> Self {
        let (head, body) = all.split_once("\r\n\r\n").unwrap_or((all, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        Self {
            status: status.unwrap_or_else(|| panic!("no answer: {all:?}")),
            head: head.to_lowercase(),
            body: body.into(),
        }
    }

    /// What its body says is wrong.
    pub(crate) fn error(&self) -> String {
        let body: Value = serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", self.body));
        body["error"].as_str().expect("an error in words").into()
    }
}
