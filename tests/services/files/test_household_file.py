from __future__ import annotations

import copy
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    Drawing,
    Hardship,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Rounding,
    Stage,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.events import WITH_AMOUNT, EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    Certainty,
    Entry,
    EntryKind,
    Every,
    Household,
    Housing,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.files.household_file import (
    HouseholdError,
    dump,
    pieces,
    read_asking,
    read_stream,
)
from jiebei_desktop.services.formats.json_fields import parse_json
from jiebei_desktop.storage import engine, migrations
from jiebei_desktop.storage.books import Added
from jiebei_desktop.storage.ledger import Ledger

EXAMPLE = {
    "format": "jiebei.household/1",
    "household": {"members": 3, "city": "某市", "dibao_per_person": "1005.00", "dibao_as_of": "2026-07-01"},
    "cash": [{"name": "余额", "amount": "3200.00", "as_of": "2026-11-22"}],
    "entries": [
        {"date": "2026-10-10", "kind": "income", "amount": "8600.00", "category": "A1", "counterparty": "公司", "note": ""}
    ],
    "recurring": [
        {"name": "房租", "kind": "expense", "amount": "2200.00", "category": "B1", "every": "month", "day": 5,
         "from": "2026-01-01", "until": None, "certainty": "fixed"}
    ],
    "assets": [{"name": "车", "kind": "vehicle", "value": "30000.00", "can_sell": True, "needed_for_living": False}],
    "said": [
        {"kind": "passing", "from": "2026-08-01", "until": "2026-11-30", "category": "A5", "on": "2026-11-22"},
        {"kind": "nothing", "from": "2026-06-01", "until": "2026-06-30", "category": "", "on": "2026-11-22"},
    ],
    "events": [
        {"from": "2026-12-01", "kind": "income_ends", "category": "A5", "name": "兼职", "amount": None, "until": None},
        {"from": "2027-01-01", "kind": "spending_changes", "category": "B1", "name": "", "amount": "1800.00",
         "until": "2027-12-31"},
        {"from": "2027-03-01", "kind": "months_not_recorded", "category": "", "name": "", "amount": None,
         "until": "2027-04-30"},
    ],
    "debts": [{
        "id": "jb1", "product": "jiebei", "name": "借呗", "lender": "某公司", "lender_type": "consumer_finance",
        "contract_date": "2026-01-15", "principal": "12000.00", "rate": {"value": "0.0005", "per": "day"},
        "day_basis": "365", "method": "equal_payment", "periods": 12, "first_due": "2026-02-15", "due_day": 15,
        "fee_per_period": None, "upfront_fee": None, "minimum": None, "penalty_multiplier": "1.5",
        "compound_overdue_interest": False, "grace_days": 0, "allocation": "fees_interest_principal",
        "accelerated_on": None, "priority": "unsecured", "payments": [{"date": "2026-02-15", "amount": "1101.15"}],
        "balance": None,
    }],
}  # fmt: skip


def read(document):
    """Return the household of a file that asks nothing."""
    return read_asking(document).book


def changed(path, value):
    """Return the example with one place changed; ``...`` removes it."""
    document = copy.deepcopy(EXAMPLE)
    *way, last = path
    place = document
    for key in way:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return document


def test_the_example_is_read_to_the_fen():
    book = read(EXAMPLE)
    assert book.household == Household(
        members=3, city="某市", dibao_per_person=100_500, dibao_as_of=date(2026, 7, 1)
    )
    assert book.entries[0].amount == 860_000
    (debt,) = book.debts
    assert (debt.principal, debt.payments[0].amount) == (1_200_000, 110_115)
    assert debt.terms.rate == Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)


def test_what_the_example_says_is_said_again():
    document = dump(read(EXAMPLE))
    assert json.loads(json.dumps(document)) == document
    for key in ("household", "cash", "entries", "recurring", "assets", "events", "said"):
        said, again = EXAMPLE[key], document[key]
        pairs = [(said, again)] if isinstance(said, dict) else zip(said, again, strict=True)
        assert all(one.items() <= other.items() for one, other in pairs)
    assert document["debts"][0]["principal"] == "12000.00"
    assert document["debts"][0]["rate"] == {"value": "0.0005", "per": "day"}
    assert document["recurring"][0]["from"] == "2026-01-01"


