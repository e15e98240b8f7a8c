"""What is fuzzed: every reader of bytes that somebody else wrote. Out come records, values or findings; never another exception.

A target takes bytes and checks what must hold for any of them.
"""

from collections.abc import Callable

from remit.attribution.statements import WORDING, of_record
from remit.importers import read_folder, records_of
from remit.log import edit, text, yaml
from remit.log.finding import Finding
from remit.log.log import read
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.record import Record, act_of, conflict_line, place_in, read_parts, read_record
from remit.log.settings import ForeignSource, read_settings
from remit.log.source import Source
from remit.repo.commits import Node
from remit.repo.signatures import fingerprint, key_of, letter, signature_of, signers_text

PATH = "decisions/2026/D-20261121-k3f9qz.md"


def _text(data: bytes) -> str | None:
    try:
        return text.decode(data)
    except text.NotText:
        return None


def front_matter(data: bytes) -> None:
    """A record, an act, a page: read, compared, edited; and the strict reader alone."""
    log = read([Source(PATH, data)])
    assert len(log.records) + len(log.unread) == 1
    content = _text(data)
    if content is None:
        assert log.findings
        return
    parts = text.split(content)
    assert parts is None or parts.opening + parts.head + parts.closing + parts.body == content
    front = read_parts(PATH, content)
    assert isinstance(front, Finding) or act_of(PATH, *front).path == PATH
    conflict_line(content)
    place_in(content, PATH, ("title",))
    record = read_record(PATH, content)
    if isinstance(record, Record):
        other = read_record(PATH, content.replace("\r\n", "\n").replace("\n", "\r\n"))
        assert of_record(record)[WORDING] == of_record(other)[WORDING]
        try:
            edited = edit.set_fields(content, {"status": "withdrawn"})
        except yaml.StrictError:
            return  # a shape that cannot be edited in place is refused in a sentence
        changed = read_record(PATH, edited)
        assert isinstance(changed, Record)
        assert changed.status == "withdrawn"
        assert changed.body == record.body


def strict_yaml(data: bytes) -> None:
    """Strict YAML: a mapping of text, lists and mappings; or one error."""
    content = _text(data)
    if content is None:
        return
    try:
        value = yaml.read(content)
    except yaml.StrictError:
        return
    _plain(value)
    yaml.places(content)


def _plain(value: object) -> None:
    if isinstance(value, dict):
        for key, entry in value.items():
            assert isinstance(key, str)
            _plain(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            _plain(entry)
    else:
        assert value is None or isinstance(value, str), type(value)


def policy(data: bytes) -> None:
    """A policy, and settings: values or findings."""
    content = _text(data)
    if content is None:
        return
    for found in (read_policy(content, "decisions/policy/acme@2026-01-01.yml")[1], read_settings(content)[1]):
        assert all(isinstance(finding, Finding) and finding.message for finding in found)


def people(data: bytes) -> None:
    """people.yml, and the signers that are made of it."""
    content = _text(data)
    if content is None:
        return
    read, _ = read_people(content)
    lines = signers_text({person.handle: person.keys for person in read.people}).splitlines()
    assert all(line.count(" ") == 3 and ' namespaces="git" ' in line for line in lines)


def foreign(data: bytes) -> None:
    """A file of another format, under three names."""
    for name in ("docs/adr/0001-x.md", "docs/adr/pep-0001.rst", "docs/adr/20200101-x.adoc"):
        records_of(read_folder([Source(name, data)], ForeignSource("docs/adr")))


def commit(data: bytes) -> None:
    """A raw commit."""
    found = Node("0" * 40, (), data).commit
    for identity in (found.author, found.committer):
        assert identity.readable or not identity.email
        assert "\n" not in identity.email
    signed = signature_of(data)
    taken = letter("0" * 40, data)
    assert signed is None or taken is not None or data.partition(b"\n\n")[0].count(b"\ngpgsig") > 0
    if taken:
        assert not any(line.startswith(b"gpgsig") for line in taken.words.partition(b"\n\n")[0].split(b"\n"))
        key = key_of(taken.armour)
        assert not key or fingerprint(key).startswith("SHA256:")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front_matter": front_matter, "strict_yaml": strict_yaml, "policy": policy, "people": people, "foreign": foreign, "commit": commit,
}  # fmt: skip
