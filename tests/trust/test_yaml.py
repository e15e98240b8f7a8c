"""T38 to T43: what YAML does behind one's back, and what a strict reader says instead."""

import pytest

from remit.log import yaml
from support import DAY, Repo


@pytest.fixture(autouse=True, params=["libyaml", "python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """Everything here is read with libyaml, and again as where PyYAML was built without it."""
    if request.param == "python":
        monkeypatch.setattr(yaml, "Parser", yaml.PythonParser)


RECORD = f"decisions/2026/D-{DAY}-k3f9qz.md"


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "on",
        "012",
        "0x1F",
        "1_000",
        "12:30",
        "1.10",
        "1234567",
        "~",
        "2026-01-01",
        "2026-01-01 10:00:00 +02:00",
        "1e3",
        ".inf",
        "=",
        "<<",
    ],
)
def test_t38_every_scalar_is_text(text: str):
    assert yaml.read(f"a: {text}\n") == {"a": text}


def test_t38_a_comment_is_a_comment_and_nothing_is_none():
    assert yaml.read("a: b # c\nd: '#e' # f\n# g\n  #h\n") == {"a": "b", "d": "#e"}
    assert yaml.read("a: b\nd:\n") == {"a": "b", "d": None}


@pytest.mark.parametrize("line", ["a: Fix issue #12", "a: #12", "- #12", "a: {b: c #12\n  }", "a: 'b' #12"])
def test_t38_nothing_is_cut_silently_at_a_number_sign(line: str):
    with pytest.raises(yaml.StrictError) as error:
        yaml.read(f"x:\n  {line}\n" if line.startswith("-") else f"{line}\n")
    assert "begins a comment" in error.value.message


@pytest.mark.parametrize("line", ["a: 'b #12'", 'a: "b #12"', "a: |\n  b #12", "a: b#12", "a: b # 12", "a: b ## 12"])
def test_t38_a_number_sign_in_quotes_a_block_or_a_word_is_text(line: str):
    assert yaml.read(f"{line}\n")["a"]


def test_t39_a_key_twice(repo: Repo):
    repo.write(RECORD, repo.read(repo.record()).replace("status: accepted\n", "status: accepted\nstatus: rejected\n"))
    code, out, _ = repo.remit("check")
    assert code == 1
    assert f"{RECORD}:5" in out
    assert "R01" in out
    assert "`status`" in out or "status" in out.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: &x [*x]\n",
        "a: !!str 1\n",
        "<<: {a: 1}\nb: &y 2\n",
        "a: !!python/object/apply:os.system [ls]\n",
    ],
)
def test_t40_anchors_aliases_and_tags(text: str):
    with pytest.raises(yaml.StrictError):
        yaml.read(text)


def test_t41_no_other_error_gets_out():
    assert yaml.read("a: 2024-02-30\nb: " + "9" * 5000 + "\n")["a"] == "2024-02-30"
    for deep in ("[" * 5000, "{a: " * 2500, "- " * 5000, "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 100))):
        with pytest.raises(yaml.StrictError):
            yaml.read("a: " + deep)


def test_t42_tabs():
    with pytest.raises(yaml.StrictError) as error:
        yaml.read("\ta: 1\n")
    assert "tab" in error.value.message


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("title: Secret: plan", "quotes"),
        ("title: @ana", "quotes"),
        ("title: `x`", "quotes"),
        ("title: %x", "quotes"),
        ("title: a: b: c", "quotes"),
    ],
)
def test_t43_errors_that_say_what_to_do(repo: Repo, line: str, word: str):
    repo.write(RECORD, repo.read(repo.record()).replace("title: Cache orders in Redis", line))
    code, out, _ = repo.remit("check")
    assert code == 1
    assert f"{RECORD}:3" in out
    assert word in out
