"""A debt from four figures of a page shows the same figures again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.page_fit import PhonePage, card, fitted, following_due, this_due
from jiebei_desktop.domain.debts import Debt, DebtId, Method, Payment
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import obligations, owed
from jiebei_desktop.services.reference.products import template

DAY = date(2026, 11, 22)
LATE = PhonePage(
    as_of=DAY,
    total=Fen(3_898_800),
    due=Fen(444_600),
    due_on=date(2026, 11, 2),
    since=date(2026, 11, 2),
)


def _base(code):
    usual = template(code)
    return Debt(
        id=DebtId("x"), name="x", product=code, lender="x", lender_type=usual.lender_type,
        contract_date=DAY, principal=Fen(1), terms=usual.terms, priority=usual.priority,
    )  # fmt: skip


def test_the_late_jiebei_of_the_design_comes_apart_to_the_fen():
    """38,000 + 589 + 342 + 57: 0.05 % a day, ten equal parts of principal, 20 days late."""
    found = fitted(LATE, _base("jiebei"), template("jiebei").methods)
    parts = owed(found.debt, DAY).parts
    assert found.exact
    assert (parts.principal, parts.interest, parts.penalty) == (3_800_000, 93_100, 5_700)
    assert (found.debt.terms.method, found.debt.terms.periods) == (Method.EQUAL_PRINCIPAL, 10)
    following = following_due(found.debt, DAY, DAY)
    assert (following.day, following.amount) == (date(2026, 12, 2), 431_300)


def test_paying_what_is_late_leaves_just_the_rest():
    debt = fitted(LATE, _base("jiebei"), template("jiebei").methods).debt
    paid = replace(debt, payments=(Payment(date=DAY, amount=LATE.due, after_balance=True),))
    assert owed(paid, DAY).arrears == 0
    assert owed(paid, DAY).parts.total == LATE.total - LATE.due


@pytest.mark.parametrize(
    ("code", "total", "due"),
    [
        ("weilidai", 812_345, 102_345),
        ("mortgage", 80_000_000, 359_236),
        ("other", 1_200_000, 130_000),
    ],
)
def test_an_instalment_that_usual_terms_do_not_explain_is_written_into_them(code, total, due):
    page = PhonePage(as_of=DAY, total=Fen(total), due=Fen(due), due_on=date(2026, 12, 10))
    debt = fitted(page, _base(code), template(code).methods).debt
    assert owed(debt, DAY).parts.total == total
    assert this_due(debt, page) == due
    assert following_due(debt, DAY, page.due_on).amount == due


def test_a_last_instalment_that_is_all_that_is_owed_charges_nothing_more():
    page = PhonePage(as_of=DAY, total=Fen(50_000), due=Fen(50_000), due_on=date(2026, 12, 8))
    debt = fitted(page, _base("huabei"), template("huabei").methods).debt
    assert [(e.day, e.amount) for e in obligations(debt, DAY)] == [(page.due_on, 50_000)]


def test_the_next_instalment_of_the_page_decides_between_the_ways_of_repaying():
    page = replace(LATE, following=Fen(438_900))
    debt = fitted(page, _base("jiebei"), template("jiebei").methods).debt
    assert owed(debt, DAY).parts.total == page.total
    assert this_due(debt, page) == page.due
    assert following_due(debt, DAY, DAY).amount == 438_900


@pytest.mark.parametrize("late", [False, True])
def test_a_card_asks_for_the_least_that_its_bill_shows(late):
    due_on = date(2026, 11, 8) if late else date(2026, 12, 8)
    page = PhonePage(
        as_of=DAY, total=Fen(1_234_567), due=Fen(61_728), due_on=due_on,
        since=due_on if late else None,
    )  # fmt: skip
    debt = card(page, _base("credit_card"))
    assert owed(debt, DAY).parts.total == page.total
    assert this_due(debt, page) == page.due
    assert owed(debt, DAY).overdue_days == (14 if late else 0)


@settings(max_examples=60, deadline=None)
@given(
    code=st.sampled_from(["jiebei", "mortgage"]),
    method=st.sampled_from([Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL]),
    principal=st.integers(100_000, 20_000_000),
    periods=st.integers(2, 60),
    ago=st.integers(1, 27),
    late=st.booleans(),
)
@example(code="jiebei", method=Method.EQUAL_PRINCIPAL, principal=100_000, periods=23, ago=27,
         late=False)  # fmt: skip
@example(code="mortgage", method=Method.EQUAL_PRINCIPAL, principal=100_000, periods=58, ago=27,
         late=False)  # fmt: skip
def test_what_a_real_contract_shows_is_found_again(code, method, principal, periods, ago, late):
    """The page of any contract gives a debt that owes the same and asks for the same."""
    base = _base(code)
    due = date(2026, 11, 22 - ago % 21) if late else add_months(date(2026, 11, ago), 1)
    due = due if not late or due < DAY else date(2026, 11, 1)
    terms = replace(base.terms, method=method, periods=periods, first_due=due)
    real = replace(
        base, principal=Fen(principal), contract_date=min(add_months(due, -1), DAY), terms=terms
    )
    page = PhonePage(as_of=DAY, total=owed(real, DAY).parts.total, due=Fen(1), due_on=due,
                since=due if late else None)  # fmt: skip
    page = replace(page, due=this_due(real, page))
    fit = fitted(page, base, (Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL))
    found = fit.debt
    assert fit.exact
    assert owed(found, DAY).parts.total == page.total
    assert this_due(found, page) == page.due
