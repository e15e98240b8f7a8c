"""T44 to T50: what a site may publish and run. The payloads are tried one by one in the site's own tests."""

import re
import socket
import subprocess
import sys
import urllib.request
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
    hostname = Path("/etc/hostname").read_text("utf-8").strip() if Path("/etc/hostname").exists() else "no such word"
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


CODE = "import os\nos.system('touch {markers}/hook')\n"
OWN = "site_name: Acme\ndocs_dir: site_src\ntheme: {name: material, font: false}\nplugins: [search, remit]\n"


def with_site(repo: Repo, more: str) -> None:
    """A readable log with a site configuration that runs what it names."""
    repo.record()
    repo.write("site_src/index.md", "# Welcome\n\n<script>alert(1)</script>\n")
    repo.write("markers/keep", "")
    repo.write("hook.py", CODE.format(markers=repo.root / "markers"))
    repo.write("mkdocs.yml", OWN + more)


def test_t49_a_configuration_that_runs_something_while_it_is_read_is_refused(repo: Repo):
    command = f"touch {repo.root}/markers/tag"
    with_site(repo, f"extra: [!!python/object/apply:os.system ['{command}']]\n")
    said = (
        "remit: mkdocs.yml would run something while it is read: `!!python/object/apply:os.system`\n"
        "  take it out, or build the log alone: `remit build --plain`\n"
    )
    assert repo.remit("build") == (1, "", said)
    assert repo.remit("serve") == (1, "", said)
    assert sorted(path.name for path in (repo.root / "markers").iterdir()) == ["keep"]
    assert not (repo.root / "site").exists()


def test_t49_a_plain_build_uses_nothing_of_the_repository_but_its_log(repo: Repo):
    with_site(repo, "hooks: [hook.py]\nextra: [!!python/object/apply:os.system [':']]\n")
    code, _, err = repo.remit("build", "--plain")
    assert (code, err) == (0, ""), err
    assert sorted(path.name for path in (repo.root / "markers").iterdir()) == ["keep"]
    assert "Welcome" not in (repo.root / "site/index.html").read_text("utf-8")
    assert alive(repo.root / "site/index.html") == []


def test_t49_what_a_configuration_runs_is_said(repo: Repo, tmp_path):
    from remit.site.configuration import Named, look

    def named(text: str) -> Named:
        path = tmp_path / "mkdocs.yml"
        path.write_text(text)
        return look(path)

    emoji = "markdown_extensions: {pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }}\n"
    assert named(OWN + emoji) == Named((), ())
    assert named("hooks: [a.py, b.py]\n").runs == ("the hook a.py", "the hook b.py")
    assert named("hooks: a.py\n").runs == ("the hook a.py",)
    assert named("a: &a {hooks: [a.py]}\n<<: *a\n").runs == ("the hook a.py",)
    assert named("theme: {name: material, custom_dir: over}\n").runs == ("the templates in over",)
    assert named("plugins: [search, macros, gen-files: {}]\n").runs == (
        "what the plugin macros finds", "what the plugin gen-files finds",
    )  # fmt: skip
    assert named("plugins: {macros: {}}\n").runs == ("what the plugin macros finds",)
    assert named("x: !!python/name:os.system ''\n").runs == ("`!!python/name:os.system`",)
    assert named("%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/new:os.system []\n").refused == (
        "`!!python/object/new:os.system`",
    )
    (tmp_path / "other.yml").write_text("x: !!python/module:os ''\nhooks: [c.py]\n")
    assert named("INHERIT: other.yml\n") == Named(("`!!python/module:os`",), ("the hook c.py",))
    assert named("INHERIT: mkdocs.yml\n").refused == ("`INHERIT: mkdocs.yml`, too deep",)
    assert named("a: " + "[" * 5000).refused == ("brackets without end",)
    assert named("a: [\n") == Named((), ())
    assert named("") == Named((), ())


