from __future__ import annotations

import copy
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.warnings import warnings
from jiebei_desktop.services.files import beancount, demo, export, household_file, offer_file
from jiebei_desktop.services.files.household_file import HouseholdError
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.storage.ledger import Ledger

DAY = date(2026, 11, 22)
HOUSEHOLD = household_file.dump(demo.employee(DAY))
for key in ("entries", "recurring", "debts"):
    HOUSEHOLD[key] = HOUSEHOLD[key][:3]
OFFER = {
    "format": "jiebei.offer/1", "lender_type": "bank", "date": "2026-11-22", "face": "10000.00",
    "received": "9000.00", "payment": "888.49", "periods": 12, "every": "month",
    "first_due": "2026-12-31", "signs": [], "fees": [{"date": "2026-11-22", "amount": "10.00"}],
}  # fmt: skip

NASTY = st.sampled_from([
    "", " ", "\x00", "\u202e倒着写", "=cmd|'/c calc'!A1", "#let x = 1", "../../etc/passwd",
    "9" * 400, "1e999", "-0.00", "NaN", "0000-00-00", "2026-02-30", "9999-12-31", "🙂" * 50,
    "'; DROP TABLE entries; --", 0, -1, 10**30, True, None, float("nan"), float("inf"), [], {},
    [[[[[]]]]], {"format": {}}, "1.005", "1,000.00", "１２３",
])  # fmt: skip
VALUES = st.one_of(NASTY, st.text(max_size=20), st.integers(), st.booleans(), st.none())


def places(value, way=()):
    """Every place of a document, as the keys that lead to it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield (*way, key)
        if isinstance(inner, (dict, list)):
            yield from places(inner, (*way, key))


def put(document, way, value):
    changed = copy.deepcopy(document)
    place = changed
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = value
    return changed


def read_or_refused(read, document):
    """Return what is read, None when it is refused; any other error is what we look for."""
    try:
        return read(document)
    except HouseholdError:
        return None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(places(HOUSEHOLD))), VALUES)
def test_a_household_file_with_anything_in_it_is_read_or_refused(way, value):
    book = read_or_refused(
        lambda put_in: household_file.read_asking(put_in).book, put(HOUSEHOLD, way, value)
    )
    if book is not None:
        assert household_file.read_asking(household_file.dump(book)).book == book
        warnings(book, rulebook.load(), DAY)
        export.csv_table(book)
        beancount.journal(book, DAY)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(places(OFFER))), VALUES)
def test_an_offer_with_anything_in_it_is_read_or_refused(way, value):
    offer = read_or_refused(offer_file.read, put(OFFER, way, value))
    if offer is not None:
        assert offer.received <= offer.face


@pytest.mark.parametrize("document", [None, [], "x", 3, {"format": None}, {}, {"entries": 3}])
def test_something_else_altogether_is_refused(document):
    with pytest.raises(HouseholdError):
        household_file.read_asking(document)
    with pytest.raises(HouseholdError):
        offer_file.read(document)


def test_whatever_is_written_in_a_text_field_stays_a_text(tmp_path):
    words = ["'; DROP TABLE entries; --", "\u202e倒着写", "=1+1", "#eval(1)", "🙂" * 50, "a\tb\nc"]
    document = copy.deepcopy(HOUSEHOLD)
    document["entries"] = [
        {**HOUSEHOLD["entries"][0], "counterparty": word, "note": word} for word in words
    ]
    book = household_file.read_asking(document).book
    ledger = Ledger.create(tmp_path / "a.jiebei")
    ledger.add_book(book)
    assert [entry.note for entry in ledger.read_book().entries] == [e.note for e in book.entries]
    assert ledger.check() == ()
    ledger.close()
    content, _ = export.csv_table(book)
    text = content.decode("utf-8-sig")
    assert "\n=1" not in text.replace(",", "\n")