@pytest.mark.parametrize(
    ("path", "value", "where", "what"),
    [
        (("format",), "jiebei.household/2", "format", "wrong-format"),
        (("household",), [], "household", "not-object"),
        (("household", "members"), 0, "household.members", "out-of-range"),
        (("household", "members"), True, "household.members", "not-integer"),
        (("household", "members"), "3", "household.members", "not-integer"),
        (("household", "dibao_per_person"), 1005, "household.dibao_per_person", "not-amount"),
        (("household", "income_kind"), "rich", "household.income_kind", "not-one-of"),
        (("household", "children_born"), "2017", "household.children_born", "not-list"),
        (("household", "children_born"), [17], "household.children_born[0]", "out-of-range"),
        (("household", "children_born"), [2017, "x"], "household.children_born[1]", "not-integer"),
        (
            ("household", "children_born"),
            [2017] * 3,
            "household.children_born",
            "too-many-children",
        ),
        (("household", "housing"), "castle", "household.housing", "not-one-of"),
        (("cash",), {}, "cash", "not-list"),
        (("cash", 0, "name"), " ", "cash[0].name", "empty"),
        (("cash", 0, "name"), 5, "cash[0].name", "not-text"),
        (("cash", 0, "name"), "余\x00额", "cash[0].name", "not-plain"),
        (("debts", 0, "lender"), "某\x1b[31m公司", "debts[0].lender", "not-plain"),
        (("debts", 0, "id"), "x" * 10_001, "debts[0].id", "too-long"),
        (("entries", 0, "not\x00e"), "x", "entries[0]", "not-plain"),
        (("cash", 0, "as_of"), ..., "cash[0].as_of", "missing"),
        (("cash", 0), "余额", "cash[0]", "not-object"),
        (("entries", 0, "date"), "2026-02-30", "entries[0].date", "not-date"),
        (("entries", 0, "date"), "20261010", "entries[0].date", "not-date"),
        (("entries", 0, "amount"), "1.005", "entries[0].amount", "not-amount"),
        (("entries", 0, "amount"), 8600.0, "entries[0].amount", "not-amount"),
        (("entries", 0, "category"), "A13", "entries[0].category", "not-one-of"),
        (("entries", 0, "kind"), "gift", "entries[0].kind", "not-one-of"),
        (("recurring", 0, "amount"), "-1.00", "recurring[0].amount", "negative"),
        (("recurring", 0, "day"), 32, "recurring[0].day", "out-of-range"),
        (("assets", 0, "can_sell"), "yes", "assets[0].can_sell", "not-flag"),
        (("debts", 0, "rate"), ..., "debts[0].rate", "missing"),
        (("debts", 0, "rate", "value"), 0.0005, "debts[0].rate.value", "not-rate"),
        (("debts", 0, "rate", "value"), "5e-4", "debts[0].rate.value", "not-rate"),
        (("debts", 0, "rate", "per"), "week", "debts[0].rate.per", "not-one-of"),
        (("debts", 0, "principal"), ..., "debts[0].principal", "missing"),
        (("debts", 0, "id"), ..., "debts[0].id", "missing"),
        (
            ("debts", 0, "payments", 0, "amount"),
            "0.00",
            "debts[0].payments[0].amount",
            "not-positive",
        ),
        (("debts", 0, "lender_type"), "shark", "debts[0].lender_type", "not-one-of"),
        (("debts",), EXAMPLE["debts"] * 2, "debts[1].id", "duplicate"),
        (("cash",), EXAMPLE["cash"] * 2, "cash[1].as_of", "duplicate"),
        (("entries", 0, "category"), "B1", "entries[0].category", "not-one-of"),
        (("recurring", 0, "category"), "A1", "recurring[0].category", "not-one-of"),
        (("recurring", 0, "until"), "1999-12-31", "recurring[0].until", "before-start"),
        (("events", 0, "kind"), "lottery", "events[0].kind", "not-one-of"),
        (("events", 0, "from"), "2026-02-30", "events[0].from", "not-date"),
        (("events", 0, "category"), None, "events[0].category", "missing"),
        (("events", 0, "category"), "B1", "events[0].category", "not-one-of"),
        (("events", 0, "until"), "2026-11-30", "events[0].until", "before-start"),
        (("events", 1, "amount"), None, "events[1].amount", "missing"),
        (("events", 1, "amount"), "-1.00", "events[1].amount", "negative"),
        (("events", 1, "category"), "A1", "events[1].category", "not-one-of"),
        (("said", 0, "kind"), "maybe", "said[0].kind", "not-one-of"),
        (("said", 0, "category"), "", "said[0].category", "not-one-of"),
        (("said", 0, "category"), "B1", "said[0].category", "not-one-of"),
        (("said", 1, "category"), "C1", "said[1].category", "not-one-of"),
        (("said", 1, "until"), "2026-05-31", "said[1].until", "before-start"),
        (("said", 1, "on"), None, "said[1].on", "missing"),
        (("events", 0, "confirmed"), "yes", "events[0].confirmed", "not-flag"),
        (("events", 2, "until"), None, "events[2].until", "missing"),
        (("events", 2, "category"), "A1", "events[2].category", "not-wanted"),
        (("debts", 0, "hardship"), {"kind": "lost work"}, "debts[0].hardship.since", "missing"),
        (("debts", 0, "contract_no"), 17, "debts[0].contract_no", "not-text"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(path, value, where, what):
    with pytest.raises(HouseholdError) as caught:
        read(changed(path, value))
    assert (caught.value.path, caught.value.what) == (where, what)


@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "9" * 5000])
def test_a_number_without_end_is_told_with_its_place(digits):
    text = json.dumps(changed(("household", "members"), 77)).replace("77", digits, 1)
    for whole in (lambda: read(parse_json(text)), lambda: read_stream(io.StringIO(text), print)):
        with pytest.raises(HouseholdError) as caught:
            whole()
        assert (caught.value.path, caught.value.what) == ("household.members", "out-of-range")


def test_a_document_that_is_no_object_is_refused():
    with pytest.raises(HouseholdError) as caught:
        read([1])
    assert (caught.value.path, caught.value.what) == ("$", "not-object")


def test_the_allowed_words_are_named():
    with pytest.raises(HouseholdError) as caught:
        read(changed(("entries", 0, "kind"), "gift"))
    assert caught.value.allowed == ("income", "expense")


def test_one_account_may_be_read_on_several_days():
    readings = [{**EXAMPLE["cash"][0], "as_of": day} for day in ("2026-11-22", "2026-10-22")]
    book = read(changed(("cash",), readings))
    assert [reading.as_of.month for reading in book.cash] == [11, 10]
    assert dump(book)["cash"] == readings


def test_what_papers_ask_for_stands_beside_the_debt():
    document = changed(("debts", 0, "contract_no"), "HT-17")
    hardship = {"since": "2026-06-30", "kind": "shop closed", "words": "关店了"}
    document["debts"][0] |= {"hardship": hardship, "lender_phone": "95188"}
    document["household"] |= {"phone": "138", "address": "某路 1 号"}
    book = read(document)
    (debt,) = book.debts
    assert (debt.contract_no, debt.lender_phone) == ("HT-17", "95188")
    assert debt.hardship == Hardship(since=date(2026, 6, 30), cause="shop closed", words="关店了")
    assert dump(book)["debts"][0]["hardship"] == hardship
    assert (book.household.phone, book.household.address) == ("138", "某路 1 号")


def test_unknown_keys_are_noted_and_otherwise_ignored():
    document = changed(("debts", 0, "colour"), "red")
    document["mood"] = "calm"
    document["debts"][0]["rate"]["since"] = "2026"
    found = read_asking(document)
    assert found.book == read(EXAMPLE)
    assert set(found.unknown) == {"mood", "debts[0].colour", "debts[0].rate.since"}


def test_a_file_with_a_format_only_is_an_empty_book():
    assert read({"format": "jiebei.household/1"}) == Book()


def test_a_debt_can_be_given_by_what_the_app_shows():
    balance = {
        "as_of": "2026-11-01", "principal": "9000.00", "interest": "1.00", "penalty": "2.00", "fees": "3.00",
        "overdue_since": "2026-04-15", "overdue_principal": "3000.00",
    }  # fmt: skip
    document = changed(("debts", 0, "balance"), balance)
    for key in ("principal", "contract_date"):
        del document["debts"][0][key]
    (debt,) = read(document).debts
    assert (debt.principal, debt.contract_date) == (900_000, date(2026, 11, 1))
    assert debt.balance.overdue_principal == 300_000


def test_a_debt_without_interest_needs_no_rate():
    document = changed(("debts", 0, "method"), "free")
    del document["debts"][0]["rate"]
    assert read(document).debts[0].terms.rate.value == 0


def test_what_is_left_out_takes_its_usual_value():
    kept = ("id", "contract_date", "principal", "rate")
    bare = {key: EXAMPLE["debts"][0][key] for key in kept}
    (debt,) = read(changed(("debts",), [bare])).debts
    assert (debt.name, debt.product, debt.terms.penalty_multiplier) == (
        "jb1",
        "other",
        Decimal("1.5"),
    )
    assert debt.lender_type is LenderType.UNKNOWN


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ({"lender_type": "private_person"}, "1"),
        ({"priority": "family"}, "1"),
        ({"lender_type": "bank"}, "1.5"),
        ({"product": "credit_card", "lender_type": "credit_card_issuer"}, "1"),
        ({"product": "huabei"}, "1"),
        ({"product": "jiebei"}, "1.5"),
        ({"product": "huabei", "penalty_multiplier": "1.5"}, "1.5"),
        ({"lender_type": "private_person", "penalty_multiplier": "1.2"}, "1.2"),
    ],
)
def test_a_file_without_a_penalty_takes_the_usual_one_of_product_and_lender(said, times):
    kept = ("id", "contract_date", "principal", "rate")
    bare = {key: EXAMPLE["debts"][0][key] for key in kept} | said
    version = {"effective_from": "2026-06-01", "principal": "9000.00", "rate": bare["rate"]}
    (debt,) = read(changed(("debts",), [bare | {"versions": [version]}])).debts
    assert debt.terms.penalty_multiplier == Decimal(times)
    if "penalty_multiplier" not in said:
        assert debt.versions[0].terms.penalty_multiplier == Decimal(times)