def test_t49_hooks_of_a_configuration_run_and_are_named(repo: Repo):
    with_site(repo, "hooks: [hook.py]\n")
    repo.git("add", "-A")
    code, _, err = repo.remit("build")
    assert code == 0, err
    assert err == (
        "warning: mkdocs.yml runs code of this repository: the hook hook.py. `--plain` builds the log without it.\n"
    )


def test_t44_converted_words_that_came_with_the_repository_are_not_used(repo: Repo):
    import sqlite3

    from remit.site.cache import came_along

    repo.record()
    assert repo.remit("build").code == 0
    with sqlite3.connect(repo.root / ".cache/remit/site.sqlite") as disk:
        disk.execute("update text set html = replace(html, 'Because', '<script>alert(1)</script>')")
    disk.close()
    page = repo.root / "site/decisions/D-20261121-k3f9qz.html"
    page.unlink()
    assert repo.remit("build").code == 0
    assert alive(page) == []
    assert "alert(1)" not in page.read_text()
    assert not came_along(str(repo.root))
    repo.git("add", "-f", ".cache/remit")
    assert came_along(str(repo.root))
    repo.git("rm", "-rq", "--cached", ".cache")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},.Cache")
    assert came_along(str(repo.root))
    repo.git("rm", "-q", "--cached", ".Cache")
    (repo.root / ".cache").rename(repo.root / "theirs")
    (repo.root / ".cache").symlink_to("theirs")
    assert came_along(str(repo.root))


def test_t49_a_plain_site_is_served_and_nothing_runs(repo: Repo):
    with_site(repo, "hooks: [hook.py]\nextra: [!!python/object/apply:os.system [':']]\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "remit.main", "serve", "--plain", "--port", str(port)],
        cwd=repo.root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            told = b""
            for line in server.stderr:
                told += line
                if b"Serving" in line:
                    break
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=20) as page:
                shown = page.read().decode()
        finally:
            server.terminate()
    assert "Cache orders in Redis" in shown, told
    assert "Welcome" not in shown
    assert sorted(path.name for path in (repo.root / "markers").iterdir()) == ["keep"]


HELD_UP = (
    "# a\n" * 20_000, "".join(f"# a-{number % 7}\n" for number in range(20_000)), "<h1>" * 20_000, "<h1>a\n\n" * 20_000,
    "```perl\n" + "<<A" * 15_000 + "\n```\n", ("```perl\n" + "<<A" * 1_300 + "\n```\n") * 40, "```rst\n" + "`a " * 15_000 + "\n```\n",
    "|a" * 200 + "\n" + "|-" * 200 + "\n" + "|b\n" * 10_000, "![a](" * 30_000, "[" * 60_000, "- [x] " * 20_000, "<table>" * 20_000,
    "<!--" * 20_000, "<a " * 20_000, "<!-- x -->\n\n" * 10_000, "x" * 5_000_000,
)  # fmt: skip
"""Texts that once took a minute and more, or could have."""


@pytest.mark.parametrize("words", HELD_UP)
def test_t87_no_text_holds_up_a_build(words: str):
    import time

    from remit.site.markdown import convert

    begun = time.process_time()
    convert(words, "Title")
    assert time.process_time() - begun < 15  # seconds; two at most on a quiet machine


