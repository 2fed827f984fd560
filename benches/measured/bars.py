"""What is asked of a build: ratios that hold on any machine, each with its limit."""

import statistics

# What is judged: the defaults, which write much more than any of the others.
OURS = "dateline"
# The size that the bars of builds after a change are for.
AGAIN_STORIES = 10_000
AGAIN = [
    ("nothing changed", 0.25),
    ("one article edited, its text", 0.30),
    ("one article edited, its title", 0.30),
    ("one template changed, that of all articles", 0.80),
]


def median(values):
    return statistics.median(values) if values else None


class Results:
    """Finds runs among the results; ratios are those of runs of the same round, and the median of them counts."""

    def __init__(self, results):
        self.builds = {(build["program"], build["stories"]): build for build in results["builds"]}
        at_the_size = results["again_stories"] == AGAIN_STORIES
        self.again = {step["name"]: step for step in results["again"]} if at_the_size else {}

    def runs(self, program, stories):
        build = self.builds.get((program, stories))
        return build["runs"] if build else []

    def ratio(self, above, below, what):
        return median([a[what] / b[what] for a, b in zip(self.runs(*above), self.runs(*below))])

    def growth(self, small, large):
        """The CPU time of an article of a large archive, against one of a small archive."""
        ratio = self.ratio((OURS, large), (OURS, small), "cpu")
        return ratio and ratio * small / large

    def memory(self, stories):
        return median([run["memory"] for run in self.runs(OURS, stories)])

    def on_disk(self, small, large):
        """Seconds of a large archive against a small one, both written to the disk."""
        name = f"{OURS}-disk" if (f"{OURS}-disk", large) in self.builds else OURS
        return self.ratio((name, large), (name, small), "wall")

    def step(self, name, what):
        step = self.again.get(name)
        return step and median([run[what] / full[what] for run, full in zip(step["runs"], step["full"])])


def times(value):
    return f"{value:.2f}"


def megabytes(value):
    return f"{value:,.0f} MB"


def rows(results):
    """What, the most (or the least) it may be, what it is, whether that is met."""
    found = Results(results)
    bars = [
        ("CPU of an article, 300,000 against 9,000", found.growth(3000, 100_000), "at most", 1.15, times),
        ("peak memory, 30,000 articles", found.memory(10_000), "at most", 450, megabytes),
        ("peak memory, 300,000 articles", found.memory(100_000), "at most", 3000, megabytes),
        (
            "seconds, 300,000 articles against 30,000, same disk",
            found.on_disk(10_000, 100_000),
            "less than",
            15,
            times,
        ),
    ]
    for stories in (3000, 10_000):
        ratio = found.ratio((OURS, stories), ("floor", stories), "cpu")
        bars.append((f"CPU against the bare loop, {stories * 3:,} articles", ratio, "at most", 4.2, times))
    ratio = found.ratio(("hugo", 3000), (OURS, 3000), "cpu")
    bars.append(("CPU of Hugo with related articles against ours, 9,000 articles", ratio, "at least", 30, times))
    for name, limit in AGAIN:
        for what, called in (("cpu", "CPU"), ("wall", "seconds")):
            step = found.step(name, what)
            bars.append((f"{name}: {called} against a full build, 30,000 articles", step, "at most", limit, times))
    return [judged(*bar) for bar in bars] + [same_bytes(results)]


def judged(what, value, kind, limit, written):
    if value is None:
        return what, f"{kind} {written(limit)}", "", "not measured"
    met = {"at most": value <= limit, "less than": value < limit, "at least": value >= limit}[kind]
    return what, f"{kind} {written(limit)}", written(value), "met" if met else "**not met**"


def same_bytes(results):
    what, limit = "files that a build after a change leaves other than a full build", "none"
    if not results["again"]:
        return what, limit, "", "not measured"
    different = sum(step["different"] for step in results["again"])
    return what, limit, f"{different:,}" if different else "none", "**not met**" if different else "met"
