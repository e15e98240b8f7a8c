"""`remit build` on real repositories: what is written, what is refused, and what stays as it was."""

import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import site_demo
from site_payloads import BODIES, HEADS, alive
from support import Repo

pytest.importorskip("material")
from remit.site.output import stamps

PAGES = (
    "404.html", "boundaries/acme-customer-data.html", "boundaries/acme-tools.html", "boundaries/index.html",
    "context/index.html", "data/index.html", "decisions/D-20261121-k3f9qz.html", "decisions/index.html", "drill/index.html", "due/index.html",
    "history/index.html", "index.html", "limits/index.html", "may/index.html", "people/ana.html", "people/ben.html", "people/cho.html", "people/dia.html", "people/eva.html", "people/index.html",
    "people/team-legal.html", "people/team-platform.html", "people/team-shop.html", "reports/index.html", "tags/index.html",
)  # fmt: skip
EPOCH = {"SOURCE_DATE_EPOCH": "1795262400"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def html(repo: Repo) -> list[str]:
    return [name for name in files(repo.root / "site") if name.endswith(".html")]


def test_a_log_becomes_a_site_without_any_configuration(repo: Repo) -> None:
    repo.record()
    result = repo.remit("build", env=EPOCH)
    assert result == (0, f"Built the pages of 1 decision. Open {repo.root}/site/index.html\n", "")
    assert tuple(html(repo)) == PAGES
    page = (repo.root / "site/decisions/D-20261121-k3f9qz.html").read_text()
    assert "<title>Cache orders in Redis - Decisions at Acme</title>" in page
    assert '<meta name="description" content="Because it is needed.">' in page
    assert re.search(r'md-tabs__item--active">\s*<a href="[^"]*" class="md-tabs__link">\s*Decisions', page)
    assert 'href="#remit-content" class="md-skip"' in page
    assert not re.search("remit[0-9a-f]{24}", page)


def test_the_cache_is_kept_out_of_git_and_nothing_else_is_left_behind(repo: Repo) -> None:
    repo.record()
    repo.write(".gitignore", "/site/\n")
    repo.commit("One record")
    assert repo.remit("build").code == 0
    assert repo.git("status", "--porcelain") == ""
    assert sorted(path.name for path in repo.root.iterdir()) == [
        ".cache",
        ".git",
        ".gitignore",
        "decisions",
        "site",
    ]


def test_the_same_log_gives_the_same_bytes_with_and_without_the_cache(repo: Repo) -> None:
    repo.record(body="# Why\n\nBecause **it** is needed.\n")
    assert repo.remit("build", env=EPOCH).code == 0
    first = files(repo.root / "site")
    assert repo.remit("build", env=EPOCH).code == 0
    assert files(repo.root / "site") == first
    assert repo.remit("build", "--site-dir", "other", env=EPOCH).code == 0
    assert files(repo.root / "other") == first
    (repo.root / ".cache/remit/site.sqlite").write_bytes(b"no database")
    assert repo.remit("build", env=EPOCH).code == 0
    assert files(repo.root / "site") == first


def test_a_build_after_any_change_is_the_build_that_a_new_clone_makes(repo: Repo) -> None:
    """And where nothing changed nothing is written."""
    first = repo.record(body="See [another](D-20261121-b2c3d4.md).\n", intent="[fast]")
    other = repo.record("b2c3d4", title="Another", tags="[cache]")
    repo.commit("All")
    site, page = repo.root / "site", repo.root / "site/decisions/D-20261121-k3f9qz.html"
    own = repo.root / "site_src/index.md"
    own.parent.mkdir()

    def edited(path: str, old: str, new: str) -> None:
        text = (repo.root / path).read_text()
        assert old in text
        (repo.root / path).write_text(text.replace(old, new))

    def names() -> None:
        edited(other, "Another", "Renamed")
        edited("decisions/people.yml", "Ana Ito", "Ana I.")

    def grown() -> None:
        repo.record("c3d4e5", title="Newer", supersedes="[D-20261121-b2c3d4]")
        repo.commit("More")
        repo.act("b2c3d4", "stop", "eva", "Wait.")
        own.write_text("# Ours\n")
        repo.git("add", "site_src")

    changes: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "pages of the site": lambda: (page.write_text("<p>"), (site / "404.html").unlink()),
        "names": names,
        "more": grown,
        "a record is gone": (repo.root / first).unlink,
        "another day": lambda: None,
    }
    repo.remit("build")
    for what, change in changes.items():
        repo.remit("build")
        before = stamps(str(site))
        change()
        env = {"REMIT_NOW": "2026-12-24"} if what == "another day" else {}
        assert repo.remit("build", env=env).code == 0
        assert (stamps(str(site)) == before) == (what == "nothing"), what
        (repo.root / ".cache").rename(repo.root / "kept")
        assert repo.remit("build", "--site-dir", "fresh", env=env).code == 0
        assert files(site) == files(repo.root / "fresh"), what
        shutil.rmtree(repo.root / ".cache")
        (repo.root / "kept").rename(repo.root / ".cache")


