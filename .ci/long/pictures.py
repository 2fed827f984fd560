"""Photographs of 12 megapixels, one article each: how long a build takes, and how long vips takes for the same work.

    apt-get install libvips-tools; pip install numpy pillow pyvips
    python3 .ci/long/pictures.py target/release/dateline 1000
    python3 .ci/long/pictures.py target/release/dateline 20 --jobs 2

The widths and formats that vips makes are read from what the build has written, so that the work is the same. vips is
tried in two ways: Debian's `vipsthumbnail`, once for each file, and its library in one process that decodes a photograph
once. The faster one is the limit of the hardware.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import time

import numpy
from PIL import Image

from measuring import build, forget, found_site, row, workplace
from photographs import jpeg, photograph

# As our recipes have them (docs/pictures.md): the quality of each format, and how hard the encoder tries.
QUALITY = {
    "jpg": "Q=76,optimize_coding,interlace,strip",
    "webp": "Q=78,effort=4,strip",
    "avif": "Q=55,effort=4,strip",
    "png": "compression=9,palette,strip",
}
WIDTH, HEIGHT, BASES, SOURCE_QUALITY = 4000, 3000, 20, 90
SLOWER = 1.0  # A build may take this many times what vips takes.
Image.MAX_IMAGE_PIXELS = None


def draw(task):
    """Writes the photographs of one base: each is the base moved by another number of pixels, so that all differ."""
    root, base, numbers = task
    pixels = numpy.asarray(photograph(WIDTH, HEIGHT, base))
    for number in numbers:
        moved = numpy.roll(pixels, (37 * number % HEIGHT, 61 * number % WIDTH), (0, 1))
        bundle = root / f"content/analysis/story-{number:05}"
        bundle.mkdir(parents=True)
        (bundle / "photo.jpg").write_bytes(jpeg(Image.fromarray(moved), SOURCE_QUALITY))
        day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
        (bundle / "index.en.md").write_text(
            f"---\ntitle: Story number {number}\ndate: {day}\nauthor: a-writer\nsummary: It has a picture.\n"
            f"image: {{ src: photo.jpg, alt: What it shows, caption: What it shows. }}\n---\nA text.\n",
            encoding="utf-8",
        )


def make(root, count, jobs):
    found_site(root, ["en"])
    tasks = [(root, base, range(base, count, BASES)) for base in range(min(BASES, count))]
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        list(pool.map(draw, tasks))


def outputs(public, count):
    """What was made of each photograph, from the output folder: format, width, height. All photographs are alike."""
    made = collections.Counter()
    for path in (public / "assets/media").rglob("*"):
        if path.suffix.lstrip(".") in QUALITY:
            with Image.open(path) as picture:
                made[(path.suffix.lstrip("."), *picture.size)] += 1
    made.pop(("jpg", WIDTH, HEIGHT), None)  # The original, as a program copies it that makes nothing.
    kinds = [(kind, round(number / count)) for kind, number in sorted(made.items())]
    for kind, number in kinds:
        if number == 0:
            print(f"  {kind} only {made[kind]} times: left out of the comparison")
    return [kind for kind, number in kinds for _ in range(number)]


def target(folder, number, form):
    return f"{folder}/{number}.{form}[{QUALITY[form]}]"


def is_crop(width, height):
    return abs(width / height - WIDTH / HEIGHT) > 0.01


def commands(task):
    """`vipsthumbnail`, once for each: it decodes a JPEG at a half, a quarter or an eighth where that is enough."""
    source, kinds, folder = task
    for number, (form, width, height) in enumerate(kinds):
        size = ["-s", f"{width}x{height}", "--smartcrop", "centre"] if is_crop(width, height) else ["-s", f"{width}x{height}!"]
        subprocess.run(["vipsthumbnail", source, *size, "-o", target(folder, number, form)], check=True)


def library(task):
    """libvips in one process: the photograph is decoded once, each width and shape is made once for all its formats."""
    import pyvips

    source, kinds, folder = task
    whole = pyvips.Image.new_from_file(str(source)).copy_memory()
    resized = {}
    for number, (form, width, height) in enumerate(kinds):
        if (width, height) not in resized:
            how = {"crop": "centre"} if is_crop(width, height) else {"size": "force"}
            resized[width, height] = whole.thumbnail_image(width, height=height, **how).copy_memory()
        resized[width, height].write_to_file(target(folder, number, form))


def vips(way, sources, kinds, folder, jobs):
    """Seconds that vips takes: a process for each core, each on one core, as a farm of builds would run it."""
    os.environ["VIPS_CONCURRENCY"] = "1"
    places = [folder / str(number) for number in range(len(sources))]
    for place in places:
        place.mkdir(parents=True)
    tasks = [(source, kinds, place) for source, place in zip(sources, places, strict=True)]
    before = os.times()
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        list(pool.map(abs, range(jobs)))  # Processes that are there before the clock runs.
        start = time.monotonic()
        list(pool.map(way, tasks))
        seconds = time.monotonic() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    weight = sum(path.stat().st_size for path in folder.rglob("*.*"))
    shutil.rmtree(folder)
    return seconds, cpu, weight


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--vips", type=int, default=50, help="how many photographs vips works on; its times are scaled")
    arguments = parser.parse_args()
    program, count, slow = arguments.program.resolve(), arguments.count, []
    with workplace(count * 9_000_000 + 500_000_000) as folder:
        root, public = folder / "site", folder / "public"
        make(root, count, max(arguments.jobs))
        sources = sorted(root.rglob("photo.jpg"))
        read = sum(path.stat().st_size for path in sources)
        print(f"{count} photographs of {WIDTH} × {HEIGHT}, {read / 1e6:.0f} MB")
        for jobs in arguments.jobs:
            forget(root, public, cache=True)
            cold = build(program, root, public, jobs)
            row(f"cold, --jobs {jobs}", *cold)
            row(f"warm, --jobs {jobs}", *build(program, root, public, jobs))
            forget(root, public, cache=False)
            row(f"warm, output removed, --jobs {jobs}", *build(program, root, public, jobs))
            kinds = outputs(public, count)
            if not kinds:
                sys.exit("the build made nothing of the photographs, so there is nothing to compare")
            if jobs == arguments.jobs[0]:
                made = sum(path.stat().st_size for path in (public / "assets/media").rglob("*.*"))
                listed = ", ".join(f"{form} {width}×{height}" for form, width, height in kinds)
                print(f"of each: {listed}; {made / 1e6:.0f} MB in all")
            some = sources[: arguments.vips]
            best = None
            for name, way in (("vipsthumbnail", commands), ("libvips, decoded once", library)):
                seconds, cpu, weight = vips(way, some, kinds, folder / "vips", jobs)
                scale = count / len(some)
                print(
                    f"{f'{name}, {jobs} at once':<48}{seconds * scale:>9.1f} s{cpu * scale:>9.1f} s of CPU"
                    f"  ({len(some)} of {count} tried; {weight * scale / 1e6:.0f} MB)",
                    flush=True,
                )
                best = min(best or seconds * scale, seconds * scale)
            times, each = cold[0] / best, cold[0] / count * 1000
            print(f"dateline, cold, --jobs {jobs}: {times:.2f} times the limit; {each:.0f} ms a photograph")
            if cold[0] > best * SLOWER:
                slow.append(f"--jobs {jobs}: {cold[0]:.1f} s where vips takes {best:.1f} s")
    if slow:
        sys.exit("\n".join(slow))


if __name__ == "__main__":
    main()