@pytest.mark.parametrize(
    ("said", "priority"),
    [
        ({"product": "family", "lender_type": "private_person"}, Priority.FAMILY),
        ({"product": "family", "priority": None}, Priority.FAMILY),
        ({"product": "family", "priority": "unsecured"}, Priority.UNSECURED),
        ({"product": "mortgage"}, Priority.LIVELIHOOD),
        ({"product": "car_loan"}, Priority.SECURED),
        ({"product": "jiebei"}, Priority.UNSECURED),
        ({"product": "nobody knows this one"}, Priority.UNSECURED),
        ({"lender_type": "private_person"}, Priority.UNSECURED),
    ],
)
def test_a_file_without_a_priority_takes_that_of_the_product(said, priority):
    """A sister was asked like a lender, a home like a card."""
    kept = ("id", "contract_date", "principal", "rate")
    (debt,) = read(
        changed(("debts",), [{key: EXAMPLE["debts"][0][key] for key in kept} | said])
    ).debts
    assert debt.priority is priority


def test_a_weekly_item_names_a_day_of_the_week():
    document = changed(("recurring", 0, "every"), "week")
    assert read(document).recurring[0].day == 5
    document["recurring"][0]["day"] = 8
    with pytest.raises(HouseholdError):
        read(document)


def test_payments_and_entries_are_put_in_order():
    document = changed(
        ("debts", 0, "payments"),
        [{"date": "2026-03-15", "amount": "1.00"}, {"date": "2026-02-15", "amount": "2.00"}],
    )
    document["entries"] = [{**EXAMPLE["entries"][0], "date": f"2026-{m:02}-01"} for m in (5, 3, 4)]
    book = read(document)
    assert [payment.amount for payment in book.debts[0].payments] == [200, 100]
    assert [entry.date.month for entry in book.entries] == [3, 4, 5]


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=6)
NAMES = WORDS.filter(str.strip)
FEN = st.integers(0, 10**9)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
RATES = st.decimals(0, 3, places=6, allow_nan=False)
SIDES = st.sampled_from([(kind, code) for kind in EntryKind for code in categories.of_entry(kind)])
"""A direction with a category of it."""