def test_a_stop_that_ends_today_is_gone_in_the_next_build(repo: Repo) -> None:
    repo.record()
    repo.act("k3f9qz", "stop", "eva", "Wait.", until="2026-11-30T14:00+00:00")
    repo.commit("A stop")
    page = repo.root / "site/decisions/D-20261121-k3f9qz.html"
    for hour, stopped in (("10", True), ("11", True), ("15", False)):
        assert repo.remit("build", env={"REMIT_NOW": f"2026-11-30T{hour}:00+00:00"}).code == 0
        assert ("do not act on this decision" in page.read_text()) == stopped


def test_two_builds_of_one_day_are_the_same_to_the_byte(tmp_path: Path) -> None:
    demo = site_demo.fill(site_demo.folder(tmp_path / "acme"))
    made = []
    for hour in ("06:10", "21:47"):
        shutil.rmtree(demo.root / ".cache", ignore_errors=True)
        assert demo.remit("build", env={"REMIT_NOW": f"2026-11-30T{hour}+00:00"}).code == 0
        made.append(files(demo.root / "site"))
        shutil.rmtree(demo.root / "site")
    assert made[0] == made[1]


def test_a_newer_cleaner_cleans_again(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from remit.site import digest

    repo.record()
    repo.remit("build")
    with sqlite3.connect(repo.root / ".cache/remit/site.sqlite") as disk:
        disk.execute("update text set html = replace(html, 'Because', 'As an older cleaner left it')")
    disk.close()
    page = repo.root / "site/decisions/D-20261121-k3f9qz.html"
    page.unlink()
    repo.remit("build")
    assert "As an older cleaner left it" in page.read_text()
    monkeypatch.setattr(digest, "program", lambda: "newer")
    page.unlink()
    repo.remit("build")
    assert "As an older cleaner left it" not in page.read_text()


def test_a_changed_record_changes_its_page_and_a_deleted_one_is_gone(repo: Repo) -> None:
    repo.record()
    path = repo.record("b2c3d4", title="Another")
    repo.remit("build")
    repo.record(body="For a better reason.\n")
    (repo.root / path).unlink()
    assert repo.remit("build").code == 0
    assert tuple(html(repo)) == PAGES
    assert "For a better reason." in (repo.root / "site/decisions/D-20261121-k3f9qz.html").read_text()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"---\nid: D-20261121-b2c3d4\ntitle: a: b: c\n---\n", id="broken yaml"),
        pytest.param(b"---\na: " + b"[" * 40_000 + b"\n---\n", id="40 kB of brackets"),
        pytest.param(b"---\ntitle: a\ntitle: b\n---\n", id="a key twice"),
        pytest.param(b"no front matter\n", id="no front matter"),
        pytest.param(b"---\n\xff\xfe\n---\n", id="not text"),
    ],
)
def test_t50_a_broken_record_fails_the_build_and_the_old_site_stays(repo: Repo, content: bytes) -> None:
    repo.record()
    repo.remit("build")
    before = files(repo.root / "site")
    repo.write("decisions/2026/D-20261121-b2c3d4.md", content)
    result = repo.remit("build")
    assert result.code == 1
    assert result.err.startswith(
        "remit: no site was built: 1 file of the log cannot be read\n  decisions/2026/D-20261121-b2c3d4.md:"
    )
    assert files(repo.root / "site") == before
    assert sorted(path.name for path in repo.root.iterdir()) == [".cache", ".git", "decisions", "site"]


