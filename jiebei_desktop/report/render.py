"""The plan as a file: rendered for one edition, language and lender, previewed, written whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.pdf import compile_pdf, compile_pngs
from jiebei_desktop.report.record_pages import compose_record
from jiebei_desktop.services.formats.outputs import write
from jiebei_desktop.services.papers.statement import LENDER, IncomeStatement, document
from jiebei_desktop.text.texts import Texts

__all__ = [
    "preview_document", "render", "render_document", "render_record", "write",
]  # fmt: skip


def render(
    statement: IncomeStatement, locale: str, edition: str = LENDER, lender: DebtId | None = None
) -> bytes:
    """Return the plan as PDF bytes; the same statement gives the same bytes.

    Raises:
        KeyError: the statement has no such debt.
        ValueError: there is no such edition.
    """
    return render_document(document(statement, edition, lender), locale)


def render_document(doc: dict[str, Any], locale: str) -> bytes:
    """Return the plan of a statement's JSON as PDF bytes."""
    return compile_pdf(compose(doc, Texts(locale)), date.fromisoformat(doc["as_of"]))


def render_record(doc: dict[str, Any], locale: str, *, change: bool = False) -> bytes:
    """Return how an agreement was kept as PDF bytes; ``change`` asks for a change on page 1."""
    worded = compose_record(doc, Texts(locale), change=change)
    return compile_pdf(worded, date.fromisoformat(doc["as_of"]))


def preview_document(doc: dict[str, Any], locale: str) -> list[bytes]:
    """Return the pages of a statement's JSON as PNG images, exactly as they will be printed."""
    return compile_pngs(compose(doc, Texts(locale)))
