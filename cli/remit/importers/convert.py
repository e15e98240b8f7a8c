"""Records of another format as native ones: a plan, in full, before anything is written.

The body is the foreign file's, byte for byte, below a head of ours; only relative links to files that are there are written
again, for a record is in another folder. Where the front matter differs from the file, the original is kept in it as written, under
`x-written`; fields that are none of ours keep their names behind `x-`. Ids are made from the paths, so that the same file
always becomes the same record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from remit.importers import keys
from remit.importers.adoption import one_sided, told
from remit.importers.file_names import title_of_file
from remit.importers.folder import Read, read_folder
from remit.importers.formats import named
from remit.importers.head import FROM_FILE
from remit.importers.links import Relinked, relinked
from remit.importers.names import Handles
from remit.log import edit, ids, yaml
from remit.log.people import People
from remit.log.record import OPEN, PROPOSED, REJECTED, SUPERSEDED, WITHDRAWN, Head
from remit.log.settings import ForeignSource
from remit.log.source import Source
from remit.log.text import FILE_BYTES

WRITTEN = "x-written"
"""The key under which a head keeps the text of values that were normalised."""
NO_DAY = "0000-00-00"
"""The day that ids of records without any day begin with."""
BEFORE = "imported before"
"""How the reason begins why a file is not imported again."""
SPARE = 1024
"""Bytes of the largest head that are left to the tool, for what is added later."""


TOO_LARGE = f"larger than {FILE_BYTES // 1024} KiB: shorten it first"


class Rules(NamedTuple):
    """What an import may add to what the files say."""

    root: str = "decisions"
    people: People | None = None
    """Whose handles stand for the names in the files; without them no record gets a decider."""
    topic: str = ""
    """The topic of records that give none."""
    unstated: str = ""
    """The status of records that state none. Empty: the format's own rule, else proposed."""
    done: Mapping[str, str] = {}
    """Paths that were imported before, with the ids they were given: they are not imported again."""
    places: Mapping[str, str] = {}
    """Where the records of those paths lie now."""
    is_there: Callable[[str], bool] = lambda path: False
    """Whether a path from the top of the repository names a file or a folder: links to it are kept working."""


class Converted(NamedTuple):
    """One file and the record that it becomes."""

    origin: str
    path: str
    """Where the record goes, from the top of the repository."""
    id: str
    format: str
    title: str
    status: str
    text: str
    read: tuple[str, ...]
    """Our keys that the file gives."""
    guessed: tuple[str, ...]
    missing: tuple[str, ...]


class Skipped(NamedTuple):
    """A file that becomes no record, and why."""

    origin: str
    why: str


class Plan(NamedTuple):
    """An import, in full, before anything is written."""

    records: tuple[Converted, ...]
    skipped: tuple[Skipped, ...]
    told: str = ""
    """How well the files could be read, in one line."""


def plan_import(files: Iterable[Source], source: ForeignSource, rules: Rules) -> Plan:
    """The native record for every foreign record below `source.path`, and why other files become none."""
    read = read_folder(files, source)
    skipped = [Skipped(one.path, one.reading.why) for one in read if not one.is_record]
    skipped += [Skipped(one.path, f"{BEFORE}, as {rules.done[one.path]}") for one in read if one.path in rules.done]
    large = [one for one in read if one.is_record and one.source.size > FILE_BYTES]
    skipped += [Skipped(one.path, TOO_LARGE) for one in large]
    wanted = [one for one in read if one.is_record and one.path not in rules.done and one not in large]
    wanted = _both_ways(_by_decisions(wanted))
    names = dict(rules.done) | _new_ids(wanted, rules)
    handles = Handles(rules.people)
    drafts = [_convert(one, names, rules, handles) for one in wanted]
    places = {**rules.places, **{made.origin: made.path for made in drafts}}
    converted = []
    for one, draft in zip(wanted, drafts, strict=True):
        made = _with_moved_links(one, draft, places, rules)
        if len(made.text.encode()) > FILE_BYTES:
            skipped.append(Skipped(one.path, TOO_LARGE))
        else:
            converted.append(made)
    return Plan(tuple(converted), tuple(sorted(skipped)), told(read))


