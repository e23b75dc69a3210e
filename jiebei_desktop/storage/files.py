"""Ledger files on disk: the one that is meant, its rights, and taking its place whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.domain.problems import DiskTrouble, FolderMissing, Trouble

OWNER_ONLY = 0o600
"""Rights of new ledgers, copies and exports: whoever else uses the computer does not read them."""
_JOURNAL = "-journal"
JOURNALS = (_JOURNAL, "-wal", "-shm")
"""Names of what the engine leaves beside a file, behind the name of the file."""

_NEXT = ".next"
_MARK = 32
"""Digits of what the name of a finished file says of its content."""
_PART = ".part"
_FORMER = (".new",)
"""How earlier versions named unfinished files."""
_LONGEST = 60
"""Bytes of a file's name that the name of an unfinished one repeats."""


def meant(path: Path) -> Path:
    """Return the file a symbolic link leads to; any other path as it was typed."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - it never raises


def journals(path: Path) -> tuple[Path, ...]:
    """Return what an engine that was interrupted has left beside a file."""
    found = (path.with_name(path.name + suffix) for suffix in JOURNALS)
    return tuple(each for each in found if os.path.lexists(each))


def interrupted(path: Path) -> bool:
    """Return whether a write was under way when a file was last let go of.

    The engine goes by the first byte of its journal, too. One that it has done with begins with
    zeros; it stays where a program ended without closing the file.
    """
    return any(each.name != path.name + _JOURNAL or _to_roll_back(each) for each in journals(path))


def _to_roll_back(journal: Path) -> bool:
    try:
        with journal.open("rb") as stream:
            return stream.read(1) not in {b"", b"\0"}
    except OSError:
        return True


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content. Never call it for a file that is open here."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def listed(folder: Path) -> tuple[Path, ...]:
    """Return what lies in a folder, by name; nothing of one that is not there or not readable."""
    try:
        return tuple(sorted(folder.iterdir()))
    except OSError:
        return ()


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read.

    Raises:
        FileExistsError: there is one already; it was not touched.
        OSError: the folder cannot be written.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))


def not_taken(path: Path, error: Exception) -> Trouble:
    """Return what is told of a file that could not be written: its folder is missing, or why."""
    if not path.parent.is_dir():
        return FolderMissing(str(path.parent))
    return DiskTrouble(str(path), getattr(error, "strerror", None) or str(error))


def remove(path: Path) -> None:
    """Delete a file with what an engine left beside it; one that is not there is no trouble."""
    for each in (*journals(path), path):
        each.unlink(missing_ok=True)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a new, empty, private file in the folder of ``path``; it is gone afterwards.

    Unless it was moved away: that is how it becomes the file at ``path``.

    Raises:
        OSError: the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_PART)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            remove(part)


def is_part(path: Path, whole: Path | None = None) -> bool:
    """Return whether a file is what a killed program left of one it was writing.

    With ``whole``, of that file only.
    """
    name = path.name
    for journal in JOURNALS:
        name = name.removesuffix(journal)
    if whole is None:
        return name.endswith((_PART, *_FORMER))
    parts = name.startswith(_prefix(whole)) and name.endswith(_PART)
    return parts or name in {whole.name + former for former in (_PART, *_FORMER)}


def _prefix(path: Path) -> str:
    return "." + os.fsencode(path.name)[:_LONGEST].decode(errors="ignore") + "-"


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder.

    Raises:
        OSError: the disk does not take it.
    """
    if path.is_dir() and sys.platform == "win32":
        return  # Windows has no such thing for folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_place(whole: Path, path: Path) -> None:
    """Let a finished file take the place of another, with its rights and all its names.

    From the first rename on the new content counts, whatever happens: what is interrupted is
    finished by the next `settle`. Journals of the file that is replaced go first, because an
    engine would roll them into the new one.

    Raises:
        OSError: the disk does not take it; the old file is still there, or `settle` will end it.
    """
    if there(path):
        whole.chmod(path.stat().st_mode & 0o777)
    sync(whole)
    whole.replace(_coming(path, whole))
    sync(path.parent)
    settle(path)


def there(path: Path) -> bool:
    """Tell whether a file is there; Python 3.14 itself would say no of what cannot be looked at.

    Raises:
        OSError: the place cannot be looked at.
    """
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def same(path: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file; no where one of them cannot be looked at."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def settle(path: Path) -> None:
    """Finish what an interrupted `take_place` began; usually there is nothing.

    A file is one that was to take the place of this very one when its name says so and its
    content is, to the byte, the one that the name was made of. Any other is left alone.

    Raises:
        OSError: the disk does not take it.
    """
    for each in listed(path.parent):
        ours = each.name.startswith(_prefix(path)) and each.suffix == _NEXT and each.is_file()
        if ours and each == _coming(path, each):
            _finish(each, path)


def _finish(coming: Path, path: Path) -> None:
    for journal in journals(path):
        journal.unlink()
    if there(path) and path.stat().st_nlink > 1:
        with coming.open("rb") as source, path.open("r+b") as target:
            shutil.copyfileobj(source, target)
            target.truncate()
        sync(path)
        coming.unlink()
    else:
        coming.replace(path)
    sync(path.parent)


def _coming(path: Path, whole: Path) -> Path:
    """Return the name under which a finished file waits to take the place of another."""
    mark = sha256(f"{path.name}/{digest(whole)}".encode()).hexdigest()
    return path.with_name(f"{_prefix(path)}{mark[:_MARK]}{_NEXT}")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner alone unless it was there with other rights.

    Raises:
        OSError: the disk does not take it; a former file stays as it was, nothing else is left.
    """
    place = meant(path)
    with beside(place) as part:
        part.write_bytes(content)
        if there(place):
            part.chmod(place.stat().st_mode & 0o777)
        sync(part)
        part.replace(place)