def maybe(values):
    return st.none() | values


TERMS = st.builds(
    Terms,
    rate=st.builds(Rate, value=RATES, per=st.sampled_from(RatePeriod)),
    day_basis=st.sampled_from(DayBasis),
    method=st.sampled_from(Method),
    periods=maybe(st.integers(1, 360)),
    first_due=maybe(DAYS),
    due_day=maybe(st.integers(1, 31)),
    bill_day=maybe(st.integers(1, 31)),
    fee_per_period=maybe(RATES),
    upfront_fee=maybe(FEN),
    minimum=maybe(st.builds(Minimum, fraction=st.decimals(0, 1, places=4), floor=FEN)),
    penalty_multiplier=RATES,
    compound_overdue_interest=st.booleans(),
    grace_days=st.integers(0, 30),
    allocation=st.sampled_from(Allocation),
    rounding=st.sampled_from(Rounding),
    payment=maybe(FEN.map(lambda fen: fen + 1)),
    interest_only=st.integers(0, 12),
)
PARTS = st.builds(Parts, principal=FEN, interest=FEN, penalty=FEN, fees=FEN)
PAYMENTS = st.builds(
    Payment,
    date=DAYS,
    amount=FEN.map(lambda fen: fen + 1),
    note=WORDS,
    parts_of_lender=maybe(PARTS),
)
DRAWS = st.builds(Drawing, date=DAYS, amount=FEN.map(lambda fen: fen + 1))
BALANCES = st.builds(
    ReportedBalance, as_of=DAYS, principal=FEN, interest=FEN, penalty=FEN, fees=FEN,
    overdue_since=maybe(DAYS), overdue_principal=FEN,
)  # fmt: skip
VERSIONS = st.builds(
    TermsVersion,
    effective_from=DAYS,
    principal=FEN,
    terms=TERMS,
    interest=FEN,
    penalty=FEN,
    fees=FEN,
    note=WORDS,
)
DEBTS = st.builds(
    Debt, id=NAMES, name=NAMES, product=NAMES, lender=WORDS, lender_type=st.sampled_from(LenderType),
    contract_date=DAYS, principal=FEN, terms=TERMS, priority=st.sampled_from(Priority),
    accelerated_on=maybe(DAYS), stage=maybe(st.sampled_from(Stage)),
    payments=st.lists(PAYMENTS, max_size=3).map(lambda p: tuple(sorted(p, key=lambda one: one.date))),
    draws=st.lists(DRAWS, max_size=2).map(lambda d: tuple(sorted(d, key=lambda one: one.date))),
    balance=maybe(BALANCES),
    versions=st.lists(VERSIONS, max_size=2).map(lambda v: tuple(sorted(v, key=lambda one: one.effective_from))),
    credit_limit=maybe(FEN), note=WORDS, contract_no=WORDS, lender_phone=WORDS, co_debtors=WORDS,
    hardship=maybe(st.builds(Hardship, since=DAYS, cause=WORDS, words=WORDS)),
)  # fmt: skip
ENTRIES = st.builds(
    lambda side, **more: Entry(kind=side[0], category=side[1], **more), SIDES,
    date=st.sampled_from([date(2026, 1, 1), date(2026, 1, 2)]), amount=st.integers(-9, 9), counterparty=st.sampled_from(["", "店"]), note=st.sampled_from(["", "x"]),
    mark=st.sampled_from(Mark),
)  # fmt: skip


