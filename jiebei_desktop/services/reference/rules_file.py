"""The signed rules file: published figures that came after the edition that was shipped.

A text file whose first line carries an Ed25519 signature (RFC 8032) over every byte after it; the
rest is TOML: ``edition``, ``[sources]``, ``[[fixing]]`` as in ``resources/rules/lpr.toml``, and
``[[rule]]`` with what is newly known of a shipped row. The public keys that may sign are
``resources/rules/signing.keys``. How a file is made: docs/release.md, ``packaging/rules_file.py``.
"""

from __future__ import annotations

import binascii
import tomllib
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from jiebei_desktop import bundle
from jiebei_desktop.domain.rules import Amendment, Fixing, Grade, RuleBook
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.services.reference.fixings import RuleRefused, Why, check_fixing

KEPT = "rules_file"
"""Setting of the ledger: the text of the file that was opened last."""
FIRST = "# jiebei.rules/1 ed25519 "
"""How the first line begins; the signature in base64 follows."""
MOST = 1_000_000
"""Bytes; thirty years of fixings are a tenth of it."""
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


class RulesFile(Struct, frozen=True, kw_only=True):
    """What a signed file says."""

    text: str
    """All of it, signature and all."""
    edition: date
    """Day on which it was put together."""
    fixings: tuple[Fixing, ...]
    """Oldest first."""
    amendments: tuple[Amendment, ...]


def content_of(path: Path) -> bytes:
    """Return what a file holds, of one that is no rules file no more than shows it.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(MOST + 1)


def read(content: bytes) -> RulesFile:
    """Read a signed file; nothing of it is looked at before its signature is found good.

    Raises:
        RuleRefused: it is no such file, its signature is not good, or it cannot be used.
    """
    if len(content) > MOST or not content.startswith(FIRST.encode()):
        raise RuleRefused(Why.NO_RULES_FILE)
    first, _, body = content.partition(b"\n")
    if not _signed(body, first.removeprefix(FIRST.encode())):
        raise RuleRefused(Why.SIGNATURE)
    return _content(content.decode(errors="replace"), body)


def check(found: RulesFile, book: RuleBook, known: date, as_of: date) -> None:
    """See that a file is newer than what is in use, and that its figures can be published ones.

    Args:
        found: the file.
        book: the shipped edition.
        known: day of the rule data in use.
        as_of: today.

    Raises:
        RuleRefused: it is from the future, not newer, names a rule the program does not know, or
            holds a figure nobody can have published.
    """
    if found.edition > as_of:
        raise RuleRefused(Why.NOT_YET, day=found.edition.isoformat())
    if found.edition <= known:
        raise RuleRefused(Why.OLD_EDITION, day=known.isoformat())
    for new in found.amendments:
        if new.id not in book.rows:
            raise RuleRefused(Why.UNKNOWN_RULE, id=new.id)
        start = book.rows[new.id].start
        early = new.end is not None and start is not None and new.end < start
        if early or new.as_of > found.edition:
            raise RuleRefused(Why.NOT_PLAUSIBLE, what=new.id)
    for fixing in found.fixings:
        try:
            check_fixing(book, fixing, found.edition)
        except (RuleRefused, ArithmeticError) as problem:
            raise RuleRefused(Why.NOT_PLAUSIBLE, what=f"LPR {fixing.published}") from problem
        book = book.extended([fixing])


def in_force(book: RuleBook, setting: object) -> RuleBook:
    """Return the book with what the file kept in a ledger says, if it is newer than the book."""
    found = kept(setting)
    if found is None or found.edition <= book.as_of:
        return book
    return book.amended(found.amendments).extended(found.fixings)


def kept(setting: object) -> RulesFile | None:
    """Return the file kept in a ledger; one whose signature is not good is passed over."""
    return _kept(setting, keys()) if isinstance(setting, str) else None


@lru_cache(maxsize=4)
def _kept(text: str, _keys: tuple[bytes, ...]) -> RulesFile | None:
    try:
        return read(text.encode())
    except RuleRefused:
        return None


def keys() -> tuple[bytes, ...]:
    """Return the public keys that may sign: base64, one a line, a ``#`` begins a remark."""
    return _read_keys(str(bundle.resources() / "rules" / "signing.keys"))


@lru_cache(maxsize=1)
def _read_keys(path: str) -> tuple[bytes, ...]:
    with open(path, encoding="utf-8") as stream:  # noqa: PTH123 - a cached name is text
        lines = (line.partition("#")[0].strip() for line in stream)
        found = tuple(b64decode(line, validate=True) for line in lines if line)
    if any(len(key) != _KEY_BYTES for key in found):
        raise rulebook.RuleDataError(path)
    return found


def _signed(body: bytes, written: bytes) -> bool:
    from Cryptodome.Signature import eddsa

    try:
        signature = b64decode(written.strip(), validate=True)
    except binascii.Error:
        return False
    if len(signature) != _SIGNATURE_BYTES:
        return False
    for key in keys():
        try:
            eddsa.new(eddsa.import_public_key(key), "rfc8032").verify(body, signature)
        except ValueError:
            continue
        return True
    return False


def _content(text: str, body: bytes) -> RulesFile:
    try:
        raw = tomllib.loads(body.decode("utf-8"))
        return RulesFile(
            text=text,
            edition=rulebook.day(raw, "edition"),
            fixings=_fixings(raw),
            amendments=tuple(_amendments(raw)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise RuleRefused(Why.NOT_USABLE) from problem


def _fixings(raw: dict[str, Any]) -> tuple[Fixing, ...]:
    """Return the fixings in order; a day given twice is a `ValueError`."""
    found = sorted(rulebook.fixings(raw), key=lambda fixing: fixing.published)
    if len({fixing.published for fixing in found}) < len(found):
        raise ValueError(found)
    return tuple(found)


def _amendments(raw: dict[str, Any]) -> Iterator[Amendment]:
    def one(row: dict[str, Any]) -> Amendment:
        return Amendment(
            id=rulebook.text(row, "id"),
            end=rulebook.day(row, "to") if "to" in row else None,
            source=rulebook.text(row, "source"),
            url=str(row.get("url", "")),
            grade=Grade(row["grade"]),
            as_of=rulebook.day(row, "as_of"),
        )

    return rulebook.each(raw, "rules", "rule", one)
