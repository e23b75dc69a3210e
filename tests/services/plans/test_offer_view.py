"""What the offer page says, checked against rates worked out another way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pyxirr import irr

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.loan_offer import LoanFlow, LoanOffer
from jiebei_desktop.domain.offer_check import offer_rate
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.plans import offer_view
from jiebei_desktop.services.plans.offer_view import OfferDraft
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)
RULES = rulebook.load()
DESIGN = offer_view.sample(DAY)


def changed(**values) -> OfferDraft:
    from msgspec.structs import replace

    return replace(DESIGN, **values)


def test_the_design_s_offer_costs_what_an_independent_rate_says():
    found = offer_view.assess(offer_view.parse(DESIGN), RULES)
    other = irr([-9400.0, *[963.33] * 12]) * 12
    assert round(float(found.report.nominal), 6) == pytest.approx(other, abs=1e-6)
    assert f"{found.report.nominal:.4f}" == "0.4002"
    assert found.report.repaid == 1_155_996
    assert found.report.cost == 215_996
    assert f"{found.times_stated:.1f}" == "2.6"
    assert found.grade.value == "severe"
    assert found.line.rate == Decimal("0.24")
    assert [band.code for band in found.bands] == ["le4lpr", "le24", "b24_36", "gt36"]


def test_a_fee_on_the_first_principal_is_recognised_and_costed_without_the_deduction():
    flat = offer_view.assess(offer_view.parse(DESIGN), RULES).flat
    assert flat.monthly == Decimal("0.013")
    assert float(flat.nominal) == pytest.approx(irr([-10000.0, *[963.33] * 12]) * 12, abs=1e-6)


@pytest.mark.parametrize("payment", [83_334, 91_717])
def test_no_fee_is_seen_where_there_is_none(payment):
    # Without interest; and an annuity at 18.2 %, which is no rate per month to a hundredth.
    draft = changed(payment=payment, received=None, stated=None)
    found = offer_view.assess(offer_view.parse(draft), RULES)
    assert found.flat is None


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"face": None, "payment": None}, [("face", "missing"), ("payment", "missing")]),
        ({"received": 0}, [("received", "missing")]),
        ({"received": 1_000_001}, [("received", "more-than-face")]),
    ],
)
def test_what_is_not_in_order_yet_is_named(values, problems):
    found = offer_view.parse(changed(**values))
    assert [(each.field, each.code) for each in found] == problems


def test_an_offer_that_asks_for_less_than_it_gives_is_answered_with_a_finding():
    found = offer_view.assess(offer_view.parse(changed(payment=70_000, stated=None)), RULES)
    assert found.report.cost == 70_000 * 12 - 940_000
    assert [each.id for each in found.report.findings] == ["W-KANTOU", "W-REPAID-LESS"]
    assert found.grade is Severity.SEVERE


def test_a_private_loan_is_measured_by_the_cap_on_private_loans():
    found = offer_view.assess(
        offer_view.parse(changed(lender_type=LenderType.PRIVATE_PERSON)), RULES
    )
    assert found.line.row.id == "pl_cap_4lpr"


def test_without_an_advertised_rate_nothing_is_compared_with_one():
    found = offer_view.assess(offer_view.parse(changed(stated=None)), RULES)
    assert found.times_stated is None


def test_a_draft_is_read_back_from_its_offer_and_its_file():
    draft = changed(fee=10_000, signs=("bridge_loan",))
    offer = offer_view.parse(draft)
    assert offer_file.read(offer_file.dump(offer)) == offer
    again = offer_view.draft_of(offer)
    assert offer_view.parse(again) == offer
    plain = offer_view.parse(changed(received=None, stated=None))
    assert offer_view.draft_of(plain).received is None
    assert offer_file.read(offer_file.dump(plain)) == plain


def test_the_dearer_unsecured_debts_are_chosen_and_every_choice_is_followed(employee):
    cheap = offer_view.parse(changed(received=None, payment=85_000, stated=None))
    debts = employee.ledger.debts()
    found = offer_view.compare(cheap, debts)
    rates = [rival.nominal for rival in found.rivals]
    assert rates == sorted(rates, reverse=True)
    assert any(rival.chosen for rival in found.rivals)
    assert all(rival.nominal > offer_rate(cheap).nominal for rival in found.rivals if rival.chosen)
    one = found.rivals[-1].debt
    only = offer_view.compare(cheap, debts, frozenset({one}))
    assert [rival.debt for rival in only.rivals if rival.chosen] == [one]
    assert only.consolidation.settle_now == found.rivals[-1].total
    assert offer_view.compare(cheap, debts, frozenset()).consolidation is None


def test_offers_are_kept_for_reference_dropped_and_given_back_by_undo(employee):
    offer = offer_view.parse(DESIGN)
    offer_view.keep(employee, "一家小贷", offer)
    offer_view.keep(employee, "一家小贷", offer)
    assert offer_view.facts(employee).saved == (("一家小贷", offer),)
    offer_view.forget(employee, "一家小贷")
    assert offer_view.facts(employee).saved == ()
    employee.history.undo()
    found = offer_view.facts(employee)
    assert found.saved == (("一家小贷", offer),)
    assert len(found.debts) == len(employee.ledger.debts())
    assert found.signs


def test_instalments_that_are_not_a_month_apart_have_no_monthly_fee():
    offer = LoanOffer(
        lender_type=LenderType.UNKNOWN,
        date=DAY,
        face=100_000,
        received=100_000,
        flows=(LoanFlow(date=date(2026, 12, 1), amount=110_000),),
    )
    assert offer_view.assess(offer, RULES).flat is None
