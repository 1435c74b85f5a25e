//! Checks of `e4_interval`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e4_interval.rs"
)]
mod e4_interval;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::Deref,
    rc::Rc,
    time::Duration,
};

use e4_interval::{EventLoop, Interval, call_every};
use kit::DropLog;

const SECOND: Duration = Duration::from_secs(1);
const START: Duration = Duration::from_secs(3);
const PERIOD: Duration = Duration::from_secs(10);

/// More timers than any of these checks has a use for.
const MANY: u64 = 10_000;

type Timers = BTreeMap<(Duration, u64), Box<dyn FnOnce()>>;

/// A loop whose time is what the check makes of it.
#[derive(Default)]
struct World {
    now: Cell<Duration>,
    /// By how much every callback comes after its deadline, or more.
    is_late_by: Duration,
    timers: RefCell<Timers>,
    n_timers: Cell<u64>,
}

impl EventLoop for World {
    fn time(&self) -> Duration {
        self.now.get()
    }

    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>) {
        let number = self.n_timers.replace(self.n_timers.get() + 1);
        assert!(number < MANY, "{MANY} calls of call_at for a few ticks");
        self.timers.borrow_mut().insert((when, number), callback);
    }
}

impl World {
    fn late_by(is_late_by: Duration) -> Rc<Self> {
        let now = Cell::new(START);
        Rc::new(Self { now, is_late_by, ..Self::default() })
    }

    /// Runs what is due before `end`; time passes as it must.
    fn run_until(&self, end: Duration) {
        while let Some(callback) = self.take_due(end) {
            callback();
        }
        self.now.set(end.max(self.now.get()));
    }

    fn take_due(&self, end: Duration) -> Option<Box<dyn FnOnce()>> {
        let mut timers = self.timers.borrow_mut();
        let first = timers.first_entry()?;
        let at = first.key().0.max(self.now.get());
        if at >= end {
            return None;
        }
        self.now.set(at + self.is_late_by);
        Some(first.remove())
    }

    /// Whoever calls this holds the loop up until then.
    fn hold_until(&self, end: Duration) {
        self.now.set(end.max(self.now.get()));
    }
}

/// When the ticks came.
#[derive(Clone, Default)]
struct Ticks(Rc<RefCell<Vec<Duration>>>);

/// How long each tick takes.
const NOTHING: Duration = Duration::ZERO;

impl Ticks {
    /// Ticks that take so long each.
    fn begin(&self, world: &Rc<World>, takes: Duration) -> Interval {
        let (ticks, clock) = (self.0.clone(), world.clone());
        call_every(world.clone(), PERIOD, move || {
            ticks.borrow_mut().push(clock.time());
            clock.hold_until(clock.time() + takes);
        })
    }

    /// They came at these times.
    fn expect(&self, call: &str, takes: Duration, expected: &[Duration]) {
        let ticks = self.0.borrow();
        kit::expect_values(call, &ticks, expected, |_| {
            // One right after the end of the other.
            let made_up = ticks.windows(2).any(|t| t[1] - t[0] <= takes);
            Some(if made_up { "burst" } else { "drift" })
        });
    }
}

fn seconds<const N: usize>(seconds: [u64; N]) -> [Duration; N] {
    seconds.map(Duration::from_secs)
}

#[test]
fn ticks_come_in_every_period() {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let _interval = ticks.begin(&world, NOTHING);
    world.run_until(50 * SECOND);
    let call = "ticks of 10 s, from 3 s on";
    ticks.expect(call, NOTHING, &seconds([13, 23, 33, 43]));
}

#[test]
fn a_late_tick_makes_no_other_one_late() {
    let late = Duration::from_nanos(3_000_001);
    let (world, ticks) = (World::late_by(late), Ticks::default());
    let _interval = ticks.begin(&world, NOTHING);
    world.run_until(1_000 * PERIOD);
    let on_time: Vec<_> = (1..1_000).map(|n| START + n * PERIOD).collect();
    let expected: Vec<_> = on_time.iter().map(|tick| *tick + late).collect();
    let call = "ticks that all come 3.000001 ms late";
    ticks.expect(call, NOTHING, &expected);
}

#[test]
fn a_callback_that_takes_long_makes_no_other_one_late() {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let _interval = ticks.begin(&world, 4 * SECOND);
    world.run_until(50 * SECOND);
    let call = "ticks of 10 s that take 4 s each";
    ticks.expect(call, 4 * SECOND, &seconds([13, 23, 33, 43]));
}

/// Something else holds the loop up from 15 s until `end`.
fn stalled_until(end: Duration) -> Ticks {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let _interval = ticks.begin(&world, NOTHING);
    let holds = world.clone();
    let stall = move || holds.hold_until(end);
    world.call_at(15 * SECOND, Box::new(stall));
    world.run_until(70 * SECOND);
    ticks
}

