"""Sites of real logs, adopted where they lie."""

import re
import shutil
from pathlib import Path

import pytest

from site_payloads import alive
from support import Repo

LOGS = ("govuk-aws-adr", "madr", "semantic-kernel", "log4brains", "wagov-adr")


@pytest.mark.shared
@pytest.mark.parametrize("name", LOGS)
def test_every_record_of_a_real_log_has_a_page_on_which_nothing_lives(
    empty_repo: Repo, shared_dir: Path, name: str
) -> None:
    pytest.importorskip("material")
    shutil.copytree(shared_dir / "corpora" / name, empty_repo.root / "docs", copy_function=shutil.copyfile)
    empty_repo.write("decisions/remit.yml", "policy: none\nsources:\n  - {path: docs, format: auto}\n")
    result = empty_repo.remit("build")
    assert result.code == 0, result.err
    number = int(re.search(r"pages of (\d+) decisions", result.out)[1])  # type: ignore[index]
    # a page of an alias leads to that of its record
    found = [path for path in (empty_repo.root / "site/decisions").glob("*.html") if path.name != "index.html"]
    pages = [path for path in found if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    assert len(pages) == number > 5
    for page in pages:
        article = re.search(r"<article.*?</article>", page.read_text("utf-8"), re.DOTALL)
        assert article is not None
        assert alive(article[0], whole_page=True) == [], page.name
        assert "<script" not in article[0], page.name
