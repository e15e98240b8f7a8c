"""An import at work: which files, into which log, and what becomes of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit.commands._desk import Desk
from remit.importers.convert import BEFORE
from remit.importers.formats import BY_NAME
from remit.log import ids
from remit.log.problem import CannotProceed, Usage
from remit.log.settings import ForeignSource
from remit.log.source import REGULAR, Source
from remit.repo import trees
from remit.workspace.writing import Draft

if TYPE_CHECKING:
    from remit.importers.convert import Plan


def plan(desk: Desk, path: str, format_: str, topic: str, unstated: str) -> "Plan":
    """What importing `path` (a folder or a file, inside the repository or not) would write. Raises Usage, CannotProceed."""
    from remit.importers.convert import Rules, plan_import

    if format_ != "auto" and format_ not in BY_NAME:
        raise Usage(f"`{format_}` is no format that can be read", f"one of auto, {', '.join(BY_NAME)}")
    if topic and not ids.is_topic(topic):
        raise Usage(f"`{topic}` is no topic", "write it as vendor/software")
    log = desk.log
    done = {origin: record for record in log.records if (origin := _origin(record.head.get("imported")))}
    home = Path(desk.repository.top).resolve()
    top, folder = _where(home, path)
    rules = Rules(
        desk.today, desk.repository.root, log.people, topic, unstated,
        {origin: record.id for origin, record in done.items()}, {origin: record.path for origin, record in done.items()},
        lambda path: top == home and (home / path).exists(),
    )  # fmt: skip
    return plan_import(_files(top, folder, desk.repository.root), ForeignSource(folder, format_), rules)


def need_some(made: "Plan", path: str) -> None:
    """Raises CannotProceed where nothing was found that is, or was, a decision."""
    if not made.records and not any(one.why.startswith(BEFORE) for one in made.skipped):
        raise CannotProceed(
            f"{path} holds no decision that can be read", "name the folder of the records, such as docs/adr"
        )


def _origin(imported: object) -> str | None:
    origin = imported.get("from") if isinstance(imported, dict) else None
    return origin if isinstance(origin, str) else None


def _where(top: Path, path: str) -> tuple[Path, str]:
    """The folder that paths are written from, and the path from there: the repository's top, or the folder's parent."""
    absolute = Path(path).resolve()
    if not absolute.exists():
        raise CannotProceed(f"{path} is not there", "name the folder that holds the records, such as docs/adr")
    if absolute.is_relative_to(top):
        return top, absolute.relative_to(top).as_posix()
    return absolute.parent, absolute.name


def _files(top: Path, folder: str, root: str) -> Iterable[Source]:
    """The files to read, without those of the log itself."""
    path = top / folder
    if path.is_file():
        return [trees.read_entry(str(top), trees.Entry(folder, REGULAR, path.stat().st_size, (0, 0, 0, 0)))]
    found = (entry._replace(path=entry.path.removeprefix("./")) for entry in trees.scan(str(top), folder))
    return (trees.read_entry(str(top), entry) for entry in found if not entry.path.startswith(f"{root}/"))


def still_read(desk: Desk, made: "Plan") -> tuple[str, ...]:
    """A line where what was imported is also read where it lies: every decision would stand twice."""
    adopted = {entry.path: entry.id for entry in desk.log.records if not entry.native}
    if not any(one.origin in adopted for one in made.records):
        return ()
    settings = desk.own.settings.path
    return (
        f"They are also read where they lie: take the folder out of `sources` in {settings}, or each stands twice.",
    )


def drafts(made: "Plan") -> list[Draft]:
    """The records as files to write."""
    return [Draft(one.path, one.text, id=one.id) for one in made.records]


def as_data(made: "Plan") -> dict[str, Any]:
    """The plan for programs: every record with what was read, guessed and missing, and every other file with the reason."""
    return {
        "records": [
            {
                "from": one.origin, "to": one.path, "id": one.id, "format": one.format, "title": one.title, "status": one.status,
                "read": list(one.read), "guessed": list(one.guessed), "missing": list(one.missing),
            }
            for one in made.records
        ],
        "skipped": [{"from": one.origin, "why": one.why} for one in made.skipped],
    }  # fmt: skip
