#!/usr/bin/env python3
"""Files for translators, as the tools of translators read them: polib, translate-toolkit and its checks.

Usage: exchange.py PROGRAM. Exports the sample site into each language in both formats, reads every file, runs pofilter,
saves PO files once more with polib, fills everything in, imports it, and builds the site.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import polib
from lxml import etree
from translate.filters import checks
from translate.storage import po as toolkit_po
from translate.storage import xliff2

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
program = str(pathlib.Path(sys.argv[1]).resolve())
root = pathlib.Path(__file__).resolve().parent.parent


def run(site, *arguments):
    done = subprocess.run([program, *arguments, "--root", str(site)], cwd=site, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def own_files(site):
    files = [path for folder in ("content", "locales") for path in (site / folder).rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def read_xliff(path):
    """The sentences of a file, and what is not as the standard has it."""
    tree = etree.parse(str(path))
    count = 0
    for file in tree.iter(f"{CORE}file"):
        units = [unit.get("id") for unit in file.iter(f"{CORE}unit")]
        assert len(units) == len(set(units)), f"{path}: units of one name"
        for unit in file.iter(f"{CORE}unit"):
            data = {item.get("id") for item in unit.iter(f"{CORE}data")}
            ids = [segment.get("id") for segment in unit.iter(f"{CORE}segment")]
            for segment in unit.iter(f"{CORE}segment"):
                count += 1
                source = segment.find(f"{CORE}source")
                codes = [code.get("id") for code in source.iter(f"{CORE}pc", f"{CORE}ph")]
                ids += codes
                for code in segment.iter(f"{CORE}pc", f"{CORE}ph"):
                    for name in ("dataRef", "dataRefStart", "dataRefEnd"):
                        assert code.get(name) is None or code.get(name) in data, f"{path}: {name} of nothing"
                    for flow in (code.get("subFlows") or code.get("subFlowsEnd") or "").split():
                        assert flow in units, f"{path}: a unit inside a code is missing: {flow}"
            assert len(ids) == len(set(ids)), f"{path}: ids of {unit.get('id')} are not unique"
    store = xliff2.Xliff2File.parsefile(str(path))
    assert len(store.units) == count, f"{path}: translate-toolkit finds {len(store.units)} sentences of {count}"
    return count


def check_po(path):
    """What polib and the checks of translate-toolkit say of a file."""
    entries = polib.pofile(str(path), check_for_duplicates=True)
    assert entries.metadata["Language"] and entries.metadata["Plural-Forms"], path
    store = toolkit_po.pofile.parsefile(str(path))
    assert len([unit for unit in store.units if not unit.isheader()]) == len(entries), path
    fails = []
    checker = checks.StandardChecker(checkerconfig=checks.CheckerConfig(targetlanguage=entries.metadata["Language"]))
    for unit in store.units:
        if unit.istranslatable() and unit.target and not unit.isfuzzy():
            found = checker.run_filters(unit)
            fails += [f"{unit.getlocations()}: {name}" for name in ("xmltags", "variables", "escapes") if name in found]
    return len(entries), fails


def fill_xliff(path):
    tree = etree.parse(str(path))
    for segment in tree.iter(f"{CORE}segment"):
        if segment.find(f"{CORE}target") is None:
            source = segment.find(f"{CORE}source")
            target = etree.fromstring(etree.tostring(source, with_tail=False))
            target.tag = f"{CORE}target"
            for element in target.iter():
                element.text = element.text and element.text.upper()
                if element is not target:
                    element.tail = element.tail and element.tail.upper()
            source.addnext(target)
            segment.set("state", "translated")
            segment.attrib.pop("subState", None)
    # As other programs do: indented anew, with another quotation mark in the declaration.
    tree.write(str(path), xml_declaration=True, encoding="utf-8")


def fill_po(path):
    entries = polib.pofile(str(path))
    shout = lambda text: re.sub(r"(<[^>]*>|\{[^}]*\}|&\w+;)|([^<{&]+|.)", lambda m: m[1] or m[2].upper(), text)
    for entry in entries:
        if not entry.msgstr:
            entry.msgstr = shout(entry.msgid)
    entries.save(str(path))


with tempfile.TemporaryDirectory() as folder:
    site = pathlib.Path(folder) / "site"
    site.mkdir()
    for name in ("content", "locales", "templates", "static"):
        if (root / name).exists():
            shutil.copytree(root / name, site / name)
    shutil.copy(root / "site.yaml", site)
    before = own_files(site)
    for language in ("en", "fr", "ru"):
        for form, ending in (("xliff", "xlf"), ("po", "po")):
            out = site.parent / f"{language}-{form}"
            run(site, "translations", "export", "--lang", language, "--format", form, "--to", str(out))
            files = sorted(out.rglob(f"*.{ending}"))
            assert files, f"nothing was exported into {language}"
            if form == "xliff":
                count = sum(read_xliff(path) for path in files)
            else:
                counted = [check_po(path) for path in files]
                count = sum(n for n, _ in counted)
                # People have translated these, and may have done without a link: that is shown, and no mistake of ours.
                for fail in [fail for _, found in counted for fail in found]:
                    print(f"  {language}: {fail}")
                for path in files:
                    polib.pofile(str(path)).save(str(path))
            run(site, "translations", "import", str(out))
            assert own_files(site) == before, f"{language}, {form}: what was not touched has changed"
            print(f"{language}, {form}: {len(files)} files, {count} sentences, back as they went out")

    # A language that the site does not have yet: everything is to do, and comes back.
    config = (site / "site.yaml").read_text()
    config, count = re.subn(r"^(languages: \[.*)\]$", r"\1, de]", config, flags=re.M)
    assert count == 1, "the languages of the sample site stand on one line"
    (site / "site.yaml").write_text(config)
    for form, fill, ending in (("xliff", fill_xliff, "xlf"), ("po", fill_po, "po")):
        copy = site.parent / f"copy-{form}"
        shutil.copytree(site, copy)
        out = site.parent / f"de-{form}"
        run(copy, "translations", "export", "--lang", "de", "--format", form, "--to", str(out))
        for path in out.rglob(f"*.{ending}"):
            fill(path)
            if form == "po":
                _, fails = check_po(path)
                assert not fails, fails[:5]
        run(copy, "translations", "import", str(out))
        left = run(copy, "translations", "export", "--lang", "de", "--only", "missing,outdated", "--to", str(out) + "-left")
        assert "Nothing to export" in left, left
        run(copy, "build")
        print(f"de, {form}: filled in, imported and built")
