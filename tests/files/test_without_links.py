"""File systems without hard links or without folders that can be synced: a new file is still whole, or not there."""

import os
from pathlib import Path

import pytest

from remit.files import atomic
from remit.log.problem import CannotProceed
from support import System


def no_links(*_: object) -> None:
    raise OSError(1, "Operation not permitted")


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_new_file_appears_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.md"
    monkeypatch.setattr(atomic, "os", System(link=no_links))
    atomic.create(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["record.md"]


def test_no_empty_file_stays_where_the_last_step_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "os", System(link=no_links, replace=full))
    with pytest.raises(CannotProceed, match="No space left"):
        atomic.create(str(tmp_path / "record.md"), b"new")
    assert os.listdir(tmp_path) == []


def test_a_taken_name_is_left_alone_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "record.md").write_bytes(b"theirs")
    monkeypatch.setattr(atomic, "os", System(link=no_links))
    with pytest.raises(atomic.Exists):
        atomic.create(str(tmp_path / "record.md"), b"mine")
    assert (tmp_path / "record.md").read_bytes() == b"theirs"


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(22, "Invalid argument")
        os.fsync(handle)

    monkeypatch.setattr(atomic, "os", System(fsync=fsync))
    atomic.create(str(tmp_path / "record.md"), b"new")
    assert (tmp_path / "record.md").read_bytes() == b"new"


def test_a_leftover_of_a_killed_process_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f".record.md.{os.getpid()}.tmp").write_bytes(b"half")
    atomic.create(str(tmp_path / "record.md"), b"new")
    atomic.replace(str(tmp_path / "record.md"), b"newer")
    assert (tmp_path / "record.md").read_bytes() == b"newer"
