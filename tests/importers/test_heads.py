"""Unusual heads: other languages, TOML, definition lists, lines of an author, folders and fields that say the status."""

import pytest

from remit.importers import read_folder
from remit.log.settings import ForeignSource
from remit.log.source import Source

TOML = '+++\ntitle = "Use Hugo"\ndate = 2024-02-03T10:00:00Z\nstatus = "accepted"\ndeciders = ["Ana Ito", "Ben Roe"]\n+++\nx\n'
GERMAN = "# 1. Caches\n\n**Status:** angenommen\n**Datum:** 3. April 2024\n**Entscheider:** Ana Ito und Ben Roe\n\n## Kontext\nx\n"
FRENCH = "# Fichiers\n\n* Statut : remplacée par [0001](0001-file.md)\n* Date : 1er août 2023\n* Auteurs : Cho Lin et Dia Sol\n"
SPANISH = "# ADR 1: Colas\n\n- Estado: Aceptada\n- Fecha: 4 de marzo de 2024\n- Decisores: Ben Roe y Cho Lin\n"
JAPANESE = "# 2. ファイル\n\n日付: 2023年1月2日\n決定者: 伊藤 アナ、ロー ベン\n\n## ステータス\n\n廃止\n"
TERMS = "DR-003: Mail\n************\n\nStatus\n    Under discussion\nDate\n    2 Feb 2025\nAuthor\n    Cho Lin <cho@example.com>\n\nWhy\n***\nx\n"
ASCIIDOC = (
    "= ADR-0008 Caches\nBen Roe <ben@example.com>\n1.0, 2024-06-07: first\n\n.Status\nProposed\n\n== Context\nx\n"
)
LABELS = "= Queues\n\nStatus:: Accepted\nDate:: 2024-05-06\nDeciders:: Ana Ito, Ben Roe\n\n== Context\nx\n"
OPENED = "# Files\n\n_Opened Jan 2, 2023 by @ben and @dia_\n\nx\n"
VOTED = "RESOLUTION 2024-07\n==================\n\n**Subject:** Budget\n**Result:** Defeated (2 to 4)\n**Date of vote:** March 12, 2024\n"
TABLE = "# Files\n\n| Status | Accepted |\n|---|---|\n| Date | 2024-05-06 |\n| Approvers | Ana Ito<br>Ben Roe |\n\n## Why\nx\n"
TWO = ["Ana Ito", "Ben Roe"]


@pytest.mark.parametrize(
    ("path", "text", "head"),
    [
        ("use-hugo.md", TOML, {"title": "Use Hugo", "raised": "2024-02-03T10:00+00:00", "status": "accepted", "deciders": TWO}),
        ("0001-c.md", GERMAN, {"title": "Caches", "raised": "2024-04-03", "status": "accepted", "deciders": TWO}),
        ("0002-f.md", FRENCH, {"raised": "2023-08-01", "status": "superseded", "authors": ["Cho Lin", "Dia Sol"]}),
        ("0001-c.md", SPANISH, {"raised": "2024-03-04", "status": "accepted", "deciders": ["Ben Roe", "Cho Lin"]}),
        ("0002-f.md", JAPANESE, {"raised": "2023-01-02", "status": "deprecated", "deciders": ["伊藤 アナ", "ロー ベン"]}),
        ("dr-003.rst", TERMS, {"title": "Mail", "raised": "2025-02-02", "status": "proposed", "authors": ["Cho Lin"]}),
        ("0008-c.adoc", ASCIIDOC, {"raised": "2024-06-07", "status": "proposed", "authors": ["Ben Roe"]}),
        ("0001-q.adoc", LABELS, {"raised": "2024-05-06", "status": "accepted", "deciders": TWO}),
        ("2-rejected/0002-f.md", OPENED, {"raised": "2023-01-02", "status": "rejected", "authors": ["@ben", "@dia"]}),
        ("2024-03-12-R7.md", VOTED, {"title": "Budget", "decided": "2024-03-12", "status": "rejected"}),
        ("0001-f.md", TABLE, {"raised": "2024-05-06", "status": "accepted", "deciders": TWO}),
        ("0001-f.md", "---\ntitle: F\ndeprecated: true\n---\n", {"status": "deprecated"}),
        ("0001-f.md", "# Files — REJECTED\n\nx\n", {"title": "Files", "status": "rejected"}),
        ("0001-f.md", "# Files\n\nStatus → Accepted\n\ntitle: nothing\n", {"title": "Files", "status": "accepted"}),
        ("E-012.md", "# E-012 Files\n\nStatus: Accepted\n", {"title": "Files", "aliases": ["E-12"]}),
    ],
)  # fmt: skip
def test_a_head(path, text, head):
    (one,) = read_folder([Source(path, text.encode())], ForeignSource("."))
    assert {key: one.reading.head.get(key) for key in head} == head


def test_what_other_files_tell():
    day, new = "# %s\n\nDate: %s\nStatus: Accepted\n", "0002-new/0002-new.md"
    files = {
        "0001-old/0001-old.md": "---\ntitle: Old\nstatus: accepted\ndeprecated: 0002-new\ndate: 4/3/2021\n---\n",
        new: day % ("New", "14/3/2021"),
        "fetch/README.md": "# Fetch\n\nStatus: Active\nAuthors: Ana Ito\n",
        "README.md": "# The log\n\nStatus: Active\nAuthors: Ana Ito\n",
    }
    read = {
        one.path: one
        for one in read_folder([Source(path, text.encode()) for path, text in files.items()], ForeignSource("."))
    }
    old = read["0001-old/0001-old.md"].reading
    assert (old.head["superseded_by"], old.head["raised"]) == ([new], "2021-03-04")
    assert "raised: the day stands first in 4/3/2021, as in other files" in old.guessed
    assert [path for path, one in read.items() if not one.is_record] == ["README.md"]
