"""Counts the instructions of one build and stops when they have grown: a time in CI would say nothing.

    python3 .ci/instructions.py target/release/dateline             # compare with benches/instructions.json
    python3 .ci/instructions.py target/release/dateline --record    # what is counted now is what shall be

Valgrind runs the program on one core, on an archive that is the same every time, so that two counts differ by less
than a thousandth. Another compiler or C library counts otherwise by a few per cent: the record says which it was.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "benches"))

import corpus  # noqa: E402, found in the folder above

RECORD = REPOSITORY / "benches/instructions.json"
NOW = "2026-01-01T00:00:00Z"
STORIES = 100
MOST_GROWTH = 0.10


def count(program, stories):
    """The instructions of a first build, without what an earlier one would have left.

    Cachegrind without its caches counts as Callgrind does, in half of the time.
    """
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        site = pathlib.Path(folder, "site")
        corpus.write(site, stories, "dateline")
        valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        build = [program, "build", "--root", site, "--out", f"{folder}/public", "--now", NOW, "--jobs", "1"]
        run = subprocess.run([*valgrind, *build], capture_output=True, text=True)
    counted = re.search(r"I +refs: +([\d,]+)", run.stderr)
    if run.returncode or not counted:
        sys.exit(f"the build failed under valgrind:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return int(counted[1].replace(",", ""))


def version(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def record(program, counted):
    """What to compare with, and what it was counted with."""
    return {
        "instructions": counted,
        "articles": STORIES * len(corpus.LANGUAGES),
        "program": version(program, "--version"),
        "rust": version("rustc", "--version"),
        "valgrind": version("valgrind", "--version"),
        "libc": version("getconf", "GNU_LIBC_VERSION"),
    }


def compare(now, before):
    """The sentence to print, and whether the build has become too slow."""
    if now["articles"] != before["articles"]:
        return "The archive is another than the recorded one: --record", True
    growth = now["instructions"] / before["instructions"] - 1
    counts = f"{now['instructions']:,} instructions, {before['instructions']:,} recorded: {growth:+.1%}"
    other = [
        f"{key} {now[key]}, then {before[key]}" for key in ("rust", "valgrind", "libc") if now[key] != before[key]
    ]
    if other:
        counts += f" ({'; '.join(other)})"
    if growth > MOST_GROWTH:
        return (
            f"{counts}\nA build does {growth:.0%} more than it did, {MOST_GROWTH:.0%} are let pass. Find out why "
            "(`dateline build --timings`, `cargo bench`).\n"
            "Where it is meant to be, say so in the commit and record it:\n"
            "    python3 .ci/instructions.py target/release/dateline --record"
        ), True
    if growth < -MOST_GROWTH:
        counts += "\nThat is much less: record it, so that it stays (--record)."
    return counts, False


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", help="a release build")
    arguments.add_argument("--record", action="store_true", help="write benches/instructions.json")
    given = arguments.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    now = record(program, count(program, STORIES))
    if given.record:
        RECORD.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
        print(f"{now['instructions']:,} instructions recorded")
        return
    said, worse = compare(now, json.loads(RECORD.read_text(encoding="utf-8")))
    print(said)
    sys.exit(worse)


main()
