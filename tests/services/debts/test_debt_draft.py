from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    DebtId,
    Hardship,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, RatePeriod
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.debts.debt_draft import DebtDraft, blank, draft_of, parse
from jiebei_desktop.services.debts.debt_proof import proof
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.reference.products import template, templates

DAY = date(2026, 11, 22)
NEW = DebtId("new")
BOOKS = (demo.employee(DAY), demo.shop(DAY))
DEMO = [debt for book in BOOKS for debt in book.debts]

TYPED = replace(
    blank(template("jiebei"), DAY),
    name="借呗",
    lender_type=LenderType.CONSUMER_FINANCE,
    principal="45,600",
    contract_date=date(2026, 8, 2),
    first_due=date(2026, 9, 2),
    method=Method.EQUAL_PRINCIPAL,
    paid="2",
)


def problems(draft: DebtDraft) -> dict[str, str]:
    debt, found = parse(draft, DAY, NEW)
    assert debt is None or not found
    return {problem.field: problem.code for problem in found}


def test_a_contract_with_paid_instalments_proves_itself_against_the_bill():
    debt, found = parse(TYPED, DAY, NEW)
    assert found == ()
    figures = proof(debt, DAY)
    assert figures.owed.parts.total == 3_898_800
    assert figures.owed.arrears == 444_600
    assert (figures.next.day, figures.next.amount) == (date(2026, 12, 2), 431_300)
    assert figures.total_interest == 451_060
    assert figures.rate.nominal.quantize(Decimal("0.0001")) == Decimal("0.1825")
    assert len(debt.payments) == 2


def test_what_the_app_shows_is_enough_without_the_contract_figures():
    draft = replace(
        TYPED,
        principal="",
        paid="",
        periods="9",
        first_due=date(2026, 12, 2),
        shown_on=DAY,
        shown_principal="38000",
        shown_interest="931",
        shown_penalty="57",
        overdue_principal="3800",
        overdue_since=date(2026, 11, 2),
    )
    debt, found = parse(draft, DAY, NEW)
    assert found == ()
    assert debt.principal == 3_800_000
    stand = owed(debt, DAY)
    assert stand.parts.total == 3_898_800
    assert stand.overdue_days == 20
    assert stand.next_due == date(2026, 12, 2)


@pytest.mark.parametrize("debt", DEMO, ids=range(len(DEMO)))
def test_an_untouched_edit_changes_no_figure_and_no_term(debt):
    wanted, found = parse(draft_of(debt), DAY, debt.id, debt)
    assert found == ()
    assert wanted == debt


@pytest.mark.parametrize("product", templates(), ids=lambda product: product.code)
def test_every_template_gives_a_debt_once_amount_and_lender_are_filled_in(product):
    draft = replace(
        blank(product, DAY),
        principal="10000",
        contract_date=date(2026, 10, 20),
        lender_type=LenderType.BANK,
        periods="12",
        rate="0.05",
        per=RatePeriod.DAY,
    )
    debt, found = parse(draft, DAY, NEW)
    assert found == ()
    assert debt.name == product.code
    assert proof(debt, DAY).owed.parts.total >= 1_000_000


def test_kinds_of_lender_are_filled_in_only_where_the_product_settles_them():
    assert blank(template("jiebei"), DAY).lender_type is None
    assert blank(template("family"), DAY).lender_type is LenderType.PRIVATE_PERSON
    assert blank(template("mortgage"), DAY).lender_type is LenderType.BANK


