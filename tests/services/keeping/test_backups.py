from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.problems import LedgerExists, LedgerInUse
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 11, 22)


def test_a_copy_is_made_once_a_day(session, path):
    made = backups.make_if_due(session, DAY)
    assert backups.make_if_due(session, DAY) is None
    assert backups.make_if_due(session, date(2026, 11, 23)) is not None
    newest, oldest = backups.listed(path)
    assert (newest.made_on, oldest.path) == (date(2026, 11, 23), made)
    assert oldest.size == made.stat().st_size


def test_a_clock_that_was_once_ahead_does_not_stop_the_copies(session, path):
    backups.make(session, date(2031, 1, 1))
    assert backups.make_if_due(session, DAY) is not None
    assert [copy.made_on.year for copy in backups.listed(path)] == [2031, 2026]


def test_a_restored_ledger_opens_with_what_it_held(session, path, book):
    session.ledger.add_book(book)
    copy = backups.make(session, DAY)
    session.history.undo()
    with pytest.raises(LedgerInUse):
        backups.restore(copy, path, DAY)
    session.close()
    assert backups.restore(copy, path, DAY).name.startswith("replaced-2026-11-22")
    with Session.open(path) as again:
        assert again.book() == book


def test_a_copy_can_go_anywhere_but_over_a_file(session, tmp_path):
    target = tmp_path / "stick" / "a.jiebei"
    assert backups.make_at(session, target) == target
    with pytest.raises(LedgerExists):
        backups.make_at(session, target)


def test_a_session_goes_on_under_its_new_password(session, path, book):
    session.ledger.add_book(book)
    assert backups.set_password(session, "pw") == ()
    assert session.book() == book
    session.history.undo()
    session.close()
    with Session.open(path, "pw") as again:
        assert again.history.redo_label == "load"


def test_a_copy_says_what_it_holds_and_is_not_changed(session, path, book):
    session.ledger.add_book(book)
    copy = backups.Copy(made_on=DAY, path=backups.make(session, DAY), size=0)
    before = copy.path.read_bytes()
    facts = backups.look_into(copy, backups.password(session))
    assert facts.trouble == ""
    assert (facts.entries, facts.debts) == (len(book.entries), len(book.debts))
    assert facts.newest == max(entry.date for entry in book.entries)
    assert facts.owed == sum(each.parts.total for each in session.owed(DAY))
    assert copy.path.read_bytes() == before


def test_a_copy_that_cannot_be_read_says_why(session, path):
    empty = backups.Copy(made_on=DAY, path=backups.make(session, DAY), size=0)
    assert backups.look_into(empty, None).newest is None
    backups.set_password(session, "pw")
    assert backups.password(session) == "pw"
    assert backups.look_into(empty, "other").trouble == "wrong-password"
    empty.path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert backups.look_into(empty, None).trouble in {"ledger-damaged", "not-a-ledger"}


def test_a_protected_ledger_is_restored_with_the_password_it_has(session, path, book):
    backups.set_password(session, "pw")
    session.ledger.add_book(book)
    restore = backups.restorer(session, backups.make(session, DAY), DAY)
    session.history.undo()
    session.close()
    restore()
    with Session.open(path, "pw") as again:
        assert again.book() == book
