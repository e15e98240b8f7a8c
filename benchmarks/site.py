"""How long the site takes, against plain MkDocs Material on the same number of pages of the same size outside the menu.

    python benchmarks/site.py                            1,000 records: builds, memory, reload; and growth to 5,000
    python benchmarks/site.py --sizes 10000 --growth 0   the same at 10,000
    python benchmarks/site.py --sizes --browser 10000    the search and the table in a browser

Both sides are processes of their own and their processor time counts (user and system, children too), so that a busy machine
matters little. Every round runs both; a ratio is the median of the rounds' ratios. "again": nothing changed; "one": one record
did; "reload": one record is edited while the site is served; "memory": the most that a cold build holds at once. In the browser
the time from opening a page to the first result counts, against the search of Material; and to filter and to sort the table,
against `JSON.parse` of its data.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

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
BARS = {
    1_000: {"cold": 0.5, "again": 0.3, "one": 0.3, "reload": 0.15, "memory": 1.0},
    10_000: {"cold": 0.4, "again": 0.08, "one": 0.08, "reload": 0.15, "memory": 1.0},
}
SEARCH_BAR, TABLE_BAR, GROWTH_BAR = 0.06, 3.0, 5.5
BUILD = "import sys; from remit.main import run; sys.exit(run(['build']))"


def body(draw: random.Random) -> str:
    """About 430 words under three headings, with a list."""
    parts = []
    for heading in ("Context", "Decision", "Consequences"):
        parts.append(f"## {heading}\n")
        parts += [" ".join(draw.choices(WORDS, k=45)).capitalize() + ".\n" for _ in range(3)]
        parts.append("".join(f"- {' '.join(draw.choices(WORDS, k=3))}\n" for _ in range(3)))
    return "\n".join(parts)


def record(number: int, draw: random.Random, people: int, tags: list[str]) -> tuple[str, str]:
    """Name and text of a record with thirteen keys."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    suffix = "".join(alphabet[number // 32**power % 32] for power in range(5, -1, -1))
    month, day = number % 12 + 1, number % 28 + 1
    name = f"D-2026{month:02}{day:02}-{suffix}"
    head = (
        f"id: {name}\ntitle: {' '.join(draw.choices(WORDS, k=5)).capitalize()}\nstatus: {draw.choice(('accepted', 'accepted', 'proposed', 'rejected'))}\n"
        f"decider: person{number % people}\ntopic: {draw.choice(('tooling', 'data', 'vendor'))}/{draw.choice(('cache', 'store', 'search'))}\n"
        f"facts: {{amount: {number % 5000}}}\nraised: 2026-{month:02}-{day:02}\ndecided: 2026-{month:02}-{day:02}T10:00+00:00\n"
        f"team: team{number % 9}\ntags: [{draw.choice(tags)}, {draw.choice(tags)}]\naffects: [src/{draw.choice(WORDS)}/**]\n"
        f"evidence: [https://example.com/{number}]\nreview_by: 2027-{month:02}-{day:02}\n"
    )
    return name, f"---\n{head}---\n{body(draw)}"


def make(folder: Path, number: int, people: int = 40, tags: int = 0) -> tuple[Path, Path]:
    """A log of `number` records, and the same pages for plain MkDocs; the two folders. `tags`: how many there are."""
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
        name, text = record(place, draw, people, [f"tag{at}" for at in range(tags)] or WORDS)
        (ours / "decisions/2026" / f"{name}.md").write_text(text)
        (plain / "docs/decisions" / f"{name}.md").write_text(text.replace("tags: [", "labels: ["))
    subprocess.run(["git", "add", "-A"], cwd=ours, check=True)
    name = ["-c", "user.name=Ana Ito", "-c", "user.email=ana@example.com"]
    subprocess.run(["git", *name, "commit", "-qm", "All of them"], cwd=ours, check=True)
    return ours, plain


class Spent(NamedTuple):
    """What a process and its children took."""

    cpu: float
    """Seconds."""
    memory: float
    """MB at most."""


