"""T44 to T50: what a site may publish and run. The payloads are tried one by one in the site's own tests."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from support import DAY, Repo

pytest.importorskip("mkdocs")
PAYLOAD = '<img src=x onerror=alert(1)> & "A" </script><script>alert(2)</script>'
BODY = """\
<script>alert(1)</script> <iframe src="https://example.com"></iframe> <svg onload=alert(1)>
[a](javascript:alert(1)) [b](JaVaScRiPt&#58;alert(1)) [c](data:text/html,x)

# head { onerror=alert(1) }

--8<-- "/etc/hostname"
--8<-- "../../etc/hostname"
"""


class Alive(HTMLParser):
    """Everything in a page that would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag, attrs):
        self.inside += tag == "article"
        for key, value in attrs:
            if key.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {key}={value}")
            if key in ("href", "src") and (value or "").lower().startswith("data:text"):
                self.found.append(f"{tag} {key}={value}")
        if (
            self.inside
            and tag in ("script", "iframe", "object", "embed", "form", "style", "svg")
            and not dict(attrs).get("src", "").startswith("../")
        ):
            self.found.append(tag)

    def handle_endtag(self, tag):
        self.inside -= tag == "article"


def alive(page: Path) -> list[str]:
    parser = Alive()
    parser.feed(page.read_text("utf-8"))
    return [found for found in parser.found if "alert" in found or found in ("iframe", "object", "embed")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site whose records try everything, built once."""
    root = tmp_path_factory.mktemp("site") / "acme"
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    repo = Repo(root)
    repo.organisation()
    quoted = "'" + PAYLOAD.replace("'", "''") + "'"
    repo.record(title=quoted, body=BODY, tags=f"[{quoted}]", raised_by="ben")
    repo.record("bbbbbb", title="Plain")
    repo.commit("Decide", who="ben")
    code, out, err = repo.remit("build")
    assert code == 0, out + err
    return root / "site"


def test_t44_nothing_of_a_body_runs(site: Path):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        assert alive(page) == [], page
    article = (site / "decisions" / f"D-{DAY}-k3f9qz.html").read_text("utf-8")
    assert "<script>alert(1)</script>" not in article
    assert "<iframe" not in article


def test_t45_nothing_of_a_head_runs(site: Path):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<img src=x" not in text, page
        assert "<script>alert(2)" not in text, page
    assert "&lt;img src=x onerror=alert(1)&gt;" in (site / "index.html").read_text("utf-8")


def test_t46_data_cannot_end_a_script(site: Path):
    for data in [*site.rglob("*.js"), *site.rglob("*.json")]:
        if "assets/javascripts" not in str(data):
            text = data.read_text("utf-8")
            if data.suffix == ".js":
                assert "</script><script>alert(2)" not in text, data


def test_t47_private_decisions_live_elsewhere_and_a_record_that_cannot_be_read_stops_the_build(repo: Repo):
    repo.write(f"decisions/2026/D-{DAY}-k3f9qz.md", "---\ntitle: Secret: plan\nx-visibility: private\n---\nxyzzy\n")
    repo.commit("Secret", who="ben")
    code, out, err = repo.remit("build")
    assert code == 1
    assert "xyzzy" not in out + err
    assert not any("xyzzy" in path.read_text("utf-8", "replace") for path in (repo.root / "site").rglob("*.*"))


def test_t48_no_file_outside_the_log_is_read(site: Path, repo: Repo):
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "no such word"
    page = (site / "decisions" / f"D-{DAY}-k3f9qz.html").read_text("utf-8")
    assert hostname not in page or len(hostname) < 4
    (repo.root / "decisions/2026").mkdir()
    (repo.root / f"decisions/2026/D-{DAY}-k3f9qz.md").symlink_to("/etc/passwd")
    repo.commit("Link", who="ben")
    code, _, _ = repo.remit("build")
    assert code == 1
    assert not any("root:" in path.read_text("utf-8", "replace") for path in (repo.root / "site").rglob("*.html"))


def test_t50_one_record_cannot_kill_the_build_and_the_old_site_stays(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    assert repo.remit("build").code == 0
    before = (repo.root / "site" / "index.html").read_bytes()
    path = f"decisions/2026/D-{DAY}-bbbbbb.md"
    repo.write(path, "---\na: " + "[" * 40_000 + "\n---\n")
    code, out, err = repo.remit("build")
    assert code == 1
    assert path in out + err
    assert (repo.root / "site" / "index.html").read_bytes() == before
