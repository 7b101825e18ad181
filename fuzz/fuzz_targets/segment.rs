//! Segments as a stranger could send them, and what a device with the right keys could hide in
//! one: reading ends, in events that can be written again or in a refusal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    segment::read_anything(bytes);
});
