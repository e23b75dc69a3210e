from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
import statement_builders as b
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from statement_builders import A, number

from jiebei_desktop.analysis.cash import cash_on
from jiebei_desktop.domain import categories
from jiebei_desktop.domain.debts import DebtId, Payment
from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.household import Book, Cash, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.splits import SplitPart, SplitProblem, problem_of, wholes
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.files import anonymise, demo, household_file
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.statements import imports_history
from jiebei_desktop.storage.ledger import Ledger

ALL = EntryFilter()
DAY = date(2026, 11, 22)
AMOUNTS = st.integers(1, 10_000_000).map(Fen)
CODES = st.sampled_from(categories.of_entry(EntryKind.EXPENSE))
PARTS = st.lists(
    st.builds(SplitPart, amount=AMOUNTS, category=CODES, note=st.sampled_from(("", "药", "菜"))),
    min_size=2, max_size=5,
)  # fmt: skip


@pytest.fixture
def entries(session, book) -> Entries:
    session.ledger.add_book(book)
    return Entries(session)


def newest(entries):
    return next(row for row in entries.page(ALL) if row.entry.kind is EntryKind.EXPENSE)


def parted(entries, row, *parts):
    """Return the payment of a row with other parts; the last takes what is left."""
    payment = entries.payment(row.id)
    left = payment.whole.amount - sum(part.amount for part in parts[:-1])
    return replace(payment, parts=(*parts[:-1], replace(parts[-1], amount=Fen(left))))


def total(session):
    """Return what was spent and repaid in all."""
    book = session.book()
    spent = sum(e.amount for e in book.entries if e.kind is EntryKind.EXPENSE)
    return spent + sum(paid.amount for one in book.debts for paid in one.payments)


FOOD = SplitPart(amount=Fen(1_000), category="C1", note="菜")
DRUGS = SplitPart(amount=Fen(0), category="B5", note="药")
REPAID = SplitPart(amount=Fen(0), debt=DebtId("jb1"), note="月供")


def test_a_split_payment_is_its_parts_in_one_step_of_the_history(entries, session):
    row, before = newest(entries), total(session)
    entries.split(row.id, parted(entries, row, FOOD, DRUGS))
    found = [one for one in entries.page(ALL) if one.part is not None]
    assert [(one.entry.amount, one.entry.category, one.entry.note) for one in found] == [
        (1_000, "C1", "菜"), (590, "B5", "药"),
    ]  # fmt: skip
    assert [(one.part.number, one.part.of, one.part.whole) for one in found] == [
        (1, 2, 1_590), (2, 2, 1_590),
    ]  # fmt: skip
    assert {
        (one.entry.date, one.entry.counterparty, one.entry.mark, one.source) for one in found
    } == {(row.entry.date, row.entry.counterparty, row.entry.mark, row.source)}
    assert total(session) == before
    assert entries.totals(EntryFilter(category="B5")).expense == 590
    assert session.ledger.check() == ()
    assert session.history.undo_label == "split-entry"
    session.history.undo()
    assert newest(entries) == row
    session.history.redo()
    assert [one.entry.amount for one in entries.page(ALL) if one.part] == [1_000, 590]


def test_parts_are_edited_joined_and_deleted_together(entries, session):
    row, before = newest(entries), total(session)
    entries.split(row.id, parted(entries, row, FOOD, DRUGS))
    part = next(one for one in entries.page(ALL) if one.entry.category == "B5")
    other = parted(entries, part, replace(FOOD, amount=Fen(200)), FOOD, DRUGS)
    entries.split(part.id, other)
    assert [one.entry.amount for one in entries.page(ALL) if one.part] == [200, 1_000, 390]
    assert total(session) == before
    part = next(one for one in entries.page(ALL) if one.part)
    entries.split(part.id, parted(entries, part, FOOD))
    assert session.history.undo_label == "join-entry"
    assert [one for one in entries.page(ALL) if one.part] == []
    assert newest(entries).entry == replace(row.entry, note="菜")
    session.history.undo()
    entries.delete([next(one for one in entries.page(ALL) if one.part).id])
    assert [one for one in entries.page(ALL) if one.part] == []
    assert total(session) == before - row.entry.amount
    session.history.undo()
    assert total(session) == before


