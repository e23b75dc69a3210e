from __future__ import annotations

import typing
from datetime import date
from enum import Enum
from fractions import Fraction

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import asdict

from jiebei_desktop.domain.debts import Debt, Payment, Terms, TermsVersion
from jiebei_desktop.domain.household import Book, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.problems import LedgerExists
from jiebei_desktop.services.files import anonymise, demo
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 11, 22)


def classes(kind, seen):
    """Every Struct that a book can hold."""
    for part in (kind, *typing.get_args(kind)):
        if isinstance(part, type) and issubclass(part, Struct) and part not in seen:
            seen.add(part)
            for hint in typing.get_type_hints(part).values():
                classes(hint, seen)
        elif part is not kind:
            classes(part, seen)
    return seen


def fields_of(kind, beside=()):
    for owner in classes(Book, set()) - {*beside}:
        hints = typing.get_type_hints(owner)
        for name, hint in hints.items():
            parts = {hint, *typing.get_args(hint)} - {bool}
            plain = any(isinstance(part, type) and issubclass(part, kind) for part in parts)
            enum = any(isinstance(part, type) and issubclass(part, Enum) for part in parts)
            made_of = any(getattr(part, "__supertype__", None) is kind for part in parts)
            if (made_of and Fen not in parts) or (plain and not enum):
                yield name


def texts(value):
    if isinstance(value, Struct):
        for name, part in asdict(value).items():
            if name not in anonymise.CODES:
                yield from texts(part)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield value


def test_every_number_and_text_of_a_book_is_known_to_be_secret_or_not():
    assert set(fields_of(int, beside=[Terms])) == anonymise.COUNTS
    known = set(anonymise.NAMES) | anonymise.GONE | anonymise.CODES
    assert set(fields_of(str)) <= known
    assert {"note", "id"} <= set(fields_of(str))


def test_what_a_type_says_is_money_is_multiplied_and_a_count_of_a_contract_is_not():
    terms = msgspec.structs.replace(
        demo.employee(DAY).debts[0].terms, periods=12, interest_only=3, upfront_fee=Fen(500)
    )
    debt = msgspec.structs.replace(demo.employee(DAY).debts[0], terms=terms, credit_limit=None)
    household = Household(members=3, dibao_per_person=Fen(90_000))
    other = anonymise.Disguise(2, Fraction(3, 2)).book(Book(debts=(debt,), household=household))
    new = other.debts[0].terms
    assert (new.periods, new.interest_only, new.upfront_fee, new.rate) == (12, 3, 750, terms.rate)
    assert (other.household.members, other.household.dibao_per_person) == (3, 135_000)
    assert other.debts[0].credit_limit is None


@pytest.mark.parametrize("make", [demo.employee, demo.shop])
def test_nothing_readable_is_left_and_the_structure_stays(make):
    book = make(DAY)
    other = anonymise.Disguise(-7, Fraction(83, 100)).book(book)
    before = {text for text in texts(book) if text}
    assert before & {text for text in texts(other) if text} == set()
    assert len(other.entries) == len(book.entries)
    assert [len(debt.payments) for debt in other.debts] == [len(d.payments) for d in book.debts]
    names = [entry.counterparty for entry in book.entries]
    disguised = [entry.counterparty for entry in other.entries]
    assert len(set(names)) == len(set(disguised))
    for old, new in zip(book.debts, other.debts, strict=True):
        assert new.contract_date.day == old.contract_date.day
        assert (old.contract_date.year - new.contract_date.year) in {0, 1}
        assert abs(new.principal - old.principal * 0.83) <= 1
        assert new.terms.rate == old.terms.rate


def test_a_payment_is_the_sum_of_its_parts_again():
    parts = Parts(principal=Fen(101), interest=Fen(33), penalty=Fen(3), fees=Fen(1))
    payment = Payment(date=DAY, amount=Fen(138), parts_of_lender=parts)
    debt = demo.employee(DAY).debts[0]
    version = TermsVersion(effective_from=DAY, principal=Fen(1000), terms=debt.terms, note="李")
    book = Book(debts=(msgspec.structs.replace(debt, payments=(payment,), versions=(version,)),))
    made: Debt = anonymise.Disguise(3, Fraction(137, 100)).book(book).debts[0]
    new = made.payments[0].parts_of_lender
    assert made.payments[0].amount == new.principal + new.interest + new.penalty + new.fees
    assert (made.versions[0].principal, made.versions[0].note) == (1370, "")


def test_the_disguise_is_drawn_anew_each_time_within_its_bounds():
    book = demo.employee(DAY)
    assert {anonymise.chosen().book(book).debts[0].principal for _ in range(20)} != {
        book.debts[0].principal
    }
    least = anonymise.chosen(lambda _: 0).book(book)
    most = anonymise.chosen(lambda below: below - 1).book(book)
    assert least.debts[0].principal * 2 > book.debts[0].principal
    assert most.debts[0].contract_date > book.debts[0].contract_date > least.debts[0].contract_date


def test_the_copy_is_a_sound_ledger_and_replaces_nothing(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        added = anonymise.write(session, tmp_path / "b.jiebei")
        with pytest.raises(LedgerExists):
            anonymise.write(session, tmp_path / "b.jiebei")
        book = session.book()
    with Session.open(tmp_path / "b.jiebei") as copy:
        assert copy.ledger.check() == ()
        assert len(copy.book().entries) == added.entries == len(book.entries)
    assert "街角".encode() not in (tmp_path / "b.jiebei").read_bytes()
