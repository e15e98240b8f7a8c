"""export: the fields of the published interface, a row a record."""

import csv
import io
import json

from support import Repo

ROW = {
    "path": "decisions/2026/D-20261121-k3f9qz.md", "id": "D-20261121-k3f9qz", "aliases": [], "title": "Cache orders in Redis",
    "status": "accepted", "status_raw": "accepted", "raised": "2026-11-18", "decided": "2026-11-21T10:12+00:00",
    "decider": "ben", "deciders": ["ben"], "consulted": [], "informed": [], "tier": "edge", "boundary": "tools",
    "could_be": "edge", "policy": "acme@2026-01-01", "topic": ["tooling/cache"], "intent": [], "team": "shop",
    "supersedes": [], "superseded_by": [], "related": [], "tags": [], "review_by": None,
    "acts": [{"kind": "advice", "who": "dia", "as": None, "on": "2026-11-21T11:00+00:00",
              "path": "decisions/2026/D-20261121-k3f9qz.acts/advice-dia-p7x2.md"}],
}  # fmt: skip


def test_json_holds_every_published_field(repo: Repo) -> None:
    repo.record()
    repo.act("k3f9qz", "advice", "dia", "Do.\n")
    assert json.loads(repo.remit("export").out) == [ROW]
    assert json.loads(repo.remit("export", "--text").out)[0]["body"] == "Because it is needed.\n"


def test_csv_holds_the_same_and_no_formula(repo: Repo) -> None:
    repo.record(title='"=1+1"')
    repo.act("k3f9qz", "advice", "dia", "Do.\n")
    assert repo.remit("export", "--format", "csv", "-o", "out.csv").code == 0
    rows = list(csv.DictReader(io.StringIO(repo.read("out.csv"))))
    assert list(rows[0]) == list(ROW)
    assert (rows[0]["title"], rows[0]["topic"], rows[0]["acts"]) == ("'=1+1", "tooling/cache", "advice dia")
