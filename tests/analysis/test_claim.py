"""What a creditor claims, and what of it is repaid when something is let go: sums by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import MONTHS, Due, Periods
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen

RATE = Fraction(1, 100)
BY_DAYS = Periods((17,), 30)
CLAIM = Claim(
    debt=DebtId("x"), since=date(2026, 11, 22), principal=Fen(90_000), interest=Fen(700),
    penalty=Fen(50), fees=Fen(4), rate=RATE, months_left=12, above=Fen(300), withheld=Fen(2_000),
    periods=BY_DAYS,
)  # fmt: skip


def test_the_whole_its_charges_and_what_the_law_supports_of_it():
    assert (CLAIM.total, CLAIM.charges, CLAIM.supported) == (90_754, 754, 88_454)


@pytest.mark.parametrize(
    ("rate", "penalty", "bears"),
    [("0", 0, False), ("0", 1, True), ("0.0001", 0, True), ("0.01", 50, True)],
)
def test_what_runs_is_a_rate_or_a_penalty_and_not_old_interest(rate, penalty, bears):
    assert replace(CLAIM, rate=Fraction(rate), penalty=Fen(penalty)).bears is bears


@pytest.mark.parametrize(
    ("waived", "principal", "charges"),
    [(0, 88_000, 754), (1, 88_000, 753), (754, 88_000, 0), (755, 87_999, 0), (88_754, 0, 0)],
)
def test_charges_are_let_go_before_principal_and_what_was_kept_back_is_never_repaid(
    waived, principal, charges
):
    assert CLAIM.due(RATE, waived) == Due(principal, charges, RATE, BY_DAYS)
    whole = replace(CLAIM, capitalise=True).due(RATE, waived)
    assert whole == Due(principal + charges, 0, RATE, BY_DAYS)


def test_without_a_rate_no_day_counts():
    assert CLAIM.due(Fraction(0)) == Due(88_000, 754, Fraction(0), MONTHS)
