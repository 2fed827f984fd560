"""What `dateline cms` writes, in that content management system.

    python3 .ci/cms.py target/release/dateline target/ci-tools

Demanded, for the sample site and for one in a single language: the configuration fits the schema of Sveltia CMS; in a browser
the system opens it without an error and shows every collection, as Decap CMS does; a new article can be written, in the forms of all languages,
and what it saves is read by `dateline check` without a word. The program of the system comes from npm, in the place of the
address that the page names, and has the fingerprint that the page demands. Screenshots are left in target/tmp/cms/.
"""

import functools
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

from jsonschema import Draft7Validator
from playwright.sync_api import expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOTS = ROOT / "target/tmp/cms"

ONE_LANGUAGE = {
    "site.yaml": "title: Газета\nbase_url: https://gazette.example\nlanguages: [ru]\n",
    "content/news/маяк.md": "---\ntitle: Маяк\ndate: 2025-01-20\nsummary: Он снова горит.\n---\nТекст.\n",
    "content/sections/news.md": "---\nname: Новости\n---\n",
}

# What a form does not show, and must not throw away.
WHOLE = """---
title: "The lighthouse: lit"
date: 2025-01-20
author: ann
summary: It is lit again.
tags: [sea, "2024"]
image: { src: light.png, alt: A lamp, credit: Ann, until: 2030-01-01 }
related: [{ title: Elsewhere, url: "https://elsewhere.example/" }]
aliases: [/old/light/]
extra: { mood: calm, layers: { deep: 1 } }
typography: off
---

Some **text**, :small[and] more.

::: note
As it was.
:::
"""

TWO_LANGUAGES = {
    "site.yaml": "title: Gazette\nbase_url: https://gazette.example\nlanguages: [en, fr]\n",
    "content/news/lighthouse.en.md": WHOLE,
    "content/news/short.en.md": "---\ntitle: Short\ndate: 2025-01-20T09:30\nauthor: ann\ntags: sea\nimage: light.png\n---\n\nA.\n",
    "content/news/lighthouse.fr.md": "---\ntitle: Le phare\ntranslated: abcde fghij\n---\n\nDu texte.\n",
    "content/authors/ann.en.md": "---\nname: Ann\n---\n",
    "content/sections/news.en.md": "---\nname: News\n---\n",
}


def configuration(tools, file):
    """Read by the reader of YAML that editors use."""
    read = "process.stdout.write(JSON.stringify(require(process.argv[1]).parse(require('fs').readFileSync(process.argv[2], 'utf8'))))"
    command = ["node", "-e", read, tools / "node_modules/yaml", file]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def check_schema(tools, config):
    schema = json.loads((tools / "node_modules/@sveltia/cms/schema/sveltia-cms.json").read_text())
    validator = Draft7Validator(schema)
    faults = [f"{list(fault.absolute_path)}: {fault.message[:300]}" for fault in validator.iter_errors(config)]
    assert not faults, faults
    wrong = {**config, "backend": {"name": "nobody"}}
    assert not validator.is_valid(wrong), "the schema would not see a mistake"


def written(page):
    """The files that the system has saved: its backend for trials keeps them in the browser."""
    return page.evaluate(
        """async () => {
          const found = {};
          const walk = async (folder, way) => {
            for await (const [name, entry] of folder.entries()) {
              if (entry.kind === "directory") await walk(entry, `${way}${name}/`);
              else found[way + name] = await (await entry.getFile()).text();
            }
          };
          await walk(await navigator.storage.getDirectory(), "");
          return found;
        }"""
    )


def open_cms(browser, address, tools, package):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en")
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def program(route):
        path = route.request.url.split(f"/{package}@", 1)[1].split("/", 1)[1].split("?")[0]
        file = tools / "node_modules" / package / path
        kind = "text/javascript" if file.suffix in (".js", ".mjs") else "application/json"
        # A browser holds the fingerprint against what another host lets it read.
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=file.read_bytes(), content_type=kind, headers=headers)

    page.route(lambda url: not url.startswith(address), lambda route: route.abort())
    page.route(f"https://unpkg.com/{package}@*/**", program)
    page.goto(address)
    return page, said


def keep(page, files):
    """Puts files where the backend for trials looks for them."""
    page.evaluate(
        """async (files) => {
          for (const [path, text] of Object.entries(files)) {
            let folder = await navigator.storage.getDirectory();
            const parts = ["sveltia-cms-test", ...path.split("/")];
            for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
            const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
            await file.write(text);
            await file.close();
          }
        }""",
        files,
    )


def save(page):
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_timeout(2000)
    found = {path.removeprefix("sveltia-cms-test/"): text for path, text in written(page).items()}
    return {path: text for path, text in found.items() if path.endswith(".md")}


