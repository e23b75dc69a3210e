"""The plan as a file: rendered for one edition, language and lender, previewed, written whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.pdf import PREVIEW_PPI, compile_pdf, compile_pngs, write
from jiebei_desktop.services.statement import LENDER, Statement, document
from jiebei_desktop.text.texts import Texts

__all__ = ["preview", "render", "render_document", "write"]


def render(
    statement: Statement, locale: str, edition: str = LENDER, lender: DebtId | None = None
) -> bytes:
    """Return the plan as PDF bytes; the same statement gives the same bytes.

    Raises:
        KeyError: the statement has no such debt.
        ValueError: there is no such edition.
    """
    return render_document(document(statement, edition, lender), locale)


def render_document(doc: dict[str, Any], locale: str) -> bytes:
    """Return the plan of a statement's JSON, such as one frozen in the ledger, as PDF bytes."""
    return compile_pdf(compose(doc, Texts(locale)), date.fromisoformat(doc["as_of"]))


def preview(
    statement: Statement,
    locale: str,
    edition: str = LENDER,
    lender: DebtId | None = None,
    ppi: float = PREVIEW_PPI,
) -> list[bytes]:
    """Return the pages as PNG images, as they will be printed."""
    return compile_pngs(compose(document(statement, edition, lender), Texts(locale)), ppi)
