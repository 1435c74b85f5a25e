//! What is measured, and how: time on the processor, memory, lateness.

use std::{
    fs,
    time::{Duration, Instant},
};

/// What a run found out, each by its name.
pub(crate) type Figures = Vec<(&'static str, f64)>;

/// What a loop is to do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Work {
    Spawn,
    Thousands,
    Yields,
    Channel,
    Sleeps,
    Memory,
    Echo,
    EchoProtocols,
}

impl Work {
    pub(crate) const ALL: [(&str, Work); 8] = [
        ("spawn", Work::Spawn),
        ("thousands", Work::Thousands),
        ("yields", Work::Yields),
        ("channel", Work::Channel),
        ("sleeps", Work::Sleeps),
        ("memory", Work::Memory),
        ("echo", Work::Echo),
        ("echo_protocols", Work::EchoProtocols),
    ];

    pub(crate) fn named(name: &str) -> Option<Work> {
        Work::ALL.iter().find(|(n, _)| *n == name).map(|(_, work)| *work)
    }
}

/// Processor time for each of `n` operations.
pub(crate) fn timed(n: u64, work: impl FnOnce(u64)) -> Figures {
    let before = on_processor();
    work(n);
    let taken = on_processor() - before;
    vec![("ns", nanos_each(taken, n))]
}

pub(crate) fn nanos_each(taken: Duration, n: u64) -> f64 {
    taken.as_nanos() as f64 / n as f64
}

/// How long this thread has run so far. Where the system doesn't tell, all
/// time counts, other programs' too.
pub(crate) fn on_processor() -> Duration {
    const STAT: &str = "/proc/thread-self/schedstat";
    let nanos = fs::read_to_string(STAT).ok().and_then(|text| {
        text.split(' ').next().and_then(|first| first.parse().ok())
    });
    nanos.map_or_else(since_start, Duration::from_nanos)
}

fn since_start() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Bytes of this process that are in memory now; without Linux, unknown.
pub(crate) fn in_memory() -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|l| l.trim().strip_suffix(" kB")?.parse().ok());
    kib.map_or(f64::NAN, |kib: f64| kib * 1024.0)
}

/// How long all took, and by how much the one in the middle, and the last but
/// one in a hundred, woke late.
pub(crate) fn lateness(total: Duration, mut late: Vec<Duration>) -> Figures {
    late.sort_unstable();
    let micros = |nth: usize| late[nth].as_nanos() as f64 / 1e3;
    vec![
        ("total", total.as_nanos() as f64 / 1e6),
        ("late", micros(late.len() / 2)),
        ("latest", micros(late.len() * 99 / 100)),
    ]
}

/// The same numbers in each run: xorshift, after Marsaglia.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Random {
        Random(0x9E37_79B9_7F4A_7C15)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
