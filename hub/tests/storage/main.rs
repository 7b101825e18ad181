//! What a hub keeps, on SQLite and on PostgreSQL alike: one suite that both pass, and then what
//! each has of its own. A machine without PostgreSQL fails; nothing is skipped.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod devices;
mod erasure;
mod intake;
mod keeping;
mod model;
mod of_postgres;
mod of_sqlite;
mod place;
mod postgres_server;
mod projections;
mod samples;
mod visible;

/// Each of these for either database.
macro_rules! both {
    ($($module:ident: $($name:ident),* $(,)?;)*) => {
        mod sqlite {
            $($(#[test] fn $name() {
                $crate::place::run($crate::place::Place::sqlite(), $crate::$module::$name);
            })*)*
        }
        mod postgres {
            $($(#[test] fn $name() {
                $crate::place::run($crate::place::Place::postgres(), $crate::$module::$name);
            })*)*
        }
    };
}

both! {
    intake:
        each_segment_is_new_once,
        a_known_person_keeps_group_and_key,
        a_fork_is_kept_and_told,
        a_segment_of_nobody_changes_nothing,
        hostile_names_are_names,
        extreme_numbers_are_borne,
        a_transaction_that_is_dropped_changes_nothing;
    visible:
        a_device_gets_what_others_wrote_about_its_people,
        whoever_appears_comes_with_everything_before,
        any_page_size_gives_everything_once_and_in_order,
        a_roster_can_change_in_the_middle,
        nothing_is_missed_while_the_hub_takes_in,
        the_restored_person_and_the_roster_come_with_enrolment;
    devices:
        an_invitation_lets_in_one_device,
        the_same_device_again_gets_another_credential,
        a_revoked_device_stays_out,
        devices_come_in_pages_the_newest_first,
        a_race_lets_in_one;
    erasure:
        an_erased_person_is_gone_and_headers_stay,
        erasing_again_and_strangers_is_harmless,
        what_comes_after_an_erasure_has_no_body,
        devices_that_saw_the_person_are_told;
    keeping:
        what_was_put_aside_is_told_and_can_be_released,
        a_relay_knows_what_it_has_to_pass_on,
        who_did_what_is_noted_in_order,
        every_segment_comes_in_order,
        all_of_it_lasts,
        a_second_hub_is_refused,
        every_table_begins_with_the_ward;
    projections:
        figures_follow_the_facts,
        projections_made_anew_are_the_same,
        rows_of_another_version_are_left_alone,
        learners_are_listed_by_id;
    model:
        any_intake_does_as_the_model,
        any_order_gives_the_progress_of_the_fold;
}
