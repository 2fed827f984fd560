"""Small sites with addresses of each form on a real nginx and a real Apache, set up as docs/hosting.md says.

    python3 .ci/hosts.py target/release/dateline

Each page answers at its address, also from the other spelling of it where the form has one; each alias, pasted in whatever
form and with or without a query, leads to its article; what stands under `gone` answers 410; a wrong address shows the page
of its language.
"""

import contextlib
import http.client
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = {"en": "", "fr": "français", "ru": "ru"}
STORY = """---
title: {title}
date: 2025-01-0{day}
author: ann
tags: [trade]
slug: {slug}
aliases: {aliases}
---
Text with a [link](b.md).
"""
SLUGS = {"en": "Cargo_v1.2", "fr": "Détroit_(1)", "ru": "Пролив"}
FORMS = {
    "a slash": {"article": "/:section/:year/:slug/", "page": "/:slug/", "section": "/:slug/", "tag": "/tags/:slug/", "author": "/authors/:slug/", "archive": "/archive/"},
    ".html": {"article": "/:section/:year/:slug.html", "page": "/:slug.html", "section": "/:slug.html", "tag": "/tags/:slug.html", "author": "/authors/:slug.html", "archive": "/archive.html"},
    "nothing": {"article": "/:section/:year/:slug", "page": "/:slug", "section": "/:slug", "tag": "/tags/:slug", "author": "/authors/:slug", "archive": "/archive"},
}
GONE = ["/en/news/old-one/", "/page.php?id=9", "%D1%81%D1%82/2.html"]
OFTEN = ["/{tag}/Old (1)/", "old/{tag}/b.html", "/%D1%81%D1%82/{tag}", "/?p={tag}1", "index.php?id={tag}&x=%D1%8F"]


def make(root, form, base):
    """A site whose addresses end in a form."""
    prefixes = ", ".join(f'{{ tag: {tag}, prefix: "{prefix}" }}' for tag, prefix in LANGUAGES.items())
    patterns = "".join(f"  {kind}: {pattern}\n" for kind, pattern in FORMS[form].items())
    (root / "content/news").mkdir(parents=True)
    (root / "content/authors").mkdir()
    (root / "site.yaml").write_text(
        f"title: A small paper\nbase_url: https://paper.example{base}\nlanguages: [{prefixes}]\npermalinks:\n{patterns}"
        f"redirects: [netlify, nginx, apache]\ngone: {json.dumps(GONE)}\nsocial_cards: false\n",
        encoding="utf-8",
    )
    for tag, slug in SLUGS.items():
        aliases = json.dumps([alias.format(tag=tag) for alias in OFTEN], ensure_ascii=False)
        story = STORY.format(title=f"A story {tag}", day=1, slug=slug, aliases=aliases)
        (root / f"content/news/a.{tag}.md").write_text(story, encoding="utf-8")
        (root / f"content/news/b.{tag}.md").write_text(STORY.format(title=f"Other {tag}", day=2, slug="b", aliases="[]"), encoding="utf-8")
        (root / f"content/authors/ann.{tag}.md").write_text("---\nname: Ann\n---\nShe writes.\n", encoding="utf-8")
        (root / f"content/about.{tag}.md").write_text("---\ntitle: About\n---\nAbout us.\n", encoding="utf-8")


def block(kind):
    """The configuration of docs/hosting.md for a host."""
    return re.search(rf"```{kind}\n(.*?)```", (HERE / "docs/hosting.md").read_text(encoding="utf-8"), re.S)[1]


def without_languages(text, pattern, of_language, base):
    """The pages for wrong addresses of these languages, in the place of those of the docs."""
    lines = "".join(of_language(f"{base}/{prefix}") for prefix in LANGUAGES.values() if prefix)
    start = re.search(pattern, text).start()
    return text[:start] + lines + re.sub(pattern, "", text[start:])