def try_site(browser, program, tools, root, name, folder, files=None):
    run = [program, "cms", "--root", root, "--to", folder, "--backend", "test-repo"]
    subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    config = configuration(tools, folder / "config.yml")
    check_schema(tools, config)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    page, said = open_cms(browser, address, tools, "@sveltia/cms")
    content = {path: text for path, text in (files or {}).items() if path.endswith(".md")}
    keep(page, content)
    page.get_by_role("button", name="Work with Test Repository").click()
    for collection in config["collections"]:
        expect(page.get_by_text(collection["label"], exact=True).first).to_be_visible()
    page.screenshot(path=SHOTS / f"{name}-collections.png")
    first = config["collections"][0]["name"]
    page.goto(f"{address}#/collections/{first}/new")
    page.get_by_role("textbox", name="Headline").first.fill("Fog at noon")
    languages = config.get("i18n", {}).get("locales", [])
    if "fr" in languages:
        page.get_by_text("French").last.click()
        page.get_by_role("button", name="Enable").click()
        page.get_by_role("textbox", name="Headline").nth(1).fill("Brume à midi")
    page.screenshot(path=SHOTS / f"{name}-entry.png", full_page=True)
    # Its icons come from elsewhere, and nothing does here.
    faults = [line for line in said if "Failed to load resource" not in line]
    assert not faults, faults
    if files:
        assert len(save(page)) == len(content), "a text is saved before it is said whether it is a draft"
        page.get_by_role("radio", name="Yes: nobody sees it").first.click()
        found = save(page)
        new = [path for path in found if path not in files]
        assert len(new) == max(1, len(languages)), new
        page.goto(f"{address}#/collections/{first}")
        for old in [path for path in files if path.startswith(f"content/{first}/") and ".fr." not in path]:
            story = pathlib.PurePath(old).name.split(".")[0]
            page.goto(f"{address}#/collections/{first}/entries/{story}")
            title = page.get_by_role("textbox", name="Headline").first
            title.fill(title.input_value() + ", again")
            page.get_by_role("radio", name="No: it is public").first.click()
            page.screenshot(path=SHOTS / f"{name}-{story}.png", full_page=True)
            found = save(page)
            assert found[old] != files[old], f"{old} was not saved"
        if "--show" in sys.argv:
            for path, text in found.items():
                print(path, text, sep="\n")
        compare(root, tools, files, found)
        for path, text in found.items():
            (root / path).write_text(text)
        check = subprocess.run([program, "check", "--root", root], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert check.returncode == 0, check.stdout + check.stderr
        if "--show" in sys.argv:
            print(check.stderr)
    page.context.close()
    server.shutdown()


def try_other(browser, program, tools, root, name, folder):
    """The other system takes the same configuration."""
    run = [program, "cms", "--kind", "decap", "--root", root, "--to", folder, "--backend", "test-repo"]
    subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page, said = open_cms(browser, f"http://127.0.0.1:{server.server_port}/", tools, "decap-cms")
    page.get_by_role("button", name="Login").click()
    config = configuration(tools, folder / "config.yml")
    for collection in config["collections"]:
        expect(page.get_by_text(collection["label"], exact=True).first).to_be_visible()
    page.goto(f"http://127.0.0.1:{server.server_port}/#/collections/{config['collections'][0]['name']}/new")
    expect(page.get_by_text("Headline", exact=True).first).to_be_visible()
    page.screenshot(path=SHOTS / f"{name}-decap.png")
    faults = [line for line in said if "onfig" in line]
    assert not faults, faults
    page.context.close()
    server.shutdown()


def compare(root, tools, files, found):
    """Whatever a file said that the form does not show is still there."""
    for path, text in files.items():
        if path.startswith("content/news/"):
            for word in ["mood", "deep", "2030-01-01", "elsewhere.example", "/old/light/", ":small[and]", "::: note", "abcde fghij"]:
                assert word not in text or word in found[path], f"{word} is gone from {path}:\n{found[path]}"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def main():
    program = pathlib.Path(sys.argv[1]).absolute()
    tools = pathlib.Path(sys.argv[2]).absolute()
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try_site(browser, program, tools, ROOT, "sample", folder / "cms-sample")
        try_other(browser, program, tools, ROOT, "sample", folder / "decap-sample")
        for name, files in [("one", ONE_LANGUAGE), ("two", TWO_LANGUAGES)]:
            for path, text in files.items():
                (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / name / path).write_text(text)
            shutil.copy(next(ROOT.glob("static/*.png"), ROOT / "docs/article.png"), folder / name / "content/news/light.png")
            try_site(browser, program, tools, folder / name, name, folder / f"cms-{name}", files)
        browser.close()
    print("the configuration fits its schema, two systems open it, and what is saved is read")


main()
