"""A host for measures: the output folder on loopback, with the headers of `_headers`, compressed, connections kept open."""

import functools
import gzip
import http.server
import io
import os
import pathlib
import threading
import urllib.parse

from csp import Host, rules

COMPRESSED = (".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".webmanifest")


class CompressingHost(Host):
    protocol_version = "HTTP/1.1"

    def send_head(self):
        path = pathlib.Path(self.translate_path(urllib.parse.urlsplit(self.path).path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            return self.answer(404, b"Not found", "text/plain", False)
        data = path.read_bytes()
        small = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        return self.answer(200, gzip.compress(data, 6, mtime=0) if small else data, self.kind(path), small)

    def kind(self, path):
        kind = self.guess_type(str(path)) if path.suffix != ".webp" else "image/webp"
        return "image/avif" if path.suffix == ".avif" else kind

    def answer(self, status, data, kind, small):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(data)

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            pass  # The browser has gone.


def serve(folder, host=CompressingHost, headers=None):
    """Serves a folder until the program ends; its address, without a slash at the end. `headers` is the file of its headers."""
    folder = pathlib.Path(folder).resolve()
    headers = headers or folder / "_headers"

    class OneFolder(host):
        pass

    OneFolder.rules = rules(headers.read_text(encoding="utf-8")) if headers.exists() else []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(OneFolder, directory=os.fspath(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"