def test_an_empty_form_names_every_field_that_is_needed():
    found = problems(replace(blank(template("jiebei"), DAY), rate="", periods="", penalty=""))
    assert found == {
        "principal": "missing",
        "rate": "missing",
        "periods": "missing",
        "penalty": "missing",
        "lender_type": "not_chosen",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("principal", "12a", "not_amount"),
        ("principal", "-5", "not_positive"),
        ("principal", "0", "not_positive"),
        ("rate", "x", "not_percent"),
        ("rate", "500", "high_rate"),
        ("periods", "1.5", "not_number"),
        ("periods", "0", "out_of_range"),
        ("periods", "601", "out_of_range"),
        ("penalty", "11", "out_of_range"),
        ("grace", "61", "out_of_range"),
        ("paid", "5", "too_many_paid"),
        ("credit_limit", "x", "not_amount"),
        ("contract_date", date(2026, 11, 23), "ahead"),
        ("first_due", date(2026, 8, 1), "before_contract"),
        ("upfront", "45600.01", "above_principal"),
        ("principal", "10000000000.01", "too_large"),
    ],
)
def test_each_slip_is_named_at_its_field(field, value, code):
    assert problems(replace(TYPED, **{field: value}))[field] == code


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"shown_on": date(2026, 11, 23)}, "shown_on", "ahead"),
        ({"shown_on": date(2026, 8, 1)}, "shown_on", "before_contract"),
        ({"shown_principal": ""}, "shown_principal", "missing"),
        ({"overdue_principal": "500"}, "overdue_principal", "above_principal"),
        ({"overdue_principal": "50"}, "overdue_since", "missing"),
        (
            {"shown_on": date(2026, 11, 1), "overdue_principal": "50", "overdue_since": DAY},
            "overdue_since",
            "after_balance",
        ),
    ],
)
def test_slips_in_what_the_app_shows_are_named_too(changes, field, code):
    draft = replace(TYPED, shown_on=DAY, shown_principal="100", paid="")
    assert problems(replace(draft, **changes))[field] == code


def test_a_card_needs_a_share_for_its_minimum():
    card = replace(
        blank(template("credit_card"), DAY),
        principal="5000",
        contract_date=date(2026, 10, 1),
        minimum_share="",
    )
    assert problems(card) == {"minimum_share": "missing"}
    assert problems(replace(card, minimum_share="120")) == {"minimum_share": "above_whole"}
    debt, _found = parse(replace(card, minimum_share="10"), DAY, NEW)
    assert debt.terms.minimum.fraction == Decimal("0.1")


def test_a_card_keeps_the_day_of_its_bill_and_only_a_card_has_one():
    card = replace(
        blank(template("credit_card"), DAY), principal="5000", contract_date=date(2026, 10, 1)
    )
    assert problems(replace(card, bill_day="32")) == {"bill_day": "out_of_range"}
    made, _found = parse(replace(card, bill_day="31"), DAY, NEW)
    assert (made.terms.bill_day, draft_of(made).bill_day) == (31, "31")
    unplanned, _found = parse(replace(draft_of(made), method=Method.FREE), DAY, NEW, made)
    assert unplanned.terms.bill_day == 31
    loan, _found = parse(replace(TYPED, bill_day="31"), DAY, NEW)
    assert loan.terms.bill_day is None


def test_instalments_with_a_flat_fee_ask_for_the_fee_instead_of_a_rate():
    flat = replace(TYPED, method=Method.FEE_INSTALMENT, rate="", fee="")
    assert problems(flat) == {"fee": "missing"}
    debt, _found = parse(replace(flat, fee="0.66"), DAY, NEW)
    assert (proof(debt, DAY).next.fees, proof(debt, DAY).total_interest) == (30_096, 0)
    assert proof(debt, DAY).rate.nominal > Decimal("0.13")


def test_without_a_schedule_nothing_is_due_next():
    free = replace(TYPED, method=Method.FREE, paid="3", periods="x")
    debt, found = parse(free, DAY, NEW)
    assert found == ()
    assert (debt.terms.first_due, debt.terms.due_day, debt.payments) == (None, None, ())
    assert proof(debt, DAY).next is None


def test_changing_the_first_due_date_moves_the_day_of_the_month():
    debt = DEMO[0]
    draft = replace(draft_of(debt), first_due=date(2026, 9, 12))
    wanted, _found = parse(draft, DAY, debt.id, debt)
    assert wanted.terms.due_day == 12
    cleared, _found = parse(replace(draft, first_due=None), DAY, debt.id, debt)
    assert cleared.terms.first_due is None
    assert cleared.terms.due_day is None


