"""The documents of cases, and the files that were copied into the ledger."""

from __future__ import annotations

import mimetypes

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class StoredFile(Struct, frozen=True, kw_only=True):
    """A file inside the ledger, without its content."""

    id: int = 0
    name: str
    media_type: str
    sha256: str
    size: int


class _Documents(StoredTable[Evidence]):
    """Documents; the fingerprint of a copied file stands with the copy."""

    def row(self, value: Evidence) -> Row:
        """Return the columns of a document."""
        found = super().row(value)
        return found if value.path else {**found, "sha256": "", "size": 0}


FILES = StoredTable("attachments", StoredFile, narrow=True)
EVIDENCE = _Documents("evidence", Evidence, columns={"on": "day"})


def files(source: RowSource) -> dict[int, StoredFile]:
    """Return every stored file by its id."""
    return {file.id: file for file in FILES.read(source)}


def read(source: RowSource) -> tuple[Evidence, ...]:
    """Return every document with the fingerprint of its file, wherever that lies."""
    copied = files(source)
    return tuple(
        replace(item, sha256=file.sha256, size=file.size)
        if (file := copied.get(item.attachment_id or 0))
        else item
        for item in EVIDENCE.read(source)
    )


def content(source: RowSource, file: int) -> bytes:
    """Return what a stored file holds.

    Raises:
        KeyError: there is no such file.
    """
    for row in source.rows(FILES.name, "id", "content", id=file):
        return bytes(row["content"])
    raise KeyError(file)


def keep(work: UnitOfWork, name: str, sha256: str, content: bytes) -> int:
    """Copy a file into the ledger and return its id; the same content is kept once."""
    for known in FILES.read(work, sha256=sha256):
        return known.id
    kind = mimetypes.guess_type(name)[0] or ""
    file = StoredFile(name=name, media_type=kind, sha256=sha256, size=len(content))
    return FILES.insert(work, file, content=content)
