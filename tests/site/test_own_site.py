"""This project's own site."""

from pathlib import Path

import pytest

from support import run_remit

TOP = Path(__file__).parents[2]


def test_it_builds_without_a_warning_and_shows_its_own_log(tmp_path: Path) -> None:
    pytest.importorskip("material")
    if not (TOP / ".git").exists():
        pytest.skip("not a clone: the log is read from git")
    result = run_remit("build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=TOP)
    assert result.code == 0, result.err
    records = len(list(TOP.glob("decisions/*/D-*.md")))
    assert len(list((tmp_path / "site/decisions").glob("D-*.html"))) == records
    assert "Usage: remit may" in (tmp_path / "site/reference/commands.html").read_text("utf-8")
    first = (tmp_path / "site/index.html").read_text("utf-8")
    assert first.count('class="md-tabs__item') == 5