def test_what_parts_share_changes_with_one_of_them_and_a_note_does_not(entries):
    row = newest(entries)
    entries.split(row.id, parted(entries, row, FOOD, DRUGS))
    first, second = [one.id for one in entries.page(ALL) if one.part]
    entries.change([second], {"counterparty": "超市", "mark": Mark.DOCUMENT.value})
    entries.change([first], {"note": "米"})
    found = [one.entry for one in entries.page(ALL) if one.part]
    assert [(e.counterparty, e.mark, e.note) for e in found] == [
        ("超市", Mark.DOCUMENT, "米"), ("超市", Mark.DOCUMENT, "药"),
    ]  # fmt: skip


def test_a_part_may_repay_a_debt_and_goes_with_its_payment(entries, session):
    debt = session.ledger.debt("jb1")
    row, before = newest(entries), total(session)
    entries.split(row.id, parted(entries, row, FOOD, REPAID))
    (paid,) = set(session.ledger.debt("jb1").payments) - set(debt.payments)
    assert (paid.amount, paid.date, paid.note, paid.split) == (590, row.entry.date, "月供", 1)
    (part,) = [one for one in entries.page(ALL) if one.part]
    assert (part.part.number, part.part.of, part.part.whole) == (1, 2, 1_590)
    assert total(session) == before
    payment = entries.payment(part.id)
    assert payment.parts == (FOOD, replace(REPAID, amount=Fen(590)))
    other = replace(payment, whole=replace(payment.whole, date=date(2026, 10, 9)))
    entries.split(part.id, other)
    (paid,) = set(session.ledger.debt("jb1").payments) - set(debt.payments)
    assert paid.date == date(2026, 10, 9)
    (part,) = [one for one in entries.page(ALL) if one.part]
    entries.delete([part.id])
    assert session.ledger.debt("jb1") == debt
    session.history.undo()
    assert total(session) == before
    assert session.ledger.check() == ()


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((FOOD, replace(DRUGS, amount=Fen(500))), SplitProblem(code="sum", place=1, left=Fen(90))),
        ((FOOD, replace(DRUGS, amount=Fen(600))), SplitProblem(code="sum", place=1, left=Fen(-10))),
        ((FOOD, DRUGS), SplitProblem(code="amount", place=1)),
        ((replace(DRUGS, amount=Fen(-5)), FOOD), SplitProblem(code="direction")),
        ((replace(FOOD, category="A1"), DRUGS), SplitProblem(code="category")),
        ((replace(REPAID, amount=Fen(1_590)),), SplitProblem(code="nothing")),
        ((), SplitProblem(code="nothing")),
    ],
)  # fmt: skip
def test_parts_that_are_not_those_of_the_payment_are_refused_and_nothing_changes(
    entries, session, parts, problem
):
    row, revision = newest(entries), session.ledger.revision
    payment = replace(entries.payment(row.id), parts=parts)
    assert problem_of(payment) == problem
    with pytest.raises(ValueError, match=problem.code):
        entries.split(row.id, payment)
    assert session.ledger.revision == revision


def test_a_refund_an_income_and_a_purchase_on_credit_repay_no_debt(entries):
    payment = entries.payment(newest(entries).id)
    parts = (FOOD, replace(REPAID, amount=Fen(590)))
    assert problem_of(replace(payment, parts=parts)) is None
    for other in (
        replace(payment, on_credit=True),
        replace(payment, whole=replace(payment.whole, kind=EntryKind.INCOME)),
        replace(payment, whole=replace(payment.whole, amount=Fen(-1_590))),
    ):
        assert problem_of(replace(other, parts=parts[1:])).code in {"debt", "direction"}


