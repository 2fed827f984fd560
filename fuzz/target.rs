//! One target, which is named like the program.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let target = dateline::fuzzing::named(env!("CARGO_BIN_NAME")).expect("a target has this name");
    if let Err(wrong) = target.read(input) {
        panic!("{wrong}");
    }
});