def _by_decisions(read: list[Read]) -> list[Read]:
    """The records with what an undecided one superseded as related to it: only an accepted record supersedes another."""
    status = {one.path: one.reading.head.get(keys.STATUS) for one in read}
    undecided = {path for path, said in status.items() if said in (*OPEN, REJECTED, WITHDRAWN)}
    superseded = {path for path, said in status.items() if said == SUPERSEDED}
    out = []
    for one in read:
        head, guessed = dict(one.reading.head), list(one.reading.guessed)
        odd = undecided if one.path in superseded else superseded if one.path in undecided else set()
        for key in (keys.SUPERSEDES, keys.SUPERSEDED_BY):
            for other in odd.intersection(head.get(key, ())):
                head[key] = [path for path in head[key] if path != other]
                head[keys.RELATED] = [*head.get(keys.RELATED, ()), other]
                guessed.append(f"{key}: {other} is kept as related, for only an accepted record supersedes another")
        out.append(one.but(head=head, guessed=tuple(guessed)))
    return out


def _both_ways(read: list[Read]) -> list[Read]:
    """The records with every supersession on both sides: native links stand at both ends, foreign ones often at one."""
    missing: dict[str, list[tuple[str, str]]] = {}
    for path, key, other in one_sided(read):
        missing.setdefault(path, []).append((key, other))
    return [_with_links(one, missing[one.path]) if one.path in missing else one for one in read]


def _with_links(one: Read, links: list[tuple[str, str]]) -> Read:
    head, guessed = dict(one.reading.head), list(one.reading.guessed)
    for key, path in links:
        head[key] = [*head.get(key, ()), path]
        guessed.append(f"{key}: {path} says so")
    return one.but(head=head, guessed=tuple(guessed))


def _new_ids(read: list[Read], rules: Rules) -> dict[str, str]:
    """An id for every path; of two that would get one the second is made anew."""
    taken = set(rules.done.values())
    out: dict[str, str] = {}
    for one in read:
        head = one.reading.head
        day = str(head.get(keys.DECIDED) or head.get(keys.RAISED) or NO_DAY)[:10].replace("-", "")
        turn = 0
        while (new := ids.new_id(day, _picker(f"{one.path}\0{turn}"))) in taken:
            turn += 1
        taken.add(new)
        out[one.path] = new
    return out


def _picker(seed: str) -> Callable[[str], str]:
    """Takes letters that depend on the seed alone."""
    digest = iter(sha256(seed.encode("utf-8", "surrogatepass")).digest())
    return lambda letters: letters[next(digest) % len(letters)]


def _convert(one: Read, names: Mapping[str, str], rules: Rules, handles: Handles) -> Converted:
    reading, guessed = one.reading, list(one.reading.guessed)
    head = _head(one, names, rules, handles, guessed)
    if reading.encoding != "utf-8":
        guessed.append(f"body: read as {reading.encoding}, written as UTF-8")
    slug = ids.slug(head["title"])
    path = f"{rules.root}/{head['id'][2:6]}/{head['id']}{'-' + slug if slug else ''}.md"
    missing = [
        key
        for key in (keys.TITLE, keys.STATUS, keys.RAISED, keys.DECIDED, "decider")
        if not (reading.head if key != "decider" else head).get(key)
    ]
    return Converted(
        one.path, path, head["id"], reading.format, head["title"], head["status"], edit.new_text(head, "") + reading.body,
        _read_keys(one), tuple(guessed), tuple(missing),
    )  # fmt: skip


