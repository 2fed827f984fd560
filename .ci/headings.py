"""Measures in a browser that no heading breaks inside a word without a hyphen, in narrow columns and at every width.

    python3 .ci/headings.py target/release/dateline

A site in three languages with long names of sections and long words in its headlines is built and opened. The browser's own
hyphenation is switched off: it may have patterns of the language or not, and headings must do without. A word may break
where it has a hyphen or a soft hyphen, and nowhere else. Screenshots are left in target/tmp/headings/.
"""

import functools
import http.server
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

from playwright.sync_api import sync_playwright

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SHOTS = pathlib.Path(__file__).resolve().parent.parent / "target/tmp/headings"
WIDTHS = [320, 360, 414, 600, 768, 900, 1024, 1060, 1100, 1150, 1200, 1250, 1280, 1300, 1440, 1600]
SECTIONS = {
    "en": ["Investigations", "Administration", "Environment"],
    "fr": ["Investigations", "Environnement", "Développement"],
    "ru": ["Расследования", "Происшествия", "Правительство"],
}
HEADLINES = {
    "en": ["Intergovernmental negotiations on telecommunications", "Counterintelligence misrepresentations", "Short news"],
    "fr": ["L’anticonstitutionnalité des désinvestissements", "Télécommunications intergouvernementales", "Une brève"],
    "ru": ["Межправительственные энергопоставки", "Достопримечательности электрификации", "Новость"],
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="1600" height="900" fill="#678"/></svg>'

# Each word of each heading, in the parts that may not be broken: how many lines a part is on.
MEASURE = """() => {
    const broken = [];
    for (const heading of document.querySelectorAll("h1, h2, h3")) {
        if (heading.closest(".hidden") || heading.matches(".hidden")) continue;
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        for (let node; (node = texts.nextNode()); ) {
            for (const part of node.data.matchAll(/[^\\s\\u00AD\\u2010-\\u2014-]+/g)) {
                const lines = new Set();
                for (let at = part.index; at < part.index + part[0].length; at++) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    // A letter behind a soft hyphen has the hyphen's box, too, on the line before.
                    const boxes = range.getClientRects();
                    if (boxes.length) lines.add(Math.round(boxes[boxes.length - 1].top));
                }
                if (lines.size > 1) broken.push(`${heading.tagName} "${node.data.trim()}": ${part[0]}`);
            }
        }
    }
    if (document.documentElement.scrollWidth > window.innerWidth) broken.push("the page is wider than the window");
    return broken;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def write(root):
    sections = ["one", "two", "three"]
    (root / "site.yaml").write_text(
        "title: Gazette\nbase_url: https://gazette.example\nlanguages: [en, fr, ru]\ntime_zone: Europe/Paris\n"
        f"sections: [{', '.join(sections)}]\n"
    )
    for language, names in SECTIONS.items():
        folder = root / "locales" / language
        folder.mkdir(parents=True)
        folder.joinpath("names.ftl").write_text("".join(f"section-{s} = {n}\n" for s, n in zip(sections, names)))
    for section in sections:
        folder = root / "content" / section
        folder.mkdir(parents=True)
        folder.joinpath("a.svg").write_text(PICTURE)
        for number in range(6):
            for language, headlines in HEADLINES.items():
                picture = "image: { src: a.svg, alt: A field }\n" if number != 1 else ""
                folder.joinpath(f"{number}.{language}.md").write_text(
                    f'---\ntitle: "{headlines[number % 3]}"\ndate: 2025-01-0{number + 1}\nsummary: A line.\n{picture}---\nText.\n'
                )


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write(root)
        subprocess.run([PROGRAM, "build", "--now", "2025-02-01T00:00:00Z"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        handler = functools.partial(Quiet, directory=root / "public")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        failures, looked = [], 0
        SHOTS.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            # So that the test cannot pass without looking: a word in a column that is too narrow for it.
            page.set_content('<h2 style="width: 4em; overflow-wrap: break-word">Incomprehensibilities</h2>')
            assert page.evaluate(MEASURE), "a broken word was not seen"
            for language in SECTIONS:
                for path in ["", "one/", "one/0/"]:
                    page.goto(f"http://127.0.0.1:{server.server_port}/{language}/{path}")
                    page.add_style_tag(content="* { hyphens: manual !important; }")
                    for width in WIDTHS:
                        page.set_viewport_size({"width": width, "height": 900})
                        looked += 1
                        failures += [f"/{language}/{path} at {width}px: {broken}" for broken in page.evaluate(MEASURE)]
                        if width in (320, 1200) and not path:
                            page.screenshot(path=SHOTS / f"{language}-{width}.png", full_page=True)
            browser.close()
    for failure in failures:
        print(failure)
    if failures:
        sys.exit(f"{len(failures)} headings broken")
    print(f"no word is broken without a hyphen: {looked} pages looked at")


main()
