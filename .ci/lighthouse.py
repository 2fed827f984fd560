"""An article with photographs as a photographer sends them, as Lighthouse and a browser see it on a phone.

    python3 .ci/lighthouse.py target/release/dateline target/ci-tools/node_modules/.bin/lighthouse

A small site is made in a temporary folder: the lead picture has 24 megapixels, three pictures stand in the text. Demanded:
performance (median of three runs), no layout shift, a lead picture that is no wider than its place needs, is preloaded
once and does not wait for a script or for scrolling, and pictures in the text that wait until they are near.
"""

import io
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request

from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from host import serve
from photographs import jpeg, photograph

PERFORMANCE, SHIFT, WIDER = 95, 0.001, 1.3
RUNS = 3
# Width, height and pixels to a CSS pixel: Lighthouse's phone, other phones, a tablet, a desk.
VIEWPORTS = [(412, 823, 1.75), (360, 780, 3), (390, 844, 2), (820, 1180, 2), (1440, 900, 1), (1920, 1080, 2)]
LADDER_ENDS = 2400  # Above it a picture may be smaller than its place, never larger.
STORY = "strait"

SITE = """title: A small paper
base_url: https://paper.example
languages: [en]
time_zone: UTC
"""
ARTICLE = """---
title: What the strait looked like in the morning
date: 2025-01-20
author: a-writer
summary: An article with one large photograph above its text and three in it.
image:
  src: lead.jpg
  alt: A strait in the morning
  caption: The strait, seen from the north.
  credit: A. Photographer
---
"""
AUTHOR = """---
name: A Writer
---
Writes.
"""
PARAGRAPH = "Ships wait for the tide, and those who watch them wait for the ships. " * 8


def make(root):
    bundle = root / "content/analysis" / STORY
    bundle.mkdir(parents=True)
    (root / "content/authors").mkdir()
    (root / "content/sections").mkdir()
    (root / "content/sections/analysis.en.md").write_text("---\nname: Analysis\n---\n", encoding="utf-8")
    (root / "content/authors/a-writer.en.md").write_text(AUTHOR, encoding="utf-8")
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    (bundle / "lead.jpg").write_bytes(jpeg(photograph(6000, 4000, 1), turned=True))
    text = [PARAGRAPH, PARAGRAPH]
    for number, (width, height) in enumerate([(4000, 3000), (3000, 4000), (2400, 1600)]):
        (bundle / f"{number}.jpg").write_bytes(jpeg(photograph(width, height, 2 + number)))
        text += [f'![Picture {number}]({number}.jpg "A caption.")', PARAGRAPH, PARAGRAPH]
    (bundle / "index.en.md").write_text(ARTICLE + "\n\n".join(text) + "\n", encoding="utf-8")


def lighthouse(program, url, folder):
    """The reports of several runs."""
    environment = dict(os.environ, CHROME_PATH=os.environ.get("CHROME_PATH") or shutil.which("chromium"))
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    for run in range(RUNS):
        report = folder / f"{run}.json"
        command = [program, url, "--quiet", "--only-categories=performance", "--output=json", f"--output-path={report}"]
        subprocess.run([*command, f"--chrome-flags={flags}"], env=environment, check=True, timeout=300)
        yield json.loads(report.read_text(encoding="utf-8"))


# Runs in the page. The largest paint is what the browser says; the lead picture is what the theme marks.
LOOK = """async () => {
    const paints = [];
    new PerformanceObserver(list => paints.push(...list.getEntries()))
        .observe({ type: "largest-contentful-paint", buffered: true });
    const lead = document.querySelector(".lead-picture img");
    await lead.decode();
    await new Promise(resolve => setTimeout(resolve, 1000)); // It is painted and told.
    const paint = paints.at(-1);
    const entries = performance.getEntriesByType("resource");
    return {
        largest: paint?.element?.outerHTML?.slice(0, 200) ?? null,
        isLargest: paint?.element === lead,
        src: lead.currentSrc,
        width: lead.getBoundingClientRect().width,
        height: lead.getBoundingClientRect().height,
        loading: lead.loading,
        priority: lead.fetchPriority,
        sized: lead.hasAttribute("width") && lead.hasAttribute("height"),
        preloaded: entries.some(entry => entry.name === lead.currentSrc && /^(link|early-hints)$/.test(entry.initiatorType)),
        pictures: entries.filter(entry => /^(img|link|css)$/.test(entry.initiatorType) && /\\/media\\//.test(entry.name))
            .map(entry => entry.name),
        waiting: [...document.querySelectorAll(".text img")].every(image => image.loading === "lazy"),
    };
}"""


