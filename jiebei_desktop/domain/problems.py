"""Troubles of the world around a ledger: which file, what is wrong; the words are text's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct


class Trouble(Exception):  # noqa: N818 - a trouble is told to the user, it is no programming error
    """Something outside the program stands in the way; ``kind`` names it for ``text``."""

    kind: ClassVar[str] = "trouble"

    def __init__(self, path: str = "", detail: str = "") -> None:
        super().__init__(self.kind, path, detail)
        self.path = path
        self.detail = detail
        """A fact that helps support, never a sentence: an SQLite message, a step name."""


class LedgerMissing(Trouble):
    """There is no such file."""

    kind = "ledger-missing"


class LedgerExists(Trouble):
    """A new ledger would overwrite a file."""

    kind = "ledger-exists"


class LedgerInUse(Trouble):
    """Another window or command has the ledger open."""

    kind = "ledger-in-use"


class LedgerFromTheFuture(Trouble):
    """A newer version of the program wrote the file; ``detail`` is the unknown step."""

    kind = "ledger-from-the-future"


class LedgerDamaged(Trouble):
    """The file is a ledger, but cannot be read through."""

    kind = "ledger-damaged"


class ForeignSchema(Trouble):
    """The tables are not those of the file's version; ``detail`` names one that is not."""

    kind = "foreign-schema"


class NotALedger(Trouble):
    """The file is something else."""

    kind = "not-a-ledger"


class LedgerInTheWay(Trouble):
    """What is to be written would replace a ledger."""

    kind = "ledger-in-the-way"


class NoOrdinaryFile(Trouble):
    """What is to be written would replace a folder, a device or a pipe."""

    kind = "no-ordinary-file"


class NotOurFile(Trouble):
    """What is to be written would replace a file that this program has not written."""

    kind = "not-our-file"


class OneFileTwice(Trouble):
    """Two files that are to be written have one name."""

    kind = "one-file-twice"


class CopyIsTheLedger(Trouble):
    """A copy that is to take the ledger's place is that very file."""

    kind = "copy-is-the-ledger"


class PasswordNeeded(Trouble):
    """The ledger is protected and no password was given."""

    kind = "password-needed"


class WrongPassword(Trouble):
    """The password does not open the ledger."""

    kind = "wrong-password"


class DiskTrouble(Trouble):
    """The disk is full, read-only or gone; nothing was changed."""

    kind = "disk"


class LedgerGone(DiskTrouble):
    """The open ledger's file is not at its place any more; nothing was changed."""

    kind = "ledger-gone"


class FolderMissing(DiskTrouble):
    """What is to be written names a folder that is not there."""

    kind = "folder-missing"


class Discrepancy(Struct, frozen=True, kw_only=True):
    """Something in a ledger that does not fit, found by its check.

    Codes: ``integrity``, ``foreign-schema``, ``row-altered``, ``unreadable``,
    ``out-of-range``, ``reference``, ``month-sums``, ``payment-parts``, ``debt-without-terms``,
    ``import-counts``, ``orphan-file``, ``orphan-lender``, ``chain-broken``, ``chain-altered``.
    """

    code: str
    facts: Mapping[str, int | str | None]
