"""Work that never ends and cannot be interrupted: `check` ends with a diagnostic, `serve` gives the page up.

    python3 .ci/endless.py target/release/dateline

Takes a little more than a minute. The cases run beside each other.
"""

import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

CONFIG = "title: Test\nbase_url: https://example.org\nlanguages: [en]\nsocial_cards: false\n"
ARTICLE = "---\ntitle: Oil\ndate: 2025-01-01\n---\nText.\n"
# A list of some thousand entries, walked through four times inside itself: nothing is written, so that no step is counted.
SILENT = "{% set r = range(end=9000) %}" + "{% for a in r %}" * 4 + "{% endfor %}" * 4
DOUBLING = '{% set t = "0123456789abcdef" %}' + "{% set t = t ~ t %}" * 44
FILTERS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><filter id="f" x="-9" y="-9" width="99" height="99">'
    + '<feTurbulence baseFrequency="0.9" numOctaves="9"/><feMorphology operator="dilate" radius="9"/>' * 400
    + '</filter>' + '<g filter="url(#f)">' * 60 + '<rect width="9" height="9"/>' + "</g>" * 60 + "</svg>"
)
CASES = {
    "a loop that writes nothing": ({"templates/article.html": SILENT}, "templates/article.html"),
    "a text that is put to itself": ({"templates/article.html": DOUBLING}, "templates/article.html"),
    "an icon with large filters": (
        {"static/icon.svg": FILTERS, "site.yaml": CONFIG + "icon: icon.svg\n"},
        "static/icon.svg",
    ),
}
failed = []


def site(folder, files):
    for path, text in ({"site.yaml": CONFIG, "content/news/oil.en.md": ARTICLE} | files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def check(program, name, files, place):
    with tempfile.TemporaryDirectory() as folder:
        site(pathlib.Path(folder), files)
        begin = time.monotonic()
        run = subprocess.run([program, "build", "--root", folder, "--json"], capture_output=True, text=True, timeout=600)
        took = time.monotonic() - begin
        try:
            problems = json.loads(run.stdout)["diagnostics"]
        except (ValueError, KeyError):
            problems = []
        found = [problem for problem in problems if problem["code"] == "D405"]
        places = [problem["path"] for problem in found]
        print(f"{name}: exit {run.returncode} after {took:.0f} s, {places}", flush=True)
        if run.returncode != 1 or place not in places or took > 200:
            failed.append(f"{name}: {run.stdout[-500:]} {run.stderr[-500:]}")
        if (pathlib.Path(folder) / "public").exists():
            failed.append(f"{name}: something was published")


def preview(program):
    with tempfile.TemporaryDirectory() as folder:
        site(pathlib.Path(folder), {"templates/article.html": SILENT})
        serve = subprocess.Popen(
            [program, "serve", "--root", folder, "--watch", "--port", "4781"], stdout=subprocess.PIPE, text=True
        )
        try:
            port = next(int(found[1]) for line in serve.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)/", line)))

            def ask(path):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.status, answer.read().decode()

            begin = time.monotonic()
            status, text = ask("/news/oil/")
            first = time.monotonic() - begin
            again = ask("/news/oil/")[0]
            second = time.monotonic() - begin - first
            home = ask("/")[0]
            (pathlib.Path(folder) / "templates/article.html").write_text("right again")
            for _ in range(200):
                status_then, text_then = ask("/news/oil/")
                if status_then == 200:
                    break
                time.sleep(0.5)
            print(f"the preview: {status} after {first:.0f} s, again after {second:.1f} s, then {status_then}", flush=True)
            if (status, again, home, status_then) != (500, 500, 200, 200) or "longer than" not in text or second > 2:
                failed.append(f"the preview: {status} {again} {home} {status_then} {text[:300]}")
        finally:
            serve.kill()


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    work = [threading.Thread(target=check, args=(program, name, *case)) for name, case in CASES.items()]
    work.append(threading.Thread(target=preview, args=(program,)))
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    if failed:
        sys.exit("\n".join(failed))


main()
