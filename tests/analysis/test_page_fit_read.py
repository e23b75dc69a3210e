"""What pages of an app come apart to, as it was read: way of repaying, number, level, parts."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from jiebei_desktop.analysis.page_fit import PhonePage, card, fitted
from jiebei_desktop.domain.debts import Debt, DebtId, Method
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.reference.products import template

DAY = date(2026, 11, 22)
PAGES = {
    "due soon": (0, 900_000, 80_000, (11, 30), None, None),
    "due today": (0, 900_000, 80_000, (11, 22), None, None),
    "one late": (0, 900_000, 80_000, (11, 2), (11, 2), None),
    "three late": (0, 900_000, 240_000, (11, 2), (9, 2), None),
    "late and new": (0, 900_000, 160_000, (12, 2), (11, 2), None),
    "following": (0, 900_000, 80_000, (11, 30), None, 79_000),
    "following late": (0, 900_000, 160_000, (11, 2), (10, 2), 78_000),
    "known number": (10, 900_000, 80_000, (11, 30), None, None),
    "one instalment": (1, 900_000, 500_000, (11, 30), None, None),
    "all of it": (0, 900_000, 900_000, (11, 30), None, None),
    "long": (0, 900_000, 21_000, (11, 30), None, None),
    "small": (0, 10_001, 3_334, (12, 20), None, None),
    "even": (0, 120_000, 20_000, (12, 22), None, None),
}
CODES = ("jiebei", "mortgage", "online_loan", "car_loan", "other", "credit_card")


def read(name, code):
    """Return what a page of a product comes apart to, on one line."""
    usual = template(code)
    base = Debt(
        id=DebtId("x"), name="x", product=code, lender="x", lender_type=usual.lender_type,
        contract_date=DAY, principal=Fen(1), terms=usual.terms, priority=usual.priority,
    )  # fmt: skip
    number, total, due, on, since, following = PAGES[name]
    page = PhonePage(
        as_of=DAY, total=Fen(total), due=Fen(due), due_on=date(2026, *on),
        since=since and date(2026, *since), following=following and Fen(following),
    )  # fmt: skip
    if usual.terms.method is Method.REVOLVING:
        debt, exact = card(page, base), "-"
        share = debt.terms.minimum and debt.terms.minimum.fraction
    else:
        fit = fitted(page, base, usual.methods, number or None)
        debt, exact, share = fit.debt, fit.exact, None
    shown, terms = debt.balance, debt.terms
    parts = (shown.principal, shown.interest, shown.penalty, shown.overdue_principal)
    told = (terms.method, terms.periods, terms.payment, share, exact, debt.contract_date, *parts)
    return " ".join(map(str, told))


@pytest.mark.parametrize("code", CODES)
def test_pages_come_apart_to_what_was_read(code):
    found = "\n".join(f"{name}: {read(name, code)}" for name in PAGES) + "\n"
    file = Path(__file__).parent / "golden" / f"pages_{code}.txt"
    if os.environ.get("JIEBEI_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
