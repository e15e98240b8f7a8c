"""How long the everyday calls take on a large log, and how that grows from a small one, all in one run.

    pip install -e '.[benchmark]'
    python benchmarks/log.py [--records 1000 10000] [--rounds 7] [--keep DIR]

CY is `python -c "import click, yaml"`; CJ is `check-jsonschema` on one small file, the nearest tool that teams keep in their
hooks. Every round runs a call and what it is measured against one after the other; the table gives medians of the rounds'
ratios, and at the end how many times longer each call takes with the last number of records than with the first. The modules
are compiled first.
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
from typing import NamedTuple

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
    """Seconds that a command takes. A hook is called as git calls it, which names its index."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if "hook" in words[0]:
        env["GIT_INDEX_FILE"] = str(root / ".git/index")
    start = time.perf_counter()
    done = subprocess.run(words, cwd=root, env=env, capture_output=True, check=False)
    took = time.perf_counter() - start
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return took


SCRIPTS = Path(sys.executable).parent
SUMS = "budgets:\n  tools: {amount: 900000000, per: total, over: cto}\n"
TOGETHER = "    topic: tooling\n    together: {same: [supplier], within: 3650d}\n    budget: tools\n"


class Call(NamedTuple):
    """One call that is measured."""

    name: str
    most: float
    """The most that it may take, in `unit`; 0: no bar."""
    unit: str
    """CY or CJ."""
    before: Callable[[], None]
    words: list[str]
    codes: tuple[int, ...] = (0,)
    growth: float = 11
    """The most by which it may grow from 1,000 to 10,000 records."""


class Calls:
    """The calls that are measured, each with what comes before it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.remit, self.hook = str(SCRIPTS / "remit"), str(SCRIPTS / "remit-hook")
        self.paths = sorted((root / "decisions").glob("*/D-*.md"))
        self.one = self.paths[len(self.paths) // 2]

    def forget(self) -> None:
        shutil.rmtree(self.root / ".git/remit", ignore_errors=True)

    def change(self) -> None:
        self.one.write_text(self.one.read_text().replace("services/shop/**", "services/shop/**, services/cart/**"))
        self.one.write_text(self.one.read_text().replace(", services/cart/**, services/cart/**", ""))

    def stage(self) -> None:
        """A decision of today, staged by who decided it; git tells its hooks the author of the commit to be."""
        self.unstage()
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

    def add_up(self) -> None:
        """Let the policy add up what was decided before."""
        text = POLICY.replace("boundaries:\n", f"{SUMS}boundaries:\n").replace("    topic: tooling\n", TOGETHER)
        (self.root / "decisions/policy/acme@2000-01-01.yml").write_text(text)
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "gc.auto=0")
        subprocess.run(["git", *identity, "commit", "-qam", "Add up"], cwd=self.root, check=True)

    def table(self) -> list[Call]:
        """The calls in their order; the last ones under a policy that adds amounts up."""
        remit, mark = self.remit, self.one.name[11:17]
        whole = 30 if len(self.paths) > 5_000 else 5
        asked = ("--topic", "tooling/cache", "--amount", "4", "--fact", "supplier=s1", "--who", "ben", "Choose a cache")
        return [
            Call("hook, nothing staged", 0.8, "CY", self.unstage, [self.hook], growth=2),
            Call("hook, one record staged", 1.0, "CJ", self.stage, [self.hook], growth=2),
            Call("show", 1.0, "CJ", self.unstage, [remit, "show", mark]),
            Call("may", 1.0, "CJ", lambda: None, [remit, "may", *asked], (0, 20)),
            Call("decide", 1.0, "CJ", lambda: None, [remit, "decide", *asked, "--why", "Orders are slow."]),
            Call("check", whole, "CY", self.clean, [remit, "check"]),
            Call("list, cold", 0, "CJ", self.forget, [remit, "list"]),
            Call("list", 0, "CJ", lambda: None, [remit, "list"]),
            Call("mine", 0, "CJ", lambda: None, [remit, "mine", "--who", "ben"]),
            Call("--help", 1.2, "CY", lambda: None, [remit, "--help"]),
            Call("may, sums", 2.0, "CJ", lambda: None, [remit, "may", *asked], (0, 20)),
        ]

    def clean(self) -> None:
        """Without what was written and staged before."""
        self.unstage()
        subprocess.run(["git", "clean", "-qfd", "decisions"], cwd=self.root, check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--keep", metavar="DIR", help="keep the logs here, and use those that are here")
    asked = options.parse_args()
    if not (SCRIPTS / "check-jsonschema").exists():
        raise SystemExit("check-jsonschema is missing: pip install -e '.[benchmark]'")
    compileall.compile_dir(str(Path(remit.__file__).parent), quiet=2)
    times: list[dict[str, float]] = []
    table: list[Call] = []
    with tempfile.TemporaryDirectory() as scratch:
        for count in asked.records:
            root = Path(asked.keep or scratch, f"log-{count}").resolve()
            if not (root / ".git").exists():
                generate(root, count)
            time.sleep(2.5)
            calls = Calls(root)
            table = calls.table()
            times.append(measured(calls, count, asked.rounds, Path(scratch)))
    if len(times) > 1:
        print(f"\nfrom {asked.records[0]:,} to {asked.records[-1]:,} records{'times':>14}{'at most':>9}")
        for call in table:
            ratio = times[-1][call.name] / times[0][call.name]
            print(f"{call.name:26}{ratio:16.1f}{call.growth:9.0f}" + ("" if ratio <= call.growth else "  over"))


def measured(calls: Calls, count: int, rounds: int, scratch: Path) -> dict[str, float]:
    """Print the table of one log; the median seconds of each call."""
    schema, small = scratch / "schema.json", scratch / "small.json"
    schema.write_text('{"type": "object"}')
    small.write_text('{"a": 1}')
    units = {
        "CY": [sys.executable, "-c", "import click, yaml"],
        "CJ": [str(SCRIPTS / "check-jsonschema"), "--schemafile", str(schema), str(small)],
    }
    print(f"\n{count:,} records; medians of {rounds} rounds\n{'':26}{'ms':>8}{'ratio':>8}{'':3}{'at most':>9}")
    found: dict[str, float] = {}
    for call in calls.table():
        if call.name == "may, sums":
            calls.clean()
            calls.add_up()
            timed(call.words, calls.root, codes=call.codes)
        pairs = []
        for _ in range(rounds):
            call.before()
            unit = timed(units[call.unit], calls.root)
            pairs.append((timed(call.words, calls.root, codes=call.codes), unit))
        ratio = statistics.median(took / unit for took, unit in pairs)
        found[call.name] = statistics.median(took for took, _ in pairs)
        verdict = f"{call.most:9.1f}" + ("" if ratio <= call.most else "  over") if call.most else ""
        print(f"{call.name:26}{found[call.name] * 1000:8.0f}{ratio:8.2f} {call.unit}{verdict}", flush=True)
    subprocess.run(["git", "reset", "-q", "--hard", "HEAD~1"], cwd=calls.root, check=True)
    return found


if __name__ == "__main__":
    main()