def _with_moved_links(one: Read, made: Converted, places: Mapping[str, str], rules: Rules) -> Converted:
    """The record with its body's relative links as they must be from its folder."""

    def lead(path: str) -> str | None:
        return places.get(path) or (path if rules.is_there(path) else None)

    body = one.reading.body
    moved = relinked(body, one.path, made.path, lead)
    head = made.text[: len(made.text) - len(body)]
    return made._replace(text=head + moved.text, guessed=(*made.guessed, *_told(moved)))


def _told(links: Relinked) -> Iterator[str]:
    if links.changed:
        one = links.changed == 1
        what = "1 relative link was" if one else f"{links.changed} relative links were"
        yield f"body: {what} rewritten, to lead where {'it' if one else 'they'} led"
    if links.kept:
        one = links.kept == 1
        what = "1 relative link leads" if one else f"{links.kept} relative links lead"
        yield f"body: {what} to no file here and {'stays as it was' if one else 'stay as they were'}"


def _read_keys(one: Read) -> tuple[str, ...]:
    """Our keys that the file itself gives."""
    given = one.reading.head
    return tuple(key for key in keys.NAMES if key in given and (key not in keys.LINKS or key in one.reading.raw))


def _head(one: Read, names: Mapping[str, str], rules: Rules, handles: Handles, guessed: list[str]) -> Head:
    read = one.reading.head
    title = read.get(keys.TITLE) or title_of_file(one.path)
    if keys.TITLE not in read:
        guessed.append(FROM_FILE)
    head: Head = {
        "id": names[one.path],
        "title": title,
        "status": read.get(keys.STATUS) or _unstated(one, rules, guessed),
    }
    for key in (keys.RAISED, keys.DECIDED, keys.DECIDERS, keys.CONSULTED, keys.INFORMED, keys.REVIEW_BY, keys.TAGS):
        head[key] = read.get(key)
    head["decider"] = handles.decider(read.get(keys.DECIDERS, []), guessed)
    head["topic"] = read.get(keys.TOPIC) or rules.topic or None
    head["tier"], head["boundary"] = read.get("tier"), read.get("boundary")
    head["facilitator"] = ", ".join(read.get(keys.FACILITATOR, []))
    for key in keys.LINKS:
        head[key] = [name for path in read.get(key, []) if (name := names.get(path) or ids.id_of_record(path))]
    head[keys.ALIASES] = list(dict.fromkeys([*read.get(keys.ALIASES, []), _stem(one.path)]))
    then = {"status": head["status"]} if head["status"] in OPEN else {}
    head["imported"] = {"from": one.path, "format": one.reading.format, **then}
    head["x-authors"] = read.get(keys.AUTHORS)
    head[WRITTEN] = _written(one, head)
    return _fitting({**head, **{key: value for key, value in read.items() if key.startswith("x-")}}, guessed)


def _written(one: Read, head: Head) -> Head:
    """The raw texts that the head does not show as they were."""
    shown = {**head, keys.AUTHORS: head["x-authors"]}
    return {key: text for key, text in one.reading.raw.items() if shown.get(key) not in (text, [text])}


def _fitting(head: Head, guessed: list[str]) -> Head:
    """The head, with the longest of the fields that are none of ours left out where it would be longer than a head may be."""
    extra = sorted((key for key in head if key.startswith("x-")), key=lambda key: len(edit.printed(head[key])))
    while extra and len(edit.new_text(head, "").encode()) > yaml.HEAD_BYTES - SPARE:
        dropped = extra.pop()
        del head[dropped]
        guessed.append(f"{dropped}: left out, because the front matter would be too long")
    return head


def _stem(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] if name == "kep.yaml" else name.rpartition(".")[0] or name


def _unstated(one: Read, rules: Rules, guessed: list[str]) -> str:
    format_ = named(one.reading.format)
    status = rules.unstated or (format_.unstated if format_ else "") or PROPOSED
    guessed.append(f"status: none is stated; written as {status}")
    return status