def spent(folder: Path, *command: str) -> Spent:
    """Run Python in a folder."""
    process = started(folder, *command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def started(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    """Python in a folder. An installed program is compiled, so it may be kept compiled here too."""
    env = {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""}
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, *command], cwd=folder, env=env, stdout=quiet, stderr=quiet)


def fresh(ours: Path) -> None:
    """Forget every earlier build."""
    shutil.rmtree(ours / "site", ignore_errors=True)
    shutil.rmtree(ours / ".cache/remit", ignore_errors=True)
    shutil.rmtree(ours / ".git/remit", ignore_errors=True)


def edited(folder: Path, words: str) -> str:
    """Add words to one of the records below a folder; the name of its page."""
    some = sorted(folder.glob("D-*.md"))
    some[len(some) // 2].write_text(f"{some[len(some) // 2].read_text()}\n{words}\n")
    return f"{some[len(some) // 2].stem}.html"


def round_of(ours: Path, plain: Path) -> dict[str, Spent]:
    """One round, by what was built."""
    fresh(ours)
    shutil.rmtree(plain / "site", ignore_errors=True)
    out = {
        "plain": spent(plain, "-m", "mkdocs", "build", "-q"),
        "cold": spent(ours, "-c", BUILD),
        "again": spent(ours, "-c", BUILD),
    }
    edited(ours / "decisions/2026", "One more line.")
    out["one"] = spent(ours, "-c", BUILD)
    return out


def show(ours: Path, plain: Path, number: int, rounds: int) -> None:
    """Print the ratios at one size."""
    found = [round_of(ours, plain) for _ in range(rounds)]
    made = len(list((ours / "site/decisions").glob("D-*.html")))
    base = statistics.median(one["plain"].cpu for one in found)
    print(f"{number} records ({made} pages), {rounds} round(s); plain {base:.2f} s of processor time")
    for what in ("cold", "again", "one"):
        ratio = statistics.median(one[what].cpu / one["plain"].cpu for one in found)
        line(number, what, f"{statistics.median(one[what].cpu for one in found):6.2f} s", ratio)
    memory = statistics.median(one["cold"].memory / one["plain"].memory for one in found)
    line(number, "memory", f"{statistics.median(one['cold'].memory for one in found):4.0f} MB", memory)
    took = [
        (reload(ours, "remit.main", "decisions/2026"), reload(plain, "mkdocs", "docs/decisions")) for _ in range(rounds)
    ]
    line(
        number,
        "reload",
        f"{statistics.median(one for one, _ in took):6.2f} s",
        statistics.median(one / two for one, two in took),
    )


def line(number: int, what: str, measured: str, ratio: float) -> None:
    """Print one row."""
    bar = BARS.get(number, {}).get(what)
    print(f"  {what:6} {measured:>9}   {ratio:5.2f} x plain{f'   (bar {bar})' if bar else ''}", flush=True)


def reload(folder: Path, module: str, records: str) -> float:
    """Processor seconds of a served site from the edit of a record until its page shows it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ("--port", str(port)) if module == "remit.main" else ("-a", f"127.0.0.1:{port}")
    server = started(folder, "-m", module, "serve", *where)
    try:
        page = f"http://127.0.0.1:{port}/decisions/{edited(folder / records, 'Before.')}"
        awaited(page, "Before.")
        time.sleep(2)  # until the watcher has taken its first look
        begun = cpu_of(server.pid)
        edited(folder / records, f"After {begun}.")
        awaited(page, f"After {begun}.")
        return cpu_of(server.pid) - begun
    finally:
        server.kill()
        server.wait()


def awaited(page: str, words: str) -> None:
    """Wait until a page has some words."""
    for _ in range(3000):
        try:
            if words.encode() in urllib.request.urlopen(page, timeout=60).read():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"{page} never said {words!r}")


def cpu_of(process: int) -> float:
    """Processor seconds of a process and of its children that ended (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def growth(folder: Path, small: int, large: int) -> None:
    """Print how our cold build grows between two sizes, built one after the other."""
    times = []
    for number in (small, large):
        ours = folder / f"ours{number}"
        if not ours.exists():
            make(folder, number)
        fresh(ours)
        times.append(spent(ours, "-c", BUILD).cpu)
    print(
        f"{small} -> {large} records: {times[0]:.2f} s -> {times[1]:.2f} s, {times[1] / times[0]:.2f} x "
        f"for {large / small:.1f} x the records (bar {GROWTH_BAR} for 5 x)"
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A web server for a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


FILTER = """(turn) => {
  const table = document.getElementById("remit-decisions").remitTable, begun = performance.now();
  if (turn < 0) { table.picked = {}; table.sort = "title"; table.show(null); return performance.now() - begun; }
  table.picked = {[["status", "decider", "tag"][turn % 3]]: [["accepted"], ["person7"], ["tag7"]][turn % 3][0]};
  table.show(null);
  return performance.now() - begun;
}"""
PARSE = """async () => {
  const text = await (await fetch("../assets/remit/decisions.js")).text();
  const json = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")), begun = performance.now();
  for (let turn = 0; turn < 5; turn++) { JSON.parse(json); }
  return (performance.now() - begun) / 5;
}"""


def browser(folder: Path, number: int, rounds: int) -> None:
    """Print how long the first search, filters and sorting take in Chromium."""
    from playwright.sync_api import sync_playwright

    ours, plain = make(folder, number, 800, 1500)
    spent(ours, "-c", BUILD)
    spent(plain, "-m", "mkdocs", "build", "-q")
    with served(folder) as top, sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        found, drawn = [], []
        for _ in range(rounds):
            page = chromium.new_context().new_page()
            begun = time.perf_counter()
            page.goto(f"{top}/{plain.name}/site/index.html")
            page.click(".md-search__input")
            page.keyboard.type("latency")
            page.wait_for_selector(".md-search-result__item", timeout=120_000)
            theirs = time.perf_counter() - begun
            page = chromium.new_context().new_page()
            begun = time.perf_counter()
            page.goto(f"{top}/{ours.name}/site/decisions/index.html#q=latency")
            page.wait_for_selector("#remit-table tbody mark", timeout=120_000)
            found.append((time.perf_counter() - begun, theirs))
            parsed = page.evaluate(PARSE)
            for turn in (0, 1, 2):
                page.evaluate(FILTER, turn)
            took = [page.evaluate(FILTER, turn) for turn in (0, 1, 2, -1)]
            drawn.append((statistics.median(took[:3]) / parsed, took[3] / parsed, parsed))
        chromium.close()
    print(f"{number} records, 800 people, 1,500 tags, {rounds} round(s), in Chromium")
    mine, ratio = statistics.median(one for one, _ in found), statistics.median(one / two for one, two in found)
    print(f"  first search {mine:6.2f} s    {ratio:5.2f} x lunr   (bar {SEARCH_BAR})")
    parsed = statistics.median(one[2] for one in drawn)
    for at, what in enumerate(("filter", "sort")):
        ratio = statistics.median(one[at] for one in drawn)
        print(
            f"  {what:12} {ratio * parsed:6.1f} ms   {ratio:5.1f} x JSON.parse of its data ({parsed:.1f} ms)   (bar {TABLE_BAR:.0f})"
        )


def main() -> None:
    """Run it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sizes", type=int, nargs="*", default=[1000])
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--growth", type=int, default=5000, help="the larger size; 0 leaves growth out")
    words.add_argument("--browser", type=int, default=0, help="records for the rows in a browser; 0 leaves them out")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as name:
        folder = Path(name)
        for number in given.sizes:
            show(*make(folder, number), number, given.rounds)
        if given.growth and given.sizes:
            growth(folder, given.sizes[0], given.growth)
        if given.browser:
            browser(folder / "browser", given.browser, given.rounds)


if __name__ == "__main__":
    main()
