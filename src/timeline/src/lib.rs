//! Who ran when: a run's lanes, recorded and drawn.
//!
//! The *model* comes first: a [`Timeline`] has [`Lane`]s, one for each task,
//! generator or function that somebody watched. Time goes in steps: a step is
//! one stretch in which a lane runs, from where it was called or resumed to
//! where it calls another lane, gives a value, waits or ends. So the order of
//! the steps is the order of what happened, and the same run draws the same
//! picture. A lane that calls another waits until that one comes back.
//!
//! The *recorder* takes one line a lane. Nothing is recorded outside of
//! [`record`], and what is watched there costs a branch and no more:
//!
//! ```
//! let (sum, run) = timeline::record(|| {
//!     let _caller = timeline::lane("caller");
//!     timeline::generator("source", 1..=2).sum::<i32>()
//! });
//! assert_eq!(sum, 3);
//! assert_eq!(
//!     run.text(40, timeline::Signs::Unicode),
//!     "\
//! step   1  2   3   4   5   6  7
//! caller ███╌╌╌╌█1→█╌╌╌╌█2→█╌╌╌██■
//! source ···█→1█····█→2█····██■
//!
//! █ runs
//! ╌ waits in a call
//! · paused, keeps its place
//! ■ runs and ends
//! 1→2 got 1, gave 2
//! "
//! );
//! ```
//!
//! [`lane`] is for a function, until its guard is dropped; [`generator`] for
//! an iterator, each `next` of which is a step; [`task`] for a future, each
//! poll of which is one, and whose wakes are arrows from lane to lane. The
//! recorder is the thread's own and knows no runtime; what runs on another
//! thread is not seen. A runtime with a virtual clock says with [`clock`] how
//! late it is, or is asked by [`clock_by`]; whoever runs steps itself feeds a
//! [`Recording`], its own or by [`tell`] the thread's.
//!
//! The *drawings* are of one run: [`Timeline::text`] for a terminal,
//! [`Timeline::svg`] for a page, [`Timeline::sentences`] and
//! [`Timeline::table`] for those who see neither. [`Timeline::json`] is for
//! whoever draws it elsewhere; a [`Follower`] is told of each step as it
//! begins.

mod follow;
mod json;
mod model;
mod record;
mod recording;
mod svg;
mod task;
mod text;
mod words;

pub use follow::Follower;
pub use model::Wake;
pub use model::{Clock, End, Event, Lane, Mark, Span, State, Timeline, Turn};
pub use record::{Generator, LaneGuard};
pub use record::{clock, clock_by, generator, lane, record, tell};
pub use recording::{LaneId, Recording};
pub use task::task;
pub use text::Signs;
