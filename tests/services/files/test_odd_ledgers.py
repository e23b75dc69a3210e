"""Whatever a ledger opens, a dump of it is loaded again and dumps the same."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind, Mark, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.files import demo, household_file
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 11, 22)
CODES = st.sampled_from((*categories.ALL, "", "D7"))
"""Of any direction, and what no version knows."""
NAMES = st.sampled_from(("a\nb", "名" * 60, "'; --", "\u200bx", " 前后 ")) | st.text(
    st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60
).filter(str.strip)
FEN = st.sampled_from((0, 1)) | st.integers(0, 10**9)
ENTRIES = st.builds(
    Entry, date=st.dates(date(2025, 1, 1), DAY), kind=st.sampled_from(EntryKind),
    amount=FEN | st.integers(-10**6, 0), category=CODES, counterparty=NAMES | st.just(""),
    note=NAMES, mark=st.sampled_from(Mark),
)  # fmt: skip
ITEMS = st.builds(
    Recurring, name=NAMES, kind=st.sampled_from(EntryKind), amount=FEN, category=CODES,
    day=st.integers(1, 28), start=st.just(DAY),
)  # fmt: skip
DEBTS = st.builds(
    lambda names, stage, zero: tuple(
        replace(debt, name=name, note=name, stage=stage, principal=Fen(0) if zero and not debt.payments else debt.principal)
        for debt, name in zip(demo.employee(DAY).debts, names, strict=False)
    ),
    st.lists(NAMES, min_size=3, max_size=3), st.sampled_from((None, Stage.SETTLED)), st.booleans(),
)  # fmt: skip
BOOKS = st.builds(
    Book,
    entries=st.lists(ENTRIES, max_size=5).map(tuple),
    recurring=st.lists(ITEMS, max_size=3).map(tuple),
    debts=DEBTS,
    cash=st.builds(lambda name, fen: (Cash(name=name, amount=fen, as_of=DAY),), NAMES, FEN),
)


def dumped(session):
    return "".join(household_file.pieces(session.book(date.max), session.ledger.each_entry()))


def loaded(folder, text):
    """Load a dump into a ledger of its own and return what that dumps."""
    with Session.create(folder / "again.jiebei") as session:
        session.ledger.add_book(household_file.read_asking(json.loads(text)).book)
        return dumped(session)


@settings(max_examples=12)
@given(BOOKS, st.booleans())
def test_a_dump_of_any_ledger_is_loaded_and_dumps_the_same(book, undone):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Session.create(folder / "odd.jiebei") as session:
            session.ledger.add_book(book)
        with Session.open(folder / "odd.jiebei") as session:
            if undone and session.history.undo_label == "change-entries":
                session.history.undo()  # brings back what no file may say, until the next opening
        with Session.open(folder / "odd.jiebei") as session:
            text, left = dumped(session), session.ledger.entry_totals()
            assert session.ledger.check() == ()
        assert loaded(folder, text) == text
    for kind, total in ((EntryKind.INCOME, left.income), (EntryKind.EXPENSE, left.expense)):
        assert total == sum(one.amount for one in set(book.entries) if one.kind is kind)


def test_an_income_under_a_category_of_spending_counts_as_income_from_the_opening_on(tmp_path):
    wage = Entry(date=DAY, kind=EntryKind.INCOME, amount=Fen(500_000), category="B1")
    rent = replace(wage, kind=EntryKind.EXPENSE, category="A1")
    right = replace(wage, category="A3")
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(Book(entries=(wage, rent, right)))
    with Session.open(tmp_path / "a.jiebei") as session:
        assert {(one.kind, one.category) for one in session.book().entries} == {
            ("income", "A12"), ("expense", "C9"), ("income", "A3")
        }  # fmt: skip
        assert session.history.undo_label == "change-entries"
        assert session.ledger.check() == ()


def test_a_ledger_in_which_all_fits_is_opened_without_a_write(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        before = session.ledger.revision
    with Session.open(tmp_path / "a.jiebei") as session:
        assert session.ledger.revision == before
