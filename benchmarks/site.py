"""How long the site takes, against plain MkDocs Material on the same number of pages of the same size outside the menu.

    python benchmarks/site.py                 1,000 records: the ratio, paired in one run; then 1,000 to 5,000
    python benchmarks/site.py --sizes 200 --rounds 1 --growth 400

Both sides are processes of their own and their CPU time counts (user and system), so that a busy machine matters little.
Every round runs both; the ratio shown is the median of the rounds' ratios. "again" is a build where nothing changed,
"one" a build where one record changed. Bars: 1.15 at 1,000 records, 5.5 from 1,000 to 5,000.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = [
    "the",
    "a",
    "to",
    "of",
    "and",
    "we",
    "our",
    "page",
    "order",
    "cache",
    "service",
    "queue",
    "team",
    "cost",
    "month",
    "policy",
    "decide",
    "review",
    "data",
    "customer",
    "latency",
    "release",
    "branch",
    "index",
    "query",
    "store",
    "write",
    "read",
    "fail",
    "retry",
    "limit",
    "budget",
    "vendor",
    "contract",
    "search",
    "region",
    "backup",
    "restore",
    "because",
    "after",
    "before",
    "with",
    "without",
    "under",
    "over",
    "more",
    "less",
    "than",
    "which",
    "when",
    "where",
    "why",
    "how",
    "who",
    "what",
    "should",
    "could",
    "would",
]
SETTINGS = "remit: 1\ntitle: A large log\npolicy: acme\n"
POLICY = """\
remit: 1
policy: acme
title: Who decides what
in_force: {from: 2026-01-01}
currency: EUR
roles: {lead: {tier: functional}, head: {tier: central}}
boundaries:
  - id: tools
    topic: tooling
    steps: [{up_to: 500, decide: anyone}, {up_to: 5000, decide: lead, advice: [head]}, {above: true, decide: head}]
  - {id: data, topic: data, decide: lead}