# -- every path keeps the sum ------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(splits=st.tuples(PARTS, PARTS, PARTS), repaid=AMOUNTS)
def test_every_path_keeps_what_was_paid(tmp_path_factory, debt, coffee, splits, repaid):
    first, then, other = splits
    folder = tmp_path_factory.mktemp("split")
    fen = Fen(sum(part.amount for part in first) + repaid)
    whole = replace(coffee, amount=fen)
    given_book = Book(
        entries=(whole, replace(coffee, amount=Fen(sum(part.amount for part in other)))),
        debts=(replace(debt, balance=None, versions=()),),
        cash=(Cash(name="现金", amount=Fen(10**10), as_of=date(2026, 1, 1)),),
    )
    with Session.create(folder / "a.jiebei") as session:
        session.ledger.add_book(given_book)
        entries, before = Entries(session), total(session)
        cash, at = cash_on(session.book(), DAY), session.ledger.revision
        for row, parts in zip(entries.page(ALL)[::-1], (first, other), strict=True):
            more = (replace(REPAID, amount=repaid),) if parts is first else ()
            entries.split(row.id, replace(entries.payment(row.id), parts=(*parts, *more)))
        row = next(one for one in entries.page(ALL) if one.part and one.part.whole == fen)
        seen = [total(session), cash_on(session.book(), DAY)]
        assert seen[0] == before
        assert seen[1] == cash
        left = Fen(fen - sum(part.amount for part in then))
        if left > 0:
            entries.split(
                row.id, replace(entries.payment(row.id), parts=(*then, replace(FOOD, amount=left)))
            )
        assert (total(session), cash_on(session.book(), DAY)) == (before, cash)
        assert session.ledger.add_book(given_book).entries == 0  # the file it came from
        document = json.loads(
            "".join(household_file.pieces(session.book(), session.book().entries))
        )
        again = household_file.read_asking(document).book
        assert again == session.book()
        assert session.ledger.add_book(again).entries == 0  # and its own dump
        with Session.create(folder / "b.jiebei") as copy:
            copy.ledger.add_book(again)
            assert copy.book() == session.book()
            assert copy.ledger.add_book(again).entries == 0
            copied = Entries(copy)
            part = next(one for one in copied.page(ALL) if one.part and one.part.whole == fen)
            payment = copied.payment(part.id)
            kept = [one for one in payment.parts if one.debt is not None]
            joined = Fen(fen - sum(one.amount for one in kept))
            copied.split(part.id, replace(payment, parts=(replace(FOOD, amount=joined), *kept)))
            assert copy.ledger.add_book(again).entries == 0  # joined since it was loaded
            assert total(copy) == before
            assert copy.ledger.check() == ()
        hidden = anonymise.Disguise(0, Fraction(1)).book(session.book())
        assert sum(e.amount for e in hidden.entries) == sum(
            e.amount for e in session.book().entries
        )
        while session.ledger.revision > at and session.history.undo_label != "load":
            session.history.undo()
        assert session.book() == given_book


def test_a_second_file_of_other_splits_gets_numbers_of_its_own(entries, session, coffee, tmp_path):
    entries.split(newest(entries).id, parted(entries, newest(entries), FOOD, DRUGS))
    others = tuple(replace(coffee, amount=Fen(n), split=1) for n in (7, 8))
    assert session.ledger.add_book(Book(entries=others)).entries == 2
    parts = [(one.entry.split, one.part.whole) for one in entries.page(ALL) if one.part]
    assert sorted(parts) == [(1, 1_590), (1, 1_590), (2, 15), (2, 15)]
    debt = replace(session.ledger.debt("jb1"), id=DebtId("other"))
    paid = Payment(date=coffee.date, amount=Fen(9), split=1)
    more = Book(entries=(replace(coffee, amount=Fen(6), split=1),),
                debts=(replace(debt, payments=(paid,)),))  # fmt: skip
    session.ledger.add_book(more)
    (repaid,) = (one for one in entries.page(ALL) if one.entry.amount == 6)
    assert (repaid.entry.split, repaid.part.whole) == (3, 15)
    assert session.ledger.debt("other").payments[0].split == 3


