"""An archive of 20,000 articles with 40,000 pictures: what the pictures add to a build once they are in the cache.

    pip install numpy pillow
    python3 .ci/long/many_pictures.py target/release/dateline
    python3 .ci/long/many_pictures.py target/release/dateline --articles 300 --pictures 600

The same archive is built without the lines that show pictures. Demanded: a build with a warm cache takes at most ten
seconds longer than that, when nothing has changed, when the output folder is new, and when files came anew from a
repository (all times of change differ, as in CI).
"""

import argparse
import concurrent.futures
import io
import os
import pathlib
import random
import re
import sys
import time

import numpy
from PIL import Image

from measuring import build, forget, found_site, row, workplace
from photographs import photograph

LANGUAGES = ["en", "fr", "ru"]
WIDTH, HEIGHT, BASES, QUALITY = 1200, 800, 20, 25  # About 40 KB each.
LONGER = 10.0
WORDS = "the strait port ship cargo treaty border gas railway summit minister bank court harvest river north".split()
SHOWN = re.compile(r"(?m)^(image:.*|!\[.*)\n")


def draw(task):
    """Writes the pictures of one base: each is the base moved by another number of pixels."""
    base, targets = task
    pixels = numpy.asarray(photograph(WIDTH // 2, HEIGHT // 2, base).resize((WIDTH, HEIGHT)))
    for number, target in targets:
        moved = numpy.roll(pixels, (number // WIDTH % HEIGHT, number % WIDTH), (0, 1))
        file = io.BytesIO()
        Image.fromarray(moved).save(file, "JPEG", quality=QUALITY)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.getvalue())


def article(chance, story, language, original, pictures):
    day = f"{2000 + story % 25}-{1 + story % 12:02}-{1 + story % 28:02}"
    front = [f"title: Story number {story} in {language}", "summary: What it is about."]
    if original:
        front += [f"date: {day}", "author: a-writer", f"tags: [tag-{story % 60}, tag-{story % 7}]"]
    lead = f"src: {pictures[0]}, " if original else ""
    front += [f"image: {{ {lead}alt: What it shows, caption: What it shows. }}"] if pictures else []
    text = []
    for number in range(8):
        text.append(" ".join(chance.choices(WORDS, k=60)).capitalize() + ".")
        if number + 1 < len(pictures):
            text.append(f'![What it shows]({pictures[number + 1]} "A caption.")')
    return "---\n" + "\n".join(front) + "\n---\n" + "\n\n".join(text) + "\n"


def make(root, bare, articles, pictures, jobs):
    """The archive with its pictures, and the same without the lines that show them."""
    chance = random.Random(1)
    stories = -(-articles // len(LANGUAGES))
    found_site(root, LANGUAGES)
    found_site(bare, LANGUAGES)
    targets = [[] for _ in range(BASES)]
    for story in range(stories):
        own = range(pictures * story // stories, pictures * (story + 1) // stories)
        bundle = root / f"content/analysis/story-{story:05}"
        bundle.mkdir(parents=True)
        twin = bare / bundle.relative_to(root)
        twin.mkdir(parents=True)
        for number in own:
            targets[number % BASES].append((number, bundle / f"{number}.jpg"))
        for language in LANGUAGES[: min(len(LANGUAGES), articles - story * len(LANGUAGES))]:
            text = article(chance, story, language, language == LANGUAGES[0], [f"{number}.jpg" for number in own])
            (bundle / f"index.{language}.md").write_text(text, encoding="utf-8")
            (twin / f"index.{language}.md").write_text(SHOWN.sub("", text), encoding="utf-8")
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        list(pool.map(draw, enumerate(targets)))


def touch(root):
    """Gives every file another time, as a fresh copy of a repository has."""
    now = time.time_ns() - 10**9
    for path in (root / "content").rglob("*"):
        if path.is_file():
            os.utime(path, ns=(now, now))


def warm(name, program, root, public, jobs, runs, prepare):
    """The fastest of several builds, each prepared in the same way."""
    times = []
    for _ in range(runs):
        prepare(root, public)
        times.append(build(program, root, public, jobs))
    best = min(times)
    row(name, *best)
    return best[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--pictures", type=int, default=40_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    program, jobs, runs, problems = arguments.program.resolve(), arguments.jobs, arguments.runs, []
    with workplace(arguments.pictures * 180_000 + arguments.articles * 60_000 + 300_000_000) as folder:
        root, bare, public, plain = (folder / name for name in ("site", "bare", "public", "plain"))
        make(root, bare, arguments.articles, arguments.pictures, jobs)
        weight = sum(path.stat().st_size for path in root.rglob("*.jpg"))
        print(f"{arguments.articles} articles, {arguments.pictures} pictures, {weight / 1e6:.0f} MB", flush=True)
        row("with pictures, cold", *build(program, root, public, jobs))
        kept = sum(path.stat().st_size for path in (root / ".dateline").rglob("*") if path.is_file())
        written = sum(path.stat().st_size for path in (public / "assets/media").rglob("*") if path.is_file())
        print(f"  {kept / 1e6:.0f} MB in the cache, {written / 1e6:.0f} MB of pictures in the output")
        row("without, cold", *build(program, bare, plain, jobs))
        cases = [
            ("nothing changed", lambda root, public: None),
            ("a new output folder", lambda root, public: forget(root, public, cache=False)),
            ("a fresh copy of the repository", lambda root, public: touch(root)),
        ]
        for name, prepare in cases:
            without = warm(f"without, {name}", program, bare, plain, jobs, runs, prepare)
            seconds = warm(f"with pictures, {name}", program, root, public, jobs, runs, prepare)
            print(f"  pictures add {seconds - without:.1f} s", flush=True)
            if seconds - without > LONGER:
                problems.append(f"{name}: pictures add {seconds - without:.1f} s, not {LONGER:.0f}")
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
