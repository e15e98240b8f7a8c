"""Records, acts and context pages: text to values. Nothing is rejected quietly: what cannot be read is a finding."""

from remit.log import ids, text, yaml
from remit.log.finding import ERROR, Finding
from remit.log.log import ContextPage
from remit.log.record import Act, Head, Record, texts

UNREADABLE = ("R01", "unreadable-front-matter")


def unreadable(path: str, why: str, line: int = 1, column: int = 0, remedy: str = "") -> Finding:
    """The finding for a file that cannot be read (R01)."""
    return Finding(
        *UNREADABLE,
        ERROR,
        path,
        f"cannot be read: {why}",
        remedy or "mend the line; nothing else of this file was judged",
        line,
        column,
    )


def read_parts(path: str, content: str) -> tuple[text.Parts, Head] | Finding:
    """Head (as strict YAML) and body of a Markdown file with front matter, or the finding that says why not."""
    parts = text.split(content)
    if parts is None:
        if content.lstrip("\ufeff").startswith("---"):
            return unreadable(
                path, "the front matter has no closing `---` line", remedy="add a line `---` below the last field"
            )
        return unreadable(
            path,
            "it does not begin with front matter",
            remedy="begin the file with a line `---`, the fields and another `---`",
        )
    if len(parts.head) > yaml.HEAD_BYTES and len(parts.head.encode()) > yaml.HEAD_BYTES:
        return unreadable(
            path,
            f"the front matter is longer than {yaml.HEAD_BYTES} bytes",
            remedy="move long text below the front matter",
        )
    try:
        return parts, yaml.read(parts.head)
    except yaml.StrictError as error:
        return _strict_finding(path, content, parts, error)


def _strict_finding(path: str, content: str, parts: text.Parts, error: yaml.StrictError) -> Finding:
    conflict = conflict_line(content)
    if conflict:
        return Finding(
            "G12", "unresolved-merge", ERROR, path, f"conflict markers at line {conflict}",
            "resolve the merge: keep one side and take the marker lines out", conflict,
        )  # fmt: skip
    return unreadable(path, error.message, error.line + 1, error.column)


def conflict_line(content: str) -> int:
    """The line of the first merge conflict marker outside a fenced block, from 1; 0 where there is none."""
    if "<<<<<<< " not in content and ">>>>>>> " not in content:
        return 0
    fence = ""
    for number, line in enumerate(content.split("\n"), 1):
        bare = line.lstrip(" ")
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[:3]
        elif line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return number
    return 0


def read_record(path: str, content: str) -> Record | Finding:
    """The record that a file holds, or why it cannot be read."""
    read = read_parts(path, content)
    if isinstance(read, Finding):
        return read
    parts, head = read
    record_id, status = head.get("id"), head.get("status")
    return Record(
        path,
        record_id if isinstance(record_id, str) else ids.id_of_file(path.rsplit("/", 1)[-1]) or path,
        status if isinstance(status, str) else "",
        head,
        parts.body,
        parts.body_line,
    )


def read_act(path: str, content: str, record_id: str) -> Act | Finding:
    """The act that a file in `<id>.acts/` (or, with an empty `record_id`, in `stops/`) holds, or why it cannot be read."""
    read = read_parts(path, content)
    if isinstance(read, Finding):
        return read
    parts, head = read
    kind, who = head.get("act"), head.get("who")
    return Act(
        path,
        kind if isinstance(kind, str) else "",
        record_id,
        who if isinstance(who, str) else "",
        head,
        parts.body,
        parts.body_line,
    )


def read_context(path: str, content: str) -> ContextPage | Finding:
    """The page of shared context that a file holds, or why it cannot be read."""
    read = read_parts(path, content)
    if isinstance(read, Finding):
        return read
    parts, head = read
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    title = (texts(head.get("title")) or (name.replace("-", " ").capitalize(),))[0]
    return ContextPage(path, name, title, head, parts.body, parts.body_line)


def place_of(content: str, *path: str | int) -> tuple[int, int]:
    """Line and column (from 1) of a key in a file with front matter; the first line where it is not found."""
    parts = text.split(content)
    if parts is None:
        return 1, 0
    if len(path) == 1 and isinstance(path[0], str):  # found without a parser: thousands of findings may ask
        at = ("\n" + parts.head).find(f"\n{path[0]}:")
        if at >= 0:
            return parts.head.count("\n", 0, at) + 2, 1
    line, column = _nearest(parts.head, path)
    return (line + 1, column) if column else (1, 0)


def place_in(content: str, name: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column (from 1) of a key in a file of the log: a YAML file, or the head of a Markdown file."""
    if name.endswith((".yml", ".yaml")):
        return _nearest(content, path)
    return place_of(content, *path)


def _nearest(head: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """The place of a key, or of the nearest one above it that is there."""
    try:
        found = yaml.places(head)
    except yaml.StrictError:
        return 1, 0
    for cut in range(len(path), 0, -1):
        if path[:cut] in found:
            return found[path[:cut]]
    return 1, 0
