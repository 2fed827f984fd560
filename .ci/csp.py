"""Opens pages of every kind in a browser, with the headers that a build wrote, and fails where the policy stops something.

    python3 .ci/csp.py public

The folder is served on loopback as a host would serve it: `_headers` decides which headers a response has. A page that
breaks the policy on purpose is opened first, so that the check cannot pass without looking.
"""

import concurrent.futures
import functools
import http.server
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

CONTROL = "/control-of-the-policy/"
CONTROL_PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Control</title>
<style>body { color: red }</style><p style="color: blue">Text</p><script>document.title = "ran"</script>"""
PROBLEM = re.compile(r"Content Security Policy|Permissions-Policy|Refused to |MIME type")


def rules(text):
    """The rules of `_headers`: a pattern and its headers."""
    found = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            found[-1][1].append((name, value))
        elif line:
            pattern = ".*".join(re.escape(part) for part in line.split("*"))
            found.append((re.compile(pattern + r"\Z"), []))
    return found


class Host(http.server.SimpleHTTPRequestHandler):
    rules = []

    def end_headers(self):
        path = urllib.parse.urlsplit(self.path).path
        values = {}
        for pattern, headers in self.rules:
            if pattern.match(path):
                for name, value in headers:
                    values.setdefault(name, []).append(value)
        for name, several in values.items():
            if name != "Content-Type":
                self.send_header(name, ", ".join(several))
        super().end_headers()

    def guess_type(self, path):
        address = urllib.parse.urlsplit(self.path).path
        for pattern, headers in self.rules:
            if pattern.match(address) and "Content-Type" in dict(headers):
                return dict(headers)["Content-Type"]
        return super().guess_type(path)

    def do_GET(self):
        if self.path == CONTROL:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(CONTROL_PAGE)
        else:
            super().do_GET()

    def log_message(self, *_):
        pass


def addresses(folder):
    """Pages of every kind in every language: of each shape of address (its depth, its folders' names) the first one."""
    chosen = {}
    for path in sorted(folder.rglob("*.html")):
        parts = path.relative_to(folder).parts
        language, rest = (parts[0], parts[1:]) if len(parts) > 1 else ("", parts)
        kind = rest[0] if len(rest) > 1 else rest[-1]
        chosen.setdefault((language, kind, len(rest)), path.relative_to(folder).as_posix())
    for path in chosen.values():
        address = re.sub(r"(^|/)index\.html$", r"\1", path)
        yield "/" + urllib.parse.quote(address)


def complaints(browser, base, address):
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        command += [f"--user-data-dir={profile}", "--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom"]
        run = subprocess.run(command + [base + address], capture_output=True, text=True, timeout=120)
    if "<html" not in run.stdout:
        sys.exit(f"{address}: the browser shows nothing\n{run.stderr}")
    return [line for line in run.stderr.splitlines() if "CONSOLE" in line and PROBLEM.search(line)]


def main(folder, browser):
    Host.rules = rules((folder / "_headers").read_text())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    control = complaints(browser, base, CONTROL)
    for wanted in ("style", "script"):
        if not any(wanted in line for line in control):
            sys.exit(f"the control page broke the policy with its {wanted}, and nobody noticed:\n" + "\n".join(control))
    pages = list(addresses(folder))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda address: (address, complaints(browser, base, address)), pages))
    failed = [f"{address}: {line}" for address, lines in found for line in lines]
    if failed:
        sys.exit("\n".join(failed))
    print(f"{len(pages)} pages keep the policy; the control page breaks it ({len(control)} complaints)")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else "chromium")
