"""What every lender agrees to as asked is then owed, due and paid as the plan's way had it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest
from households import DAY, MADE, random_book
from msgspec.structs import replace
from odd_households import ODD

from jiebei_desktop.domain.agreed_terms import instalments_of, version_of
from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.standing import current_terms, obligations
from jiebei_desktop.services.negotiation.case_proposals import request_of
from jiebei_desktop.services.picture import HORIZONS, LaneName, picture_of, reading_of
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.reference import rulebook

RULES = rulebook.load()
HOUSEHOLDS = {
    **MADE,
    **ODD,
    **{f"random {seed}": lambda seed=seed: random_book(seed) for seed in range(1, 50, 4)},
}


@cache
def asked(name):
    """Return a household, its picture and the plans its lenders are asked for."""
    book = HOUSEHOLDS[name]()
    seen = picture_of(reading_of(book, DAY, RULES))
    if seen.asks is None:
        return book, seen, []
    made = proposals(book, seen.money("plan.payment") or 0, DAY, RULES, seen=seen)
    return book, seen, [one for one in made.offers if one.plan is not None]


def signed(book, offers):
    """Return the household once every lender has agreed to what it was asked for, on that day."""
    wanted = {one.debt: request_of(one, one.plan) for one in offers}
    return replace(
        book,
        debts=tuple(
            debt
            if debt.id not in wanted
            else replace(
                debt,
                stage=Stage.RESTRUCTURED,
                versions=(
                    *debt.versions,
                    version_of(wanted[debt.id], DAY, current_terms(debt, DAY)),
                ),
            )
            for debt in book.debts
        ),
    )


@cache
def once_signed(name):
    """Return the picture of the household once every lender has agreed."""
    book, _, offers = asked(name)
    return picture_of(reading_of(signed(book, offers), DAY, RULES))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_an_agreement_means_the_very_instalments_of_the_plan(name):
    """A whole month of interest, level payments and charges apart stood in the agreement."""
    book, _, offers = asked(name)
    after = {debt.id: debt for debt in signed(book, offers).debts}
    for one in offers:
        rows = [(row.due, row.payment) for row in one.plan.rows]
        assert [
            (mark.due, mark.amount) for mark in instalments_of(request_of(one, one.plan))
        ] == rows
        due = obligations(after[one.debt], DAY)
        assert [(each.day, each.amount) for each in due if each.n] == rows


def paid(pays, first):
    """Return what is paid before a day together, and everything from then on by its day."""
    return sum(fen for day, fen in pays if day < first), [one for one in pays if one[0] >= first]


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_all_agreed_to_leads_where_the_plan_did(name):
    """Money paid before the first instalment was forgotten once an agreement was entered."""
    _, seen, offers = asked(name)
    cut = any("principal" in one.plan.let_go or one.plan.lump_sum for one in offers)
    if not offers or cut or seen.asks.given:
        return  # the lane of the plan waives no principal, and a sale pays beside it
    plan = seen.lanes[LaneName.PLAN]
    kept = once_signed(name).lanes[LaneName.CONTRACT]
    for one in offers:
        first = one.plan.first_due
        assert paid(kept.pays[one.debt], first) == paid(plan.pays[one.debt], first)
    if seen.asks.relief:
        return  # what guards the home is asked for something, too, and nobody agreed to that here
    assert (kept.cash, kept.debt_free) == (plan.cash, plan.debt_free)
    for days in HORIZONS:
        begun = DAY + timedelta(days)
        later = [one.plan.let_go for one in offers if one.plan.first_due > begun]
        waived = sum(sum(parts.values()) for parts in later)  # from the first instalment on
        assert abs(plan.owed[days] - kept.owed[days] - waived) <= 2 * len(offers)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_nobody_is_asked_again_on_the_day_of_the_agreement(name):
    _, _, offers = asked(name)
    told = {one.debt for one in offers if not one.plan.lump_sum}  # a sale pays what else is due
    assert {one.debt for one in once_signed(name).asks.asks} & told == set()
