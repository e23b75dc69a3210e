"""What was typed by hand, or came with a household file, is not booked again by its statement."""

from __future__ import annotations

from datetime import date

import pytest
import statement_builders as b
from hypothesis import given
from hypothesis import strategies as st
from loans import loan, terms
from msgspec.structs import replace
from statement_builders import CARD, A, number

from jiebei_desktop.domain.debts import DebtId, Drawing, Method
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports, imports_history
from jiebei_desktop.services.statements.imports import Choices
from jiebei_desktop.services.statements.imports_typed import day_read
from jiebei_desktop.storage.imported import raw_rows

HEAD = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
WAGE = "2026-08-10,09:00:00,9000.00,,9500.00,代发工资,示例公司 工资"
LOAN = {"category": "信用借还", "way": "不计收支"}


def account(*rows):
    return b.table(HEAD, *rows, before=("招商银行交易记录",))


def hand(session, day=10, kind=EntryKind.INCOME, fen=900_000, category="A1"):
    Entries(session).add(
        Entry(date=date(2026, 8, day), kind=kind, amount=Fen(fen), category=category)
    )


def booked(session):
    book = session.book()
    return sorted((one.date.day, str(one.kind), one.amount) for one in book.entries)


@pytest.mark.parametrize("day", [9, 10, 11])
def test_a_wage_that_was_typed_is_not_booked_again(session, bring, day):
    hand(session, day)
    summary = bring(account(WAGE))
    assert booked(session) == [(day, "income", 900_000)]
    assert (summary.income, summary.entries) == (0, 0)
    assert [(w.code, dict(w.facts)) for w in summary.warnings] == [("typed_already", {"rows": 1})]
    imports_history.revert(session, summary.batch)
    assert booked(session) == [(day, "income", 900_000)], "what was typed stays its owner's"


@pytest.mark.parametrize(
    "other",
    [
        {"day": 8},
        {"day": 12},
        {"fen": 900_001},
        {"kind": EntryKind.EXPENSE, "category": "C1"},
    ],
)
def test_other_money_is_booked(session, bring, other):
    hand(session, **other)
    summary = bring(account(WAGE))
    assert (summary.income, summary.entries, summary.warnings) == (900_000, 1, ())
    assert len(booked(session)) == 2


def test_one_entry_is_one_row_and_the_same_day_goes_first(session, bring):
    hand(session, 11, EntryKind.EXPENSE, 1_200, "C1")
    rows = [A(at=f"2026-08-{day} 12:00:00", order=number(day)) for day in (10, 11, 12)]
    bring(b.alipay(rows))
    assert booked(session) == [(day, "expense", 1_200) for day in (10, 11, 12)]
    assert [row.reason for row in raw_rows(session.ledger)] == ["paid", "typed_already", "paid"]


def test_what_was_bought_on_credit_still_raises_the_debt(session, bring):
    hand(session, 5, EntryKind.EXPENSE, 1_200, "C1")
    summary = bring(b.alipay([A(method="花呗")]))
    assert summary.debt_delta == {"花呗": 1_200}
    assert booked(session) == [(5, "expense", 1_200)]


