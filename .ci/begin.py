"""Five kinds of site as `dateline init` makes them: each is built without a warning, checked as the sample site is, and opened
in a browser.

    python .ci/begin.py target/release/dateline target/ci-tools/node_modules/vnu-jar/build/dist/vnu.jar

On a phone and on a desk every page of each language is there, in its language and direction, fits the window, says nothing
on the console, and every link of it leads to a page.
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

from playwright.sync_api import sync_playwright

from csp import Host
from host import serve

HERE = pathlib.Path(__file__).resolve().parent
SHOTS = HERE.parent / "target/tmp/begin"
NOW = "2027-03-01T09:00:00Z"
RIGHT_TO_LEFT = {"ar", "he"}
KINDS = {
    "one language": ["--languages", "en"],
    "three": ["--languages", "fr,en,ru", "--base-url", "https://gazette.example", "--ci", "none"],
    "right to left": ["--languages", "ar,he,en", "--title", "الجريدة", "--ci", "none"],
    "below a path": ["--languages", "en,pt-BR", "--base-url", "https://example.org/daily/news", "--ci", "gitlab"],
    "at the root, with .html": ["--languages", "ru,en", "--prefix", "ru=", "--addresses", "html", "--ci", "none"],
    "without endings": ["--languages", "en,zh-Hans", "--prefix", "zh-Hans=zh_cn", "--addresses", "plain", "--ci", "none"],
}
WINDOWS = {"phone": (390, 844), "desk": (1366, 900)}


class Shown(Host):
    """A host that shows `a.html` at `/a`."""

    def translate_path(self, path):
        found = super().translate_path(path)
        return f"{found}.html" if not path.endswith("/") and os.path.isfile(f"{found}.html") else found

    def handle(self):
        with contextlib.suppress(ConnectionError):  # The browser has gone.
            super().handle()


def run(*command):
    done = subprocess.run([os.fspath(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done


def make(program, folder, options):
    """A site of a kind, published without a warning; the folder that a host would serve, and the site's path in it."""
    site = folder / "site"
    run(program, "init", site, *options)
    base = urllib.parse.urlsplit(dict(zip(options, options[1:])).get("--base-url", "")).path
    public = folder / "host" / base.lstrip("/")
    public.parent.mkdir(parents=True, exist_ok=True)
    for command in [["build", "--out", public], ["check"]]:
        done = run(program, command[0], "--strict", "--root", site, "--now", NOW, *command[1:])
        if "warning" in done.stderr:
            sys.exit(done.stderr)
    return public, base


def look(page, root, base, kind):
    """Follows the links of a site from its first page."""
    told = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    waiting, seen, languages = [f"{base}/"], set(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = page.goto(root + address)
        if answer.status != 200:
            sys.exit(f"{kind}: {address} answers {answer.status}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        facts = page.evaluate(
            """() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir, heading: document.querySelector("h1")?.innerText,
                wide: document.documentElement.scrollWidth - innerWidth,
                links: [...document.querySelectorAll("a[href]")].map(a => a.href) })"""
        )
        languages.add(facts["lang"])
        wanted = "rtl" if facts["lang"] in RIGHT_TO_LEFT else "ltr"
        if facts["wide"] > 0 or (facts["dir"] or "ltr") != wanted or told:
            sys.exit(f"{kind}: {address}: {facts}, {told}")
        for link in facts["links"]:
            if link.startswith(root):
                path = urllib.parse.unquote(urllib.parse.urlsplit(link).path)
                if not path.rsplit("/", 1)[-1].endswith((".xml", ".json")):
                    waiting.append(path)
    return seen, languages


def main():
    program, validator = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        sites = []
        for number, (kind, options) in enumerate(KINDS.items()):
            place = pathlib.Path(folder) / str(number)
            public, base = make(program, place, options)
            sites.append(public)
            root = serve(place / "host", Shown, public / "_headers")
            for window, (width, height) in WINDOWS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                seen, languages = look(page, root, base, kind)
                page.goto(f"{root}{base}/")
                page.screenshot(path=SHOTS / f"{number}-{window}.png")
                page.close()
            wanted = set(options[options.index("--languages") + 1].split(","))
            if not wanted <= languages:
                sys.exit(f"{kind}: no page in {wanted - languages}")
            for check in ["feeds", "sitemaps", "structured_data"]:
                run(sys.executable, HERE / f"{check}.py", public)
            print(f"{kind}: {len(seen)} pages in {', '.join(sorted(languages))}")
        run("java", "-Xss8m", "-jar", validator, "--skip-non-html", "--Werror", *sites)
        browser.close()


if __name__ == "__main__":
    main()