def look(browser, url, viewport):
    width, height, ratio = viewport
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=ratio, is_mobile=width < 1000, bypass_csp=True
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    seen = page.evaluate(LOOK)
    context.close()
    return seen


def real_size(url):
    with urllib.request.urlopen(url) as answer:
        data = answer.read()
    with Image.open(io.BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).size, len(data), picture.format


def judge(seen, viewport):
    """What is wrong with the lead picture at a viewport."""
    (width, height), size, form = real_size(seen["src"])
    needed = seen["width"] * viewport[2]
    name = "×".join(str(part) for part in viewport)
    print(f"{name}: {form} {width} wide, {size // 1024} kB; {needed:.0f} are needed: {width / needed:.2f} times")
    if width > needed * WIDER:
        yield f"{name}: the lead picture has {width} pixels where {needed:.0f} are needed"
    if width < needed * 0.75 and width < LADDER_ENDS:
        yield f"{name}: the lead picture has only {width} pixels where {needed:.0f} are needed"
    if abs(width / height - seen["width"] / seen["height"]) > 0.02:
        yield f"{name}: the lead picture is stretched, or it lies on its side"
    if seen["loading"] == "lazy":
        yield f"{name}: the lead picture is lazy"
    if not seen["preloaded"]:
        yield f"{name}: the lead picture is not preloaded"
    if not seen["sized"]:
        yield f"{name}: the lead picture has no width and height"
    if not seen["waiting"]:
        yield f"{name}: pictures in the text do not wait until they are near"
    stem = seen["src"].rsplit("/", 1)[1].split(".")[0].split("-")[0]
    again = [url for url in set(seen["pictures"]) if url != seen["src"] and url.rsplit("/", 1)[1].startswith(stem)]
    if again:
        yield f"{name}: the lead picture is loaded in another size too: {', '.join(again)}"
    if viewport == VIEWPORTS[0] and not seen["isLargest"]:
        yield f"{name}: the largest paint is not the lead picture but {seen['largest']}"


def main(program, tool):
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder / "site")
        command = [program, "build", "--root", folder / "site", "--out", folder / "public", "--now", "2026-01-01T00:00:00Z"]
        if subprocess.run(command).returncode != 0:
            sys.exit("the site with photographs was not built")
        page = next((folder / "public").rglob(f"{STORY}/index.html")).parent.relative_to(folder / "public")
        url = f"{serve(folder / 'public')}/{page.as_posix()}/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for viewport in VIEWPORTS:
                problems += judge(look(browser, url, viewport), viewport)
            browser.close()
        reports = list(lighthouse(tool, url, folder))

    def median(read):
        return statistics.median(read(report) for report in reports)

    score = median(lambda report: report["categories"]["performance"]["score"] * 100)
    shift = max(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    paint = median(lambda report: report["audits"]["largest-contentful-paint"]["numericValue"] / 1000)
    weight = median(lambda report: report["audits"]["total-byte-weight"]["numericValue"] / 1024)
    print(f"Lighthouse, median of {RUNS}: performance {score:.0f}, largest paint {paint:.1f} s, shift {shift:.4f}")
    print(f"{weight:.0f} kB in all")
    if score < PERFORMANCE:
        problems.append(f"performance is {score:.0f}, not {PERFORMANCE}")
    if shift > SHIFT:
        problems.append(f"the layout shifts by {shift:.4f}")
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