escalation: [lead, head]
otherwise: {escalate: lead}
"""
PLAIN = """\
site_name: Plain
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, font: false, features: [navigation.tabs, navigation.top, content.code.copy]}
plugins: [search]
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}]
nav: [{Home: index.md}]
not_in_nav: /decisions/**
"""
BUILD = "import sys; from remit.main import run; sys.exit(run(['build']))"


def body(draw: random.Random) -> str:
    """About 430 words under three headings, with a list."""
    parts = []
    for heading in ("Context", "Decision", "Consequences"):
        parts.append(f"## {heading}\n")
        parts += [" ".join(draw.choices(WORDS, k=45)).capitalize() + ".\n" for _ in range(3)]
        parts.append("".join(f"- {' '.join(draw.choices(WORDS, k=3))}\n" for _ in range(3)))
    return "\n".join(parts)


def record(number: int, draw: random.Random) -> tuple[str, str]:
    """Name and text of a record with thirteen keys."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    suffix = "".join(alphabet[number // 32**power % 32] for power in range(5, -1, -1))
    month, day = number % 12 + 1, number % 28 + 1
    name = f"D-2026{month:02}{day:02}-{suffix}"
    head = (
        f"id: {name}\ntitle: {' '.join(draw.choices(WORDS, k=5)).capitalize()}\nstatus: {draw.choice(('accepted', 'accepted', 'proposed', 'rejected'))}\n"
        f"decider: person{number % 40}\ntopic: {draw.choice(('tooling', 'data', 'vendor'))}/{draw.choice(('cache', 'store', 'search'))}\n"
        f"facts: {{amount: {number % 5000}}}\nraised: 2026-{month:02}-{day:02}\ndecided: 2026-{month:02}-{day:02}T10:00+00:00\n"
        f"team: team{number % 9}\ntags: [{draw.choice(WORDS)}, {draw.choice(WORDS)}]\naffects: [src/{draw.choice(WORDS)}/**]\n"
        f"evidence: [https://example.com/{number}]\nreview_by: 2027-{month:02}-{day:02}\n"
    )
    return name, f"---\n{head}---\n{body(draw)}"


def make(folder: Path, number: int) -> tuple[Path, Path]:
    """A log of `number` records, and the same pages for plain MkDocs; the two folders."""
    draw = random.Random(number)
    ours, plain = folder / f"ours{number}", folder / f"plain{number}"
    (ours / "decisions/2026").mkdir(parents=True)
    (plain / "docs/decisions").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(ours)], check=True)
    (ours / "decisions/policy").mkdir()
    (ours / "decisions/remit.yml").write_text(SETTINGS)
    (ours / "decisions/policy/acme@2026-01-01.yml").write_text(POLICY)
    (plain / "mkdocs.yml").write_text(PLAIN)
    (plain / "docs/index.md").write_text("# Home\n")
    for place in range(number):
        name, text = record(place, draw)
        (ours / "decisions/2026" / f"{name}.md").write_text(text)
        (plain / "docs/decisions" / f"{name}.md").write_text(text.replace("tags: [", "labels: ["))
    subprocess.run(["git", "add", "-A"], cwd=ours, check=True)
    name = ["-c", "user.name=Ana Ito", "-c", "user.email=ana@example.com"]
    subprocess.run(["git", *name, "commit", "-qm", "All of them"], cwd=ours, check=True)
    return ours, plain


def seconds(folder: Path, *command: str) -> float:
    """CPU seconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""}  # an installed program is compiled
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        check=True,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fresh(ours: Path) -> None:
    """Forget every earlier build."""
    shutil.rmtree(ours / "site", ignore_errors=True)
    shutil.rmtree(ours / ".cache/remit", ignore_errors=True)
    shutil.rmtree(ours / ".git/remit", ignore_errors=True)


def round_of(ours: Path, plain: Path, number: int) -> dict[str, float]:
    """CPU seconds of one round, by what was built."""
    fresh(ours)
    shutil.rmtree(plain / "site", ignore_errors=True)
    out = {
        "plain": seconds(plain, "-m", "mkdocs", "build", "-q"),
        "cold": seconds(ours, "-c", BUILD),
        "again": seconds(ours, "-c", BUILD),
    }
    some = sorted((ours / "decisions/2026").glob("D-*.md"))[number // 2]
    some.write_text(some.read_text() + "\nOne more line.\n")
    out["one"] = seconds(ours, "-c", BUILD)
    return out


def show(ours: Path, plain: Path, number: int, rounds: int) -> float:
    """Print the ratios at one size; the median of our cold CPU seconds."""
    found = [round_of(ours, plain, number) for _ in range(rounds)]
    made = len(list((ours / "site/decisions").glob("D-*.html")))
    print(
        f"{number} records ({made} pages), {rounds} round(s); plain {statistics.median(one['plain'] for one in found):.2f} s CPU"
    )
    for what in ("cold", "again", "one"):
        ratio = statistics.median(one[what] / one["plain"] for one in found)
        print(f"  {what:6} {statistics.median(one[what] for one in found):6.2f} s   {ratio:.2f} x plain")
    return statistics.median(one["cold"] for one in found)


def growth(folder: Path, small: int, large: int) -> None:
    """Print how our cold build grows between two sizes, built one after the other."""
    times = []
    for number in (small, large):
        ours = folder / f"ours{number}"
        if not ours.exists():
            make(folder, number)
        fresh(ours)
        times.append(seconds(ours, "-c", BUILD))
    print(
        f"{small} -> {large} records: {times[0]:.2f} s -> {times[1]:.2f} s, {times[1] / times[0]:.2f} x for {large / small:.1f} x the records"
    )


def main() -> None:
    """Run it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sizes", type=int, nargs="*", default=[1000])
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--growth", type=int, default=5000, help="the larger size; 0 leaves growth out")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as name:
        folder = Path(name)
        for number in given.sizes:
            show(*make(folder, number), number, given.rounds)
        if given.growth:
            growth(folder, given.sizes[0], given.growth)


if __name__ == "__main__":
    main()
