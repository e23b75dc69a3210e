"""Where a stream's figure comes from: the weakest of its entries, or what stands in for them."""

from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.analysis.prospect.income import origin_of
from jiebei_desktop.analysis.prospect.stream import StreamOrigin
from jiebei_desktop.domain.household import Certainty, EntryKind, Mark, Recurring
from jiebei_desktop.domain.money import Fen


def item(certainty: Certainty) -> Recurring:
    return Recurring(
        name="工资", kind=EntryKind.INCOME, amount=Fen(800_000), category="A1", day=10,
        start=date(2026, 1, 1), certainty=certainty,
    )  # fmt: skip


GUESS, SURE = item(Certainty.ESTIMATE), item(Certainty.FIXED)


@pytest.mark.parametrize(
    ("marks", "items", "origin"),
    [
        ({Mark.STATEMENT, Mark.DOCUMENT}, [SURE], StreamOrigin.FROM_THE_FILE),
        ({Mark.STATEMENT, Mark.ESTIMATE}, [SURE], StreamOrigin.STATED),
        ({Mark.DOCUMENT}, [GUESS], StreamOrigin.DOCUMENTED),
        ({Mark.ESTIMATE}, [GUESS], StreamOrigin.STATED),
        (set(), [GUESS], StreamOrigin.ESTIMATED),
        (set(), [GUESS, SURE], StreamOrigin.STATED),
        (set(), [], StreamOrigin.STATED),
    ],
)
def test_the_weakest_mark_counts_and_a_plan_stands_in_where_nothing_came(marks, items, origin):
    assert origin_of(marks, items) is origin
