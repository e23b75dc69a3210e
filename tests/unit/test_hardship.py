"""What made paying difficult: told for one debt, it befell the household."""

from __future__ import annotations

from datetime import date

from loans import loan
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Hardship, hardship_of

OLD = Hardship(since=date(2026, 1, 5), cause="illness")
NEW = Hardship(since=date(2026, 6, 1), cause="job")


def test_what_was_told_for_the_debt_itself_comes_before_what_is_newer_elsewhere():
    assert hardship_of(loan(hardship=OLD), [loan(hardship=NEW)]) == OLD


def test_else_the_newest_told_for_another_debt_holds_in_whatever_order_they_stand():
    told = [loan(hardship=OLD), loan(), loan(hardship=NEW), loan(hardship=OLD)]
    assert hardship_of(loan(), told) == hardship_of(loan(), reversed(told)) == NEW
    assert hardship_of(loan(), [loan(), replace(loan(), id="x")]) is None
