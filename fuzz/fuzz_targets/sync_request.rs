//! What is sent to a hub's `/v1/sync`: reading ends, and what was read is written the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wire::reading::sync_request(bytes);
});
