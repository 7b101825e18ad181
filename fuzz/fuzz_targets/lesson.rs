//! A lesson and its words, as a stranger could hand them to the reader. Nothing is asserted but
//! that reading ends: no panic, no exhausted stack, no endless loop.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    content::read_anything(bytes);
});
