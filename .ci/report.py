"""Holds what `build --json` and `check --json` print against docs/report.schema.json.

    python3 .ci/report.py target/release/dateline

Sites: the sample site, those of tests/diagnostics that are only files, and some that have more to tell.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent
CONFIG = "title: A\nbase_url: https://a.example\nlanguages: [en, fr]\n"
ARTICLE = "---\ntitle: A treaty\ndate: 2025-01-01\n---\n[Elsewhere](https://b.example/)\n"
NOW = ["--now", "2025-02-01T12:00:00Z"]


def sites():
    """Sites of tests/diagnostics that are made of nothing but files."""
    for path in sorted((ROOT / "tests/diagnostics").glob("*.txt")):
        parts = [part.partition("\n") for part in path.read_text(encoding="utf-8").removeprefix("=== ").split("\n=== ")]
        files = {head: body + "\n" for head, _, body in parts if " " not in head and head != "printed"}
        if all(" " not in head or head.startswith("run check") for head, _, _ in parts):
            yield path.stem, files


def main():
    schema = json.loads((ROOT / "docs/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    seen = set()

    def look(name, root, *arguments):
        run = subprocess.run([PROGRAM, *arguments, "--json", *NOW, "--root", root], capture_output=True, text=True)
        report = json.loads(run.stdout)
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]
        if errors:
            sys.exit(f"{name}, {arguments[0]}: " + "\n".join(errors[:10]))
        seen.update(key for key, value in report.items() if value not in (None, [], {}))

    look("the sample site", ROOT, "check", "--timings", "--external-links", "list")
    for name, files in sites():
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {"site.yaml": CONFIG, **files}.items():
                file = pathlib.Path(folder) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            look(name, folder, "check")
    with tempfile.TemporaryDirectory() as folder:
        look("no site", folder, "build")
        root = pathlib.Path(folder)
        (root / "content/news").mkdir(parents=True)
        (root / "site.yaml").write_text(CONFIG, encoding="utf-8")
        for name in "abc":
            (root / f"content/news/{name}.en.md").write_text(ARTICLE, encoding="utf-8")
        look("a first build", root, "build")
        (root / "content/news/a.en.md").write_text(ARTICLE.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
        (root / "content/news/b.en.md").unlink()
        look("a draft and a text that is gone", root, "check")
        look("a text that is left out", root, "build", "--leave-out", "content/news/c.en.md")
    missing = set(schema["properties"]) - seen
    if missing:
        sys.exit(f"nothing has {', '.join(sorted(missing))}: they were not looked at")
    print(f"reports are as docs/report.schema.json says; all of its {len(seen)} parts were seen")


if __name__ == "__main__":
    main()
