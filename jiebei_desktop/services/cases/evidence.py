"""Evidence: files copied into the ledger, their fingerprints, what is missing."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.book import means
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage.unit_of_work import UnitOfWork

MAX_BYTES = 25 * 1024 * 1024
"""A larger file is refused: a ledger must stay small enough to copy and back up."""

HISTORY_MONTHS = 13
"""Months of entries an average month is taken from: a year and the month that runs."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A document to add, its file read already; it can be one part of a larger step."""

    item: Evidence
    name: str = ""
    content: bytes | None = None
    """What the file holds; None for a document without one."""

    def add(self, work: UnitOfWork, case_id: int | None = None) -> Evidence:
        """Write it and return it with its ids; ``case_id`` where the item does not know it yet."""
        added = self.item if case_id is None else replace(self.item, case_id=case_id)
        if self.content is not None:
            added = _store(work, added, self.name, self.content)
        return replace(added, id=work.insert("evidence", _row(added)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of the documents that support a request are at hand."""

    lever: str
    have: tuple[str, ...]
    missing: tuple[str, ...]


def evidence(session: Session, case_id: int | None = None) -> tuple[Evidence, ...]:
    """Return the documents of a case and those that serve every case, or all."""
    files = session.ledger.attachments()
    rows = session.ledger.rows("evidence")
    wanted = [row for row in rows if case_id is None or row["case_id"] in {None, case_id}]
    return tuple(_evidence(row, files) for row in wanted)


def attach(session: Session, item: Evidence, path: Path | None = None) -> Evidence:
    """Add a document, with its file copied into the ledger when one is given.

    The original is read, never changed. The same content is kept once.

    Raises:
        FileTooLarge: the file has more than ``MAX_BYTES``.
        FileUnreadable: it is gone or cannot be read.
    """
    return session.history.run_for("evidence-add", new_paper(item, path).add)[0]


def new_paper(item: Evidence, path: Path | None = None) -> NewPaper:
    """Read the file of a document that is to be added; the original is never changed.

    Raises:
        FileTooLarge: the file has more than ``MAX_BYTES``.
        FileUnreadable: it is gone or cannot be read.
    """
    if path is None:
        return NewPaper(item=item)
    return NewPaper(item=item, name=path.name, content=_read(path))


def edit(session: Session, item: Evidence) -> Changes:
    """Change what is said about a document; its file stays."""
    return session.history.run(
        "evidence-edit", lambda work: work.update("evidence", item.id, _row(item))
    )


def remove(session: Session, item_id: int) -> Changes:
    """Take a document out of the case file; its content stays while undo may need it."""
    return session.history.run("evidence-delete", lambda work: work.delete("evidence", item_id))


def content(session: Session, attachment_id: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a stored file.

    Raises:
        KeyError: there is no such file.
        FileUnreadable: its content no longer fits its fingerprint.
    """
    found = session.ledger.rows("attachments", id=attachment_id)
    if not found:
        raise KeyError(attachment_id)
    row = found[0]
    if hashlib.sha256(row["content"]).hexdigest() != row["sha256"]:
        raise FileUnreadable(row["name"])
    return row["name"], row["content"]


def coverage(session: Session, case_id: int | None) -> tuple[Coverage, ...]:
    """Return, per thing one may ask for, which supporting documents are there and which not.

    Without a case only the documents that serve every case count.
    """
    items = evidence(session, case_id)
    held = [item for item in items if case_id is not None or item.case_id is None]
    kinds = {item.kind for item in held if item.sha256}
    return tuple(
        Coverage(
            lever=lever,
            have=tuple(kind for kind in wanted if kind in kinds),
            missing=tuple(kind for kind in wanted if kind not in kinds),
        )
        for lever, wanted in BY_LEVER.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """How much of an average month's income or outgoings stands on papers or statements."""

    section: str
    """income or outgoings."""
    documented: Fen
    total: Fen

    @property
    def share(self) -> Fraction | None:
        """Return the part that is documented, a fraction; None when there is no total."""
        return Fraction(self.documented, self.total) if self.total > 0 else None


def proved(session: Session, as_of: date) -> tuple[Proved, ...]:
    """Return income and outgoings of an average month with what documents them."""
    book = session.book(add_months(as_of, -HISTORY_MONTHS))
    found = means.lines(book, as_of)
    sections = {
        "income": [line for line in found if line.code.startswith("A")],
        "outgoings": [line for line in found if not line.code.startswith("A")],
    }
    return tuple(
        Proved(
            section=name,
            documented=Fen(sum(line.documented for line in lines)),
            total=Fen(sum(line.amount for line in lines)),
        )
        for name, lines in sections.items()
    )


def altered(session: Session) -> tuple[Evidence, ...]:
    """Return the documents whose stored file is gone or no longer fits its fingerprint.

    Reads every file once, one at a time; nothing is changed.
    """
    return tuple(
        item
        for item in evidence(session)
        if item.attachment_id is not None and not _sound(session, item.attachment_id)
    )


def _sound(session: Session, attachment_id: int) -> bool:
    try:
        content(session, attachment_id)
    except (KeyError, FileUnreadable):
        return False
    return True


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileTooLarge(str(path), str(MAX_BYTES))
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or "") from error


def _store(work: UnitOfWork, item: Evidence, name: str, content: bytes) -> Evidence:
    digest = hashlib.sha256(content).hexdigest()
    known = work.rows("attachments", sha256=digest)
    if known:
        row_id = int(known[0]["id"])
    else:
        row_id = work.insert(
            "attachments",
            {
                "name": name,
                "media_type": mimetypes.guess_type(name)[0] or "",
                "sha256": digest,
                "size": len(content),
                "content": content,
            },
        )
    return replace(item, attachment_id=row_id, sha256=digest, size=len(content))


def _evidence(row: dict[str, Any], files: dict[int, dict[str, Any]]) -> Evidence:
    file = files.get(row["attachment_id"], {})
    return Evidence(
        id=row["id"],
        case_id=row["case_id"],
        kind=row["kind"],
        name=row["name"],
        issuer=row["issuer"],
        on=None if row["day"] is None else date.fromisoformat(row["day"]),
        proves=row["proves"],
        attachment_id=row["attachment_id"],
        sha256=file.get("sha256", ""),
        size=file.get("size", 0),
    )


def _row(item: Evidence) -> dict[str, Any]:
    return {
        "case_id": item.case_id,
        "kind": item.kind,
        "name": item.name,
        "issuer": item.issuer,
        "day": None if item.on is None else item.on.isoformat(),
        "proves": item.proves,
        "attachment_id": item.attachment_id,
    }
