"""Edits a site for a while as a newsroom does on a bad day, with 200 readers at its preview. In the end memory, open files and
the time from saving to the page must be what they were in the beginning, and every page what `build` writes.

    python3 .ci/soak.py target/release/dateline 90
"""

import atexit
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import quote, unquote

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SECONDS = float(sys.argv[2])
SAMPLE = pathlib.Path(__file__).resolve().parent.parent
NOW = "2026-01-01T00:00:00Z"
READERS = 200
LISTENERS = 20
# Between two pages of one reader, and between two edits.
READS = 2.0
EDITS = 0.25
# What may be more in the end than in the beginning.
MORE_MEMORY = (1.3, 40)  # times, and MB
MORE_TIME = (2.0, 0.1)  # times, and seconds
MORE_FILES = 16
MARKED = "content/news/soak.en.md"
MARKED_PAGE = "/en/news/2025/01/soak/"
SCRIPT = re.compile(rb'<script src="/__dateline/preview\.js"[^>]*></script>')


def marked(words):
    return f"---\ntitle: A long day\ndate: 2025-01-01\n---\n{words}\n"


class Preview:
    def __init__(self, root):
        command = [PROGRAM, "serve", "--watch", "--root", root, "--now", NOW, "--port", "0", "--no-drafts"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        atexit.register(self.process.kill)
        self.said = []
        found = threading.Event()

        def read():
            for line in self.process.stdout:
                self.said.append(line)
                port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
                if port:
                    self.port = int(port[1])
                    found.set()

        threading.Thread(target=read, daemon=True).start()
        if not found.wait(60):
            sys.exit("no preview: " + "".join(self.said))

    def get(self, path, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()

    def memory(self):
        """In MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


class Newsroom:
    """A copy of the sample site under git, and what is done to it."""

    def __init__(self, root):
        self.root = root
        for name in ["site.yaml", "content", "templates", "themes", "locales", "static"]:
            source = SAMPLE / name
            if source.is_dir():
                shutil.copytree(source, root / name)
            elif source.exists():
                shutil.copy(source, root / name)
        self.write(MARKED, marked("Begun."))
        self.git("init", "--quiet", "--initial-branch", "today")
        self.commit("Today")
        self.git("checkout", "--quiet", "-b", "tomorrow")
        for file in self.texts()[::3]:
            file.write_text(file.read_text(encoding="utf-8") + "\nTomorrow.\n", encoding="utf-8")
        shutil.move(root / "content/news", root / "content/world")
        self.write(MARKED, marked("Begun."))
        self.commit("Tomorrow")
        self.git("checkout", "--quiet", "today")
        self.random = random.Random(1)

    def git(self, *arguments):
        identity = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        subprocess.run(["git", "-C", self.root, *identity, *arguments], check=True, capture_output=True)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def texts(self):
        # Whoever opens a pipe waits for ever; the preview must not.
        found = sorted((self.root / "content").rglob("*.md"))
        return [file for file in found if file.name != "soak.en.md" and not file.name.endswith(".pipe.md")]

    def restore(self):
        for pipe in (self.root / "content").rglob("*.pipe.md"):
            pipe.unlink()
        self.git("checkout", "--quiet", "--force", "today")
        self.git("clean", "--quiet", "--force", "-d", "content", "templates", "locales", "static")

    def do_something(self):
        choose = self.random.choice
        file = choose(self.texts())
        text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        n = self.random.randrange(1000)
        work = choose(
            [
                lambda: file.write_text(text + f"\nMore, {n}.\n", encoding="utf-8"),
                lambda: file.write_text(text + f"\nMore, {n}.\n", encoding="utf-8"),
                lambda: file.write_text(text.replace("title:", "titel:", 1), encoding="utf-8"),
                lambda: file.write_text("---\ntitle: [\n---\n", encoding="utf-8"),
                lambda: file.write_bytes(b"\xff\xfe\x00" * 100),
                lambda: file.write_text("", encoding="utf-8"),
                lambda: file.unlink(missing_ok=True),
                lambda: file.rename(file.with_name(f"moved-{n}.en.md")),
                lambda: self.write(f"content/news/new-{n}.en.md", marked(f"New, {n}. {{{{< shortcode >}}}}")),
                lambda: self.write("templates/article.html", choose(["{% if %}", "{{ nothing.here }}"])),
                lambda: (self.root / "templates/article.html").unlink(missing_ok=True),
                lambda: self.write("locales/en/soak.ftl", choose(["soak = {", f"soak = Soak {n}\n", ""])),
                lambda: self.write("static/soak.css", f"p {{ margin: {n}px }}\n"),
                lambda: (self.root / "static/soak.css").unlink(missing_ok=True),
                lambda: os.mkfifo(self.root / f"content/{n}.pipe.md"),
                lambda: self.write("site.yaml", (self.root / "site.yaml").read_text(encoding="utf-8") + f"# {n}\n"),
                lambda: self.write("site.yaml", "title: ["),
                lambda: shutil.move(self.root / "content/news", self.root / f"content/desk-{n}"),
                lambda: self.git("checkout", "--quiet", "--force", "tomorrow"),
                self.restore,
                self.restore,
                self.restore,
            ]
        )
        try:
            work()
        except (OSError, subprocess.CalledProcessError):
            pass  # What another edit has taken away cannot be edited.


def latency(preview, newsroom, words):
    """Seconds from saving a text until its page shows it."""
    newsroom.restore()
    # Others have just been restored: they are taken in first, or with it.
    time.sleep(1)
    newsroom.write(MARKED, marked(words))
    begin = time.monotonic()
    while time.monotonic() - begin < 30:
        status, page = preview.get(MARKED_PAGE)
        if words.encode() in page:
            return time.monotonic() - begin
        time.sleep(0.005)
    said, text = "".join(preview.said[-30:]), page.decode(errors="replace")
    sys.exit(f"after 30 s the page does not have what was saved ({status})\n{text[:2000]}\n{said}")


def measure(preview, newsroom, name):
    times = [latency(preview, newsroom, f"{name} {i}.") for i in range(7)]
    return statistics.median(times), preview.memory(), preview.files()


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "site"
        root.mkdir()
        newsroom = Newsroom(root)
        preview = Preview(newsroom.root)
        out = pathlib.Path(folder) / "public"
        subprocess.run([PROGRAM, "build", "--root", newsroom.root, "--now", NOW, "--out", out], check=True, capture_output=True)
        files = sorted(out.rglob("*.html"))
        pages = ["/" + quote(str(file.relative_to(out)).removesuffix("index.html")) for file in files]
        over, failed, answers = threading.Event(), [], []

        def read(seed):
            chance, connection = random.Random(seed), None
            while not over.wait(chance.random() * READS):
                try:
                    connection = connection or http.client.HTTPConnection("127.0.0.1", preview.port, timeout=60)
                    answers.append(preview.get(chance.choice(pages), connection)[0])
                except (OSError, http.client.HTTPException) as error:
                    failed.append(repr(error))
                    connection = None

        def listen(seed):
            path = pages[seed % len(pages)]
            connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=SECONDS + 120)
            connection.request("GET", f"/__dateline/events?path={path}&browser={seed}")
            response = connection.getresponse()
            while not over.is_set() and response.read1(65536):
                pass

        readers = [threading.Thread(target=read, args=(i,), daemon=True) for i in range(READERS)]
        readers += [threading.Thread(target=listen, args=(i,), daemon=True) for i in range(LISTENERS)]
        [reader.start() for reader in readers]
        # A preview that nobody has looked at yet has set nothing.
        warm = min(15, SECONDS / 5)
        end = time.monotonic() + warm
        while time.monotonic() < end:
            newsroom.do_something()
            time.sleep(EDITS)
        first = measure(preview, newsroom, "First")
        edits, end = 0, time.monotonic() + SECONDS - warm
        while time.monotonic() < end:
            newsroom.do_something()
            edits += 1
            time.sleep(newsroom.random.random() * 2 * EDITS)
        last = measure(preview, newsroom, "Last")
        over.set()
        print(f"{edits} edits, {len(answers)} answers ({sum(status >= 500 for status in answers)} of pages that were broken)")
        for name, (time_, memory, files) in (("beginning", first), ("end", last)):
            print(f"in the {name}: {1000 * time_:.0f} ms from saving to the page, {memory:.0f} MB, {files} open files")
        if failed:
            sys.exit(f"{len(failed)} requests got no answer: {failed[:3]}")
        for i, (times, more) in ((0, MORE_TIME), (1, MORE_MEMORY)):
            if last[i] > first[i] * times + more:
                sys.exit("it takes more in the end than in the beginning")
        if last[2] > first[2] + MORE_FILES:
            sys.exit("files stay open")
        # Everything is as it was committed: every page must be what a build writes.
        newsroom.restore()
        wrong = pages
        for _ in range(20):
            time.sleep(0.5)
            wrong = [page for page in wrong if not is_built(preview, out, page)]
            if not wrong:
                break
        if wrong:
            sys.exit(f"{len(wrong)} pages are not what a build writes: {wrong[:5]}\n{''.join(preview.said[-30:])}")
        print(f"all {len(pages)} pages are what a build writes")
        preview.process.send_signal(signal.SIGINT)
        if preview.process.wait(10) != 0:
            sys.exit("Ctrl-C did not end the preview in order")


def is_built(preview, out, page):
    file = out / unquote(page).lstrip("/")
    built = (file / "index.html" if page.endswith("/") else file).read_bytes()
    status, served = preview.get(page)
    return SCRIPT.sub(b"", served, count=1) == built


if __name__ == "__main__":
    main()
