"""The results as Markdown, and the place in docs/performance.md that they stand in."""

import statistics

from . import bars, equivalence

BEGIN = "<!-- Written by benches/whole.py: begin -->"
END = "<!-- Written by benches/whole.py: end -->"


def median(runs, what):
    return statistics.median(run[what] for run in runs)


def table(head, aligned, lines):
    """A table; `aligned` has a letter for each column, l or r."""
    rule = [{"l": "---", "r": "---:"}[letter] for letter in aligned]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *lines])


def builds(results):
    lines = []
    for build in results["builds"]:
        runs, articles = build["runs"], build["stories"] * 3
        if not all(run["finished"] for run in runs):
            spent = f"not finished after {median(runs, 'wall'):,.0f}"
            lines.append([build["label"], f"{articles:,}", spent, f"{median(runs, 'cpu'):,.0f}", "", "", "", ""])
            continue
        lines.append(
            [
                build["label"],
                f"{articles:,}",
                f"{median(runs, 'wall'):,.2f}",
                f"{median(runs, 'cpu'):,.2f}",
                f"{median(runs, 'cpu') / articles * 1000:.2f}",
                f"{median(runs, 'memory'):,.0f}",
                f"{build['files']:,}",
                f"{build['megabytes']:,.0f}",
            ]
        )
    head = ["program", "articles", "wall s", "CPU s", "CPU ms an article", "peak MB", "files", "MB written"]
    return table(head, "lrrrrrrr", lines)


def again(results):
    lines = []
    for step in results["again"]:
        runs, full = step["runs"], step["full"]
        ratios = [statistics.median(a[what] / b[what] for a, b in zip(runs, full)) for what in ("wall", "cpu")]
        lines.append(
            [
                step["name"],
                f"{median(runs, 'wall'):.2f}",
                f"{median(runs, 'cpu'):.2f}",
                *(f"{ratio:.2f}" for ratio in ratios),
                f"{step['different']:,} files differ" if step["different"] else "yes",
            ]
        )
    full = results["again"][0]["full"]
    lines.insert(0, ["the full build", f"{median(full, 'wall'):.2f}", f"{median(full, 'cpu'):.2f}", "1", "1", ""])
    head = ["after", "wall s", "CPU s", "wall, of a full build", "CPU, of a full build", "same bytes as a full build"]
    return table(head, "lrrrrl", lines)


def held(results):
    programs = results["held"]
    lines = [
        [name, *(f"{held['means'][kind]:,.1f}".removesuffix(".0") for held in programs)]
        for kind, name in equivalence.KINDS.items()
    ]
    return table(
        ["on the page of an article, on average", *(held["label"] for held in programs)],
        "l" + "r" * len(programs),
        lines,
    )


def introduction(results):
    """When, on what and how."""
    machine = results["machine"]
    where = "output in memory" if results["memory"] else "output on the disk"
    rounds = f"each of {results['rounds']} rounds" if results["rounds"] > 1 else "one round"
    return (
        f"Measured on {results['date']} on {machine['cores']} cores of {machine['model']}, {machine['memory']} GB of\n"
        f"memory, Linux {machine['kernel']}; {where}. In {rounds} every program ran once at every size, one after\n"
        "the other, its output and caches removed and its sources read before; medians."
    )


def written(results):
    """The part of the page that is generated."""
    parts = [
        introduction(results),
        "    " + results["command"],
        "\n".join(f"- {label}: {version}" for label, version in results["versions"].items()),
        table(["what", "bar", "measured", ""], "lrrl", [list(row) for row in bars.rows(results)]),
        "Ratios are those of runs of the same round, and the median of them.",
        builds(results),
    ]
    if results["plot"]:
        parts.append("![CPU time of an article and peak memory against the number of articles](performance.svg)")
    if results["again"]:
        articles = results["again_stories"] * 3
        parts += [
            f"Builds again of {articles:,} articles, into the same folder, each change on top of those before it.\n"
            "The article is the newest of all, which the most lists begin with.",
            again(results),
        ]
    if len(results["held"]) > 1:
        parts += [
            f"The work is that of the others and more: on each page of {results['sampled']} articles ours hold at\n"
            "least what theirs do.",
            held(results),
        ]
    return "\n\n".join(parts)


def put(page, text):
    """The page with another generated part."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"
