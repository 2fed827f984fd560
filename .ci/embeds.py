"""An article with a film, a sound, three things of others and a gallery, in a browser on a phone.

    python3 .ci/embeds.py target/release/dateline target/ci-tools/node_modules/.bin/lighthouse

A small site is made in a temporary folder, with providers on a second host of this machine. Demanded: nothing is asked of that
host before a reader presses a button; it plays after that, by keyboard alone; nothing on the page moves; without script there
are links; a gallery opens, turns and closes by keyboard; Lighthouse gives at least 95. Screenshots are left in
target/tmp/embeds/.
"""

import http.server
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading

from playwright.sync_api import sync_playwright

from host import serve
from photographs import jpeg, photograph

LEAST = 95
RUNS = 3
SHOTS = pathlib.Path(__file__).resolve().parent.parent / "target/tmp/embeds"
SAMPLE = pathlib.Path(__file__).resolve().parent.parent

PLAYER = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title>
<body><p>Playing</p><button>Stop</button>
<script>parent.postMessage(JSON.stringify({ event: "resize", height: 333 }), "*")</script>"""

SITE = """title: A small paper
base_url: https://paper.example
languages: [en]
time_zone: UTC
embeds:
  tube:
    name: Tube
    kind: video
    addresses: ["tube.example/watch?v={id}"]
    frame: "HOST/video/{id}?autoplay=1"
    allow: [autoplay, fullscreen]
  post:
    name: Postbox
    kind: post
    height: 520
    addresses: ["post.example/{id:digits}"]
    frame: "HOST/post/{id}"
  map:
    name: Mapper
    kind: map
    ratio: "4:3"
    addresses: ["map.example#map={map}"]
    frame: "HOST/map?bbox={map:area}"
"""
ARTICLE = """---
title: What was said in the strait
date: 2025-01-20
author: a-writer
summary: An article with films, posts and maps of others.
---
PARAGRAPH

![A line moves to the right](film.mp4 "Our own film")

PARAGRAPH

https://tube.example/watch?v=speech
*The speech of 17 January*

PARAGRAPH

![A bell rings](bell.mp3)

https://post.example/15

PARAGRAPH

https://map.example/#map=9/59.9/30.3

![The port](a.jpg) ![Cranes](b.jpg "At six.") ![A ship](c.jpg)
*Three views*

PARAGRAPH
"""
PARAGRAPH = "Ships wait for the tide, and those who watch them wait for the ships. " * 6


class Others(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PLAYER)

    def log_message(self, *_):
        pass


def others():
    """A host of others; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Others)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def make(root, host):
    bundle = root / "content/analysis/strait"
    bundle.mkdir(parents=True)
    (root / "content/authors").mkdir()
    (root / "content/sections").mkdir()
    (root / "content/sections/analysis.en.md").write_text("---\nname: Analysis\n---\n", encoding="utf-8")
    (root / "content/authors/a-writer.en.md").write_text("---\nname: A Writer\n---\nWrites.\n", encoding="utf-8")
    (root / "site.yaml").write_text(SITE.replace("HOST", host), encoding="utf-8")
    for number, name in enumerate("abc"):
        (bundle / f"{name}.jpg").write_bytes(jpeg(photograph(2400, 1600, number)))
    shutil.copy(next(SAMPLE.glob("content/**/*.mp4")), bundle / "film.mp4")
    sounds = [*SAMPLE.glob("content/**/*.mp3"), *SAMPLE.glob("content/**/*.m4a"), *SAMPLE.glob("content/**/*.ogg")]
    (bundle / f"bell{sounds[0].suffix}").write_bytes(sounds[0].read_bytes())
    text = ARTICLE.replace("bell.mp3", f"bell{sounds[0].suffix}").replace("PARAGRAPH", PARAGRAPH)
    (bundle / "index.en.md").write_text(text, encoding="utf-8")


SHIFT = """() => new Promise(resolve => {
    let shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.hadRecentInput ? 0 : entry.value))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(shift), 300);
})"""