def test_t48_a_record_that_is_a_link_is_not_followed(repo: Repo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nid: D-20261121-b2c3d4\ntitle: Secret word\nstatus: accepted\n---\n")
    (repo.root / "decisions/2026").mkdir()
    (repo.root / "decisions/2026/D-20261121-b2c3d4.md").symlink_to(secret)
    repo.record()
    repo.remit("build")
    if (repo.root / "site").exists():
        assert all(b"Secret word" not in content for content in files(repo.root / "site").values())


def test_t48_pages_and_pictures_that_are_links_are_left_out(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret word")
    (tmp_path / "secret.png").write_text("Secret word")
    repo.write("site_src/index.md", "# Hello\n")
    (repo.root / "site_src/passwd.txt").symlink_to(tmp_path / "secret.txt")
    repo.record(body="![x](../../docs/a.png) ![y](b.png)\n")
    (repo.root / "docs").mkdir()
    (repo.root / "docs/a.png").symlink_to(tmp_path / "secret.png")
    repo.write("decisions/2026/b.png", b"\x89PNG picture")
    repo.git("add", "decisions/2026/b.png", "docs/a.png")
    assert repo.remit("build").code == 0
    made = files(repo.root / "site")
    assert made["decisions/files/decisions/2026/b.png"] == b"\x89PNG picture"
    assert all(b"Secret word" not in content for content in made.values())


@pytest.mark.parametrize("head", HEADS)
def test_t45_a_title_never_lives_on_any_built_page(repo: Repo, head: str) -> None:
    quoted = json.dumps(head, ensure_ascii=False).replace("\u2028", " ")
    repo.record(title=quoted, tags=f"[{quoted}]")
    repo.write("decisions/remit.yml", f"remit: 1\ntitle: {quoted}\npolicy: acme\n")
    result = repo.remit("build", env=EPOCH)
    assert result.code == 0, result.err
    for name, content in files(repo.root / "site").items():
        if name.endswith(".html"):
            found = [
                what
                for what in alive(content.decode(), whole_page=True)
                if what.startswith(("<img", "<b", "<script src=h"))
            ]
            assert found == [], name
            assert b"alert(1)</script>" not in content, name


def test_t44_no_body_lives_on_any_built_page(repo: Repo) -> None:
    for number, body in enumerate(BODIES):
        repo.record(f"aaaa{number:02}", body=body)
    result = repo.remit("build", env=EPOCH)
    assert result.code == 0, result.err
    for name, content in files(repo.root / "site").items():
        if name.startswith("decisions/D-") and name.endswith(".html"):
            article = re.search(r"<article.*?</article>", content.decode(), re.DOTALL)
            assert article is not None
            assert alive(article[0], whole_page=True) == [], name
            assert "<script" not in article[0], name


def test_no_page_asks_another_host_for_anything(repo: Repo) -> None:
    repo.record(body="![x](https://evil.example/a.png)\n\n```mermaid\ngraph TD\n```\n")
    repo.remit("build")
    for name, content in files(repo.root / "site").items():
        if name.endswith(".html"):
            assert (
                re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="(?:https?:)?//[^"]+', content.decode()) == []
            ), name


def test_own_pages_and_own_configuration_are_used_and_records_stay_out_of_menu_and_search(repo: Repo) -> None:
    repo.record(body="An unmistakable word: xylophone.\n")
    repo.write("site_src/index.md", "# Welcome\n\nRead [why](decisions/D-20261121-k3f9qz.html).\n")
    repo.write("site_src/guide/why.md", "[why](../../decisions/2026/D-20261121-k3f9qz.md#x)\n")
    repo.write("site_src/guide/start.md", "# Start here\n")
    repo.write(
        "mkdocs.yml",
        "site_name: Acme\ndocs_dir: site_src\nsite_url: https://acme.example/log/\nuse_directory_urls: true\n"
        "theme: {name: material, font: false}\nplugins: [search, remit]\n",
    )
    repo.git("add", "-A")
    result = repo.remit("build", "--strict", env=EPOCH)
    assert result.code == 0, result.err
    made = files(repo.root / "site")
    assert "Welcome" in made["index.html"].decode()
    assert "overview/index.html" in made
    assert "guide/start/index.html" in made
    assert "decisions/D-20261121-k3f9qz.html" in made
    start = made["guide/start/index.html"].decode()
    assert 'href="../../decisions/"' in start or 'href="../../decisions/index.html"' in start
    assert "k3f9qz" not in start
    assert '<a href="decisions/D-20261121-k3f9qz.html">why</a>' in made["index.html"].decode()
    assert '<a href="../../decisions/D-20261121-k3f9qz.html#x">why</a>' in made["guide/why/index.html"].decode()
    search = made["search/search_index.json"].decode()
    assert "Start here" in search
    assert "xylophone" not in search
    assert "remit-content" not in search
    sitemap = made["sitemap.xml"].decode()
    assert "<loc>https://acme.example/log/decisions/D-20261121-k3f9qz.html</loc>" in sitemap
    assert not re.search("remit[0-9a-f]{24}", sitemap)
    page = made["decisions/D-20261121-k3f9qz.html"].decode()
    assert '<link rel="canonical" href="https://acme.example/log/decisions/D-20261121-k3f9qz.html">' in page
    assert any(b"xylophone" in content for name, content in made.items() if name.startswith("assets/remit/search/"))


def test_a_dead_link_fails_a_strict_build(repo: Repo) -> None:
    repo.record(body="See [the chart](img/chart.svg), [why](#why) and [the goal](../context/speed.md).\n\n## Why\n")
    repo.write("decisions/context/speed.md", "---\ntitle: Speed\n---\nFast. [x](../../src/gone.py)\n")
    result = repo.remit("build", "--strict")
    assert (result.code, (repo.root / "site").exists()) == (1, False), result.err
    assert [line for line in result.err.splitlines() if "the link" in line] == [
        "warning: decisions/2026/D-20261121-k3f9qz.md:13: the link `img/chart.svg` leads nowhere: there is no `decisions/2026/img/chart.svg`",
        "warning: decisions/context/speed.md:4: the link `../../src/gone.py` leads nowhere: there is no `src/gone.py`",
    ]
    repo.write("decisions/2026/img/chart.svg", "<svg/>")
    repo.write("src/gone.py", "")
    assert repo.remit("build", "--strict").code == 0
    page = (repo.root / "site/decisions/D-20261121-k3f9qz.html").read_text()
    assert '<a href="../context/speed.html" rel="noopener noreferrer">the goal</a>' in page


def test_mkdocs_itself_builds_the_same_site_with_the_plugin(repo: Repo) -> None:
    import subprocess
    import sys

    repo.record()
    repo.write("site_src/index.md", "# Welcome\n")
    repo.write(
        "mkdocs.yml",
        "site_name: Acme\ndocs_dir: site_src\ntheme: {name: material, font: false}\nplugins: [search, remit]\n",
    )
    repo.git("add", "-A")
    env = {**__import__("os").environ, **EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "plain"],
        cwd=repo.root,
        env=env,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert repo.remit("build", env=EPOCH).code == 0
    assert files(repo.root / "plain") == files(repo.root / "site")
    repo.write("decisions/2026/D-20261121-b2c3d4.md", "broken")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "plain"],
        cwd=repo.root,
        env=env,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert files(repo.root / "plain") == files(repo.root / "site")


