"""Where a file of the repository is read on the forge."""

from urllib.parse import quote, urlsplit


def source_link(source_url: str | None, path: str) -> str | None:
    """The address of a file on the forge; None where the settings name none.

    `source_url` is the repository's address, or any address with `{path}` in it for a forge that we do not know.
    """
    if not source_url or not path or urlsplit(source_url).scheme not in ("http", "https"):
        return None
    if "{path}" in source_url:
        return source_url.replace("{path}", quote(path))
    top, host = source_url.rstrip("/"), urlsplit(source_url).hostname or ""
    middle = "-/blob" if "gitlab" in host else "src/branch" if "codeberg" in host or "gitea" in host else "blob"
    return f"{top}/{middle}/HEAD/{quote(path)}"