def test_two_equal_payments_split_alike_both_count_and_a_third_is_added(session, coffee):
    def of(*numbers):
        return Book(entries=tuple(replace(coffee, amount=Fen(fen), split=n)
                                  for n in numbers for fen in (7, 8)))  # fmt: skip

    assert session.ledger.add_book(of(1, 2)).entries == 4
    assert session.ledger.add_book(of(5, 9)).entries == 0
    assert session.ledger.add_book(of(3, 4, 5)).entries == 2
    assert total(session) == 45


@pytest.mark.parametrize("key", ["date", "kind", "counterparty", "mark"])
def test_a_file_whose_parts_are_of_two_payments_is_refused(coffee, key):
    document = household_file.dump(Book(entries=tuple(replace(coffee, split=n) for n in (3, 3))))
    other = {"date": "2026-10-04", "kind": "income", "counterparty": "x", "mark": "estimate"}
    document["entries"][1][key] = other[key]
    document["entries"][1]["category"] = "A1" if key == "kind" else "C1"
    with pytest.raises(household_file.HouseholdError) as error:
        household_file.read_asking(document)
    assert (error.value.path, error.value.what, error.value.allowed) == (
        f"entries[1].{key}", "other-part", ("3",),
    )  # fmt: skip


# -- statements --------------------------------------------------------------------------------


def test_a_split_row_of_a_statement_stays_known_and_goes_with_its_file(session, bring):
    data = b.alipay([A(order=number(1), amount="300.00"), A(order=number(2), amount="20.00")])
    bring(data)
    entries = Entries(session)
    row = next(one for one in entries.page(ALL) if one.entry.amount == 30_000)
    entries.split(row.id, parted(entries, row, FOOD, DRUGS))
    summary = bring(data, name="again.csv")
    assert (summary.entries, summary.duplicates) == (0, 2)
    more = b.alipay([A(order=number(n), amount=a) for n, a in ((1, "300.00"), (3, "5.00"))])
    assert bring(more, name="more.csv").entries == 1
    assert total(session) == 32_500
    assert {one.batch for one in entries.page(ALL) if one.part} == {row.batch}
    imports_history.revert(session, row.batch)
    assert total(session) == 500
    assert session.ledger.check() == ()
    session.history.undo()
    assert total(session) == 32_500


@pytest.mark.parametrize("first", ["wallet", "account"])
def test_another_file_of_the_event_adds_nothing_and_keeps_the_split(session, bring, debt, first):
    """Whichever file shows it first; a part that repays a debt goes along."""
    session.ledger.add_book(Book(debts=(replace(debt, payments=(), balance=None, versions=()),)))
    files = {
        "wallet": b.alipay([A(method=b.CARD, at="2026-08-10 10:00:00", amount="50.00")]),
        "account": b.table(
            "交易日期,交易时间,收入,支出,余额,交易类型,交易备注",
            "2026-08-10,10:00:03,,50.00,450.00,快捷支付,支付宝-小店",
            before=("招商银行交易记录",),
        ),
    }
    bring(files.pop(first), name="1.csv")
    entries = Entries(session)
    (row,) = entries.page(ALL)
    some = (FOOD, replace(DRUGS, amount=Fen(500)), REPAID)
    entries.split(row.id, parted(entries, row, *some))
    (other,) = files.values()
    assert bring(other, name="2.csv").linked == 1
    parts = [(one.entry.amount, one.entry.category) for one in entries.page(ALL)]
    assert parts == [(1_000, "C1"), (500, "B5")]
    assert [paid.amount for paid in session.ledger.debt("jb1").payments] == [3_500]
    assert session.ledger.check() == ()


def test_money_that_moved_between_accounts_is_still_pointed_at_when_it_was_split(session, bring):
    head, span = (
        "交易日期,交易时间,收入,支出,余额,交易类型,交易备注",
        "起止日期：2026-03-01 至 2026-03-03",
    )
    out = "2026-03-01,10:00:00,,5000.00,9000.00,转账,某人"
    back = "2026-03-02,10:00:00,5000.00,,9000.00,转账,某人"
    bring(b.table(head, out, before=("招商银行交易记录", span)), name="1.csv")
    entries = Entries(session)
    (row,) = entries.page(ALL)
    entries.split(row.id, parted(entries, row, FOOD, DRUGS))
    other = bring(b.table(head, back, before=("中信银行交易记录", span)), name="2.csv")
    assert [one.code for one in other.unusual] == ["same_as_other_account"]


