"""The coded lists beside the rules: signs, documents, hotlines, corrections."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from msgspec import Struct, convert

from jiebei_desktop import bundle
from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.services.reference.rulebook import document, each


class Sign(Struct, frozen=True, kw_only=True):
    """A warning sign of fraud; ``stop`` ends the matter, ``caution`` asks for a check."""

    code: str
    is_stop: bool
    source: str
    grade: Grade


class DocumentKind(Struct, frozen=True, kw_only=True):
    """A document a lender may ask for, and the rule that speaks of it."""

    code: str
    group: str
    rule: str | None = None


class Hotline(Struct, frozen=True, kw_only=True):
    """A telephone number with how well it is known."""

    code: str
    number: str
    grade: Grade
    source: str


class Correction(Struct, frozen=True, kw_only=True):
    """Something often read about arrears that is not so, and the rule that speaks of it."""

    code: str
    rule: str | None = None


class Guide(Struct, frozen=True, kw_only=True):
    """All coded lists of the edition; their words are keyed by code in ``text.guide``."""

    signs: tuple[Sign, ...]
    documents: tuple[DocumentKind, ...]
    agreement: tuple[str, ...]
    """What a written agreement must settle, in order."""
    hotlines: tuple[Hotline, ...]
    corrections: tuple[Correction, ...]


@lru_cache(maxsize=1)
def load() -> Guide:
    """Return the shipped lists.

    Raises:
        RuleDataError: the file is missing or a row is not complete.
    """
    raw = document(bundle.resources() / "rules", "guide")
    rows = partial(each, raw, "guide")
    return Guide(
        signs=tuple(rows("sign", _sign)),
        documents=tuple(rows("document", partial(convert, type=DocumentKind))),
        agreement=tuple(rows("agreement", _code)),
        hotlines=tuple(rows("hotline", partial(convert, type=Hotline))),
        corrections=tuple(rows("correction", partial(convert, type=Correction))),
    )


def _sign(raw: dict[str, Any]) -> Sign:
    return Sign(
        code=raw["code"],
        is_stop={"stop": True, "caution": False}[raw["kind"]],
        source=raw["source"],
        grade=Grade(raw["grade"]),
    )


def _code(raw: dict[str, Any]) -> str:
    return str(raw["code"])