def agreeing(debt):
    """Return a debt whose statements can all be true: days moved, parts cut to the whole."""
    days = [debt.contract_date, debt.terms.first_due, debt.accelerated_on]
    days += [version.effective_from for version in debt.versions]
    balance = debt.balance
    if balance is not None:
        late = balance.overdue_since
        balance = replace(
            balance,
            overdue_since=late and min(late, balance.as_of),
            overdue_principal=min(balance.overdue_principal, balance.principal),
        )
        days += [balance.as_of, balance.overdue_since]
    return replace(
        debt,
        contract_date=min(day for day in days if day is not None),
        terms=replace(debt.terms, upfront_fee=None),
        balance=balance,
        payments=tuple(map(_within, debt.payments)),
    )


def _within(payment):
    parts = payment.parts_of_lender
    total = parts and parts.principal + parts.interest + parts.penalty + parts.fees
    return replace(payment, amount=max(payment.amount, total or 0))


@st.composite
def events(draw):
    kind = draw(st.sampled_from(EventKind))
    start, end = sorted([draw(DAYS), draw(DAYS)])
    always = kind is EventKind.MONTHS_NOT_RECORDED
    return LifeEvent(
        kind=kind,
        start=start,
        category=draw(st.sampled_from(categories.of_event(kind) or ("",))),
        name=draw(WORDS),
        amount=draw(FEN if kind in WITH_AMOUNT else maybe(FEN)),
        until=end if always or draw(st.booleans()) else None,
        confirmed=draw(st.booleans()),
    )


