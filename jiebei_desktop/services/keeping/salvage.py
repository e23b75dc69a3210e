"""What is lost of a damaged ledger, which copy is the best one, and a new ledger of both."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.backups import CopyFacts
from jiebei_desktop.storage import salvage as files
from jiebei_desktop.storage.salvage import Salvaged

SUFFIX = "-salvaged"


class Damage(Struct, frozen=True, kw_only=True):
    """What can be done about a damaged ledger."""

    path: Path
    lost: tuple[str, ...]
    """Tables that are not whole."""
    best: CopyFacts | None
    """The newest copy that can be read through."""


class Made(Struct, frozen=True, kw_only=True):
    """A salvaged ledger: the copy that was used, and where the tables came from."""

    path: Path
    copy: Path | None
    tables: Salvaged


def look(ledger: Path, password: str | None = None) -> Damage:
    """Look at a damaged ledger that is not open, and at its copies.

    Raises:
        Trouble: it cannot be looked at: missing, in use, no or another password.
    """
    return Damage(path=ledger, lost=files.lost(ledger, password), best=best(ledger, password))


def best(ledger: Path, password: str | None = None) -> CopyFacts | None:
    """Return the newest copy that can be read through."""
    found = (backups.look_into(copy, password) for copy in backups.listed(ledger))
    return next((facts for facts in found if not facts.trouble), None)


def free_name(ledger: Path) -> Path:
    """Return a name beside a ledger for what is salvaged of it."""
    number, path = 1, ledger.with_stem(ledger.stem + SUFFIX)
    while path.exists():
        number += 1
        path = ledger.with_stem(f"{ledger.stem}{SUFFIX}-{number}")
    return path


def salvage(ledger: Path, out: Path, copy: Path | None = None, password: str | None = None) -> Made:
    """Make a new ledger of the whole tables of a damaged one and the others from a copy.

    Without ``copy`` the best one is taken. The damaged ledger and the copy stay as they are.

    Raises:
        LedgerExists: there is a file at ``out``.
        Trouble: the copy cannot be read, or the new ledger not written.
    """
    if copy is None:
        facts = best(ledger, password)
        copy = None if facts is None else facts.copy.path
    return Made(path=out, copy=copy, tables=files.salvage(ledger, copy, out, password))