def nginx(folder, public, base, port):
    text = block("nginx").replace("/srv/gazette/public/redirects", f"{public}{base}/redirects").replace("/srv/gazette/public", str(public))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(" /404.html", f" {base}/404.html")
    text = without_languages(text, r"    location /\w\w/ \{ error_page[^\n]*\n", lambda at: f"    location {at}/ {{ error_page 404 {at}/404.html; }}\n", base)
    configuration = folder / "nginx.conf"
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    configuration.write_text(
        f"user root;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}include /etc/nginx/mime.types;\n{text}}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(configuration), "-g", "daemon off;"]


def apache(folder, public, base, port):
    text = block("apache").replace("/srv/gazette/public", str(public)).replace("*:80", f"127.0.0.1:{port}").replace(" /404.html", f" {base}/404.html")
    text = without_languages(
        text, r'    <Location "/\w\w/">\n[^\n]*\n    </Location>\n',
        lambda at: f'    <Location "{at}/">\n        ErrorDocument 404 {urllib.parse.quote(at)}/404.html\n    </Location>\n', base,
    )
    modules = ["mpm_event", "authz_core", "dir", "alias", "rewrite", "headers", "mime"]
    load = "".join(f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so\n" for module in modules)
    configuration = folder / "apache.conf"
    configuration.write_text(
        f"ServerName paper.example\nServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\nUser www-data\nGroup www-data\n{load}"
        f"TypesConfig /etc/mime.types\nListen 127.0.0.1:{port}\n{text}", encoding="utf-8",
    )
    return ["apache2", "-f", str(configuration), "-DFOREGROUND"]


@contextlib.contextmanager
def running(command, port, folder):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None:
                log = folder / "error.log"
                sys.exit(process.stdout.read().decode() + (log.read_text() if log.exists() else ""))
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def ask(port, address):
    """Status, where it leads to (a path), and the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", urllib.parse.quote(address, safe="/?=&%()"), headers={"Host": "paper.example"})
    answer = connection.getresponse()
    to = urllib.parse.unquote(urllib.parse.urlsplit(answer.getheader("Location") or "").path)
    return answer.status, to, answer.read().decode("utf-8", "replace")


def expect(port, address, status, to="", text=""):
    found, leads, page = ask(port, address)
    if (found, leads) != (status, to) or text not in page:
        sys.exit(f"{address}: {found} {leads!r}, not {status} {to!r}; {text!r} in it: {text in page}")


def examine(public, base, form, port):
    record = json.loads((public / f"{base}/addresses.json".lstrip("/")).read_text(encoding="utf-8"))
    count = 0
    for kind in ["articles", "sections", "tags", "authors"]:
        for id, by_language in record[kind].items():
            for tag, address in by_language.items():
                expect(port, base + address, 200, text=f'<html lang="{tag}"')
                count += 1
                # The other spelling of the address, as hosts know it.
                if form == "a slash":
                    expect(port, base + address.rstrip("/"), 301, base + address)
                if form == "nothing":
                    expect(port, f"{base}{address}/", 301, base + address)
    for tag, prefix in LANGUAGES.items():
        home = f"{base}/{prefix}/".replace("//", "/")
        expect(port, home, 200, text=f'<html lang="{tag}"')
        expect(port, f"{home}feed.xml", 200, text="<rss")
        if prefix:
            expect(port, home.rstrip("/"), 301, home)
        expect(port, f"{home}no-such-page", 404, text=f'<html lang="{tag}"')
        article = base + record["articles"]["news/a"][tag]
        for alias in OFTEN:
            alias = "/" + alias.format(tag=tag).lstrip("/")
            expect(port, base + alias, 301, article)
            if not alias.endswith("/") and "?" not in alias and "." not in alias:
                expect(port, f"{base}{alias}/", 301, article)
            count += 1
    expect(port, f"{base}/?p=nothing", 200)
    for address in GONE:
        expect(port, f"{base}/{address.lstrip('/')}", 410, text="<html")
    return count


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    for host in [nginx, apache]:
        if shutil.which({nginx: "nginx", apache: "apache2"}[host]) is None:
            sys.exit(f"{host.__name__} is not here")
    for form in FORMS:
        for base in ["", "/daily"]:
            with tempfile.TemporaryDirectory(dir="/tmp") as folder:
                folder = pathlib.Path(folder)
                folder.chmod(0o755)
                make(folder / "site", form, base)
                public = folder / "public"
                command = [program, "build", "--root", folder / "site", "--out", f"{public}{base}", "--now", "2026-01-01T00:00:00Z"]
                subprocess.run(command, check=True, capture_output=True)
                for host in [nginx, apache]:
                    port = free_port()
                    with running(host(folder, public, base, port), port, folder):
                        count = examine(public, base, form, port)
                    print(f"{host.__name__}, addresses that end in {form}, below {base or '/'}: {count} pages and aliases")


if __name__ == "__main__":
    main()
