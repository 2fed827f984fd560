#!/usr/bin/env bash
# Ten CPU-minutes for each reader of what others write, two at a time: CONTRIBUTING.md, "Fuzz". The inputs differ each time.
set -euo pipefail
cd "$(dirname "$0")/../.."
export FUZZ_SECONDS="${1:-600}" FUZZ_SEED="${2:-$(date +%s)}"
echo "FUZZ_SEED=$FUZZ_SEED"
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64
export CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true
exec cargo test --locked --release --target-dir target/fuzz --test fuzz -- --test-threads "${FUZZ_THREADS:-2}" --nocapture