SAID = st.builds(
    lambda kind, days, code, on, name: Said(
        kind=kind, start=min(days), until=max(days), on=on, name=name,
        category=f"{'C' if kind is SaidKind.OTHER_COST else 'A'}{code}",
    ),
    st.sampled_from(SaidKind), st.tuples(DAYS, DAYS), st.sampled_from([1, 5]), DAYS, WORDS,
)  # fmt: skip
YEARS = st.lists(st.integers(1990, 2026), max_size=3).map(tuple)
BOOKS = st.builds(
    Book,
    household=st.builds(Household, members=st.integers(4, 9), children_born=maybe(YEARS), housing=maybe(st.sampled_from(Housing)),
                        work=WORDS, city=WORDS, dibao_per_person=maybe(FEN),
                        dibao_as_of=maybe(DAYS), name=WORDS, id_tail=WORDS, phone=WORDS, address=WORDS),
    cash=st.lists(st.builds(Cash, name=NAMES, amount=st.integers(-9, 9), as_of=DAYS), max_size=3,
                  unique_by=lambda cash: (cash.name, cash.as_of)).map(tuple),
    entries=st.lists(ENTRIES, max_size=5).map(lambda e: tuple(sorted(e, key=lambda one: one.date))),
    recurring=st.lists(st.builds(lambda side, days, until, **more: Recurring(
                                     kind=side[0], category=side[1], start=min(days),
                                     until=max(days) if until else None, **more,
                                 ), SIDES, st.tuples(DAYS, DAYS), st.booleans(),
                                 name=NAMES, amount=FEN, every=st.sampled_from(Every), day=st.integers(1, 7),
                                 certainty=st.sampled_from(Certainty)),
                       max_size=2).map(tuple),
    assets=st.lists(st.builds(Asset, name=NAMES, kind=st.sampled_from(AssetKind), value=FEN, can_sell=st.booleans(),
                              needed_for_living=st.booleans(), sale_from=maybe(DAYS)), max_size=2).map(tuple),
    events=st.lists(events(), max_size=3).map(lambda e: tuple(sorted(e, key=lambda one: one.start))),
    said=st.lists(SAID, max_size=3, unique=True).map(tuple),
    debts=st.lists(DEBTS.map(agreeing), max_size=2, unique_by=lambda debt: debt.id).map(tuple),
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(BOOKS)
def test_load_dump_load_dump_gives_the_same(book):
    document = dump(book)
    assert read(document) == book
    with engine.in_memory() as db:
        migrations.apply(db)
        ledger = Ledger(db, Path("memory"))
        ledger.add_book(read(document))
        assert dump(ledger.read_book()) == document
        assert ledger.add_book(book) == Added()
        assert ledger.read_book() == book
        assert {found.code for found in ledger.check()} <= {"payment-parts"}


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1200])
def test_pieces_are_the_text_of_the_whole_document(count):
    entry = Entry(
        date=date(2026, 1, 2), kind=EntryKind.EXPENSE, amount=Fen(1), category="B1",
        counterparty='"entries": []', note="two\nlines",
    )  # fmt: skip
    book = Book(household=Household(city='x "entries": [] y'), entries=(entry,) * count)
    text = "".join(pieces(replace(book, entries=()), iter(book.entries)))
    assert text == json.dumps(dump(book), ensure_ascii=False, indent=2)
