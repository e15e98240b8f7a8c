"""Writing: the path holds the old content or the new, whichever call of the operating system fails."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from remit.files import atomic, paths
from remit.log.problem import CannotProceed
from support import FailingSystem


@pytest.mark.parametrize("fail_at", range(1, 12))
def test_a_replacement_that_fails_anywhere_leaves_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_at: int
) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic, "os", FailingSystem(fail_at))
    failed = _outcome(lambda: atomic.replace(str(path), b"new" * 1000))
    assert path.read_bytes() in (b"old", b"new" * 1000)
    if not failed:
        assert path.read_bytes() == b"new" * 1000


@pytest.mark.parametrize("fail_at", range(1, 14))
def test_a_new_file_that_fails_anywhere_is_absent_or_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_at: int
) -> None:
    path = tmp_path / "2026" / "record.md"
    monkeypatch.setattr(atomic, "os", FailingSystem(fail_at))
    failed = _outcome(lambda: atomic.create(str(path), b"new" * 1000))
    if path.exists():
        assert path.read_bytes() == b"new" * 1000
    assert failed or path.exists()


def _outcome(act: Callable[[], None]) -> bool:
    try:
        act()
    except CannotProceed as error:
        assert "could not be written" in error.message  # noqa: PT017 - the sentence belongs to every failure
        return True
    return False


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(b"old" * 100)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
        with pytest.raises(CannotProceed, match="could not be written"):
            atomic.replace(str(path), b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b"old" * 100
    assert os.listdir(tmp_path) == ["record.md"]


def test_a_name_that_is_taken_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(b"theirs")
    with pytest.raises(atomic.Exists):
        atomic.create(str(path), b"mine")
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["record.md"]


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    atomic.replace(str(path), b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("relative", ["../x.md", "/etc/x.md", "a/../../x.md", "", "a//b.md", "./a.md"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, relative: str) -> None:
    with pytest.raises(CannotProceed, match="is not a path inside the repository"):
        paths.inside(str(tmp_path), relative)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "decisions").symlink_to(tmp_path / "outside")
    with pytest.raises(CannotProceed, match="decisions is a symbolic link"):
        paths.inside(str(tmp_path / "top"), "decisions/a.md")
