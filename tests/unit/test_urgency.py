from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import Owed
from jiebei_desktop.domain.urgency import leading, to_speak_about, urgency
from jiebei_desktop.services.files import demo

DAY = date(2026, 11, 22)
DEBT = demo.employee(DAY).debts[0]


def stand(total=100, days=0, due=None, *, late=False):
    return Owed(
        debt=DEBT.id,
        as_of=DAY,
        parts=Parts(principal=Fen(total)),
        overdue_days=days,
        arrears=Fen(10 if late or days else 0),
        next_due=due,
    )


def test_late_debts_come_first_then_the_due_day_then_the_amount():
    longest, late, today = stand(days=90), stand(days=3), stand(late=True)
    soon, later = stand(due=date(2026, 11, 25)), stand(due=date(2026, 12, 5))
    large, small, paid = stand(900), stand(100), stand(0)
    wanted = [longest, late, today, soon, later, large, small, paid]
    mixed = [*wanted[3:], *wanted[:3]]
    assert sorted(mixed, key=lambda one: urgency(DEBT, one)) == wanted


def test_a_late_home_comes_before_a_card_that_is_late_longer():
    """A mortgage 40 days late stood behind an unsecured lender in the list and on the telephone."""
    home, card = named("home", Priority.SECURED), named("card")
    late = [(card, stand(100, days=90)), (home, stand(90_000, days=40))]
    assert [debt.id for debt, _ in sorted(late, key=lambda one: urgency(*one))] == ["home", "card"]
    assert leading(late).id == "home"
    on_time = [(home, stand(90_000)), late[0]]
    assert min(on_time, key=lambda one: urgency(*one))[0].id == "card"


def named(name, priority=Priority.UNSECURED):
    return replace(DEBT, id=name, priority=priority)


def test_the_debt_overdue_longest_leads_else_the_largest():
    pairs = [
        (named("small"), stand(100, due=date(2026, 11, 23))),
        (named("large"), stand(900, due=date(2026, 12, 23))),
        (named("home", Priority.LIVELIHOOD), stand(90_000, due=date(2026, 11, 23))),
    ]
    assert leading(pairs).id == "large"
    assert leading([*pairs, (named("late"), stand(50, days=2))]).id == "late"


def test_of_two_equally_late_the_larger_is_spoken_about_first():
    small, large = (named("a"), stand(100, days=5)), (named("b"), stand(900, days=5))
    on_time = (named("c"), stand(5_000))
    assert [debt.id for debt, _ in to_speak_about([small, on_time, large])] == ["b", "a", "c"]
    assert leading([small, large]).id == "b"


def test_a_home_leads_only_where_it_is_late():
    home = named("home", Priority.SECURED)
    card = (named("card"), stand(100))
    assert leading([(home, stand(90_000)), card]).id == "card"
    assert leading([(home, stand(90_000, days=1)), card]).id == "home"
    assert leading([(home, stand(90_000))]).id == "home"


def test_nobody_leads_where_nothing_is_owed():
    assert leading([]) is None
    assert leading([(DEBT, stand(0))]) is None