#[test]
fn what_was_missed_is_skipped() {
    let ticks = stalled_until(47 * SECOND);
    let call = "ticks of 10 s, the loop held up from 15 s to 47 s";
    ticks.expect(call, NOTHING, &seconds([13, 47, 53, 63]));
}

#[test]
fn what_is_due_at_this_moment_is_no_later() {
    let ticks = stalled_until(43 * SECOND);
    let call = "ticks of 10 s, the loop held up from 15 s to 43 s";
    ticks.expect(call, NOTHING, &seconds([13, 43, 53, 63]));
}

/// Ticks of this period after one that comes `n_late` periods too late.
fn ticks_after(period: Duration, n_late: u32) -> Vec<Duration> {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let (times, clock) = (ticks.0.clone(), world.clone());
    let tick = move || times.borrow_mut().push(clock.time());
    let _interval = call_every(world.clone(), period, tick);
    let holds = world.clone();
    let stall = move || holds.hold_until(START + (n_late + 1) * period);
    world.call_at(START + period / 2, Box::new(stall));
    world.run_until(START + (n_late + 4) * period);
    ticks.0.take()
}

#[test]
fn a_period_need_not_be_round() {
    const N_LATE: u32 = 100_000;
    // The one is less than two milliseconds; what the other one comes to has
    // more digits than an `f64`.
    for period in [Duration::from_nanos(1_500_007), Duration::new(1_000, 7)] {
        let ticks = ticks_after(period, N_LATE);
        let due = [1, 2, 3].map(|n| START + (N_LATE + n) * period);
        let call = format!(
            "ticks of {period:?} from 3 s on, the loop held up for {N_LATE}"
        );
        kit::expect_values(&call, &ticks, &due, |_| None);
    }
}

#[test]
fn what_a_callback_misses_is_skipped() {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let _interval = ticks.begin(&world, 25 * SECOND);
    world.run_until(80 * SECOND);
    let call = "ticks of 10 s that take 25 s each";
    ticks.expect(call, 25 * SECOND, &seconds([13, 43, 73]));
}

/// No tick and no timer is left, once what was scheduled has come.
fn expect_quiet(world: &World, ticks: &Ticks, n_ticks: usize) {
    world.run_until(world.time() + 5 * PERIOD);
    kit::suspect("cancel-ignored");
    let why = "canceled after the second tick";
    kit::expect("ticks", ticks.0.borrow().len(), n_ticks, why);
    kit::suspect("leaked-callback");
    let n_timers = world.timers.borrow().len();
    let call = "timers that wait, five periods after cancel";
    kit::expect(call, n_timers, 0, "nobody needs another look");
    kit::clear();
}

#[test]
fn after_cancel_no_tick_comes() {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let interval = ticks.begin(&world, NOTHING);
    world.run_until(25 * SECOND);
    interval.cancel();
    expect_quiet(&world, &ticks, 2);
    interval.cancel();
}

/// Ticks whose second one cancels, some time after it.
fn canceled_by_a_tick() -> (Rc<World>, Ticks) {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    let interval = Rc::new(RefCell::new(None::<Interval>));
    let (times, own) = (ticks.clone(), interval.clone());
    let callback = move || {
        times.0.borrow_mut().push(Duration::ZERO);
        if let (2, Some(own)) = (times.0.borrow().len(), &*own.borrow()) {
            own.cancel();
        }
    };
    interval.replace(Some(call_every(world.clone(), PERIOD, callback)));
    kit::reenter(|| world.run_until(25 * SECOND));
    // A callback that owns its own end goes only by this.
    interval.take();
    (world, ticks)
}

#[test]
fn the_callback_may_cancel() {
    let (world, ticks) = canceled_by_a_tick();
    expect_quiet(&world, &ticks, 2);
}

#[test]
fn a_dropped_interval_ticks_on() {
    let (world, ticks) = (World::late_by(Duration::ZERO), Ticks::default());
    ticks.begin(&world, NOTHING);
    world.run_until(30 * SECOND);
    kit::suspect("lost-callback");
    let why = "only cancel ends them";
    kit::expect("ticks by 30 s", ticks.0.borrow().len(), 2, why);
}

#[test]
fn the_callback_goes_when_all_is_over() {
    let (world, log) = (World::late_by(Duration::ZERO), DropLog::new());
    let holds = log.guard("what the callback holds");
    let callback = move || _ = holds.deref();
    {
        let interval = call_every(world.clone(), PERIOD, callback);
        world.run_until(25 * SECOND);
        interval.cancel();
    }
    world.run_until(50 * SECOND);
    kit::suspect("leaked-callback");
    let why = "it was canceled and can never be called";
    kit::expect("what is alive", log.alive(), Vec::<String>::new(), why);
}

#[test]
fn a_tick_that_cancels_schedules_no_other() {
    let (world, _) = canceled_by_a_tick();
    kit::suspect("leaked-callback");
    let n_timers = world.timers.borrow().len();
    let why = "nothing is scheduled after a cancel";
    kit::expect("timers that wait when it has ended", n_timers, 0, why);
}
