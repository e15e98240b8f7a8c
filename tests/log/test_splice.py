"""One value inside people.yml changes, and no other byte."""

import pytest

from remit.log import edit, yaml
from remit.log.edit import put

PEOPLE = """\
# who we are
people:
  ana: {name: Ana Ito, emails: [ana@example.com]}   # founder
  "jo": {name: "Jo {Berg}"}
  ben:
    name: Ben Okoro     # he
    emails:
      - ben@example.com
  # the shop
  cho:
  dia: {}
holds:
  - {role: engineer, who: ben, from: 2026-01-01}  # since we began
  - role: lead
    who: ana

away: []
"""


@pytest.mark.parametrize(
    ("where", "key", "before", "after"),
    [
        (("people", "ana"), "left", "com]}   #", "com], left: 2026-03-31}   #"),
        (("people", "jo"), "left", '"Jo {Berg}"}', '"Jo {Berg}", left: 2026-03-31}'),
        (("people", "ben"), "left", "com\n  # the", "com\n    left: 2026-03-31\n  # the"),
        (("people", "cho"), "left", "cho:\n", "cho: {left: 2026-03-31}\n"),
        (("people", "dia"), "left", "dia: {}", "dia: {left: 2026-03-31}"),
        (("holds", 0), "until", "01}  #", "01, until: 2026-03-31}  #"),
        (("holds", 0), "from", "from: 2026-01-01}", "from: 2026-03-31}"),
        (("holds", 1), "until", "who: ana\n", "who: ana\n    until: 2026-03-31\n"),
        (("holds", 1), "who", "who: ana\n", "who: 2026-03-31\n"),
    ],
)
def test_a_value_is_put_where_it_belongs(where: yaml.Path, key: str, before: str, after: str) -> None:
    assert put(PEOPLE, where, key, "2026-03-31") == PEOPLE.replace(before, after)
    windows = PEOPLE.replace("\n", "\r\n")
    assert put(windows, where, key, "2026-03-31") == PEOPLE.replace(before, after).replace("\n", "\r\n")


def test_what_is_not_there_is_a_sentence() -> None:
    with pytest.raises(yaml.StrictError, match=r"there is no people\.zoe"):
        put(PEOPLE, ("people", "zoe"), "left", "2026-03-31")


def test_a_list_and_a_mapping_grow_by_lines_of_their_own() -> None:
    data = yaml.read(PEOPLE)
    grown = edit.set_keys(
        PEOPLE,
        {
            "holds": [*data["holds"], {"role": "cto", "who": "cho"}],  # type: ignore[misc,list-item]
            "people": {**data["people"], "zoe": {"name": "Zoë"}},  # type: ignore[dict-item]
            "away": [{"who": "ana"}],
            "scribes": [{"who": "mia", "for": ["board"]}],
        },
    )
    assert grown == PEOPLE.replace("    who: ana\n", "    who: ana\n  - {role: cto, who: cho}\n").replace(
        "  dia: {}\n", '  dia: {}\n  zoe: {name: "Zoë"}\n'
    ).replace("away: []\n", "away:\n  - {who: ana}\nscribes:\n  - {who: mia, for: [board]}\n")


def test_a_shape_that_cannot_be_spliced_is_refused_and_not_harmed() -> None:
    with pytest.raises(yaml.StrictError, match="cannot be edited in place"):
        edit.set_keys("{id: x, title: y}\n", {"title": "z"})