def test_a_configuration_without_the_plugin_is_named_with_the_way_out(repo: Repo) -> None:
    repo.write("site_src/index.md", "# Welcome\n")
    repo.write("mkdocs.yml", "site_name: Acme\ndocs_dir: site_src\n")
    result = repo.remit("build")
    assert result == (1, "", f"remit: {repo.root}/mkdocs.yml does not use Remit\n  add `- remit` below `plugins:`\n")


def test_a_folder_that_no_build_wrote_is_never_replaced(repo: Repo) -> None:
    repo.write("site/thesis.txt", "years of work")
    result = repo.remit("build")
    assert result == (
        1, "", f"remit: {repo.root}/site holds files that no build wrote\n  empty it, or choose another folder with --site-dir\n",
    )  # fmt: skip
    assert repo.read("site/thesis.txt") == "years of work"
    for folder in (".", "..", "decisions/.."):
        assert repo.remit("build", "--site-dir", folder).code == 1
    assert repo.remit("build", "--site-dir", "decisions").code == 1


def test_a_full_disk_leaves_the_old_site(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from remit.site import output

    repo.record()
    repo.remit("build")
    before = files(repo.root / "site")

    def full(folder: str, address: str, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", address)

    repo.record(body="Another reason.\n")
    monkeypatch.setattr(output, "write", full)
    repo.record(body="For a better reason.\n")
    result = repo.remit("build")
    assert result.code == 1
    assert "No space left on device" in result.err
    assert files(repo.root / "site") == before
    assert not [path for path in repo.root.iterdir() if path.name.endswith(".tmp")]


def test_a_template_or_hook_that_breaks_the_build_is_named(repo: Repo) -> None:
    repo.record()
    repo.write(
        "mkdocs.yml", "site_name: A\ntheme: {name: material, custom_dir: over}\nplugins: [remit]\nhooks: [hook.py]\n"
    )
    repo.write("docs/index.md", "# Welcome\n")
    repo.write("hook.py", "import os\ndef on_env(env, **more):\n    if os.path.exists('no'): raise ValueError('No.')\n")
    for path, text, said in (
        ("over/remit/home.html", "\n{{ nothing.x }}", "over/remit/home.html:2: 'nothing' is undefined"),
        ("over/main.html", "{% if %}", "over/main.html:1: Expected an expression, got 'end of statement block'"),
        ("no", "", "hook.py:3: No."),
    ):
        repo.write(path, text)
        result = repo.remit("build")
        assert result.code == 1
        assert f"remit: the site was not built: {repo.root}/{said}\n  fix it, or" in result.err
        (repo.root / path).unlink()


def test_a_port_that_is_taken_is_one_sentence(repo: Repo) -> None:
    import socket

    repo.record()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = repo.remit("serve", "--port", str(taken.getsockname()[1]))
    assert result.code == 1
    assert "the site cannot be served: Address already in use\n  try another --port" in result.err


def test_a_log_without_policy_and_people_has_its_pages_too(empty_repo: Repo) -> None:
    empty_repo.write("decisions/remit.yml", "policy: none\n")
    empty_repo.record(decider="anybody", tier=None, boundary=None)
    result = empty_repo.remit("build")
    assert result.code == 0, result.err
    assert "This log has no policy yet." in (empty_repo.root / "site/boundaries/index.html").read_text()


def test_missing_parts_are_named_in_one_sentence(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import util

    found = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name, *more: None if name == "material" else found(name, *more))
    assert repo.remit("build") == (
        1,
        "",
        "remit: the site needs parts that are not installed\n  pip install 'remit[site]'\n",
    )


def test_log_json_names_the_content_that_git_has(repo: Repo) -> None:
    path = repo.record()
    repo.commit("One record")
    repo.remit("build")
    listed = json.loads((repo.root / "site/log.json").read_text())
    assert listed["records"][0]["blob"] == repo.git("rev-parse", f"HEAD:{path}").strip()


def test_what_the_configuration_leaves_open_is_set_so_that_nobody_else_is_asked_and_pages_open_from_a_folder(
    repo: Repo,
) -> None:
    repo.record()
    repo.write("site_src/index.md", "# Welcome\n\nOur own words.\n\n<!-- remit:home -->\n")
    repo.write(
        "mkdocs.yml", "site_name: Acme\ndocs_dir: site_src\ntheme:\n  name: material\nplugins:\n  - search\n  - remit\n"
    )
    repo.git("add", "-A")
    result = repo.remit("build")
    assert result.code == 0, result.err
    made = files(repo.root / "site")
    page = made["index.html"].decode()
    assert "fonts.googleapis" not in page
    assert 'href="decisions/index.html"' in page
    assert re.findall(r"<h1[^>]*>([^<]*)", page) == ["Welcome"]
    assert "Our own words." in page
    assert "No decision is stopped." in page
    assert re.findall(r'data-md-type="(?:navigation|toc)"(?! hidden)', page) == [], "room for tables"
    assert "overview/index.html" not in made


def test_reference_pages_are_made_from_the_code(repo: Repo) -> None:
    repo.write("site_src/index.md", "# Welcome\n")
    repo.write(
        "mkdocs.yml",
        "site_name: Acme\ndocs_dir: site_src\nuse_directory_urls: false\ntheme: {name: material}\nplugins: [search, {remit: {reference: 'remit.main:remit'}}]\n"
        "markdown_extensions: [attr_list, tables, fenced_code]\n",
    )
    repo.git("add", "-A")
    result = repo.remit("build", "--strict")
    assert result.code == 0, result.err
    made = files(repo.root / "site")
    assert "Usage: remit decide [OPTIONS]" in made["reference/commands.html"].decode()
    assert 'id="g03"' in made["reference/checks.html"].decode()
    assert "proposed_too_long_days" in made["reference/settings.html"].decode()
    assert "superseded_by" in made["reference/record.html"].decode()


GUEST = "site_name: Existing\ntheme: {name: material}\nplugins: [search, remit]\n"


def test_a_site_keeps_its_addresses_and_its_own_pages(repo: Repo) -> None:
    repo.record()
    repo.write("mkdocs.yml", GUEST)
    repo.write("docs/index.md", "# Welcome\n")
    repo.write("docs/guide.md", "# Guide\n\nSee [why](decisions/D-20261121-k3f9qz.html).\n")
    repo.git("add", "-A")
    assert repo.remit("build", "--strict").code == 0
    repo.write("docs/people.md", "# Our people\n")
    repo.write("docs/log.json", '{"theirs": 1}\n')
    repo.write("docs/decisions/index.md", "# Decisions\n\n<!-- remit:page -->\nThey are in the folder decisions.\n")
    repo.git("add", "-A")
    code, _, errors = repo.remit("build")
    assert code == 0
    made = files(repo.root / "site")
    assert b"Our people" in made["people/index.html"]
    assert made["log.json"] == b'{"theirs": 1}\n'
    assert b"../decisions/D-20261121-k3f9qz.html" in made["guide/index.html"]
    assert b'id="remit-decisions"' in made["decisions/index.html"]
    assert b"They are in the folder" not in made["decisions/index.html"]
    assert errors.splitlines() == [
        "warning: log.json is a file of this site, so the log's own is left out. Move log.json.",
        "warning: people/index.html is a file of this site, so the log's own is left out. Move people.md.",
    ]
    assert repo.remit("build", "--strict").code == 1


def test_options_that_are_switched_on_later_change_pages_that_are_there(repo: Repo) -> None:
    repo.record(body="It takes $x^2$.\n\n```mermaid\ngraph TD; A-->B\n```\n")
    repo.write("docs/index.md", "# Welcome\n")
    repo.write("docs/m.js", "")
    page = repo.root / "site/decisions/D-20261121-k3f9qz.html"
    for options, diagrams, formulas in (
        ("", 0, 0),
        (": {mermaid: m.js}", 1, 0),
        (": {mermaid: m.js, maths: true}", 1, 1),
        ("", 0, 0),
    ):
        repo.write("mkdocs.yml", GUEST.replace("remit]", f"remit{options}]"))
        repo.git("add", "-A")
        assert repo.remit("build").code == 0
        assert (page.read_text().count("/m.js"), page.read_text().count("<math")) == (diagrams, formulas), options


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs"])
def test_other_themes_show_records(repo: Repo, name: str) -> None:
    repo.record(title="Cache <orders>")
    repo.write("mkdocs.yml", GUEST.replace("material", name))
    repo.write("docs/index.md", "# Welcome\n")
    assert repo.remit("build").code == 0
    page = (repo.root / "site/decisions/D-20261121-k3f9qz.html").read_text()
    assert '<h1 id="remit-content">Cache &lt;orders&gt;</h1>' in page
    assert ">remit-content<" not in page
    allowed = (
        b64encode(sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    )
    assert [one for one in allowed if f"'sha256-{one}'" not in page] == []
    assert (repo.root / "site/boundaries/index.html").exists()
    index = (repo.root / "site/search/search_index.json").read_text()
    assert not re.search("remit[0-9a-f]{24}", index)
    assert "<loc>decisions/D-20261121-k3f9qz.html</loc>" in (repo.root / "site/sitemap.xml").read_text()


def test_properdocs_builds_the_same_pages(repo: Repo) -> None:
    pytest.importorskip("properdocs", reason="ProperDocs is not installed: pip install properdocs")
    repo.record(title="Cache <orders>")
    repo.write("mkdocs.yml", GUEST)
    repo.write("docs/index.md", "# Welcome\n")
    repo.git("add", "-A")
    subprocess.run([sys.executable, "-m", "properdocs", "build", "-q", "-d", "site"], cwd=repo.root, check=True)
    page = (repo.root / "site/decisions/D-20261121-k3f9qz.html").read_text()
    assert '<h1 id="remit-content">Cache &lt;orders&gt;</h1>' in page


def test_what_git_does_not_track_is_not_published(repo: Repo) -> None:
    repo.record()
    repo.write("mkdocs.yml", GUEST)
    repo.write("docs/index.md", "# Welcome\n")
    repo.write("docs/secret.md", "# Passwords\n")
    repo.write(".gitignore", "docs/secret.md\n")
    repo.git("add", "-A")
    repo.write("docs/draft.md", "# Not yet\n")
    code, _, errors = repo.remit("build")
    assert code == 0
    made = files(repo.root / "site")
    assert not any(b"Passwords" in data or b"Not yet" in data for data in made.values())
    assert "docs/draft.md is not tracked by git and is left out: `git add` it" in errors


PRIVATE = (
    "xylophone",
    "quokka",
    "zeppelin",
    "marzipan",
    "D-20261121-prvaaa",
    "prvaaa",
    "prvbbb",
    "tamarind",
    "kumquat",
)
"""Words of private decisions: of titles, texts, tags, people, ids and responses."""


@pytest.mark.parametrize("docs", ["docs", "decisions"])
def test_a_private_decision_leaves_no_trace(repo: Repo, docs: str) -> None:
    repo.organisation(
        settings="remit: 1\ntitle: Acme\npolicy: acme\nprivate_topics: [data]\nsource_url: https://git.example/acme/log\n"
    )
    repo.record(
        "prvaaa",
        "Because of the quokka.\n",
        title="Buy a xylophone",
        visibility="private",
        tags="[zeppelin]",
        decider="tamarind",
    )
    repo.record(
        "prvbbb", "A marzipan.\n", title="A marzipan", topic="data/customer", superseded_by="[D-20261121-pabaaa]"
    )
    repo.act("prvbbb", "advice", "dia", "Rather a kumquat.\n")
    repo.record(
        "pabaaa", "See D-20261121-prvaaa (prvaaa) and [that](D-20261121-prvbbb-a-marzipan.md), [this](D-20261121-prvaaa.md).\n", title="In the open",
        supersedes="[D-20261121-prvbbb]", links="[{as: depends-on, to: D-20261121-prvaaa}]",
    )  # fmt: skip
    repo.record("pabbbb", title="Shown all the same", topic="data/customer", visibility="public")
    repo.write("docs/start.md", "# Welcome\n")
    repo.write(
        "mkdocs.yml", f"site_name: Acme\ndocs_dir: {docs}\ntheme: {{name: material}}\nplugins: [search, remit]\n"
    )
    repo.commit("All")
    assert repo.remit("build").code == 0
    made = files(repo.root / "site")
    assert [(word, name) for name, data in made.items() for word in PRIVATE if word.encode() in data] == []
    assert "2 decisions" in made["index.html" if "index.html" in made else "overview/index.html"].decode()
    assert b"In the open" in made["log.json"]
    assert b"Shown all the same" in made["log.json"]
    page = made["decisions/D-20261121-pabaaa.html"].decode()
    assert "See a private decision (a private decision) and that, this." in page


def test_markdown_pages_for_any_generator(repo: Repo) -> None:
    repo.record(title='"Cache | orders [now] <b>"')
    repo.record("prvaaa", title="Hidden", visibility="private")
    repo.commit("Two")
    for _ in range(2):
        assert repo.remit("build", "--markdown", "docs/log").code == 0
    made = files(repo.root / "docs/log")
    assert sorted(made) == [
        "badges/decisions.svg", "badges/open.svg", "boundaries.md", "decisions/D-20261121-k3f9qz.json", "decisions/D-20261121-k3f9qz.md",
        "index.md", "log.json", "log.schema.json",
    ]  # fmt: skip
    index = made["index.md"].decode()
    assert "| [Cache / orders (now) \\<b>](" in index
    assert "\n|---|---|---|---|\n" in index
    assert "\n|---|---|---|---|\n" in made["boundaries.md"].decode()
    assert "](decisions/D-20261121-k3f9qz.md) | Accepted | Ben Okoro | 21 Nov 2026 |" in index
    assert "| tooling | engineer up to 500 EUR |  |  |" in made["boundaries.md"].decode()
