//! Timers against a model: a sorted list, turn by turn.

use std::{cell::RefCell, collections::HashSet, rc::Rc, time::Duration};

use miniloop::{EventLoop, Handle, sleep};

const HOUR: Duration = Duration::from_secs(3_600);
/// Sequences that the fuzz tries.
const N_SEEDS: u64 = 1_000;
/// Timers that one sequence makes at most.
const N_TIMERS: usize = 60;

/// What a timer does when it fires, or what is done at the beginning.
#[derive(Clone, Copy)]
enum Act {
    Insert(Duration),
    /// Of the timers made so far the one with this number, modulo their count.
    Cancel(usize),
}

/// The same for the same seed and timer, in the loop and in the model.
fn acts(seed: u64, timer: usize) -> Vec<Act> {
    let mut state = seed.wrapping_mul(0x9e37_79b9) ^ (timer as u64) << 32;
    let mut random = || {
        // SplitMix64: neighboring seeds give unlike numbers.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize
    };
    let n_acts = if timer == 0 { 20 } else { random() % 4 };
    // Few unlike delays, so that many deadlines are the same; some are zero.
    let act = |_| match random() % 3 {
        0 => Act::Cancel(random()),
        _ => Act::Insert(Duration::from_micros(500 * (random() % 8) as u64)),
    };
    (0..n_acts).map(act).collect()
}

/// Which timer fired, and when.
type Fired = Vec<(usize, Duration)>;

#[derive(Default)]
struct Shared {
    handles: RefCell<Vec<Handle>>,
    fired: RefCell<Fired>,
}

/// What the loop does.
fn on_the_loop(seed: u64) -> Fired {
    fn perform(
        event_loop: &EventLoop,
        shared: &Rc<Shared>,
        seed: u64,
        n: usize,
    ) {
        for act in acts(seed, n) {
            let n_made = shared.handles.borrow().len();
            match act {
                Act::Cancel(n) if n_made > 0 => {
                    shared.handles.borrow()[n % n_made].cancel();
                }
                Act::Insert(delay) if n_made < N_TIMERS => {
                    let (own, kept) = (event_loop.clone(), shared.clone());
                    let timer = n_made + 1;
                    let handle = event_loop.call_later(delay, move || {
                        kept.fired.borrow_mut().push((timer, own.time()));
                        perform(&own, &kept, seed, timer);
                    });
                    shared.handles.borrow_mut().push(handle);
                }
                _ => {}
            }
        }
    }
    let (event_loop, shared) =
        (EventLoop::with_virtual_clock(), Rc::new(Shared::default()));
    perform(&event_loop, &shared, seed, 0);
    event_loop.run_until_complete(sleep(HOUR)).unwrap();
    shared.handles.take();
    shared.fired.take()
}

/// What it should do: turns over a list that is sorted each time.
#[derive(Default)]
struct Model {
    waiting: Vec<(Duration, usize)>,
    cancelled: HashSet<usize>,
    n_made: usize,
    now: Duration,
    fired: Fired,
}

impl Model {
    fn run(mut self, seed: u64) -> Fired {
        self.act(seed, 0);
        while let Some((first, _)) = self.next() {
            self.now = self.now.max(first);
            let now = self.now;
            let (due, later) =
                self.waiting.iter().partition(|(when, _)| *when <= now);
            self.waiting = later;
            let due: Vec<(Duration, usize)> = due;
            for (_, timer) in due {
                // Those before it in this turn may have cancelled it.
                if !self.cancelled.contains(&timer) {
                    self.fired.push((timer, now));
                    // It has run: a cancel means nothing from now on.
                    self.act(seed, timer);
                }
            }
        }
        self.fired
    }

    /// The first that is not cancelled; the clock jumps to no other.
    fn next(&mut self) -> Option<(Duration, usize)> {
        self.waiting.retain(|(_, timer)| !self.cancelled.contains(timer));
        self.waiting.sort();
        self.waiting.first().copied()
    }

    fn act(&mut self, seed: u64, n: usize) {
        for act in acts(seed, n) {
            match act {
                Act::Cancel(n) if self.n_made > 0 => {
                    self.cancelled.insert(n % self.n_made + 1);
                }
                Act::Insert(delay) if self.n_made < N_TIMERS => {
                    self.n_made += 1;
                    self.waiting.push((self.now + delay, self.n_made));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn timers_fire_as_a_sorted_list_says() {
    let mut n_fired = 0;
    for seed in 0..N_SEEDS {
        let fired = on_the_loop(seed);
        assert_eq!(fired, Model::default().run(seed), "seed {seed}");
        n_fired += fired.len();
    }
    // Or the sequences would be too short to say anything.
    assert!(n_fired > 20 * N_SEEDS as usize, "only {n_fired} timers fired");
}

#[test]
fn a_canceled_timer_drops_its_callback_at_once() {
    let event_loop = EventLoop::with_virtual_clock();
    let held = Rc::new(());
    let in_callback = held.clone();
    let handle = event_loop.call_later(HOUR, move || drop(in_callback));
    handle.cancel();
    assert_eq!(Rc::strong_count(&held), 1);
    assert!(handle.is_cancelled());
}

#[test]
fn the_clock_does_not_jump_to_a_canceled_timer() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.call_later(HOUR, || unreachable!("it is cancelled")).cancel();
    event_loop.run_until_complete(sleep(HOUR / 2)).unwrap();
    let told = event_loop.run_until_complete(std::future::pending::<()>());
    assert!(told.is_err());
    assert_eq!(event_loop.time(), HOUR / 2);
}

#[test]
fn a_dropped_sleep_leaves_no_deadline() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop
        .run_until_complete(async {
            let mut long = Box::pin(sleep(HOUR));
            std::future::poll_fn(|cx| {
                assert!(long.as_mut().poll(cx).is_pending());
                std::task::Poll::Ready(())
            })
            .await;
        })
        .unwrap();
    let told = event_loop.run_until_complete(std::future::pending::<()>());
    assert!(told.is_err());
    assert_eq!(event_loop.time(), Duration::ZERO);
}
