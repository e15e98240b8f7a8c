"""What `.gitattributes` says of line ends, and what is committed already."""

from remit.repo import git

_OPEN = ("unspecified", "auto")


def line_ends_are_set(root: str, path: str) -> bool:
    """Whether somebody said how git treats the line ends of a path, which need not exist."""
    out = git.run(root, "check-attr", "-z", "text", "eol", "--", path)
    values = [value.decode("utf-8", "replace") for value in git.zsplit(out)[2::3]]
    return values[0] not in _OPEN or values[1] != "unspecified"


def committed_with_crlf(root: str, folder: str, suffix: str) -> list[str]:
    """The files below a folder whose name ends with `suffix` and that git holds with CRLF line ends."""
    out = git.run(root, "ls-files", "-z", "--eol", "--", folder)
    found = (entry.decode("utf-8", "surrogateescape").partition("\t") for entry in git.zsplit(out))
    return [path for facts, _, path in found if path.endswith(suffix) and facts.startswith(("i/crlf", "i/mixed"))]
