"""What the trust stories share: keys, and what a range check says."""

import json
import subprocess
from functools import cache
from pathlib import Path

from support import PEOPLE, Repo


@cache
def key_of(who: str, folder: str) -> tuple[Path, str]:
    """A key pair of somebody: the private file and the public line. Made once a run."""
    path = Path(folder) / f"key-{who}"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", str(path)], check=True)
    return path, " ".join(path.with_suffix(".pub").read_text().split()[:2])


def found(repo: Repo, base: str = "main", head: str = "HEAD") -> list[tuple[str, str]]:
    """Code and message of every error of a range check."""
    return [(row["code"], row["message"]) for row in rows(repo, base, head) if row["level"] == "error"]


def bare(repo: Repo, base: str = "main", head: str = "HEAD") -> list[tuple[str, str]]:
    """The same without the commits and authors that a message ends with."""
    return [(code, message.partition(" (commit ")[0]) for code, message in found(repo, base, head)]


def rows(repo: Repo, base: str = "main", head: str = "HEAD") -> list[dict]:
    """Every finding of a range check."""
    code, out, err = repo.remit("check", "--range", f"{base}..{head}", "--json")
    assert err == "", err
    listed = json.loads(out)["findings"]
    assert code == int(any(row["level"] == "error" for row in listed))
    return listed


def codes(repo: Repo, base: str = "main", head: str = "HEAD") -> list[str]:
    """The codes of every error of a range check."""
    return [code for code, _ in found(repo, base, head)]


def with_person(who: str, **keys: str) -> str:
    """people.yml with further keys for one person: `with_person("ana", emails="[a@b, c@d]")`."""
    lines = []
    for written in PEOPLE.splitlines(keepends=True):
        line = written
        if line.startswith(f"  {who}: {{"):
            for key, value in keys.items():
                if f"{key}: " in line:
                    before, _, rest = line.partition(f"{key}: ")
                    line = f"{before}{key}: {value}{rest[rest.index(']') + 1 :]}"
                else:
                    line = line.replace("}", f", {key}: {value}}}")
        lines.append(line)
    return "".join(lines)
