"""Files that go out: never over a ledger, never over what the program did not write, whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    FolderMissing,
    LedgerInTheWay,
    NoOrdinaryFile,
    NotOurFile,
    OneFileTwice,
)
from jiebei_desktop.storage import engine, files

MARK = b"jiebei-planner"
"""Keyword of every PDF and workbook we write; it stands in the clear near the end of the file."""
_STARTS = (
    b"\xef\xbb\xbfdate,kind,amount,category,counterparty,note,mark",
    b'{\n  "format": "jiebei.',
    b'option "operating_currency" "CNY"\n',
)
"""How what we write begins: the table of entries, JSON of any of our kinds, the journal."""
_WHOLE = (b"%PDF-", b"PK\x03\x04")
"""How a PDF and a workbook begin."""
_END = 64 * 1024
_SUFFIX = ".jiebei"


def refuse(paths: Iterable[Path | None], *, agreed: bool = False, force: bool = False) -> None:
    """Refuse files that must not be replaced; None is a file that is not wanted.

    ``agreed`` is for a user who was just asked about the name: only ledgers are refused then.
    ``force`` allows every ordinary file but the ledger that is open.

    Raises:
        NoOrdinaryFile: there is a folder, a device, a pipe or a link that leads back to itself.
        LedgerInTheWay: there is a ledger, or another database.
        NotOurFile: there is a file that this program has not written.
        OneFileTwice: the second would be written over the first, whatever is forced.
        FolderMissing: there is no folder of that name.
        DiskTrouble: it cannot be looked at.
    """
    seen: set[str] = set()
    for path in paths:
        if path is None:
            continue
        target = files.meant(path.absolute())
        if target.is_symlink():
            raise NoOrdinaryFile(str(path))
        one = os.path.realpath(target).casefold()
        if one in seen:
            raise OneFileTwice(str(path))
        seen.add(one)
        if not path.parent.is_dir():
            raise FolderMissing(str(path.parent))
        if path.exists():
            _refuse(path, agreed=agreed, force=force)


def write(path: Path, content: bytes, *, agreed: bool = False, force: bool = False) -> None:
    """Write a file whole or not at all, for its owner alone; see `refuse`.

    Raises:
        Trouble: as `refuse`, or the disk does not take it; a former file stays as it was.
    """
    refuse([path], agreed=agreed, force=force)
    try:
        files.write(path, content)
    except OSError as error:
        raise files.not_taken(path, error) from error


def _refuse(path: Path, *, agreed: bool, force: bool) -> None:
    if not path.is_file():
        raise NoOrdinaryFile(str(path))
    if engine.is_open(path):
        raise LedgerInTheWay(str(path))
    if force:
        return
    first = engine.header(path)
    copies = path.with_name(path.name + ".backups")
    if first.plain or path.suffix == _SUFFIX or (first.keyed and copies.is_dir()):
        raise LedgerInTheWay(str(path))
    if not agreed and not _ours(path):
        raise NotOurFile(str(path))


def _ours(path: Path) -> bool:
    """Return whether a file is an earlier one of ours, by what it begins or ends with."""
    try:
        with path.open("rb") as stream:
            start = stream.read(max(map(len, _STARTS)))
            stream.seek(max(0, path.stat().st_size - _END))
            end = stream.read()
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    return start.startswith(_STARTS) or (start.startswith(_WHOLE) and MARK in end)
