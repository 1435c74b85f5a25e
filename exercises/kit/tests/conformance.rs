//! The conformance text over `miniloop` and tokio; and over loops with one
//! fault each, which its checks find.

mod faulty;
mod loops;

use crate::{conformance::*, values::panic_of};

use faulty::{Fault, Faulty};
use loops::{Mini, Tokio};

macro_rules! over {
    ($subject:ty, $module:ident: $($check:ident),+ $(,)?) => {
        mod $module {
            use super::*;
            $(#[test]
            fn $check() {
                super::$check::<$subject>();
            })+
        }
    };
}

/// What every loop does, tokio's too.
macro_rules! over_any {
    ($subject:ty, $module:ident) => {
        over!(
            $subject,
            $module:
            tasks_begin_in_the_order_of_the_calls,
            a_task_may_spawn_and_join,
            tasks_take_turns,
            a_yield_gives_way,
            a_result_reaches_an_early_and_a_late_awaiter,
            a_panic_reaches_the_awaiter_and_nobody_else,
            a_task_without_a_handle_goes_on,
            a_task_that_ended_is_dropped,
            who_is_left_goes_on_in_the_next_run,
            who_is_ready_holds_up_no_end,
            the_panic_of_the_future_goes_on,
            a_wake_from_another_thread_counts,
            many_wakes_are_one_poll,
            a_wake_after_the_end_wakes_nobody,
            a_handle_wakes_who_polled_it_last,
            a_sleep_wakes_who_polled_it_last,
            sleepers_wake_by_deadline,
            sleepers_of_one_deadline_keep_their_order,
            a_sleep_is_never_early,
            a_wake_for_another_reason_ends_no_sleep,
            an_hour_passes_in_a_jump,
            a_canceled_task_is_dropped_and_told,
            a_cancel_after_the_end_changes_nothing,
        );
    };
}

over_any!(Mini, miniloop);
over_any!(Tokio, tokio);

// Callbacks, which tokio has not, and stalls: where nobody can go on, its
// `block_on` waits for ever.
over!(
    Mini,
    as_asyncio:
    a_stall_is_told,
    who_waits_in_a_circle_has_stalled,
    a_loop_goes_on_after_a_stall,
    who_is_left_by_a_stall_goes_on,
    who_yields_keeps_the_order,
    a_sleep_of_zero_gives_way,
    callbacks_and_tasks_share_one_queue,
    what_a_turn_schedules_runs_in_the_next,
    who_schedules_itself_starves_no_timer,
    timers_run_by_deadline,
    a_canceled_call_never_runs,
    a_call_without_a_handle_runs,
    a_callback_may_use_its_loop,
);

/// One fault, and the checks that find it, each with a piece of its message.
macro_rules! found {
    ($($fault:ident: $($check:ident, $says:literal);+.)+) => {
        mod found {
            use super::*;
            $(#[test]
            fn $fault() {
                $(let message = panic_of(
                    $check::<Faulty<{ Fault::$fault as usize }>>,
                );
                let check = stringify!($check);
                assert!(message.contains($says), "{check}: {message}");)+
            })+
        }
    };
}

found!(
    begins_at_the_call:
    tasks_begin_in_the_order_of_the_calls, "got \"a\"";
    callbacks_and_tasks_share_one_queue, "got \"task\"".

    borrows_while_it_polls:
    a_task_may_spawn_and_join, "borrowed".

    runs_one_to_its_end:
    tasks_take_turns, "got (\"a\", 1)";
    a_yield_gives_way, "expected 0, got 1";
    who_yields_keeps_the_order, "got (\"a\", 1)".

    never_yields:
    a_yield_gives_way, "expected 0, got 1".

    awaiter_is_not_woken:
    a_result_reaches_an_early_and_a_late_awaiter, "gave up".

    late_awaiter_waits:
    a_result_reaches_an_early_and_a_late_awaiter, "gave up".

    handle_keeps_its_first_waker:
    a_handle_wakes_who_polled_it_last, "gave up".

    sleep_keeps_its_first_waker:
    a_sleep_wakes_who_polled_it_last, "gave up".

    sleep_of_zero_is_ready_at_once:
    a_sleep_of_zero_gives_way, "expected 0, got 1".

    panic_escapes:
    a_panic_reaches_the_awaiter_and_nobody_else, "did not go on".

    ends_with_its_handle:
    a_task_without_a_handle_goes_on, "got the end".

    keeps_who_ended:
    a_task_that_ended_is_dropped, "expected 0, got 1".

    forgets_who_is_left:
    who_is_left_goes_on_in_the_next_run, "got the end".

    waits_for_all:
    who_is_left_goes_on_in_the_next_run, "expected 10ms, got 20ms";
    who_is_ready_holds_up_no_end, "for 99 more".

    keeps_the_panic:
    the_panic_of_the_future_goes_on, "and it returned".

    deaf_to_threads:
    a_wake_from_another_thread_counts, "gave up".

    deaf_while_it_polls:
    a_wake_from_another_thread_counts, "gave up";
    tasks_take_turns, "gave up".

    polls_twice:
    many_wakes_are_one_poll, "expected 2, got 4".

    wakes_the_neighbor:
    a_wake_after_the_end_wakes_nobody, "expected 1, got 2".

    too_early:
    sleepers_wake_by_deadline, "expected 10ms, got 5ms";
    a_sleep_is_never_early, "it was over after";
    an_hour_passes_in_a_jump, "got 1800s";
    timers_run_by_deadline, "got (5ms".

    from_zero:
    a_sleep_is_never_early, "it was over after 0ns".

    any_poll_ends_a_sleep:
    a_wake_for_another_reason_ends_no_sleep, "it was over after 0ns".

    whole_milliseconds:
    a_sleep_is_never_early, "it was over after".

    latest_of_ties:
    sleepers_of_one_deadline_keep_their_order, "got 19".

    stall_panics:
    a_stall_is_told, "nobody is left";
    who_waits_in_a_circle_has_stalled, "nobody is left".

    stalls_for_good:
    a_loop_goes_on_after_a_stall, "gave up".

    stall_forgets_who_is_left:
    who_is_left_by_a_stall_goes_on, "got the end".

    calls_at_once:
    callbacks_and_tasks_share_one_queue, "got \"callback 1\"";
    what_a_turn_schedules_runs_in_the_next, "got \"scheduled\"".

    calls_in_the_same_turn:
    what_a_turn_schedules_runs_in_the_next, "got \"scheduled\"";
    who_schedules_itself_starves_no_timer, "got false".

    due_ones_first:
    what_a_turn_schedules_runs_in_the_next, "got \"due\"".

    cancel_is_ignored:
    a_canceled_call_never_runs, "canceled";
    a_canceled_task_is_dropped_and_told, "gave up".

    handle_cancels:
    a_call_without_a_handle_runs, "got the end".

    borrows_while_it_calls:
    a_callback_may_use_its_loop, "borrowed".

    cancel_outranks_the_result:
    a_cancel_after_the_end_changes_nothing, "got None".
);
