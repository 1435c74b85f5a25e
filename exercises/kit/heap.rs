//! A heap meter: how much memory a step holds at its highest.
//!
//! Lazy code holds a few values however many it will give; eager code holds
//! them all. The values alone can't tell the two apart, their memory can.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr::null_mut,
};

/// What one thread may hold, in bytes: the judge's limit, kept here also
/// where no judge looks on and where the system can't be told of limits.
/// What asks for more is refused, so the process aborts and the machine
/// doesn't run out.
const LIMIT: isize = 256 << 20;

#[global_allocator]
static METER: Meter = Meter;

thread_local! {
    /// Bytes that this thread allocated, less those that it freed. Below
    /// zero when it frees what another thread allocated.
    static HELD: Cell<isize> = const { Cell::new(0) };
    /// The highest that `HELD` has been since the last reset.
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Runs a step; returns its result and the most bytes of heap that it held
/// at any one time, beyond what was held before it.
///
/// Only this thread's allocations count. A check that holds more than
/// 256 MiB at once is aborted, measured or not.
///
/// # Examples
/// ```
/// let (sum, bytes) = kit::heap_peak(|| (0..1_000_u64).sum::<u64>());
/// assert_eq!((sum, bytes), (499_500, 0));
///
/// let (_, bytes) = kit::heap_peak(|| (0..1_000_u64).collect::<Vec<_>>());
/// assert_eq!(bytes, 8_000, "a list holds all at once");
/// ```
pub fn heap_peak<T>(step: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    let peak_before = PEAK.replace(before);
    let result = step();
    let peak = PEAK.get();
    // A measured step inside a measured step counts for both.
    PEAK.set(peak.max(peak_before));
    (result, (peak - before).unsigned_abs())
}

/// Whether this thread may hold `bytes` more.
fn may_hold(bytes: isize) -> bool {
    // Not `held + bytes`, which may overflow.
    bytes <= LIMIT - HELD.get()
}

/// Counts `bytes` as held from now on, or as freed when below zero.
fn count(bytes: isize) {
    let held = HELD.get() + bytes;
    HELD.set(held);
    PEAK.set(PEAK.get().max(held));
}

fn signed(bytes: usize) -> isize {
    isize::try_from(bytes).expect("a layout's size fits an isize")
}

/// The system's allocator, counted.
struct Meter;

// SAFETY: every block comes from `System` and goes back to it with the
// layout it was made with, so `System`'s guarantees are ours. A refusal is a
// null pointer, which the trait allows. Counting touches two thread-locals
// of a type without destructor, initialized by a constant: it neither
// allocates nor unwinds nor fails at a thread's end.
#[expect(unsafe_code)]
unsafe impl GlobalAlloc for Meter {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let bytes = signed(layout.size());
        if !may_hold(bytes) {
            return null_mut();
        }
        count(bytes);
        // SAFETY: the caller's promise, a size above zero, is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-signed(layout.size()));
        // SAFETY: the caller's promise, a block of ours and its layout, is
        // passed on, and our blocks are `System`'s.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(
        &self,
        block: *mut u8,
        layout: Layout,
        new_size: usize,
    ) -> *mut u8 {
        let more = signed(new_size) - signed(layout.size());
        if !may_hold(more) {
            return null_mut();
        }
        count(more);
        // SAFETY: as for `dealloc`; a null from here leaves the old block
        // alive, and only the count, not the memory, is then wrong.
        unsafe { System.realloc(block, layout, new_size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_keeps_nothing_still_shows_what_it_held() {
        let (_, bytes) = heap_peak(|| drop(vec![0_u8; 500]));
        assert_eq!(bytes, 500);
    }

    #[test]
    fn memory_that_is_reused_counts_once() {
        let (_, bytes) = heap_peak(|| {
            for _ in 0..10 {
                drop(vec![0_u8; 500]);
            }
        });
        assert_eq!(bytes, 500);
    }

    #[test]
    fn what_was_held_before_does_not_count() {
        let before = vec![0_u8; 500];
        let (_, bytes) = heap_peak(|| drop(before));
        assert_eq!(bytes, 0);
    }

    #[test]
    fn a_growing_list_is_seen() {
        let (_, bytes) = heap_peak(|| {
            let mut list = Vec::new();
            list.extend(0..100_u64);
            list.push(100);
        });
        assert!(bytes >= 808, "saw {bytes} bytes");
    }

    #[test]
    fn a_step_in_a_step_counts_for_both() {
        let (inner, outer) = heap_peak(|| {
            let list = vec![0_u8; 300];
            let (_, inner) = heap_peak(|| vec![0_u8; 200]);
            drop(list);
            inner
        });
        assert_eq!((inner, outer), (200, 500));
    }

    #[test]
    fn another_thread_is_not_counted() {
        let (_, bytes) = heap_peak(|| {
            std::thread::scope(|scope| {
                scope.spawn(|| drop(vec![0_u8; 1 << 20])).join().unwrap();
            });
        });
        assert!(bytes < 1 << 20, "saw {bytes} bytes");
    }

    #[test]
    fn no_thread_may_hold_more_than_the_limit() {
        let mut list = Vec::<u8>::new();
        let half = LIMIT.unsigned_abs() / 2;
        assert!(list.try_reserve_exact(half).is_ok());
        assert!(list.try_reserve_exact(3 * half).is_err());
    }
}
