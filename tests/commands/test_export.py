"""export: the fields of the published interface, a row a record."""

import csv
import io
import json
import re
import sqlite3

import jsonschema
import pytest

from remit.log.settings import ForeignSource
from remit.log.source import Source
from support import Repo, adopted

ROW = {
    "path": "decisions/2026/D-20261121-k3f9qz.md", "id": "D-20261121-k3f9qz", "aliases": [], "title": "Cache orders in Redis",
    "status": "accepted", "status_raw": "accepted", "raised": "2026-11-18", "decided": "2026-11-21T10:12+00:00",
    "decider": "ben", "deciders": ["ben"], "consulted": [], "informed": [], "tier": "edge", "boundary": "tools",
    "could_be": "edge", "policy": "acme@2026-01-01", "topic": ["tooling/cache"], "intent": [], "team": "shop",
    "supersedes": [], "superseded_by": [], "related": [], "links": [], "tags": [], "review_by": None,
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


@pytest.fixture
def told(repo: Repo) -> Repo:
    """A log with a decision that replaced another, a proposal, advice, and a title full of markup."""
    repo.record(
        "k3f9qz",
        status="superseded",
        superseded_by="[D-20261121-m4n5p6]",
        body="See [the next](D-20261121-m4n5p6.md).\n",
    )
    repo.record(
        "m4n5p6", title='"Größe: <b>`C|D`</b> \\"now\\""', supersedes="[D-20261121-k3f9qz]", tags="[cache, shop]"
    )
    repo.record("a1b2c3", title="Ask later", status="proposed", related="[D-20261121-m4n5p6]",
                links="[{as: required-by, to: D-20261121-k3f9qz}]")  # fmt: skip
    repo.act("k3f9qz", "advice", "dia", "Do.\n")
    repo.commit("Decide")
    return repo


OLD, NEW, OPEN = (f"decisions/2026/D-20261121-{name}.md" for name in ("k3f9qz", "m4n5p6", "a1b2c3"))


def test_json_and_json_lines_follow_their_schema_and_hold_each_file(told: Repo) -> None:
    schema = json.loads(told.remit("export", "--schema").out)
    rows = json.loads(told.remit("export", "--text").out)
    jsonschema.validate(rows, schema)
    jsonschema.validate(json.loads(told.remit("export").out), schema)
    assert {row["path"]: row["file"] for row in rows} == {path: told.read(path) for path in (OLD, NEW, OPEN)}
    assert next(row for row in rows if row["path"] == OPEN)["links"] == [
        {"as": "required-by", "to": "D-20261121-k3f9qz"}
    ]
    assert "required-by D-20261121-k3f9qz" in told.remit("export", "--format", "csv").out
    advice = next(row for row in rows if row["path"] == OLD)["acts"][0]
    assert (advice["body"], advice["file"]) == ("Do.\n", told.read(advice["path"]))
    assert [json.loads(line) for line in told.remit("export", "--text", "--format", "jsonl").out.splitlines()] == rows


def test_an_export_is_filtered_as_the_list_is_and_can_be_of_an_earlier_commit(told: Repo) -> None:
    assert [row["path"] for row in json.loads(told.remit("export", "--status", "proposed").out)] == [OPEN]
    assert [row["path"] for row in json.loads(told.remit("export", "größe").out)] == [NEW]
    assert told.remit("export", "--at", "HEAD~1").out == "[]\n"
    assert told.remit("export", "--status", "nope").code == 2


def test_sqlite_has_tables_and_full_text_search(told: Repo) -> None:
    assert told.remit("export", "--format", "sqlite", "-o", "out.db").code == 0
    with sqlite3.connect(told.root / "out.db") as made:
        assert made.execute("SELECT id FROM search WHERE search MATCH 'grosse OR große OR größe'").fetchall() == [
            ("D-20261121-m4n5p6",)
        ]
        assert made.execute("SELECT source, kind, target FROM links ORDER BY kind").fetchall() == [
            (OLD, "depends-on", OPEN), (OPEN, "related", NEW), (NEW, "supersedes", OLD),
        ]  # fmt: skip
        assert made.execute("SELECT tag FROM tags ORDER BY tag").fetchall() == [("cache",), ("shop",)]
        assert made.execute("SELECT kind, who, body FROM acts").fetchall() == [("advice", "dia", "Do.\n")]
        assert made.execute("SELECT status, decider FROM decisions WHERE path = ?", [OPEN]).fetchone() == (
            "proposed",
            "ben",
        )


def test_parquet_holds_the_rows_of_the_json(told: Repo) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert told.remit("export", "--format", "parquet", "-o", "out.parquet").code == 0
    assert parquet.read_table(told.root / "out.parquet").to_pylist() == json.loads(told.remit("export").out)


def test_drawings_have_a_box_for_each_decision_and_no_markup_of_a_title(told: Repo) -> None:
    mermaid = told.remit("export", "--format", "mermaid").out.splitlines()
    assert mermaid[2:] == [
        '  d1("D-20261121-a1b2c3: Ask later")',
        '  d2["D-20261121-k3f9qz: Cache orders in Redis"]:::ended',
        '  d3["D-20261121-m4n5p6: Größe: #60;b#62;#96;C|D#96;#60;/b#62; #34;now#34;"]',
        "  d1 --- d3",
        "  d2 -->|depends-on| d1",
        "  d3 -->|supersedes| d2",
    ]
    dot = told.remit("export", "--format", "dot").out
    assert '\\"now\\"' in dot and 'd3 -> d2 [label="supersedes"]' in dot  # noqa: PT018


def test_madr_is_read_back_as_the_same_decisions(told: Repo) -> None:
    assert told.remit("export", "--format", "madr", "-o", "adr").out == "3 files written to adr\n"
    files = [Source(f"adr/{path.name}", path.read_bytes()) for path in sorted((told.root / "adr").iterdir())]
    records = adopted(files, ForeignSource("adr", "auto"))[0]
    assert {(one.format, one.title, one.status, one.deciders, one.raised and one.raised.text) for one in records if one.status != "proposed"} == {
        ("madr4", "Cache orders in Redis", "superseded", ("Ben Okoro",), "2026-11-21"),
        ("madr4", 'Größe: <b>`C|D`</b> "now"', "accepted", ("Ben Okoro",), "2026-11-21"),
    }  # fmt: skip
    old = next(one for one in records if one.status == "superseded")
    new = next(one for one in records if one.status == "accepted")
    assert old.head["superseded_by"] == [new.id]
    assert f"[the next]({new.path.removeprefix('adr/')})" in old.body
    assert "- advice by Dia Roth, 2026-11-21\n  Do." in old.body


def test_plain_pages_link_each_other_and_other_files_in_the_folder_stay(told: Repo) -> None:
    told.write("pages/keep.md", "mine\n")
    assert told.remit("export", "--format", "markdown", "-o", "pages").out.endswith(
        "; 1 others there are left as they are\n"
    )
    index, new = told.read("pages/index.md"), told.read("pages/D-20261121-m4n5p6.md")
    assert '[Größe: \\<b\\>\\`C\\|D\\`\\</b\\> "now"](D-20261121-m4n5p6.md)' in index
    assert "| Supersedes | [Cache orders in Redis](D-20261121-k3f9qz.md) |" in new
    assert all((told.root / "pages" / name).exists() for name in re.findall(r"\]\((D-[^)]+)\)", index + new))


def test_what_is_no_text_needs_a_place(told: Repo) -> None:
    done = told.remit("export", "--format", "sqlite")
    assert (done.code, "`remit export --format sqlite -o decisions.db`" in done.err) == (2, True)
