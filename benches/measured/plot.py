"""Draws CPU time and memory against the number of articles: `plot.py RESULTS SVG`. Needs matplotlib.

The same results give the same bytes: no date, and ids that are made from a fixed word.
"""

import json
import pathlib
import statistics
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "dateline", "svg.fonttype": "path", "font.size": 10})

import matplotlib.pyplot as plt  # noqa: E402, after the choice of what it draws with
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter  # noqa: E402

# Colours that stay apart for those who see fewer of them (Okabe and Ito), and marks for those who see none.
STYLES = {
    "dateline": ("#0072b2", "o"),
    "dateline-feeds": ("#56b4e9", "D"),
    "hugo": ("#d55e00", "s"),
    "blades": ("#009e73", "^"),
    "floor": ("#555555", "x"),
}


def series(results, program, of):
    """Articles and a value, of each size that a program finished."""
    builds = [build for build in results["builds"] if build["program"] == program]
    builds = [build for build in builds if all(run["finished"] for run in build["runs"])]
    return [build["stories"] * 3 for build in builds], [of(build) for build in builds]


def middle(build, what):
    return statistics.median(run[what] for run in build["runs"])


def draw(results, file):
    figure, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained", facecolor="white")
    values = [
        ("CPU, milliseconds an article", lambda build: middle(build, "cpu") / build["stories"] / 3 * 1000),
        ("peak memory, MB", lambda build: middle(build, "memory")),
    ]
    sizes = sorted({build["stories"] * 3 for build in results["builds"]})
    for axis, (title, of) in zip(axes, values):
        for program, (colour, mark) in STYLES.items():
            articles, heights = series(results, program, of)
            if articles:
                label = next(build["label"] for build in results["builds"] if build["program"] == program)
                axis.plot(articles, heights, color=colour, marker=mark, label=label)
        axis.set(title=title, xscale="log", yscale="log", xlabel="articles")
        axis.set_xticks(sizes)
        axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axis.xaxis.set_minor_formatter(NullFormatter())
        axis.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axis.yaxis.set_minor_formatter(NullFormatter())
        axis.grid(True, which="both", linewidth=0.4, color="#dddddd")
        axis.spines[["top", "right"]].set_visible(False)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels), frameon=False, fontsize=9)
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None}, facecolor="white")


if __name__ == "__main__":
    draw(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])
