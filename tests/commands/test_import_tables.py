"""import: tables. A row is a record; columns are mapped by a small file; an export is written again as it was."""

import json
from pathlib import Path

import pytest

from support import Repo

SHEET = (
    "\ufeffDecision;Status;Owner;Date;Background;Ticket;Tags;Stakeholders\n"
    '"Buy the; new thing";Approved;Ana Ito;3 May 2024;"We need it.\n\nTwo lines.";OPS-12;a, b;"Ben Okoro, Cho Lind"\n'
    "Use Größe;in review;;2024-06-01;why not;OPS-13;;\n"
    ";;;;;;;\n"
)
ADRS = {
    "version": "1.0.0",
    "tool": {"name": "t", "version": "1"},
    "adrs": [
        {"number": 1, "title": "Use Postgres", "status": "superseded", "date": "2024-01-02", "context": "Why.", "decision": "So."},
        {
            "number": 2, "title": "Use CockroachDB", "status": "accepted", "date": "2024-02-03", "deciders": ["Ana Ito"], "tags": ["db"],
            "considered_options": [{"name": "Both", "description": "Two.", "pros": ["Safe"], "cons": ["Dear", "Slow"]}],
            "consequences": {"positive": ["Grows"], "negative": ["New"]},
            "custom_sections": {"Risk": "Low."}, "links": [{"type": "supersedes", "target": 1}],
        },
    ],
}  # fmt: skip


def heads(repo: Repo) -> dict[str, str]:
    return {path.name.split("-", 3)[-1]: path.read_text() for path in repo.root.glob("decisions/20*/*.md")}


def test_a_mapping_is_proposed_corrected_and_used(repo: Repo) -> None:
    repo.write("register.csv", SHEET)
    assert repo.remit("import", "register.csv", "--columns", "columns.yml").out == (
        "columns.yml says what each column is. Correct it, then run the same command again.\n"
    )
    proposal = repo.read("columns.yml")
    assert proposal.partition("columns:\n")[2] == (
        "  Decision: title\n  Status: status\n  Owner: deciders\n  Date: raised\n  Background: text\n  Ticket: x-ticket\n"
        "  Tags: tags\n  Stakeholders: consulted\n"
    )
    repo.write("columns.yml", proposal.replace("Date: raised", "Date: decided").replace("x-ticket", "aliases"))
    assert repo.remit("import", "register.csv", "--columns", "columns.yml", "--write").code == 0
    bought = heads(repo)["buy-the-new-thing.md"]
    for line in ('title: "Buy the; new thing"', "status: accepted", "decided: 2024-05-03", "decider: ana", "tags: [a, b]", "consulted: [Ben Okoro, Cho Lind]"):  # fmt: skip
        assert line in bought.splitlines()
    assert bought.endswith("---\n\n## Background\n\nWe need it.\n\nTwo lines.\n")
    assert "OPS-12" in bought
    assert repo.remit("list", "Größe", "--json").code == 0
    again = repo.remit("import", "register.csv", "--columns", "columns.yml", "--write")
    assert (again.code, again.out.splitlines()[-1]) == (0, "Nothing was written.")


def test_rows_in_another_order_and_new_rows_are_known(repo: Repo) -> None:
    repo.write("register.tsv", "Title\tStatus\nOne\tDone\nTwo\tOpen\n")
    assert repo.remit("import", "register.tsv", "--write").code == 0
    repo.write("register.tsv", "Title\tStatus\nThree\tDone\nTwo\tOpen\nOne\tDone\n")
    out = json.loads(repo.remit("import", "register.tsv", "--write", "--json").out)
    assert [one["title"] for one in out["records"]] == ["Three"]
    assert len(out["skipped"]) == 2


def test_json_adr_keeps_options_consequences_and_links(repo: Repo) -> None:
    repo.write("adrs.json", json.dumps(ADRS))
    assert repo.remit("import", "adrs.json", "--write").code == 0
    old, new = heads(repo)["use-postgres.md"], heads(repo)["use-cockroachdb.md"]
    assert "supersedes: [D-20240102-" in new
    assert "superseded_by: [D-20240203-" in old
    assert "tags: [db]" in new.splitlines()
    assert new.partition("---\n\n")[2] == (
        "## Considered options\n\n### Both\n\nTwo.\n\n#### Pros\n\n- Safe\n\n#### Cons\n\n- Dear\n- Slow\n\n"
        "## Consequences\n\n### Positive\n\n- Grows\n\n### Negative\n\n- New\n\n## Custom sections\n\n### Risk\n\nLow.\n"
    )
    assert "aliases: [ADR-1" in old


