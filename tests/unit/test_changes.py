from __future__ import annotations

from jiebei_desktop.domain.changes import Changes


def test_changes_touch_what_reads_one_of_their_tables():
    changes = Changes(frozenset({"debts", "payments"}))
    assert changes.touch(frozenset({"payments", "entries"}))
    assert not changes.touch(frozenset({"entries"}))
