"""Notes that may be lost."""

from remit.files import notes


def test_a_note_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "remit/note"
    assert notes.keep(str(path), b"one")
    assert notes.keep(str(path), b"two")
    assert [(found.name, found.read_bytes()) for found in path.parent.iterdir()] == [("note", b"two")]


def test_where_a_note_cannot_be_written_nothing_is_left_behind(tmp_path):
    (tmp_path / "note").mkdir()
    assert not notes.keep(str(tmp_path / "note"), b"one")
    assert [found.name for found in tmp_path.iterdir()] == ["note"]


def test_what_is_not_there_is_forgotten(tmp_path):
    notes.forget(str(tmp_path / "note"))
    assert list(tmp_path.iterdir()) == []
