"""A repository that tries everything: what it names as a program would leave a marker, and what it says would move a cursor."""

import os
import subprocess
from pathlib import Path

from support import DAY, POLICY_PATH, Repo, record_text

ESCAPES = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202egnp.exe\x08\x08"
"""A window's title, a cleared screen, a C1 introducer, a reversed direction, two backspaces."""


class Hostile(Repo):
    """The repository, and the folder in which any marker would appear."""

    def __init__(self, root: Path, markers: Path) -> None:
        super().__init__(root)
        self.markers = markers

    @property
    def ran(self) -> list[str]:
        """What it got to run."""
        return sorted(path.name for path in self.markers.iterdir())

    def command(self, name: str) -> str:
        """A shell line that leaves a marker."""
        return f"touch '{self.markers}/{name}'"

    def script(self, name: str) -> str:
        """A program that leaves a marker; its path."""
        path = self.markers.parent / f"program-{name}"
        path.write_text(f"#!/bin/sh\n{self.command(name)}\ncat\n")
        path.chmod(0o755)
        return str(path)


def hostile(folder: Path) -> Hostile:
    """Build it below `folder`."""
    markers = folder / "markers"
    markers.mkdir()
    root = folder / "hostile"
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    repo = Hostile(root, markers)
    repo.organisation()
    repo.record("aaaaaa")
    repo.commit("Honest", who="ben")
    for part in (_records, _files, _settings, _imports, _bare, _links):
        part(repo)
    _commit(repo)
    for part in (_refs, _config, _hooks, _untracked):
        part(repo)
    return repo


def _records(repo: Hostile) -> None:
    title = '"' + ESCAPES.encode("unicode_escape").decode().replace("\\x1b", "\\e").replace("\\x07", "\\a") + '"'
    repo.record("bbbbbb", title=title, tags="[a, b]")
    repo.record("cccccc", title=f"plain {ESCAPES}", body=f"{ESCAPES}\n<script>alert(1)</script>\n")
    repo.record(
        "dddddd",
        title="<img src=x onerror=alert(1)>",
        evidence="['javascript:alert(1)']",
        status="superseded",
        superseded_by="['../../x']",
    )
    repo.write(f"decisions/2026/D-{DAY}-eeeeee.md", "---\na: " + "[" * 30_000 + "\n---\n")
    repo.write(
        f"decisions/2026/D-{DAY}-ffffff.md",
        "---\na: &a [*a, *a]\nb: !!python/object/apply:os.system [" + repo.command("yaml") + "]\n---\n",
    )
    repo.write(f"decisions/2026/D-{DAY}-gggggg.md", b"\x00\x01\xff\xfe" * 1000)
    repo.write(f"decisions/2026/D-{DAY}-hhhhhh.md", "---\n---\n" + "x" * 300_000)
    repo.write(f"decisions/2026/D-{DAY}-jjjjjj.md", record_text("jjjjjj").encode("utf-16"))
    repo.act("aaaaaa", "advice", "eva", ESCAPES)
    repo.write(f"decisions/2026/D-{DAY}-aaaaaa.acts/consent-\x1b[31m.md", "---\nact: consent\nwho: \x1b\n---\n")


def _files(repo: Hostile) -> None:
    for name in ("-rf.md", ":(exclude)a.md", "\x1b[31mred.md", "new\nline.md", "\u202egnp.md", "con.md", "D-1\n.md"):
        repo.write(f"decisions/2026/{name}", "---\ntitle: odd\n---\n")
    for name in (b"\xff\xfe.md", f"D-{DAY}-pppppp-".encode() + b"\xe9.md"):
        Path(os.fsdecode(os.fsencode(repo.root / "decisions/2026") + b"/" + name)).write_text(
            record_text("pppppp"), "utf-8"
        )
    repo.write(".mailmap", "Ana <ana@example.com> <ben@example.com>\n")
    repo.write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.md -text\n")
    repo.write(".gitmodules", '[submodule "x"]\n\tpath = decisions/sub\n\turl = "ext::sh -c touch% x"\n')
    repo.write("decisions/context/evil.md", f"---\ntitle: {ESCAPES!r}\nowner: ana\n---\n{ESCAPES}\n")


def _settings(repo: Hostile) -> None:
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + (
        'title: "\\e]0;pwned\\a"\n'
        "trusted: --output=pwned-trusted\nproposals: ['--output=pwned-proposals', '--upload-pack=x']\n"
        "sources: [{path: ../../etc}, {path: '-x'}, {path: docs/adr}]\n"
    ).replace("title: ", "x-title: "))  # fmt: skip
    repo.write("docs/adr/0001-\x1b[2J.md", f"# 1. {ESCAPES}\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n")
    latin = os.fsencode(repo.root / "docs/adr") + b"/0002-\xe9.md"
    Path(os.fsdecode(latin)).write_text("# 2. Odd\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n", "utf-8")
    repo.write(POLICY_PATH.replace("acme", "evil"), "a: " + "{a: " * 20_000 + "\n")


