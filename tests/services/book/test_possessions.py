from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions


@pytest.fixture
def possessions(session, book) -> Possessions:
    session.ledger.add_book(book)
    return Possessions(session)


@pytest.mark.parametrize(
    ("method", "items", "field"),
    [
        ("change_cash", "cash", "amount"),
        ("change_recurring", "recurring", "amount"),
        ("change_asset", "assets", "value"),
    ],
)
def test_items_are_added_edited_and_deleted_by_their_value(
    possessions, session, method, items, field
):
    (old,) = getattr(session.book(), items)
    change = getattr(possessions, method)
    change(old, replace(old, **{field: Fen(1)}))
    assert getattr(session.book(), items) == (replace(old, **{field: Fen(1)}),)
    assert session.history.undo_label == f"edit-{items}"
    another = replace(old, name="又一")
    change(None, another)
    assert session.history.undo_label == f"add-{items}"
    assert getattr(session.book(), items)[1] == another
    change(another, None)
    assert session.history.undo_label == f"delete-{items}"
    with pytest.raises(KeyError):
        change(another, None)
    assert not change(None, None).tables


def test_a_place_has_one_reading_a_day_and_the_last_word_counts(possessions, session):
    (old,) = session.book().cash
    possessions.change_cash(None, replace(old, amount=Fen(7)))
    assert session.book().cash == (replace(old, amount=Fen(7)),)
    earlier = replace(old, as_of=date(2026, 1, 1))
    possessions.change_cash(None, earlier)
    possessions.change_cash(earlier, replace(old, amount=Fen(8)))
    assert session.book().cash == (replace(old, amount=Fen(8)),)
    assert session.history.undo_label == "edit-cash"
    with pytest.raises(KeyError):
        possessions.change_cash(earlier, old)


def test_the_people_are_replaced_whole(possessions, session):
    possessions.set_household(Household(members=5, city="重庆"))
    assert session.book().household == Household(members=5, city="重庆")
    assert session.history.undo_label == "edit-household"


def test_budgets_are_set_changed_and_removed(possessions):
    possessions.set_budget("C1", Fen(90_000))
    possessions.set_budget("C1", Fen(80_000))
    possessions.set_budget("C4", Fen(0))
    assert possessions.budgets() == {"C1": 80_000, "C4": 0}
    possessions.set_budget("C4", None)
    assert not possessions.set_budget("C4", None).tables
    assert possessions.budgets() == {"C1": 80_000}


def test_settings_of_the_ledger_are_kept_in_it(possessions):
    assert possessions.setting("plan", "none") == "none"
    possessions.set_setting("plan", {"order": ["jb1"]})
    assert possessions.setting("plan") == {"order": ["jb1"]}
    possessions.set_setting("plan", None)
    assert possessions.setting("plan") is None
