#!/usr/bin/env bash
# 300 kills for each way of publishing, full disks, and power failures at 200 moments. Figures: docs/reliability.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
KILLS=300 cargo test --locked --test reliability --test power -- --nocapture
