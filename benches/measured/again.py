"""Builds of an archive that was built before: nothing changed, an article edited, a template changed.

Each is measured against a full build of the same round, and its output compared, byte by byte, with what a full build
of the same sources writes into another folder.
"""

import contextlib
import hashlib
import os
import pathlib
import shutil
import sys

import corpus

from .programs import REPOSITORY
from .timing import timed

TEMPLATE = "article.html"


def digests(out):
    """The files of a folder with what they hold."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            path = pathlib.Path(folder, name)
            found[path.relative_to(out).as_posix()] = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    return found


def newest_article(site):
    """The one that is on the most lists: home, section, tags and authors all begin with it."""
    story = corpus.Archive(seed=1).story(0)
    return site / "content" / story["section"] / f"{story['id']}.en.md"


def edited_text(text):
    head, rest = text.split("---\n\n", 1)
    return f"{head}---\n\nA sentence that was not there before. {rest}"


def edited_title(text):
    return text.replace('title: "', 'title: "Corrected: ', 1)


def edited_template(text):
    return text.replace("<h1>", '<h1 class="changed">', 1)


def steps(site):
    """Name, file and change, in the order in which they are made; each is made on top of those before it."""
    article, template = newest_article(site), site / "templates" / TEMPLATE
    return [
        ("nothing changed", None, None),
        ("one article edited, its text", article, edited_text),
        ("one article edited, its title", article, edited_title),
        ("one template changed, that of all articles", template, edited_template),
    ]


def apply(file, change):
    if file is None:
        return
    before = file.read_text(encoding="utf-8")
    after = change(before)
    if after == before:
        sys.exit(f"{file.name} is not what it was when this was written: nothing to change")
    file.write_text(after, encoding="utf-8")


@contextlib.contextmanager
def own_template(site):
    """A site with a copy of a template of the theme; everything is as it was afterwards."""
    article = newest_article(site)
    before = article.read_bytes()
    template = site / "templates" / TEMPLATE
    template.parent.mkdir(exist_ok=True)
    shutil.copy(REPOSITORY / "themes/gazette/templates" / TEMPLATE, template)
    try:
        yield
    finally:
        article.write_bytes(before)
        shutil.rmtree(template.parent)


def build_in_turn(program, site, out, read):
    """One round: a full build and one after each step, with the digests of what stood there, where they are wanted."""
    shutil.rmtree(out, ignore_errors=True)
    program.forget(site)
    os.sync()
    results, states = [timed(*program.command(site, out))], []
    for _, file, change in steps(site):
        apply(file, change)
        results.append(timed(*program.command(site, out)))
        if read:
            states.append(digests(out))
    return results, states


def differences(program, site, out, states):
    """How many files each step left other than a full build writes them."""
    counted = []
    for (_, file, change), state in zip(steps(site), states):
        apply(file, change)
        shutil.rmtree(out, ignore_errors=True)
        program.forget(site)
        timed(*program.full(site, out))
        full = digests(out)
        counted.append(sum(full.get(path) != state.get(path) for path in full.keys() | state.keys()))
    shutil.rmtree(out, ignore_errors=True)
    return counted


def measure(program, site, place, runs, report):
    """All rounds: rows of name, times of every round, times of the full builds, and files that differ."""
    rounds, counted = [], None
    for number in range(runs):
        with own_template(site):
            results, states = build_in_turn(program, site, place / "again", read=number == 0)
        rounds.append(results)
        report(
            f"builds again, round {number + 1}: "
            + ", ".join(f"{result['cpu']:.2f}" for result in results)
            + " s of CPU"
        )
        if states:
            with own_template(site):
                counted = differences(program, site, place / "full", states)
    shutil.rmtree(place / "again", ignore_errors=True)
    program.forget(site)
    full = [results[0] for results in rounds]
    return [
        {"name": name, "runs": [results[step] for results in rounds], "full": full, "different": counted[step - 1]}
        for step, (name, _, _) in enumerate(steps(site), 1)
    ]
