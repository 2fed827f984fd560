"""Edits a copy of the sample site while a browser looks at its preview, and fails where the page does not follow.

    python3 .ci/preview.py target/release/dateline

Screenshots of what it has seen are left in target/tmp/preview/.
"""

import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import Error, expect, sync_playwright

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SAMPLE = pathlib.Path(__file__).resolve().parent.parent
SHOTS = SAMPLE / "target/tmp/preview"
NOW = "2026-01-01T00:00:00Z"
ARTICLE = "content/analysis/russia-iran-treaty"
PAGE = "analysis/russia-iran-treaty/"


class Server:
    """The preview of a site's folder."""

    def __init__(self, root, port=0, *more):
        command = [PROGRAM, "serve", "--watch", "--root", root, "--now", NOW, "--port", str(port), *more]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found[1])
                return
        sys.exit("no preview")

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def end(self):
        self.process.send_signal(signal.SIGINT)
        if self.process.wait(5) != 0:
            sys.exit("Ctrl-C did not end the preview in order")


class Site:
    """A copy of the sample site."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder) / "site"
        self.root.mkdir()
        for name in ["site.yaml", "content", "templates", "themes", "locales", "static"]:
            source = SAMPLE / name
            if source.is_dir():
                shutil.copytree(source, self.root / name)
            elif source.exists():
                shutil.copy(source, self.root / name)

    def file(self, path):
        """A file by its path; `a.en.md` may be the index of a bundle."""
        file = self.root / path
        if not file.exists():
            stem, language, extension = file.name.rsplit(".", 2)
            file = file.parent / stem / f"index.{language}.{extension}"
        return file

    def edit(self, path, change):
        file = self.file(path)
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, f"nothing to change in {path}"
        file.write_text(after, encoding="utf-8")
        return before


def mark(page):
    """What a page loses when it is loaded again."""
    page.evaluate("window.marked = true")


def is_marked(page):
    return page.evaluate("window.marked === true")


def evaluate(page, expression):
    """Asks a page that may be loading itself again at this moment."""
    for _ in range(50):
        try:
            return page.evaluate(expression)
        except Error as error:
            if "navigation" not in str(error):
                raise
            time.sleep(0.1)
    sys.exit(f"the page is loaded again and again: {expression}")


def wait_for(page, expression):
    """Waits until an expression is true. The policy of the pages lets no page evaluate a text, so it is asked from outside."""
    for _ in range(200):
        if evaluate(page, expression):
            return
        time.sleep(0.05)
    sys.exit(f"never true: {expression}")


def ready(page, url):
    page.goto(url)
    wait_for(page, "!!document.querySelector('dateline-preview')?.shadowRoot?.querySelector('.source')")


def check(browser, site, server):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    errors = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    ready(page, server.url("en/" + PAGE))
    page.screenshot(path=SHOTS / "desktop.png")

    print("an edited text shows by itself, and the page stays where it is")
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    site.edit(ARTICLE + ".en.md", lambda text: text + "\nWords that were not there before.\n")
    expect(page.get_by_text("Words that were not there before.")).to_be_attached()
    wait_for(page, "scrollY === 900")

    print("a broken front matter is shown over the page with its line, and goes when it is fixed")
    headline = page.locator("h1").first.inner_text()
    before = site.edit(ARTICLE + ".en.md", lambda text: re.sub(r"^title: .*$", 'title: "no end', text, count=1, flags=re.M))
    overlay = page.locator("dateline-preview .overlay")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(re.compile(r"russia-iran-treaty(\.en|/index\.en)\.md:\d+:\d+"))
    assert page.locator("h1").first.inner_text() == headline, "the last good page is gone"
    page.screenshot(path=SHOTS / "overlay.png")
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    badge = page.locator("dateline-preview .badge")
    expect(badge).to_contain_text(re.compile(r"\d+ errors?"))
    badge.click()
    expect(page.locator("dateline-preview .panel")).to_contain_text("D102")
    badge.click()
    site.edit(ARTICLE + ".en.md", lambda _: before + "\nMended.\n")
    expect(page.get_by_text("Mended.")).to_be_attached()
    expect(overlay).to_be_hidden()
    expect(page.locator("dateline-preview .badge.error")).to_have_count(0)

    print("a style sheet is exchanged without loading the page again")
    mark(page)
    theme = (SAMPLE / "themes/gazette/static/gazette.css").read_text(encoding="utf-8")
    (site.root / "static").mkdir(exist_ok=True)
    (site.root / "static/gazette.css").write_text(theme + "\nh1 { color: rgb(1, 2, 3); }\n", encoding="utf-8")
    expect(page.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)")
    (site.root / "static/gazette.css").write_text(theme + "\nh1 { color: rgb(3, 2, 1); }\n", encoding="utf-8")
    expect(page.locator("h1").first).to_have_css("color", "rgb(3, 2, 1)")
    assert is_marked(page), "the page was loaded again"
    assert page.locator('link[rel~="stylesheet"]').count() == 1

    print("two tabs in two languages: each follows its own text")
    other = context.new_page()
    ready(other, server.url("ru/" + PAGE))
    mark(page)
    mark(other)
    site.edit(ARTICLE + ".ru.md", lambda text: text + "\nСлова, которых раньше не было.\n")
    expect(other.get_by_text("Слова, которых раньше не было.")).to_be_attached()
    time.sleep(0.3)
    assert is_marked(page), "a page that does not show the text was loaded again"

    print("a new translation comes into the language bar")
    new = site.root / "content/economy/only-here.en.md"
    new.parent.mkdir(exist_ok=True)
    new.write_text("---\ntitle: Only here\ndate: 2025-01-20\n---\nText.\n", encoding="utf-8")
    page.wait_for_timeout(200)
    ready(page, server.url("en/economy/only-here/"))
    assert page.locator('a[hreflang="fr"][href="/fr/economy/only-here/"]').count() == 0
    (new.parent / "only-here.fr.md").write_text("---\ntitle: Seulement ici\n---\nTexte.\n", encoding="utf-8")
    expect(page.locator('header a[href="/fr/economy/only-here/"], nav a[href="/fr/economy/only-here/"]').first).to_be_attached()
    expect(page.locator("dateline-preview .language.present[hreflang=fr]")).to_be_visible()
    page.locator("dateline-preview a.language[hreflang=fr]").click()
    page.wait_for_url("**/fr/economy/only-here/")

    print("the bar says what a draft is, and why these articles are named")
    site.edit("content/economy/only-here.en.md", lambda text: text.replace("---\nText", "draft: true\n---\nText"))
    ready(page, server.url("en/economy/only-here/"))
    expect(page.locator("dateline-preview .state.draft")).to_contain_text("public as soon as")
    ready(page, server.url("en/" + PAGE))
    page.get_by_role("button", name="Why these?").click()
    expect(page.locator("dateline-preview .panel li")).to_have_count(5)
    page.screenshot(path=SHOTS / "related.png")
    page.get_by_role("button", name="Why these?").click()

    print("a server that starts again finds its pages, and they what has changed")
    port = server.port
    server.end()
    expect(page.locator("dateline-preview .state.lost")).to_be_visible()
    site.edit(ARTICLE + ".en.md", lambda text: text + "\nWritten while nobody looked.\n")
    server = Server(site.root, port, "--follow")
    assert server.port == port, "the port is taken"
    expect(page.get_by_text("Written while nobody looked.")).to_be_attached(timeout=15000)

    print("the browser goes to the article that was saved")
    other.close()
    ready(page, server.url("en/"))
    site.edit(ARTICLE + ".fr.md", lambda text: text + "\nUne phrase de plus.\n")
    page.wait_for_url("**/fr/" + PAGE)
    expect(page.get_by_text("Une phrase de plus.")).to_be_attached()

    print("six tabs and one more: each is shown and follows when it is looked at")
    tabs = [context.new_page() for _ in range(7)]
    for tab in tabs:
        ready(tab, server.url("en/" + PAGE))
    site.edit(ARTICLE + ".en.md", lambda text: text + "\nFor all tabs.\n")
    for tab in tabs:
        tab.bring_to_front()
        evaluate(tab, "window.dispatchEvent(new Event('focus'))")
        expect(tab.get_by_text("For all tabs.")).to_be_attached(timeout=10000)
        tab.close()

    print("the overview, and the pages on a phone")
    page.goto(server.url("__dateline/"))
    expect(page.get_by_role("link", name="Only here")).to_have_count(3)  # A draft, edited lately, to be translated.
    page.screenshot(path=SHOTS / "in-hand.png")
    phone = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2).new_page()
    ready(phone, server.url("ru/" + PAGE))
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, f"the page is {width} pixels wide"
    phone.screenshot(path=SHOTS / "phone.png")
    assert not errors, errors
    server.end()

    print("a plain preview has no bar")
    server = Server(site.root, 0, "--plain")
    page.goto(server.url("en/" + PAGE))
    wait_for(page, "document.querySelector('dateline-preview') !== null")
    assert not page.locator("dateline-preview .bar .home").is_visible()
    server.end()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        check(browser, site, Server(site.root))
        browser.close()


main()
