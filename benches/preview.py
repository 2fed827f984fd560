"""Measures the preview as whole processes: from the start to the first page, from a save to the new page, memory.

    python3 benches/preview.py --dateline target/release/dateline --site CORPUS [--edits 200] [--steady 1000]
    python3 benches/preview.py --hugo HUGO --site HUGO_CORPUS --edits 20

A site is a folder with a large archive; it is edited, and left as it was. A save is a whole file written in place; the
new page is there when a request that began after it holds the new words. The page is open meanwhile, as in a browser: it
is asked for again whenever the preview says that it has changed. Hugo's is asked for all the time. `wrk` is used where it
is installed.
"""

import argparse
import contextlib
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse
from functools import partial

PATIENCE = 600


class Dateline:
    def __init__(self, program, root):
        self.root = pathlib.Path(root)
        self.program = program
        self.articles = sorted(
            file for file in (self.root / "content").glob("*/*.md") if file.parent.name not in ("authors", "dossiers")
        )

    def command(self):
        return [self.program, "serve", "--watch", "--root", self.root, "--port", "4747", "--now", "2026-01-01T00:00:00Z"]

    def build(self, out):
        return [self.program, "build", "--root", self.root, "--out", out, "--now", "2026-01-01T00:00:00Z"]

    def port(self, line):
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        return found and int(found[1])

    def address(self, article):
        stem, language, _ = article.name.rsplit(".", 2)
        return urllib.parse.quote(f"/{language}/{article.parent.name}/{stem}/")

    def events(self, path):
        """Where the preview tells a page that it has changed."""
        return f"/__dateline/events?path={urllib.parse.quote(path)}&browser=bench"

    home = "/en/"


class Hugo(Dateline):
    """The same of Hugo, which serves from memory and renders what has changed."""

    def __init__(self, program, root):
        super().__init__(program, root)
        self.articles = sorted((self.root / "content").glob("en/*/*.md")) or self.articles

    def command(self):
        return [self.program, "server", "--source", self.root, "--port", "4748", "--renderToMemory", "--disableLiveReload"]

    def port(self, line):
        found = re.search(r"http://localhost:(\d+)/", line)
        return found and int(found[1])

    def events(self, path):
        return None

    def address(self, article):
        if article.name.count(".") > 1:
            return super().address(article)
        return urllib.parse.quote(f"/en/{article.parent.name}/{article.stem}/")


