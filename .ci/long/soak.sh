#!/usr/bin/env bash
# The preview under ten minutes of edits: see .ci/soak.py.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 .ci/soak.py "${1:-target/release/dateline}" 600
