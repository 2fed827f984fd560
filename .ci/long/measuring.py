"""What the long measures share: a place with room, a site of pictures, a program that is timed."""

import contextlib
import os
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

NOW = "2026-01-01T00:00:00Z"
CACHE = ".dateline"  # Beside the site; derivatives are kept in it.


@contextlib.contextmanager
def workplace(needed):
    """A temporary folder: in memory where `needed` bytes fit into half of what is free there, else on the disk."""
    memory = pathlib.Path("/dev/shm")
    room = memory.is_dir() and shutil.disk_usage(memory).free > 2 * needed
    if not room and shutil.disk_usage(tempfile.gettempdir()).free < needed * 1.2:
        sys.exit(f"there is no room for {needed / 1e9:.1f} GB")
    with tempfile.TemporaryDirectory(dir=memory if room else None) as folder:
        print(f"in {'memory' if room else 'files on the disk'}, about {needed / 1e9:.1f} GB")
        yield pathlib.Path(folder)


def timed(command, environment=None):
    """Runs a command that has to succeed: seconds, seconds of CPU and the most memory that it held, in MB."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = os.posix_spawn(
            shutil.which(command[0]) or command[0],
            [str(part) for part in command],
            environment or os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)],
        )
        _, status, usage = os.wait4(process, 0)
        seconds = time.monotonic() - start
        if status:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-4000:])
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build(program, root, out, jobs=None):
    command = [program, "build", "--root", root, "--out", out, "--now", NOW, *(["--jobs", jobs] if jobs else [])]
    return timed([str(part) for part in command])


def forget(root, out, *, cache):
    """Removes what an earlier build left: the output, and the cache where it shall be cold."""
    shutil.rmtree(out, ignore_errors=True)
    if cache:
        shutil.rmtree(root / CACHE, ignore_errors=True)


def found_site(root, languages):
    """The files that every site needs."""
    (root / "content").mkdir(parents=True)
    listed = ", ".join(languages)
    (root / "site.yaml").write_text(
        f"title: An archive\nbase_url: https://archive.example\nlanguages: [{listed}]\ntime_zone: UTC\n"
        "social_cards: false\n", encoding="utf-8"
    )
    for folder, name in (("authors", "a-writer"), ("sections", "analysis")):
        (root / "content" / folder).mkdir()
        for language in languages:
            file = root / "content" / folder / f"{name}.{language}.md"
            file.write_text("---\nname: A name\n---\n", encoding="utf-8")


def row(name, seconds, cpu, memory):
    print(f"{name:<48}{seconds:>9.1f} s{cpu:>9.1f} s of CPU{memory:>8.0f} MB", flush=True)