class Preview:
    def __init__(self, site):
        self.site = site
        begin = time.perf_counter()
        self.process = subprocess.Popen(site.command(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            port = site.port(line)
            if port:
                break
        else:
            raise SystemExit("no preview")
        self.port = port
        threading.Thread(target=lambda: [None for _ in self.process.stdout], daemon=True).start()
        self.get(site.home)
        self.start = time.perf_counter() - begin

    def ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def get(self, path):
        return self.ask(path)[1]

    def until(self, path, words, save):
        """Saves, and asks until the words are on the page, or, where there are none, until there is no page: milliseconds."""
        with self.open_page(path) as wait:
            save()
            begin = time.perf_counter()
            while True:
                wait()
                status, body = self.ask(path)
                if words in body if words else status == 404:
                    return (time.perf_counter() - begin) * 1e3
                if time.perf_counter() - begin > PATIENCE:
                    raise SystemExit(f"{path} never had {words!r}")

    @contextlib.contextmanager
    def open_page(self, path):
        """Has a page open; what is given waits until the page may have changed."""
        events = self.site.events(path)
        if not events:
            # Who asks without a pause takes the processor away from the work that is measured.
            yield partial(time.sleep, 0.002)
            return
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", events)
        answer = connection.getresponse()

        def wait():
            while not answer.fp.readline().startswith(b"data:"):
                pass

        try:
            wait()  # The state when the page is opened.
            yield wait
        finally:
            connection.close()

    def memory(self):
        """Resident megabytes now, and the most there were."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return tuple(int(re.search(rf"{key}:\s+(\d+)", status)[1]) / 1024 for key in ("VmRSS", "VmHWM"))

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def quoted(milliseconds):
    ordered = sorted(milliseconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms, most {ordered[-1]:.1f} ms ({len(ordered)} edits)"


class Edits:
    """Changes to files that are undone in the end."""

    def __init__(self, preview):
        self.preview = preview
        self.before = {}
        self.count = 0

    def save(self, file, text):
        if file not in self.before:
            self.before[file] = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def article(self, file, change):
        """One edit of an article, from the save to the page."""
        self.count += 1
        mark = f"Mark{self.count}x"
        text = (self.before.get(file) or (file.read_bytes() if file.exists() else b"")).decode()
        text = change(text, mark)
        slug = re.search(r"^slug: (.*)$", text, flags=re.M)
        seen = file.with_name(file.name.replace(file.name.rsplit(".", 2)[0], slug[1])) if slug else file
        return self.preview.until(self.preview.site.address(seen), mark.encode(), partial(self.save, file, text))

    def new(self, like):
        """A file like another, from the save to its page."""
        file = like.with_name(f"new-{self.count}-{like.name}")
        self.before[file] = None
        return self.article(file, lambda _, mark: body(like.read_text(encoding="utf-8"), mark))

    def deleted(self, file):
        """A file that goes, until its page is gone."""
        self.before.setdefault(file, file.read_bytes())
        return self.preview.until(self.preview.site.address(file), None, file.unlink)

    def undo(self):
        for file, text in self.before.items():
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(text)


def body(text, mark):
    return f"{text}\n\n{mark} words.\n"


def title(text, mark):
    return re.sub(r'^title: "?', lambda found: f"{found[0]}{mark} ", text, count=1, flags=re.M)


def tags(text, mark):
    """A tag fewer, of those that others have."""
    return body(re.sub(r"^tags: \[[^,\]]*, ?", "tags: [", text, count=1, flags=re.M), mark)


def new_tag(text, mark):
    return body(re.sub(r"^tags: \[", f'tags: ["{mark.lower()}", ', text, count=1, flags=re.M), mark)


def date(text, mark):
    return body(re.sub(r"^date: .*$", f'date: "2024-0{len(mark) % 9 + 1}-1{len(text) % 10}"', text, count=1, flags=re.M), mark)


def address(text, mark):
    return body(re.sub(r"^---\n", f"---\nslug: {mark.lower()}\n", text, count=1), mark)


def measure_edits(preview, count, with_structure):
    edits = Edits(preview)
    chosen = random.Random(1)
    articles = preview.site.articles
    few = min(max(count // 10, 5), 20)
    kinds = [("text", partial(edits.article, change=body), count), ("title", partial(edits.article, change=title), count // 4)]
    if with_structure:
        structure = [("tags", tags), ("a new tag", new_tag), ("date", date), ("address", address)]
        kinds += [(name, partial(edits.article, change=change), few) for name, change in structure]
        kinds += [("a new file", edits.new, few), ("a file that goes", edits.deleted, few)]
    try:
        for name, edit, times in kinds:
            taken = []
            for _ in range(times):
                taken.append(edit(chosen.choice(articles)))
                time.sleep(0.03)
            print(f"save → page, {name}: {quoted(taken)}")
        if with_structure:
            measure_files(preview, edits, articles[7])
    finally:
        edits.undo()
    time.sleep(1)


def measure_files(preview, edits, article):
    root, path = preview.site.root, preview.site.address(article)
    language = article.name.rsplit(".", 2)[1]
    files = [
        ("template", "templates/article.html", lambda mark: f'{{% extends "gazette/article.html" %}}\n{{% block header %}}{mark}{{% endblock %}}'),
        ("Fluent", f"locales/{language}/site.ftl", lambda mark: f"more-on-this-topic = {mark}\n"),
    ]
    for name, file, text in files:
        taken = []
        for i in range(20):
            mark = f"{name}{i}x"
            taken.append(preview.until(path, mark.encode(), partial(edits.save, root / file, text(mark))))
            time.sleep(0.05)
        (root / file).unlink()
        edits.before.pop(root / file)
        time.sleep(0.5)
        print(f"save → page, {name}: {quoted(taken)}")
    style, taken = root / "static/gazette.css", []
    for i in range(20):
        last = re.search(rb"/assets/\w+/gazette\.css", preview.get(path))[0]
        edits.save(style, f"p {{ color: rgb({i}, 0, 0) }}")
        begin = time.perf_counter()
        while last in preview.get(path):
            pass
        taken.append((time.perf_counter() - begin) * 1e3)
        time.sleep(0.05)
    print(f"save → page, style sheet: {quoted(taken)}")


def measure_steady(preview, count):
    edits = Edits(preview)
    chosen = random.Random(2)
    edits.article(preview.site.articles[0], body)
    time.sleep(1)
    before, _ = preview.memory()
    for i in range(count):
        edits.article(chosen.choice(preview.site.articles), body if i % 3 else title)
        if i % 100 == 99:
            print(f"    after {i + 1} edits: {preview.memory()[0]:.0f} MB")
    after, most = preview.memory()
    edits.undo()
    print(f"memory: {before:.0f} MB before {count} edits, {after:.0f} MB after them ({after / before - 1:+.1%}), at most {most:.0f} MB")


def measure_clients(preview, count):
    wrk = shutil.which("wrk")
    if not wrk:
        print("200 clients: not measured, wrk is not installed")
        return
    article = preview.site.articles[11]
    path = preview.site.address(article)
    command = [wrk, "-t2", "-c200", "-d20s", "--timeout", "10s", f"http://127.0.0.1:{preview.port}{path}"]
    load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    edits, taken = Edits(preview), []
    time.sleep(1)
    for _ in range(count):
        taken.append(edits.article(article, body))
        time.sleep(0.05)
    edits.undo()
    report = load.communicate()[0]
    wrong = [line.strip() for line in report.splitlines() if "Socket errors" in line or "Non-2xx" in line]
    rate = re.search(r"Requests/sec:\s+(\S+)", report)[1]
    print(f"200 clients during {count} edits: {'; '.join(wrong) or 'no error'}, {rate} pages a second; save → page meanwhile: {quoted(taken)}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--dateline")
    arguments.add_argument("--hugo")
    arguments.add_argument("--site", required=True)
    arguments.add_argument("--edits", type=int, default=200)
    arguments.add_argument("--steady", type=int, default=1000)
    arguments.add_argument("--starts", type=int, default=5)
    arguments.add_argument("--quick", action="store_true", help="only from a save to the page")
    given = arguments.parse_args()
    site = Dateline(given.dateline, given.site) if given.dateline else Hugo(given.hugo, given.site)
    print(f"{len(site.articles)} articles")
    if given.dateline and not given.quick:
        starts, builds = [], []
        for _ in range(given.starts):
            preview = Preview(site)
            starts.append(preview.start)
            preview.end()
            with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as out:
                begin = time.perf_counter()
                subprocess.run(site.build(os.path.join(out, "public")), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                builds.append(time.perf_counter() - begin)
        ratio = statistics.median(start / build for start, build in zip(starts, builds))
        print(f"start → first page: median {statistics.median(starts):.2f} s, most {max(starts):.2f} s; "
              f"a full build: median {statistics.median(builds):.2f} s; median of the ratios {ratio:.2f}")
    preview = Preview(site)
    print(f"start → first page: {preview.start:.2f} s, {preview.memory()[0]:.0f} MB")
    try:
        measure_edits(preview, given.edits, bool(given.dateline))
        if given.dateline and not given.quick:
            print("memory: {:.0f} MB, at most {:.0f} MB".format(*preview.memory()))
            measure_clients(preview, 100)
            preview.end()
            preview = Preview(site)
            measure_steady(preview, given.steady)
        else:
            print("memory: {:.0f} MB, at most {:.0f} MB".format(*preview.memory()))
    finally:
        preview.end()


main()
