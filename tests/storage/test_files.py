from __future__ import annotations

import contextlib
import os
import sys

import pytest

from jiebei_desktop.domain.problems import DiskTrouble, FolderMissing
from jiebei_desktop.storage import files


def mode(path):
    return path.stat().st_mode & 0o777


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "a.jiebei"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def whole(tmp_path):
    path = tmp_path / "whole"
    path.write_bytes(b"new content")
    path.chmod(0o600)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_a_link_means_the_file_behind_it(tmp_path, old):
    link = tmp_path / "link"
    link.symlink_to("a.jiebei")
    assert files.meant(link) == old.resolve()
    assert files.meant(old) == old


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o644])
def test_the_new_file_has_the_rights_of_the_old_one(old, whole, rights):
    old.chmod(rights)
    files.take_place(whole, old)
    assert (old.read_bytes(), mode(old), names(old.parent)) == (
        b"new content",
        rights,
        ["a.jiebei"],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_where_nothing_was_the_new_file_is_private(tmp_path, whole):
    files.take_place(whole, tmp_path / "b")
    assert mode(tmp_path / "b") == 0o600


def test_every_name_of_a_file_shows_the_new_content(tmp_path, old, whole):
    old.write_bytes(b"a much longer old content")
    other = tmp_path / "other"
    other.hardlink_to(old)
    files.take_place(whole, old)
    assert other.read_bytes() == old.read_bytes() == b"new content"
    assert other.samefile(old)
    assert names(tmp_path) == ["a.jiebei", "other"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows replaces no file that is open")
def test_a_file_of_one_name_is_replaced_in_one_step(old, whole):
    """Nothing is written into the old file: a kill leaves one of the two, whole."""
    made = whole.stat().st_ino
    with old.open("rb") as reader:
        files.take_place(whole, old)
        assert reader.read() == b"old"
    assert old.stat().st_ino == made


def test_journals_of_the_replaced_file_go_with_it(tmp_path, old, whole):
    for suffix in files.JOURNALS:
        (tmp_path / f"a.jiebei{suffix}").write_bytes(b"stale")
    assert len(files.journals(old)) == len(files.JOURNALS)
    files.take_place(whole, old)
    assert names(tmp_path) == ["a.jiebei"]


@pytest.mark.parametrize("content", [b"", b"noise" * 100, b"new content"])
@pytest.mark.parametrize("name", ["a.jiebei.next", ".a.jiebei-0123.next", "as another"])
def test_what_was_not_to_take_this_place_is_left_alone(
    tmp_path, old, whole, monkeypatch, content, name
):
    if name == "as another":
        with monkeypatch.context() as patch:
            patch.setattr(files, "settle", lambda _path: None)
            files.take_place(whole, tmp_path / "b.jiebei")
        (waiting,) = tmp_path.glob(".*.next")
        name = waiting.name.replace(".b.", ".a.")
        waiting.unlink()
    (tmp_path / name).write_bytes(content)
    files.settle(old)
    assert (old.read_bytes(), (tmp_path / name).read_bytes()) == (b"old", content)


def test_a_finished_file_that_was_cut_afterwards_does_not_take_the_place(
    tmp_path, old, whole, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(files, "settle", lambda _path: None)
        files.take_place(whole, old)
    (waiting,) = tmp_path.glob(".*.next")
    waiting.write_bytes(b"new")
    files.settle(old)
    assert old.read_bytes() == b"old"
    waiting.write_bytes(b"new content")
    files.settle(old)
    assert (old.read_bytes(), names(tmp_path)) == (b"new content", ["a.jiebei"])


class Killed(BaseException):
    pass


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("after", range(6))
def test_a_kill_leaves_the_old_file_or_what_is_settled_to_the_new(
    tmp_path, old, whole, monkeypatch, after, linked
):
    journal = tmp_path / "a.jiebei-journal"
    journal.write_bytes(b"hot")
    if linked:
        (tmp_path / "other").hardlink_to(old)
    calls = iter(range(99))

    def dying(real):
        def call(*args, **options):
            if next(calls) == after:
                raise Killed
            return real(*args, **options)

        return call

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "chmod"):
            patch.setattr(files.Path, name, dying(getattr(files.Path, name)))
        patch.setattr(files, "sync", dying(files.sync))
        with contextlib.suppress(Killed):
            files.take_place(whole, old)
    begun = not whole.exists()
    files.settle(old)
    files.settle(old)
    assert old.read_bytes() == (b"new content" if begun else b"old")
    assert journal.exists() is not begun
    assert begun is (after > 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_writing_follows_a_link_and_keeps_rights(tmp_path, old):
    old.chmod(0o644)
    link = tmp_path / "link"
    link.symlink_to(old)
    files.write(link, b"x")
    assert (old.read_bytes(), mode(old), link.is_symlink()) == (b"x", 0o644, True)
    files.write(tmp_path / "fresh", b"y")
    assert mode(tmp_path / "fresh") == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, old, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write(old, b"x")
    assert (old.read_bytes(), names(tmp_path)) == (b"old", ["a.jiebei"])


def test_what_was_being_written_is_known_by_its_name(old):
    with files.beside(old) as part:
        assert mode(part) in {0o600, 0o666}  # Windows knows one right
        assert files.is_part(part)
        assert files.is_part(part, old)
        assert not files.is_part(part, old.with_name("b.jiebei"))
    assert not part.exists()
    assert not files.is_part(old, old)


def test_windows_has_no_sync_of_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(files.sys, "platform", "win32")
    monkeypatch.setattr(os, "open", None)
    files.sync(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("no more"), "no more"),
        (ValueError("too long"), "too long"),
    ],
)
def test_why_a_file_is_not_taken_is_told_in_the_words_of_the_system(tmp_path, error, said):
    told = files.not_taken(tmp_path / "a.jiebei", error)
    assert (type(told), told.path, told.detail) == (DiskTrouble, str(tmp_path / "a.jiebei"), said)
    gone = files.not_taken(tmp_path / "gone" / "a.jiebei", error)
    assert (type(gone), gone.path) == (FolderMissing, str(tmp_path / "gone"))


def test_a_file_is_waited_for_and_so_are_the_names_in_a_folder(tmp_path, monkeypatch):
    path, waited = tmp_path / "x", []
    path.write_bytes(b"x")
    truly = os.fsync

    def waits(handle):
        waited.append(os.fstat(handle).st_ino)
        truly(handle)

    monkeypatch.setattr(os, "fsync", waits)
    files.sync(path)
    files.sync(tmp_path)
    folder = [] if sys.platform == "win32" else [tmp_path.stat().st_ino]
    assert waited == [path.stat().st_ino, *folder]


def test_a_journal_that_cannot_be_looked_at_may_be_one_of_a_write_cut_short(tmp_path):
    path = tmp_path / "a.jiebei"
    assert not files.interrupted(path)
    path.with_name("a.jiebei-journal").mkdir()
    assert files.interrupted(path)
