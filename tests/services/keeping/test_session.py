from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.problems import LedgerExists
from jiebei_desktop.services.keeping.session import Session


def test_a_session_gives_book_rules_and_what_is_owed(tmp_path, book, debt):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        assert session.path == path
        session.ledger.add_book(book)
        assert session.book() == book
        assert session.book(date(2026, 10, 4)).entries == book.entries[2:]
        (owed,) = session.owed(date(2026, 11, 10))
        assert (owed.debt, owed.as_of) == (debt.id, date(2026, 11, 10))
        assert owed.parts.total > 0
        assert session.rules is session.rules
    with pytest.raises(LedgerExists):
        Session.create(path)


def test_the_history_returns_what_the_work_returned(session):
    row, changes = session.history.run_for(
        "add-reminder", lambda work: work.insert("reminders", {"day": "2026-11-30", "kind": "due"})
    )
    assert (row, changes.tables) == (1, {"reminders"})
    assert session.history.undo().tables == {"reminders"}
    assert session.history.redo().tables == {"reminders"}
