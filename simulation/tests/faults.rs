//! Every row of faults with a few seeds. `just faults SEEDS=1000` runs them with many.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use simulation::rows::{ROWS, Row};
use simulation::{Plan, run, served};

/// Runs so many seeds of a row, and prints the failing one with all that happened in it.
fn row(name: &str, seeds: u64) {
    served::set_program(env!("CARGO_BIN_EXE_simulation").into());
    let came = Row::named(name).unwrap().seeds(0, seeds);
    if let Some((seed, what, trace)) = came.failed.first() {
        panic!("`simulation faults --row {name} --seed {seed}`: {what}\n{}", trace.join("\n"));
    }
    assert_eq!(came.seeds, seeds);
    assert!(came.events > 0, "nothing happened in {name}");
}

macro_rules! rows {
    ($($test:ident: $name:literal, $seeds:literal;)+) => {
        $(#[test]
        fn $test() {
            row($name, $seeds);
        })+

        #[test]
        fn every_row_is_tested() {
            let tested = [$($name),+];
            let rows: Vec<_> = ROWS.iter().map(|row| row.name).collect();
            assert_eq!(rows, tested);
        }
    };
}

rows! {
    a_killed_hub_keeps_what_it_acknowledged: "kill", 4;
    a_full_disk_acknowledges_nothing: "disk-full", 6;
    torn_writes_lose_nothing_that_was_acknowledged: "torn-writes", 6;
    a_failed_fsync_acknowledges_nothing: "fsync", 6;
    messages_may_be_lost_repeated_and_damaged: "messages", 8;
    a_slow_link_holds_up_nobody: "slow-link", 2;
    clocks_decide_nothing: "clocks", 8;
    copies_of_a_phone_lose_nothing: "clone", 10;
    a_phone_may_be_set_back: "old-phone", 10;
    a_restored_hub_is_filled_again: "old-hub", 10;
    relays_in_a_loop_come_to_an_end: "relay-loop", 6;
    two_hundred_devices_come_back: "reconnect", 1;
    newer_segments_pass_unchanged: "newer-writer", 6;
    forgeries_change_nothing: "forged", 6;
    hostile_shapes_change_nothing: "hostile", 3;
    erasure_during_sync_leaves_nothing: "erasure", 10;
    the_apps_own_sync_loses_nothing: "app", 6;
    everything_at_once: "everything", 20;
}

#[test]
fn a_seed_says_everything() {
    for seed in [3, 19] {
        let [one, other] = [0, 1].map(|_| run(seed, &Plan::ALL).unwrap());
        assert!(one.events > 0);
        assert_eq!(one, other, "two runs of seed {seed} differ");
    }
    assert_ne!(run(4, &Plan::ALL).unwrap().trace, run(5, &Plan::ALL).unwrap().trace);
}
