"""The schemas of `dateline schema`, as editors read them: with yaml-language-server, which VS Code, Zed, Neovim and Helix use.

    python3 .ci/schemas.py target/release/dateline target/ci-tools/node_modules/.bin/yaml-language-server

Demanded: it has nothing to say of any file of the sample site and of the theme (front matter is given to it as a file of its
own), something of every mistake below, at its line, and it explains a key with the sentence of the docs.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Of which schema, what is written, the line with the mistake (from 0).
MISTAKES = [
    ("article", "title: A\ntgas: [a]\n", 1),
    ("article", "title: A\ndate: soon\n", 1),
    ("article", "title: A\nkind: feature\n", 1),
    ("article", "title: A\ndraft: maybe\n", 1),
    ("article", "title: A\nimage: { scr: a.jpg }\n", 1),
    ("article", "title: A\nrelated: [{ title: B }]\n", 1),
    ("article", "title: A\naudio: { src: a.mp3, duration: 1:99 }\n", 1),
    ("article", "title: A\nlanguage: xx\n", 1),
    ("article", "title: A\npublished: false\n", 1),
    ("article", "date: 2025-01-20\n", 0),
    ("author", "role: Editor\n", 0),
    ("author", "name: A\nlinks: [{ title: B, adress: x }]\n", 1),
    ("dossier", "title: A\nmatch: some\n", 1),
    ("term", "name: A\ndescription: B\n", 1),
    ("site", "title: A\nlanguages: [en]\nbase_ulr: x\n", 2),
    ("site", "title: A\nlanguages: [{ tagg: en }]\n", 1),
    ("site", "title: A\nlanguages: [en]\nfeeds: { formats: [rsss] }\n", 2),
    ("site", "title: A\nlanguages: [en]\npaginate: many\n", 2),
    ("site", "title: A\nlanguages: [en]\noptions: { picturs: true }\n", 2),
    ("site", "title: A\nlanguages: [en]\nmissing_translations: hide\n", 2),
    ("site", "title: A\nlanguages: [en]\nhosting: { csp: { img_src: [x] } }\n", 2),
    ("site", "title: A\nlanguages: [en]\npublisher: { policies: { ethic: x } }\n", 2),
    ("theme", "extend: gazette\n", 0),
    ("theme", "places: { lead: { size: 100vw } }\n", 0),
    ("embeds", "tube: { name: Tube }\n", 0),
]

# What is right, whatever the sample site has of it.
RIGHT = [
    ("article", "title: A\nsummary:\nimage: a.jpg\ndraft: on\nauthors: [new-one]\ntags: 2024\n"),
    ("article", "title: A\ndate: 2015-03-16 10:00:28 -0400\nrelated: [a/b, { title: B, url: https://b.example }]\n"),
    ("article", "title: A\naudio: { src: a.mp3, duration: 32:10 }\nimage: { src: a.jpg, focus: 30% 20%, width: 1600px }\n"),
    ("site", "title: { en: A }\nlanguages: [en, { tag: fr, fallback: [en] }]\nfeeds: { size: 5 }\nhosting: { headers: off }\n"),
    ("site", "title: A\nlanguages: [en]\nmissing_translations: { sections: { news: page } }\nembeds: { vimeo: off }\n"),
]


class Server:
    """A language server that is talked to over its pipes."""

    def __init__(self, program, root):
        self.process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.found = {}
        self.answers = {}
        self.news = threading.Condition()
        self.last = 0
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask("initialize", {"processId": os.getpid(), "rootUri": root.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        settings = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.last += 1
        number = self.last
        self.send({"id": number, "method": method, "params": params})
        with self.news:
            assert self.news.wait_for(lambda: number in self.answers, 30), method
            return self.answers[number]

    def listen(self):
        pipe = self.process.stdout
        while line := pipe.readline():
            length = int(line.split(b":")[1])
            while pipe.readline().strip():
                pass
            message = json.loads(pipe.read(length))
            with self.news:
                if message.get("method") == "textDocument/publishDiagnostics":
                    self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
                elif "method" in message and "id" in message:
                    # It asks for settings, and to be told of changes of files: it has what it needs.
                    items = message.get("params", {}).get("items") if isinstance(message.get("params"), dict) else None
                    self.send({"id": message["id"], "result": [None] * len(items) if items else None})
                elif "id" in message:
                    self.answers[message["id"]] = message.get("result")
                self.news.notify_all()

    def open(self, path, text):
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def problems(self, path):
        with self.news:
            assert self.news.wait_for(lambda: path.as_uri() in self.found, 60), f"nothing was said of {path}"
            return self.found[path.as_uri()]


def kind_of(path):
    parts = path.relative_to(ROOT / "content").parts
    folders = {"authors": "author", "dossiers": "dossier", "tags": "term", "sections": "term"}
    return "page" if len(parts) == 1 else folders.get(parts[0], "article")


def main():
    program, server = (str(pathlib.Path(argument).absolute()) for argument in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        subprocess.run([program, "schema", "--root", ROOT, "--to", folder / "schemas"], check=True, stdout=subprocess.PIPE)
        server = Server(server, folder)
        files = []

        def add(kind, text, name, mistake=None):
            path = folder / f"{len(files)}.yaml"
            # The line that `dateline schema` prints.
            server.open(path, f"# yaml-language-server: $schema=schemas/{kind}.json\n" + text)
            files.append((path, name, mistake))

        for path in sorted(ROOT.glob("content/**/*.md")):
            add(kind_of(path), path.read_text().split("---\n")[1], path)
        add("site", (ROOT / "site.yaml").read_text(), "site.yaml")
        for kind in ("theme", "embeds"):
            add(kind, (ROOT / f"themes/gazette/{kind}.yaml").read_text(), f"{kind}.yaml")
        right = len(files)
        for kind, text in RIGHT:
            add(kind, text, text)
        for kind, text, line in MISTAKES:
            add(kind, text, text, line + 1)
        wrong = 0
        for path, name, mistake in files:
            problems = server.problems(path)
            lines = [problem["range"]["start"]["line"] for problem in problems]
            if mistake is None and problems or mistake is not None and mistake not in lines:
                wrong += 1
                print(f"{name}: {[(p['range']['start']['line'], p['message']) for p in problems]}")
        path = files[0][0]
        place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 1, "character": 1}}
        said = json.dumps(server.ask("textDocument/hover", place))
        assert "headline" in said, said
        server.process.kill()
        assert wrong == 0, f"{wrong} files are not read as they should be"
        print(f"{right + len(RIGHT)} files without a word, {len(MISTAKES)} mistakes told")


main()