def test_t87_words_beyond_the_limit_are_shown_as_they_were_written():
    from remit.log.meaning import MOST_CHARACTERS
    from remit.site.markdown import convert

    words = "# Why <b>\n\n" + "<script>alert(1)</script> &amp; **x**\n" * (MOST_CHARACTERS // 30)
    made = convert(words)
    assert made.headings == ()
    assert made.html.startswith(
        '<pre tabindex="0"># Why &lt;b&gt;\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; **x**\n'
    )


def test_t88_the_cleaner_has_the_last_word(monkeypatch):
    """Whatever is done to a record's HTML on the way to its page, it is cleaned behind it."""
    import site_logs as logs
    from remit.site import links, markdown

    evil = '<script>alert(1)</script><h2 id="__config" onclick="alert(1)">x</h2>'
    monkeypatch.setattr(markdown, "_fence", lambda *_: evil)
    markdown._parser.cache_clear()
    try:
        assert markdown.convert("```\nx\n```").html == "<h2>x</h2>"
    finally:
        markdown._parser.cache_clear()
    monkeypatch.setattr(links, "_link", lambda *_: evil + "<a")
    monkeypatch.setattr(links, "_image", lambda *_: evil)
    made = links.localise(logs.view(), "decisions/D-1.md", '<a href="x">x</a><img src="x.png">')
    assert made == '<h2>x</h2><a rel="noopener noreferrer">x</a><h2>x</h2>'


@pytest.mark.parametrize(
    "words",
    [
        '<b title="<h2>x</h2><img src=x onerror=alert(1)>">y</b>',
        '<b title="<table></table><a href=x onclick=alert(1)>">y</b>',
        '<img alt="<img src=a.png onerror=alert(1) >" src="b.png">',
        '![<img src=x onerror=alert(1)>](a.png "<li>[x] ")',
        '<b title="<li>[x] <pre><div class=highlight><code>">y</b>',
    ],
)
def test_t88_what_stands_in_an_attribute_never_becomes_a_tag(words: str):
    import site_logs as logs
    from remit.site.links import localise
    from remit.site.markdown import convert

    html = localise(logs.view(), "decisions/D-1.md", convert(words).html)[0]
    for inside in re.findall(r'"([^"]*)"', html):
        assert "<" not in inside, html
        assert ">" not in inside, html


def test_t88_boxes_cannot_be_anything_else():
    from remit.site.markdown import convert

    assert convert('<input type="text" name="q" autofocus>').html == '<input type="checkbox" disabled="">'
    assert convert('<div tabindex="5" class="md-x">x</div>').html == '<div class="">x</div>'


def test_t89_a_picture_that_git_does_not_track_is_not_published(repo: Repo):
    names = ("ours", "untracked", "ignored", "later")
    for name in names:
        repo.write(f"decisions/2026/{name}.png", f"picture {name}")
    repo.write(".gitignore", "ignored.png\n")
    repo.record(body="".join(f"![the {name} one]({name}.png)\n" for name in names) + "![x](../../site/ours.png)\n")
    repo.git("add", "decisions/2026/ours.png")
    repo.git("add", "-N", "decisions/2026/later.png")
    code, _, err = repo.remit("build")
    assert code == 0
    published = repo.root / "site/decisions/files"
    there = {path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()}
    assert there == {"decisions/2026/ours.png", "decisions/2026/later.png"}
    page = (repo.root / f"site/decisions/D-{DAY}-k3f9qz.html").read_text("utf-8")
    assert "<em>the untracked one</em>" in page
    assert "<em>the ignored one</em>" in page
    assert "decisions/2026/ignored.png is missing, not tracked by git" in err


def test_t90_every_page_has_a_security_policy_that_lets_no_script_of_a_record_run(site: Path):
    policies = {}
    for page in site.rglob("*.html"):
        found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page.read_text("utf-8"))
        assert len(found) == 1, page
        policies[page] = found[0]
    for policy in policies.values():
        assert "default-src 'none'; script-src 'self';" in policy
        scripts = policy.partition("script-src ")[2].partition(";")[0]
        assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "*"} & set(scripts.split())


def test_t90_a_script_in_the_body_is_not_one_of_the_themes():
    from remit.site.theme import guarded

    body = "<script>alert(1)</script>"
    page = f'<head><meta charset="utf-8"><script>ours</script></head><body>{body}</body>'
    made = guarded(page, body)
    assert made.startswith('<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert made.count("'sha256-") == 1
    assert guarded(page).count("'sha256-") == 2
