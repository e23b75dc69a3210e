"""What the explanation of the recommended payment starts from."""

from __future__ import annotations

from datetime import date

from prospects import home, stream

from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.analysis.waterfall import waterfall
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen


def test_what_is_left_is_left_after_what_guards_the_home():
    """3,000 come, 1,000 are lived on, 24 a month are ordered, unexplained or usual bills."""
    due = Dated(day=date(2027, 3, 9), amount=Fen(-60_000), name="x", kind="due", debt=DebtId("x"))
    known = home(
        stream(300_000), stream(100_000, category="C1"), dated=(due,), ordered_ahead=(Fen(700),),
        unexplained=Fen(1_000), bills_usual=Fen(700),
    )  # fmt: skip
    first, *_, last = waterfall(known, model_of(known), None)
    assert (first.code, first.level) == ("surplus", 300_000 - 100_000 - 2_400 - 60_000 // 12)
    assert (last.code, last.level) == ("volatility", 0)
