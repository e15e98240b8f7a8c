"""How long the everyday calls take on a large log, as ratios to CY = `python -c "import click, yaml"`, all in one run.

    python benchmarks/log.py [--records 10000] [--rounds 7] [--keep DIR]

Every round runs CY and then each call once; the table gives medians of the rounds' ratios. The modules are compiled first.
"""

import argparse
import compileall
import datetime
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import remit

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
POLICY = """\
remit: 1
policy: acme
title: Who decides what at Acme
owner: cto
in_force: {from: 2000-01-01}
currency: EUR
roles:
  engineer: {tier: edge}
  platform-lead: {tier: functional}
  legal: {tier: functional}
  cto: {tier: central}
topics:
  tooling: what we build with
  data: what we keep about people and orders
boundaries:
  - id: tools
    topic: tooling
    steps:
      - {up_to: 500, decide: engineer}
      - {up_to: 5000, decide: platform-lead, inform: [engineer]}
      - {above: true, decide: cto}
  - {id: customer-data, topic: data/customer, decide: platform-lead, advice: [cto]}
escalation: [engineer, platform-lead, cto]
otherwise: {escalate: platform-lead}
"""
PEOPLE = "people:\n" + "".join(
    f"  {who}: {{name: {who.capitalize()}, emails: [{who}@example.com], team: {team}}}\n"
    for who, team in (("ana", "platform"), ("ben", "shop"), ("cho", "board"), ("dia", "shop"))
)
HOLDS = "holds:\n" + "".join(
    f"  - {{role: {role}, who: {who}, from: 2000-01-01}}\n"
    for role, who in (("engineer", "ben"), ("engineer", "dia"), ("platform-lead", "ana"), ("cto", "cho"))
)
BODY = "The orders page takes four seconds at noon, and we already run Redis for the sessions.\n" * 40


def record(index: int, pick: random.Random) -> tuple[str, str]:
    """Path and text of one record; amounts and suppliers differ, as they do."""
    day = f"{2006 + index // 500}-{1 + index // 42 % 12:02}-{1 + index % 28:02}"
    record_id = f"D-{day.replace('-', '')}-{''.join(pick.choices(ALPHABET, k=6))}"
    amount = pick.randrange(20, 9000)
    who, tier = ("ben", "edge") if amount <= 500 else ("ana", "functional") if amount <= 5000 else ("cho", "central")
    told = "informed: [engineer]\n" if tier == "functional" else ""
    head = (
        f"id: {record_id}\ntitle: Choose number {index} for the cache\nstatus: accepted\nraised: {day}\ndecided: {day}T10:12+00:00\n"
        f"decider: {who}\ntopic: tooling/cache\nfacts: {{amount: {amount}, supplier: s{index % 97}}}\n{told}tier: {tier}\nboundary: tools\n"
        "tags: [cache, speed]\naffects: [services/shop/**]\n"
    )
    return f"decisions/{day[:4]}/{record_id}-choose-number-{index}.md", f"---\n{head}---\n{BODY}"


def generate(root: Path, count: int) -> None:
    """A repository with a log of `count` records, committed."""
    pick = random.Random(1)
    files = [record(index, pick) for index in range(count)]
    files += [("decisions/remit.yml", "remit: 1\npolicy: acme\n"), ("decisions/people.yml", PEOPLE + HOLDS)]
    files += [("decisions/policy/acme@2000-01-01.yml", POLICY)]
    for path, text in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Log"), ("gc", "-q")):
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "gc.auto=0")
        subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


