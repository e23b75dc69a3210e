"""Evidence: files copied into the ledger or left where they lie, fingerprints, what is missing.

A file left where it lies is known by its place and the fingerprint it had when it was added; one
that was moved, deleted or changed since proves nothing until it is added anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import evidence as stored
from jiebei_desktop.storage.evidence import EVIDENCE, FILES
from jiebei_desktop.storage.unit_of_work import UnitOfWork

MAX_BYTES = 25 * 1024 * 1024
"""A larger file is refused: a ledger must stay small enough to copy and back up."""

BY_LEVER = {
    "penalty": ("income_loss_proof", "illness_proof", "accident_proof", "hardship_statement"),
    "interest": ("income_proof", "income_loss_proof", "expense_proof"),
    "term": ("income_proof", "expense_proof", "debt_list"),
    "principal": ("asset_list", "credit_report", "hardship_statement"),
}
"""Which kinds of document usually support which request (usual practice, no right)."""


class FileTooLarge(Trouble):
    """A file is larger than the ledger takes."""

    kind = "file-too-large"


class FileUnreadable(Trouble):
    """A file is gone or cannot be read."""

    kind = "file-unreadable"


class NewPaper(Struct, frozen=True, kw_only=True):
    """A document to add, its file read already; it can be one part of a larger step."""

    item: Evidence
    name: str = ""
    content: bytes | None = None
    """What the file holds; None for a document without one, or one that stays where it lies."""

    def add(self, work: UnitOfWork, case_id: int | None = None) -> Evidence:
        """Write it and return it with its ids; ``case_id`` where the item does not know it yet."""
        added = self.item if case_id is None else replace(self.item, case_id=case_id)
        if self.content is not None:
            added = _store(work, added, self.name, self.content)
        return replace(added, id=EVIDENCE.insert(work, added))


class Coverage(Struct, frozen=True, kw_only=True):
    """How many of the documents that support a request are at hand."""

    lever: str
    have: tuple[str, ...]
    missing: tuple[str, ...]


def evidence(session: Session) -> tuple[Evidence, ...]:
    """Return the documents of all cases."""
    return stored.read(session.ledger)


def held(session: Session, case_id: int | None) -> tuple[Evidence, ...]:
    """Return the documents that serve a case: its own and those of every case.

    A lender without a case has those of every case only: what was put into another lender's case
    is no business of theirs.
    """
    return tuple(item for item in evidence(session) if item.case_id in {None, case_id})


def attach(session: Session, item: Evidence, path: Path | None = None) -> Evidence:
    """Add a document, with its file copied into the ledger when one is given.

    The original is read, never changed. The same content is kept once.

    Raises:
        FileTooLarge: the file has more than ``MAX_BYTES``.
        FileUnreadable: it is gone or cannot be read.
    """
    return session.history.run_for("evidence-add", new_paper(item, path).add)[0]


def new_paper(item: Evidence, path: Path | None = None, *, in_place: bool = False) -> NewPaper:
    """Read the file of a document that is to be added; the original is never changed.

    Args:
        item: what is said about the document.
        path: its file, None for a document without one.
        in_place: keep only where the file lies and its fingerprint, not a copy.

    Raises:
        FileTooLarge: the file has more than ``MAX_BYTES`` and was to be copied.
        FileUnreadable: it is gone or cannot be read.
    """
    if path is None:
        return NewPaper(item=item)
    if in_place:
        whole = path.absolute()
        size, digest = _fingerprint(whole)
        return NewPaper(item=replace(item, path=str(whole), sha256=digest, size=size))
    return NewPaper(item=item, name=path.name, content=_read(path))


def remove(session: Session, item_id: int) -> Changes:
    """Take a document out of the case file; its content stays while undo may need it."""
    return session.history.run("evidence-delete", lambda work: EVIDENCE.drop(work, [item_id]))


def content(session: Session, attachment_id: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a stored file.

    Raises:
        KeyError: there is no such file.
        FileUnreadable: its content no longer fits its fingerprint.
    """
    found = stored.content(session.ledger, attachment_id)
    (file,) = FILES.read(session.ledger, id=attachment_id)
    if sha256(found).hexdigest() != file.sha256:
        raise FileUnreadable(file.name)
    return file.name, found


def coverage(items: Iterable[Evidence]) -> tuple[Coverage, ...]:
    """Return, per thing one may ask for, which supporting documents are there and which not.

    Args:
        items: the documents that serve the case.
    """
    kinds = {item.kind for item in items if item.sha256}
    return tuple(
        Coverage(
            lever=lever,
            have=tuple(kind for kind in wanted if kind in kinds),
            missing=tuple(kind for kind in wanted if kind not in kinds),
        )
        for lever, wanted in BY_LEVER.items()
    )


class FileState(StrEnum):
    """Whether the file of a document can still be shown."""

    NONE = "none"
    """It never had one."""
    SOUND = "sound"
    GONE = "gone"
    """It no longer lies where it was added from, or its copy is lost."""
    CHANGED = "changed"
    """It holds something else than when it was added."""


def states(
    session: Session, items: Iterable[Evidence], *, deep: bool = False
) -> dict[int, FileState]:
    """Return the state of each document's file by the document's id.

    Files that lie elsewhere are read whenever their size or time of change is new to this run;
    copies inside the ledger are read only when ``deep``. One at a time; nothing is changed.
    """
    return {item.id: _state(session, item, deep=deep) for item in items}


def altered(session: Session) -> tuple[Evidence, ...]:
    """Return the documents whose file is gone or no longer fits its fingerprint."""
    items = evidence(session)
    found = states(session, items, deep=True)
    lost = {FileState.GONE, FileState.CHANGED}
    return tuple(item for item in items if found[item.id] in lost)


def at_hand(session: Session, items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return documents for a paper: one whose file cannot be shown counts as without a file."""
    listed = tuple(items)
    found = states(session, listed)
    return tuple(
        item if found[item.id] is FileState.SOUND else replace(item, sha256="", size=0)
        for item in listed
    )


def _state(session: Session, item: Evidence, *, deep: bool) -> FileState:
    if item.path:
        return _state_in_place(item)
    if item.attachment_id is None:
        return FileState.NONE
    if not deep:
        return FileState.SOUND if item.sha256 else FileState.GONE
    try:
        content(session, item.attachment_id)
    except KeyError:
        return FileState.GONE
    except FileUnreadable:
        return FileState.CHANGED
    return FileState.SOUND


def _state_in_place(item: Evidence) -> FileState:
    try:
        found = _fingerprint(Path(item.path))
    except FileUnreadable:
        return FileState.GONE
    return FileState.SOUND if found == (item.size, item.sha256) else FileState.CHANGED


def _fingerprint(path: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file; one that did not change is read once.

    Raises:
        FileUnreadable: it is gone or cannot be read.
    """
    try:
        now = path.stat()
        return now.st_size, _digest(str(path), now.st_size, now.st_mtime_ns)
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or "") from error


@lru_cache(maxsize=256)
def _digest(path: str, _size: int, _changed_ns: int) -> str:
    import hashlib

    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileTooLarge(str(path), str(MAX_BYTES))
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or "") from error


def _store(work: UnitOfWork, item: Evidence, name: str, content: bytes) -> Evidence:
    digest = sha256(content).hexdigest()
    file = stored.keep(work, name, digest, content)
    return replace(item, attachment_id=file, sha256=digest, size=len(content))