def test_an_export_with_texts_is_written_again_character_by_character(repo: Repo, tmp_path: Path) -> None:
    repo.record(title='"Größe: \\"x\\""  # a remark of somebody', body="Because.  \n")
    repo.act("k3f9qz", "advice", "dia", "Do.\n")
    written = {path: path.read_bytes() for path in repo.root.rglob("decisions/2026/**/*.md")}
    repo.remit("export", "--text", "-o", str(tmp_path / "log.json"))
    repo.remit("export", "--text", "--format", "jsonl", "-o", str(tmp_path / "log.jsonl"))
    for name in ("log.json", "log.jsonl"):
        for path in written:
            path.unlink()
        assert repo.remit("import", str(tmp_path / name), "--write").code == 0
        assert {path: path.read_bytes() for path in repo.root.rglob("decisions/2026/**/*.md")} == written
    next(iter(written)).write_text("mine\n")
    out = repo.remit("import", str(tmp_path / "log.json"), "--write").out
    assert ("another text is there already" in out, "it is there already" in out) == (True, True)
    assert next(iter(written)).read_text() == "mine\n"


@pytest.mark.parametrize(
    "path", ["../out.md", "decisions/../../out.md", "decisions/people.yml", ".git/hooks/pre-commit"]
)
def test_an_export_writes_nowhere_else(repo: Repo, path: str) -> None:
    repo.write("log.json", json.dumps([{"path": path, "file": "x"}]))
    done = repo.remit("import", "log.json", "--write")
    assert (done.code, f"{path}: not imported: no record or act below decisions/" in done.out) == (1, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", "[1, 2]", "x.json holds no decisions"),
        ("x.json", "{", "x.json is not JSON: "),
        ("x.csv", "When,Who\nnow,ana\n", "x.csv has no column that is the title; it has When, Who"),
    ],
)
def test_what_is_no_table_of_decisions_is_said(repo: Repo, name: str, content: str, said: str) -> None:
    repo.write(name, content)
    done = repo.remit("import", name, "--write")
    assert (done.code, done.err.startswith(f"remit: {said}")) == (1, True), done.err


def test_a_mapping_that_cannot_be_is_refused(repo: Repo) -> None:
    repo.write("x.csv", "Title\nOne\n")
    repo.write("columns.yml", "columns:\n  Title: headline\n")
    done = repo.remit("import", "x.csv", "--columns", "columns.yml")
    assert (done.code, done.err.startswith("remit: columns.yml: column Title cannot be 'headline'")) == (1, True)


def test_a_german_sheet_in_windows_letters_loses_nothing(repo: Repo) -> None:
    sheet = 'Nr;Titel;Status;Datum;Entscheider;Begründung;Begründung\n7;Wir nehmen Postgres;Zurückgezogen;31.12.2020;@Ana Ito @Ben;"Zu „teuer“:\n\n5 €";zwei;drei\n'
    (repo.root / "de.csv").write_bytes(sheet.replace("\n", "\r\n").encode("cp1252"))
    assert repo.remit("import", "de.csv", "--write").code == 0
    text = heads(repo)["wir-nehmen-postgres.md"]
    for line in ("status: withdrawn", "raised: 2020-12-31", "aliases: [7]", 'deciders: ["@Ana Ito", "@Ben"]', "x-begrundung-2: zwei", "x-column-8: drei"):  # fmt: skip
        assert line in text.splitlines()
    assert text.endswith("## Begründung\n\nZu „teuer“:\n\n5 €\n")
    assert "imported before" in repo.remit("import", "de.csv", "--write").out


def test_another_export_of_a_table_is_known_and_its_import_passes_the_check(repo: Repo) -> None:
    sheet = (
        'ID,Title,Status,Decided,Text\nX-1,Use "quotes",approved,2024-05-06,"It ""works""."\nX-2,Two,not started,,\n'
    )
    repo.write("a.csv", sheet)
    assert repo.remit("import", "a.csv", "--write").code == 0
    assert 'It "works".' in heads(repo)["use-quotes.md"]
    repo.commit("Import", who="cho")
    assert "G23" not in repo.remit("check", "--range", "HEAD~1..HEAD").out
    repo.write("b.csv", sheet + "X-3,Three,done,,\n")
    done = repo.remit("import", "b.csv", "--dry-run")
    assert "1 record, 2 other files." in done.out
    assert "b.csv/x-3.md (rows)" in done.out


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "holds no decisions"), (b"Title,Status\n", "holds no decisions"), (b"PK\x03\x04\x00", "is not text")],
)
def test_a_table_without_rows_is_refused(repo: Repo, data: bytes, said: str) -> None:
    (repo.root / "empty.csv").write_bytes(data)
    done = repo.remit("import", "empty.csv")
    assert (done.code, done.err.split("\n")[0]) == (1, f"remit: empty.csv {said}")