def test_who_says_it_is_another_payment_books_it(session, bring, tmp_path):
    hand(session)
    path = tmp_path / "x.csv"
    path.write_bytes(account(WAGE))
    seen = imports.preview(session, path)
    (row,) = seen.statement.rows
    imports.book(session, seen, Choices(kinds={row.line: Kind.INCOME}))
    assert booked(session) == [(10, "income", 900_000)] * 2


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 4)), max_size=8), st.randoms())
def test_whatever_was_typed_before_nothing_is_there_twice_or_lost(tmp_path_factory, found, random):
    """Days and amounts of a statement, of which some were typed: the ledger holds each once."""
    folder = tmp_path_factory.mktemp("typed")
    spent = [(3 * day % 84, 100 * yuan) for day, yuan in dict(found).items()]
    typed = [one for one in spent if random.random() < 0.5]
    lines = [
        f"2026-{8 + at // 28:02}-{1 + at % 28:02},10:00:00,,{fen / 100:.2f},,消费,小店"
        for at, fen in sorted(spent)
    ]
    with Session.create(folder / "a.jiebei") as session:
        for at, fen in typed:
            Entries(session).add(
                Entry(
                    date=date(2026, 8 + at // 28, 1 + at % 28), kind=EntryKind.EXPENSE,
                    amount=Fen(fen), category="C1",
                )
            )  # fmt: skip
        if lines:
            path = folder / "x.csv"
            path.write_bytes(account(*lines))
            imports.book(session, imports.preview(session, path))
        total = sum(one.amount for one in session.book().entries)
    assert total == sum(fen for _, fen in spent)


def test_a_ledger_carried_over_as_a_file_takes_its_bills_without_doubling(session, bring, tmp_path):
    """Income, living, refunds, draws and repayments come with the file and again with the bill."""
    Debts(session).add(JIEBEI)
    rows = [
        A(order=number(1)),
        A(order=number(2), amount="30.00", peer="超市", item="米", category="日用百货"),
        A(order=number(3), amount="5.00", way="不计收支", status="退款成功", item="退款-米",
          peer="超市", at="2026-08-06 12:00:00", category="退款"),
        A(**LOAN, order=number(4), peer="借呗", item="借呗放款至银行卡", status="放款成功",
          amount="1000.00", method=CARD, at="2026-08-07 12:00:00"),
        A(**LOAN, order=number(5), peer="借呗", item="借呗还款", status="还款成功",
          amount="300.00", method=CARD, at="2026-08-20 12:00:00"),
    ]  # fmt: skip
    bill = b.alipay(rows)
    bring(bill)
    before = session.book()
    assert before.debts[0].draws == (Drawing(date=date(2026, 8, 7), amount=Fen(100_000)),)
    with Session.create(tmp_path / "b.jiebei") as other:
        other.ledger.add_book(before)
        path = tmp_path / "bill.csv"
        path.write_bytes(bill)
        imports.book(other, imports.preview(other, path))
        after = other.book()
    assert after.debts == before.debts
    assert sorted(map(repr, after.entries)) == sorted(map(repr, before.entries))


JIEBEI = loan(
    terms(method=Method.FREE, periods=None),
    principal=500_000,
    start=date(2026, 1, 5),
    id=DebtId("jb"),
)


@pytest.mark.parametrize(
    ("day", "asked"), [(8, False), (9, True), (10, True), (11, True), (12, False)]
)
def test_an_entry_that_a_statement_tells_is_asked_about_when_it_is_typed_after_it(
    session, bring, day, asked
):
    bring(account(WAGE))
    entry = Entry(
        date=date(2026, 8, day), kind=EntryKind.INCOME, amount=Fen(900_000), category="A1"
    )
    found = day_read(session.ledger, entry)
    assert found == (date(2026, 8, 10) if asked else None)
    assert day_read(session.ledger, replace(entry, amount=Fen(900_001))) is None
    other = replace(entry, kind=EntryKind.EXPENSE, category="C1")
    assert day_read(session.ledger, other) is None


def test_who_typed_it_all_the_same_is_not_asked_again_for_that_row(session, bring):
    bring(account(WAGE))
    hand(session)
    entry = session.book().entries[-1]
    assert day_read(session.ledger, entry) is None
    bring(account(WAGE, "2026-08-11,09:00:00,9000.00,,18500.00,代发工资,示例公司 工资"))
    assert [one.amount for one in session.book().entries] == [900_000] * 2, "typed once already"


def test_a_household_file_loaded_after_a_statement_says_how_many_of_its_entries_that_tells(
    session, bring
):
    bring(account(WAGE))
    typed = Entry(date=date(2026, 8, 9), kind=EntryKind.INCOME, amount=Fen(900_000), category="A1")
    rest = replace(typed, date=date(2026, 9, 9))
    added = session.ledger.add_book(Book(entries=(typed, rest)))
    assert (added.entries, added.read_already) == (2, 1)
    assert session.ledger.add_book(Book(entries=(typed, rest))).read_already == 0
