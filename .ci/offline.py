"""Builds and checks a copy of the sample site under strace, and fails where the program opens a socket.

    python3 .ci/offline.py target/release/dateline

Passed over, with a word, where there is no strace, or where nobody may trace.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SAMPLE = pathlib.Path(__file__).resolve().parent.parent
STRACE = ["strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--trace=socket,socketpair", "--output"]


def traced(folder, *command):
    """The calls of a command that open a socket, and how it ended."""
    log = folder / "calls"
    run = subprocess.run([*STRACE, log, *command], capture_output=True, text=True, timeout=300)
    return log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else None, run


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        # Whoever sees nothing would always be content.
        probe = "import socket; socket.socket()"
        try:
            calls, _ = traced(folder, sys.executable, "-c", probe)
        except FileNotFoundError:
            return print("passed over: there is no strace here")
        if not calls or not any("socket(" in call for call in calls):
            return print("passed over: nobody may trace here")
        site = folder / "site"
        site.mkdir()
        for name in ["site.yaml", "content", "templates", "themes", "locales", "static"]:
            source = SAMPLE / name
            shutil.copytree(source, site / name) if source.is_dir() else shutil.copy(source, site / name)
        for command in (["build"], ["build"], ["check"]):
            calls, run = traced(folder, PROGRAM, *command, "--root", site)
            if run.returncode != 0:
                sys.exit(f"{command}: {run.stdout}{run.stderr}")
            if calls:
                sys.exit(f"{command} opens sockets:\n" + "\n".join(calls[:20]))
        print("build, a second build and check open no socket")


if __name__ == "__main__":
    main()