def timed(words: list[str], root: Path, *, codes: tuple[int, ...] = (0,)) -> float:
    """Seconds that a command takes."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(words, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took = time.perf_counter() - start
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
    return took


class Calls:
    """The calls that are measured, each with what comes before it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        scripts = Path(sys.executable).parent
        self.remit, self.hook = str(scripts / "remit"), str(scripts / "remit-hook")
        self.paths = sorted((root / "decisions").glob("*/D-*.md"))
        self.one = self.paths[len(self.paths) // 2]

    def forget(self) -> None:
        shutil.rmtree(self.root / ".git/remit", ignore_errors=True)

    def change(self) -> None:
        self.one.write_text(self.one.read_text().replace("services/shop/**", "services/shop/**, services/cart/**"))
        self.one.write_text(self.one.read_text().replace(", services/cart/**, services/cart/**", ""))

    def stage(self) -> None:
        """A decision of today, staged by who decided it; git tells its hooks the author of the commit to be."""
        path, text = record(5, random.Random(time.time_ns()))
        now = datetime.datetime.now(datetime.UTC)
        old, today = text[text.index("raised: ") + 8 :][:10], f"{now:%Y-%m-%d}"
        text = text.replace(f"decided: {old}T10:12+00:00", f"decided: {now:%Y-%m-%dT%H:%M}+00:00").replace(old, today)
        text, path = (one.replace(old.replace("-", ""), f"{now:%Y%m%d}") for one in (text, path))
        path = path.replace(f"/{old[:4]}/", f"/{today[:4]}/")
        decider = text.partition("decider: ")[2].partition("\n")[0]
        os.environ |= {"GIT_AUTHOR_NAME": decider, "GIT_AUTHOR_EMAIL": f"{decider}@example.com"}
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)
        subprocess.run(["git", "add", path], cwd=self.root, check=True)

    def unstage(self) -> None:
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=self.root, check=True)

    def table(self) -> list[tuple[str, float, Callable[[], None], list[str], tuple[int, ...]]]:
        """Name, the most it may take in CY, what comes before it, the words, and the exit codes that are fine."""
        mark = self.one.name[11:17]
        return [
            ("hook, nothing staged", 0.8, self.unstage, [self.hook], (0,)),
            ("hook, one record staged", 0, self.stage, [self.hook], (0,)),
            ("check, cold", 30, self.unstage_and_forget, [self.remit, "check"], (0,)),
            ("check, again", 30, lambda: None, [self.remit, "check"], (0,)),
            ("check, one changed", 30, self.change, [self.remit, "check"], (0, 1)),
            ("list, cold", 0, self.unstage_and_forget, [self.remit, "list"], (0,)),
            ("list, warm", 0, lambda: None, [self.remit, "list"], (0,)),
            ("list, one changed", 0, self.change, [self.remit, "list"], (0,)),
            ("show, warm", 0, self.unstage, [self.remit, "show", mark], (0,)),
            ("--help", 1.2, lambda: None, [self.remit, "--help"], (0,)),
        ]

    def unstage_and_forget(self) -> None:
        self.unstage()
        self.forget()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--keep", metavar="DIR", help="generate the log here, or use the one that is here")
    asked = options.parse_args()
    compileall.compile_dir(str(Path(remit.__file__).parent), quiet=2)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(asked.keep or Path(scratch) / "log").resolve()
        if not (root / ".git").exists():
            generate(root, asked.records)
        calls = Calls(root)
        time.sleep(2.5)
        table = calls.table()
        ratios: dict[str, list[float]] = {name: [] for name, *_ in table}
        times: dict[str, list[float]] = {name: [] for name, *_ in table}
        base = []
        for _ in range(asked.rounds):
            for name, _, before, words, codes in table:
                before()
                unit = timed([sys.executable, "-c", "import click, yaml"], root)
                took = timed(words, root, codes=codes)
                base.append(unit)
                ratios[name].append(took / unit)
                times[name].append(took)
    print(f"{asked.records:,} records; CY {statistics.median(base) * 1000:.0f} ms; medians of {asked.rounds} rounds\n")
    print(f"{'':26}{'ms':>8}{'CY':>8}{'at most':>9}")
    for name, most, *_ in table:
        ratio = statistics.median(ratios[name])
        verdict = "" if not most else f"{most:>9}" + ("" if ratio <= most else "  over")
        print(f"{name:26}{statistics.median(times[name]) * 1000:8.0f}{ratio:8.2f}{verdict}")


if __name__ == "__main__":
    main()
