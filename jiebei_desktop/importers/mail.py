"""A saved mail to the papers in it: its HTML body and what is attached."""

from __future__ import annotations

import email  # its parser is imported when a mail comes
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from jiebei_desktop.importers.refusals import StatementRefused

if TYPE_CHECKING:
    from email.message import Message

MAX_PARTS = 200
_MARKS = (
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"x-mailer:",
    b"dkim-signature:",
    b"delivered-to:",
    b"from:",
    b"date:",
    b"message-id:",
)
_BOTH = (b"subject:", b"content-type:")
_HEAD = 16384
BLANK = b"\xef\xbb\xbf \r\n\t"
"""What may stand before the first line: an editor's mark, blank lines."""
_FILES = (".pdf", ".xlsx", ".xls", ".csv", ".zip", ".htm", ".html", ".eml")


class MailPart(NamedTuple):
    """One part of a mail that may be a statement."""

    name: str
    """File name; empty for the body."""
    data: bytes


def is_mail(data: bytes) -> bool:
    """Say whether ``data`` begins with the lines a mail begins with."""
    head = data[:_HEAD].lstrip(BLANK).lower()
    first = head.split(b"\n", 1)[0]
    named = first.startswith((*_MARKS, *_BOTH, b"from "))
    lines = head.replace(b"\r", b"").split(b"\n")
    return named and any(line.startswith(_BOTH) for line in lines)


def parts_of(data: bytes) -> list[MailPart]:
    """Return the attached files of a mail, then its HTML bodies, larger ones first.

    Raises:
        StatementRefused: ``mail_damaged``.
    """
    try:
        message = email.message_from_bytes(data.lstrip(BLANK))
        found = list(islice(_parts(message), MAX_PARTS))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise StatementRefused(code="mail_damaged") from error
    files = [part for part in found if part.name]
    bodies = sorted((part for part in found if not part.name), key=lambda part: -len(part.data))
    return [*bodies, *files]


def _parts(message: Message) -> Iterator[MailPart]:
    for part in message.walk():
        if part.is_multipart():
            continue
        name = (part.get_filename() or "").lower()
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if part.get_content_type() == "text/html" and not name:
            yield MailPart("", payload)
        elif name.endswith(_FILES) or payload.startswith((b"%PDF-", b"PK\x03\x04")):
            yield MailPart(name or "attachment", payload)
