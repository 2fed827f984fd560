//! The `dateline` program: everything happens in the library.

use std::process::ExitCode;

/// Rendering allocates many short-lived strings on every core: this allocator takes a fifth off a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::cli::run()
}