def demand(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def tab_to(page, selector):
    """Presses Tab until an element has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    sys.exit(f"the keyboard never reaches {selector}")


def with_script(browser, url, host):
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    asked, problems = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(url)
    for _ in range(12):  # Everything comes near.
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(150)
    shift = page.evaluate(SHIFT)
    page.screenshot(path=SHOTS / "before.png", full_page=True)
    own = url.split("/", 3)[:3]
    foreign = [each for each in asked if each.split("/", 3)[:3] != own]
    demand(not foreign and not Others.asked, f"nothing is asked of others: {foreign} {Others.asked}")
    demand(shift < 0.001, f"nothing moves while the page is read: {shift}")

    names = [page.get_by_role("button", name=name) for name in
             ["Play the video: The speech of 17 January (Tube)", "Show the post: Post on Postbox", "Show the map: Map on Mapper"]]
    demand(all(button.count() == 1 for button in names), "each button says what it shows")

    # The film, by keyboard alone.
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to(page, ".embed-video .embed-show")
    before = page.locator(".embed-video").bounding_box()
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe[title='The speech of 17 January (Tube)']")
    frame.get_by_text("Playing").wait_for()
    after = page.locator(".embed-video").bounding_box()
    demand(before["height"] == after["height"], f"the frame takes the room that was kept: {before} {after}")
    demand(page.evaluate("document.activeElement.tagName") == "IFRAME", "the focus is in the frame")
    demand(Others.asked == ["/video/speech?autoplay=1"], f"one frame alone is asked for: {Others.asked}")
    demand(page.get_by_role("link", name="Watch on Tube").is_visible(), "the link is still there")
    page.keyboard.press("Tab")
    demand(frame.get_by_role("button", name="Stop").evaluate("button => document.activeElement === button"), "Tab goes into the player")

    # A post says how high it is.
    page.get_by_role("button", name="Show the post").click()
    page.frame_locator(".embed-post iframe").get_by_text("Playing").wait_for()
    page.wait_for_timeout(200)
    demand(page.locator(".embed-post").bounding_box()["height"] == 333, "a post is as high as it says")
    page.get_by_role("button", name="Show the map").click()
    page.frame_locator(".embed-map iframe").get_by_text("Playing").wait_for()
    demand(Others.asked[-1].startswith("/map?bbox="), "the map shows an area")

    # Our own film and sound play.
    for kind in ["video", "audio"]:
        player = page.locator(kind).first
        demand(player.evaluate("player => player.controls && player.preload === 'metadata'"), f"{kind} waits")
        player.evaluate("player => { player.muted = true; return player.play(); }")
        page.wait_for_timeout(600)
        demand(player.evaluate("player => player.currentTime > 0 && !player.error"), f"{kind} plays")
        player.evaluate("player => player.pause()")
    size = page.locator("video").first.evaluate("v => [v.videoWidth / v.videoHeight, v.width / v.height]")
    demand(abs(size[0] - size[1]) < 0.01, f"the film has the shape that the page keeps free: {size}")

    # The gallery, by keyboard alone.
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to(page, ".gallery a")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("img", name="The port").wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=SHOTS / "gallery.png")
    page.keyboard.press("ArrowRight")
    dialog.get_by_role("img", name="Cranes").wait_for()
    demand("At six." in dialog.inner_text() and "Picture 2 of 3" in dialog.inner_text(), "its words are there")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    dialog.get_by_role("img", name="A ship").wait_for()
    width = dialog.locator("img").evaluate("img => img.decode().then(() => img.naturalWidth)")
    demand(width >= 1600, f"the picture is large: {width}")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    demand(dialog.count() == 0, "Escape closes it")
    demand(page.evaluate("document.activeElement.querySelector('img')?.alt") == "A ship", "the focus is where one was")
    demand(not problems, f"the policy stops nothing: {problems}")
    page.screenshot(path=SHOTS / "after.png", full_page=True)
    page.close()


def without_script(browser, url):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    count = len(Others.asked)
    page.goto(url)
    for name in ["Watch on Tube", "Read on Postbox", "Open on Mapper"]:
        demand(page.get_by_role("link", name=name).is_visible(), f"without script there is a link: {name}")
    demand(page.locator(".embed-show").count() == 0 and page.locator("iframe").count() == 0, "and no button that does nothing")
    demand(page.locator(".embed-video").bounding_box()["height"] < 150, "the link takes little room")
    demand(page.locator(".gallery img").count() == 3, "the gallery is there")
    demand(len(Others.asked) == count, "nothing is asked of others")
    page.screenshot(path=SHOTS / "no-script.png", full_page=True)
    context.close()


def at_a_desk(browser, url):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    page.wait_for_timeout(300)
    page.screenshot(path=SHOTS / "desk.png", full_page=True)
    page.close()


def lighthouse(program, url, folder):
    environment = dict(os.environ, CHROME_PATH=os.environ.get("CHROME_PATH") or shutil.which("chromium"))
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    for run in range(RUNS):
        report = folder / f"{run}.json"
        categories = "--only-categories=performance,accessibility,best-practices"
        command = [program, url, "--quiet", categories, "--output=json", f"--output-path={report}"]
        subprocess.run([*command, f"--chrome-flags={flags}"], env=environment, check=True, timeout=300)
        yield json.loads(report.read_text(encoding="utf-8"))


def main():
    program, audit = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "site"
        root.mkdir()
        host = others()
        make(root, host)
        subprocess.run([program, "build", "--root", root, "--now", "2026-01-01T00:00:00Z"], check=True, stdout=subprocess.DEVNULL)
        url = serve(root / "public") + "/analysis/strait/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
            with_script(browser, url, host)
            without_script(browser, url)
            at_a_desk(browser, url)
            browser.close()
        reports = list(lighthouse(audit, url, pathlib.Path(folder)))
        for name in ["performance", "accessibility", "best-practices"]:
            score = statistics.median(report["categories"][name]["score"] * 100 for report in reports)
            print(f"{name} {score:.0f}")
            demand(score >= LEAST, f"{name} at least {LEAST}")
        shift = max(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
        print(f"layout shift {shift:.4f}")
        demand(shift < 0.001, "nothing moves")
    print("a film, a sound, three things of others and a gallery: nothing is asked before it is wanted")


main()
