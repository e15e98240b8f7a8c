"""The branch that others branch off, as far as a clone knows it."""

from remit.repo import git

_USUAL = ("main", "master")


def default_branch(root: str) -> str:
    """The remote's default branch; else `main` or `master`; else the only branch, or the one that `init.defaultBranch` names.

    Empty where nothing tells.
    """
    remote = _symbolic(root, "refs/remotes/origin/HEAD").removeprefix("refs/remotes/origin/")
    if remote:
        return remote
    words = ("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes/origin")
    refs = git.run(root, *words).decode("utf-8", "surrogateescape").split()
    names = {ref.removeprefix("refs/heads/").removeprefix("refs/remotes/origin/") for ref in refs}
    usual = [name for name in _USUAL if name in names]
    if usual:
        return usual[0]
    if len(names) < 2:
        return next(iter(names), "") or _symbolic(root, "HEAD").removeprefix("refs/heads/")
    code, out, _ = git.run_raw(root, "config", "--get", "init.defaultBranch")
    named = out.decode("utf-8", "surrogateescape").strip()
    return named if not code and named in names else ""


def _symbolic(root: str, ref: str) -> str:
    code, out, _ = git.run_raw(root, "symbolic-ref", "--quiet", ref)
    return "" if code else out.decode("utf-8", "surrogateescape").strip()
