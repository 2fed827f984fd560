"""Measures `dateline watch` as a whole process: from a save until readers get the page, and what that takes.

    python3 benches/watch.py --dateline target/release/dateline --site CORPUS --out FOLDER [--saves 20]

A site is a folder with a large archive; it is edited, and left as it was. A save is a whole file written in place. Readers
have it when the file in the output folder holds the new words. Where the output folder is in memory (/dev/shm), the disk
has no part in it. The first save is told apart: it comes a second after the first publication.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import time

PATIENCE = 600
TICKS = 100


class Watch:
    def __init__(self, program, site, out):
        self.out = out
        command = [program, "watch", "--root", site, "--out", out]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def until(self, page, words):
        """Seconds until a page holds some words."""
        begin = time.perf_counter()
        while time.perf_counter() - begin < PATIENCE:
            if page.exists() and words in page.read_text(encoding="utf-8"):
                return time.perf_counter() - begin
            if self.process.poll() is not None:
                raise SystemExit("the watch has ended")
            time.sleep(0.003)
        raise SystemExit(f"{page} never had {words!r}")

    def worked(self):
        """Seconds that it has worked."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, name):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))


def article_of(site):
    """An article in the middle of the archive, and its page below the output folder."""
    files = sorted(file for file in (site / "content").glob("*/*.en.md") if file.parent.name not in ("authors", "dossiers"))
    article = files[len(files) // 2]
    return article, pathlib.Path("en", article.parent.name, article.name.removesuffix(".en.md"), "index.html")


def measure(watch, article, page, saves):
    text = article.read_text(encoding="utf-8")
    took, worked = [], []
    try:
        for number in range(saves):
            words, before = f"edit {number} of a benchmark", watch.worked()
            article.write_text(f"{text}\n\n{words}\n", encoding="utf-8")
            took.append(watch.until(page, words))
            # What it does afterwards is part of its work.
            time.sleep(1.5)
            worked.append(watch.worked() - before)
    finally:
        article.write_text(text, encoding="utf-8")
    return took, worked


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--dateline", required=True)
    arguments.add_argument("--site", type=pathlib.Path, required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True, help="a folder that is not there yet")
    arguments.add_argument("--saves", type=int, default=20)
    arguments = arguments.parse_args()
    if arguments.out.exists():
        raise SystemExit(f"{arguments.out} is there already")
    article, page = article_of(arguments.site)
    watch = Watch(arguments.dateline, arguments.site, arguments.out)
    try:
        first = watch.until(arguments.out / page, "</html>")
        print(f"first publication: {first:.2f} s, {watch.memory('VmHWM')} MB")
        time.sleep(1)
        took, worked = measure(watch, article, arguments.out / page, arguments.saves)
        middle, slow = statistics.median(took), sorted(took)[int(0.95 * (len(took) - 1))]
        print(f"save → readers: first {took[0]:.2f} s; median {middle:.2f} s, p95 {slow:.2f} s ({len(took)} saves)")
        print(f"CPU of a save: median {statistics.median(worked):.2f} s")
        print(f"memory: {watch.memory('VmRSS')} MB")
    finally:
        watch.process.terminate()
        watch.process.wait()
        shutil.rmtree(arguments.out, ignore_errors=True)
        for state in ("last", "next"):
            shutil.rmtree(arguments.out.with_name(f".{arguments.out.name}.dateline-{state}"), ignore_errors=True)


if __name__ == "__main__":
    main()