# -- whoever sums is right without knowing -----------------------------------------------------


def test_a_debt_part_lowers_what_is_owed_by_itself_alone(tmp_path, coffee):
    book = demo.employee(DAY)
    debt = book.debts[0]
    paid = replace(coffee, date=date(2026, 11, 20), amount=Fen(186_000))
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(replace(book, entries=(*book.entries, paid)))
        entries = Entries(session)
        row = next(one for one in entries.page(ALL) if one.entry == paid)
        parts = (replace(DRUGS, amount=Fen(6_000), category="B9"),
                 SplitPart(amount=Fen(180_000), debt=debt.id))  # fmt: skip
        entries.split(row.id, replace(entries.payment(row.id), parts=parts))
        now = session.ledger.debt(debt.id)
    typed = Payment(date=paid.date, amount=Fen(180_000))
    assert owed(now, DAY) == owed(replace(debt, payments=(*debt.payments, typed)), DAY)


@pytest.mark.parametrize("make", [demo.employee, demo.shop])
def test_splitting_within_one_category_moves_no_figure(tmp_path, make):
    day = DAY
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(make(day))
        before = {name: one.value for name, one in picture(session, day).figures.items()}
        entries = Entries(session)
        for row in entries.page(ALL, limit=400):
            if abs(row.entry.amount) > 3 and row.part is None:
                payment = entries.payment(row.id)
                third = Fen(payment.whole.amount // 3)
                parts = tuple(
                    replace(payment.parts[0], amount=fen)
                    for fen in (third, third, Fen(payment.whole.amount - 2 * third))
                )
                entries.split(row.id, replace(payment, parts=parts))
        assert all(row.part for row in entries.page(ALL, limit=50))
        assert {name: one.value for name, one in picture(session, day).figures.items()} == before


def test_a_large_bill_stays_one_however_finely_it_was_split(tmp_path):
    """A bill in a category of few months counts as irregular by its size: that of the payment."""
    book = demo.employee(DAY)
    month = {(e.date.year, e.date.month) for e in book.entries}
    bill = replace(book.entries[0], date=date(2026, 8, 9), kind=EntryKind.EXPENSE, category="B12",
                   amount=Fen(900_000), counterparty="医院")  # fmt: skip
    assert (2026, 8) in month
    whole = replace(book, entries=(*book.entries, bill))
    part = replace(bill, split=1, amount=Fen(90_000))
    figures = []
    for name, known in (("a", whole), ("b", replace(book, entries=(*book.entries, *[part] * 10)))):
        with Session.create(tmp_path / f"{name}.jiebei") as session:
            session.ledger.add_book(known)
            figures.append({k: one.value for k, one in picture(session, DAY).figures.items()})
    assert figures[0] == figures[1]
    assert figures[0]["irregular"] >= 75_000


def test_parts_in_one_category_count_as_the_payment_and_others_stay(coffee):
    parts = [replace(coffee, split=4, amount=Fen(n)) for n in (10, 20)]
    other, alone = replace(parts[0], category="B5"), replace(coffee, amount=Fen(1))
    assert wholes([parts[0], alone, other, parts[1]]) == [
        replace(parts[0], amount=Fen(30)), alone, other,
    ]  # fmt: skip


def test_an_old_ledger_of_today_knows_which_payment_was_split(tmp_path):
    from pathlib import Path

    from sqlcipher3 import dbapi2

    made = tmp_path / "old.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    museum = Path(__file__).parents[2] / "museum"
    db.executescript((museum / "0015_splits.sql").read_text(encoding="utf-8"))
    db.close()
    with Session(Ledger.open(made)) as session:
        (row,) = (one for one in Entries(session).page(ALL) if one.part)
        payment = Entries(session).payment(row.id)
        assert [(part.amount, part.debt) for part in payment.parts] == [
            (220_000, None), (110_115, "jb1"),
        ]  # fmt: skip
        assert session.book().assets[0].sale_from == date(2027, 1, 15)