def test_editing_keeps_payments_stage_and_later_terms():
    debt = DEMO[5]
    wanted, _found = parse(replace(draft_of(debt), name="新名字"), DAY, debt.id, debt)
    assert (wanted.payments, wanted.versions, wanted.stage) == (
        debt.payments,
        debt.versions,
        debt.stage,
    )
    assert wanted.name == "新名字"


def test_every_other_field_reaches_the_debt():
    draft = replace(
        TYPED,
        lender="某公司",
        upfront="300",
        grace="3",
        compound=True,
        day_basis=DayBasis.ACT_360,
        priority=Priority.SECURED,
        credit_limit="60000",
        note=" 记一笔 ",
    )
    debt, _found = parse(draft, DAY, NEW)
    assert debt.lender == "某公司"
    assert debt.terms.upfront_fee == 30_000
    assert debt.terms.grace_days == 3
    assert debt.terms.compound_overdue_interest
    assert debt.terms.day_basis is DayBasis.ACT_360
    assert debt.priority is Priority.SECURED
    assert debt.credit_limit == Fen(6_000_000)
    assert debt.note == "记一笔"


@settings(max_examples=40)
@given(
    st.integers(min_value=1, max_value=10_000_000),
    st.integers(min_value=1, max_value=60),
    st.sampled_from([Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY]),
)
def test_a_draft_of_a_parsed_debt_parses_to_the_same_debt(yuan, periods, method):
    typed = replace(TYPED, principal=str(yuan), periods=str(periods), method=method, paid="")
    debt, found = parse(typed, DAY, NEW)
    assert found == ()
    again, _found = parse(draft_of(debt), DAY, NEW, debt)
    assert again == debt


def test_what_the_form_does_not_show_stays_with_the_debt():
    debt = replace(
        DEMO[0],
        credit_limit=Fen(5_000_000),
        contract_no="HT-17",
        lender_phone="95188",
        co_debtors="周强",
        hardship=Hardship(since=date(2026, 6, 30), cause="shop closed", words="关店"),
    )
    edited, found = parse(replace(draft_of(debt), name="改名"), DAY, debt.id, debt)
    assert found == ()
    assert edited == replace(debt, name="改名")


def test_a_rate_above_the_line_is_taken_once_it_is_confirmed():
    draft = replace(TYPED, rate="10", per=RatePeriod.MONTH)
    assert problems(draft) == {"rate": "high_rate"}
    debt, found = parse(replace(draft, confirmed=True), DAY, NEW)
    assert found == ()
    assert draft_of(debt).confirmed
    assert not draft_of(DEMO[0]).confirmed
    flat = replace(TYPED, method=Method.FEE_INSTALMENT, rate="", fee="66")
    assert problems(flat) == {"fee": "high_rate"}


def test_with_the_app_s_figures_the_day_of_borrowing_may_stay_unknown():
    """The form begins with today: an older lateness then contradicts nothing."""
    draft = replace(
        TYPED, contract_date=DAY, shown_on=DAY, paid="", shown_principal="38000",
        overdue_principal="3800", overdue_since=date(2026, 11, 2), first_due=date(2026, 12, 2),
    )  # fmt: skip
    debt, found = parse(draft, DAY, NEW)
    assert found == ()
    assert debt.balance.overdue_since == date(2026, 11, 2)


def test_a_debt_of_the_page_without_a_first_due_day_shows_the_next_one_and_keeps_it_unwritten():
    shown = ReportedBalance(as_of=date(2026, 11, 20), principal=Fen(900_000))
    typed = replace(
        DEMO[0],
        payments=(),
        balance=shown,
        terms=replace(DEMO[0].terms, first_due=None, due_day=19, periods=7),
    )
    assert draft_of(typed).first_due == date(2026, 12, 19)
    again, found = parse(draft_of(typed), DAY, typed.id, typed)
    assert (found, again.terms.first_due, again.terms.due_day) == ((), None, 19)