def _imports(repo: Hostile) -> None:
    """Modules with the names of ours, and a site configuration that runs code in a plain MkDocs."""
    for name in ("yaml", "click", "json", "sitecustomize", "usercustomize", "remit"):
        repo.write(f"{name}.py", f"import os\nos.system({repo.command('import-' + name)!r})\n")
    repo.write("git", f"#!/bin/sh\n{repo.command('git')}\n").chmod(0o755)
    repo.write("ssh-keygen", f"#!/bin/sh\n{repo.command('ssh-keygen')}\n").chmod(0o755)


def _bare(repo: Hostile) -> None:
    """A bare repository committed as plain files."""
    inside = repo.root / "decisions" / "bare"
    subprocess.run(["git", "init", "-q", "--bare", str(inside)], check=True)
    (inside / "config").write_text(
        f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = "{repo.script("bare")}"\n'
    )
    for empty in ("refs/heads/keep", "objects/info/keep"):
        repo.write(f"decisions/bare/{empty}", "")
    for sample in (inside / "hooks").glob("*"):
        sample.unlink()


def _links(repo: Hostile) -> None:
    os.symlink("/etc/hostname", repo.root / "decisions" / "2026" / f"D-{DAY}-kkkkkk.md")
    os.symlink("/etc", repo.root / "decisions" / "etc")
    os.symlink("..", repo.root / "decisions" / "2026" / "loop")
    repo.write("decisions/2026/run.md", "#!/bin/sh\n").chmod(0o755)


def _commit(repo: Hostile) -> None:
    repo.git("add", "-A")
    sub = repo.git("rev-parse", "HEAD").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{sub},decisions/sub")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {repo.head}\nauthor {ESCAPES} <ben@example.com> 1795260000 +0000\n"
        f"committer ana<ana@example.com>> ben <ben@example.com> 1795260000 +0000\n\n{ESCAPES}\n"
    )
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw.encode()).strip()
    repo.git("update-ref", "refs/heads/main", commit)


def _refs(repo: Hostile) -> None:
    for name in ("--output=pwned-ref", "-x", "HEAD..", "\u202e"):
        repo.git_raw("update-ref", f"refs/heads/{name}", "HEAD")
    repo.git("replace", "HEAD", "HEAD~1")


def _config(repo: Hostile) -> None:
    program = repo.script
    for key, name in {
        "core.fsmonitor": "fsmonitor", "core.pager": "pager", "core.editor": "editor", "core.sshCommand": "ssh",
        "core.askPass": "askpass", "core.gitProxy": "proxy", "core.alternateRefsCommand": "alternates", "diff.external": "external",
        "diff.evil.command": "diff", "diff.evil.textconv": "textconv", "filter.evil.clean": "clean",
        "filter.evil.smudge": "smudge", "filter.evil.process": "process", "merge.evil.driver": "merge", "gpg.program": "gpg",
        "gpg.ssh.program": "gpg-ssh", "gpg.x509.program": "gpg-x509", "credential.helper": "credential",
        "uploadpack.packObjectsHook": "pack", "pager.log": "pager-log", "interactive.diffFilter": "filter",
        "sequence.editor": "sequence", "log.showSignature": "", "include.path": "",
    }.items():  # fmt: skip
        repo.git("config", key, program(name) if name else "true")
    repo.git("config", "alias.log", f"!{repo.command('alias')}")
    repo.git("config", "remote.origin.url", f"ext::sh -c touch% {repo.markers}/remote")
    repo.git("config", "remote.origin.promisor", "true")


def _hooks(repo: Hostile) -> None:
    folder = repo.root / ".git" / "hooks"
    folder.mkdir(exist_ok=True)
    for name in ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (folder / name).write_text(f"#!/bin/sh\n{repo.command('hook-' + name)}\n")
        (folder / name).chmod(0o755)
    repo.git("config", "core.hooksPath", str(folder))


def _untracked(repo: Hostile) -> None:
    """A file of 200 MB (a hole on the disk), a pipe that nobody writes to, and leftovers of a crash."""
    with open(repo.root / "decisions" / "2026" / f"D-{DAY}-mmmmmm.md", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    os.mkfifo(repo.root / "decisions" / "2026" / f"D-{DAY}-nnnnnn.md")
    repo.write(f"decisions/2026/.D-{DAY}-aaaaaa.md.1.tmp", "half")
    for name in list(repo.markers.iterdir()):  # what our own git calls above may have run while building
        name.unlink()
