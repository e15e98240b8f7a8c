"""Whatever a head looks like, an edit changes what it should and leaves every other line as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.log import edit, text, yaml

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
PLAIN = st.one_of(WORDS, st.lists(WORDS, max_size=3), st.dictionaries(WORDS, WORDS, max_size=3))
KEYS = st.sampled_from(
    ["title", "status", "topic", "decider", "decided", "tags", "supersedes", "facts", "corrections", "x-own"]
)
ENTRY = st.dictionaries(st.sampled_from(["who", "on", "what"]), WORDS, min_size=1, max_size=3)
VALUE = st.one_of(PLAIN, st.lists(ENTRY, min_size=1, max_size=3))
COMMENTS = st.sampled_from(["", "# why\n", "\n", "  # indented\n\n"])


@st.composite
def contents(draw: st.DrawFn) -> str:
    """A record with fields in any order, comments and blank lines between them, and either line end."""
    fields = draw(st.dictionaries(KEYS, VALUE, min_size=1, max_size=6))
    head = "".join(draw(COMMENTS) + _lines(key, value) for key, value in fields.items())
    out = f"---\n{head}---\nBody.\n"
    return out.replace("\n", "\r\n") if draw(st.booleans()) else out


def _lines(key: str, value: yaml.Value) -> str:
    return text.split(edit.new_text({key: value}, "")).head  # type: ignore[union-attr]


@settings(max_examples=150, deadline=None)
@given(contents(), st.dictionaries(KEYS, st.one_of(st.none(), VALUE), min_size=1, max_size=3))
def test_an_edit_does_what_it_says_and_nothing_else(content: str, changes: dict[str, yaml.Value]) -> None:
    before = yaml.read(text.split(content).head)  # type: ignore[union-attr]
    after = edit.set_fields(content, changes)
    parts = text.split(after)
    assert parts is not None
    wanted = {**before, **changes}
    got = yaml.read(parts.head)
    for key, value in wanted.items():
        if value in (None, [], {}) and key in changes:
            assert got.get(key) in (None, [], {})
        else:
            assert got[key] == value
    assert parts.body == text.split(content).body  # type: ignore[union-attr]
    kept = [line for line in text.split(content).head.split("\n") if line.lstrip().startswith("#")]  # type: ignore[union-attr]
    assert [line for line in parts.head.split("\n") if line.lstrip().startswith("#")] == kept


@settings(max_examples=100, deadline=None)
@given(contents(), KEYS, VALUE)
def test_an_edit_made_twice_is_made_once(content: str, key: str, value: yaml.Value) -> None:
    once = edit.set_fields(content, {key: value})
    assert edit.set_fields(once, {key: value}) == once


@settings(max_examples=100, deadline=None)
@given(contents(), WORDS)
def test_text_below_the_head_is_only_added_to(content: str, words: str) -> None:
    line = f"- {' '.join(words.split())}"
    once = edit.append_section(content, "Amendments", line)
    twice = edit.append_section(once, "Amendments", line)
    assert once.startswith(content.rstrip("\r\n"))
    assert [line.rstrip() for line in twice.split("\n")].count("## Amendments") == 1
    assert twice.replace("\r\n", "\n").split("## Amendments", 1)[1].count(line) >= 2
