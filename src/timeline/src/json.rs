//! A run as JSON, for whoever draws it elsewhere.
//!
//! Written here and not by serde: its crates would be compiled with each
//! exercise and linked into the page's WebAssembly, for six small objects.

use std::fmt::{self, Display, Write};

use crate::model::{Clock, End, Event, Lane, State, Timeline, Turn, Wake};

impl Timeline {
    /// The whole run as one line of JSON:
    /// `{"lanes":[..],"turns":[..],"wakes":[..],"clock":[..],"steps":7,
    /// "cut":false}`, with steps counted from 0 and times in microseconds.
    ///
    /// # Examples
    /// ```
    /// let ((), run) = timeline::record(|| drop(timeline::lane("greet")));
    /// assert_eq!(
    ///     run.json(),
    ///     r#"{"lanes":[{"name":"greet","#.to_owned()
    ///         + r#""spans":[{"state":"running","from":0,"to":1}],"#
    ///         + r#""marks":[{"step":0,"event":"ended"}]}],"#
    ///         + r#""turns":[{"step":0,"lane":0,"end":{"kind":"returned"}}],"#
    ///         + r#""wakes":[],"clock":[],"steps":1,"cut":false}"#
    /// );
    /// ```
    pub fn json(&self) -> String {
        let mut json = String::new();
        write!(
            json,
            r#"{{"lanes":{},"turns":{},"wakes":{},"clock":{},"steps":{},"cut":{}}}"#,
            List(&self.lanes, write_lane),
            List(&self.turns, write_turn),
            List(&self.wakes, write_wake),
            List(&self.clock, write_clock),
            self.steps,
            self.is_cut
        )
        .expect("a string takes all");
        json
    }
}

type Written<T> = fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result;

/// An array of what the function writes.
struct List<'l, T>(&'l [T], Written<T>);

impl<T> Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('[')?;
        for (n, item) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_char(',')?;
            }
            self.1(item, f)?;
        }
        f.write_char(']')
    }
}

fn write_lane(lane: &Lane, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let spans = List(&lane.spans, |span, f| {
        let (state, steps) = (state_name(span.state), &span.steps);
        let (from, to) = (steps.start, steps.end);
        write!(f, r#"{{"state":"{state}","from":{from},"to":{to}}}"#)
    });
    let marks = List(&lane.marks, |mark, f| {
        let (step, event) = (mark.step, event_name(mark.event));
        write!(f, r#"{{"step":{step},"event":"{event}"}}"#)
    });
    write!(f, r#"{{"name":{}"#, Quoted(&lane.name))?;
    if let Some(line) = lane.line {
        write!(f, r#","line":{line}"#)?;
    }
    write!(f, r#","spans":{spans},"marks":{marks}}}"#)
}

fn write_turn(turn: &Turn, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, r#"{{"step":{},"lane":{}"#, turn.step, turn.lane)?;
    if let Some(got) = &turn.got {
        write!(f, r#","got":{}"#, Quoted(got))?;
    }
    f.write_str(r#","end":{"#)?;
    match &turn.end {
        End::Open => f.write_str(r#""kind":"open""#),
        End::Called { lane, what } => {
            let what = Quoted(what);
            write!(f, r#""kind":"called","lane":{lane},"value":{what}"#)
        }
        End::Gave(value) => {
            write!(f, r#""kind":"gave","value":{}"#, Quoted(value))
        }
        End::Pending => f.write_str(r#""kind":"pending""#),
        End::Returned(None) => f.write_str(r#""kind":"returned""#),
        End::Returned(Some(value)) => {
            write!(f, r#""kind":"returned","value":{}"#, Quoted(value))
        }
    }?;
    f.write_char('}')?;
    if let Some(line) = turn.line {
        write!(f, r#","line":{line}"#)?;
    }
    f.write_char('}')
}

fn write_wake(wake: &Wake, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let by = wake.by.map_or_else(|| "null".to_owned(), |by| by.to_string());
    let (step, lane) = (wake.step, wake.lane);
    write!(f, r#"{{"step":{step},"by":{by},"lane":{lane}}}"#)
}

fn write_clock(clock: &Clock, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (step, now) = (clock.step, clock.now.as_micros());
    write!(f, r#"{{"step":{step},"now":{now}}}"#)
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Running => "running",
        State::Ready => "ready",
        State::Calling => "calling",
        State::Waiting => "waiting",
        State::Paused => "paused",
    }
}

fn event_name(event: Event) -> &'static str {
    match event {
        Event::Woken => "woken",
        Event::Ended => "ended",
        Event::Dropped => "dropped",
    }
}

/// A string as JSON has it.
struct Quoted<'q>(&'q str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}
