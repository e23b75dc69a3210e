from __future__ import annotations

from datetime import date, timedelta

import pytest
from households import DAY, MADE, card, cash, entries, item, loan, mortgage, nothing_left
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.domain.debts import Debt, Method, Priority, ReportedBalance, Stage
from jiebei_desktop.domain.household import Book, EntryKind, Every, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.domain.this_week import Payable, Rank
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import WeekState, glance, picture, picture_of, reading_of
from jiebei_desktop.services.picture.affording import PAYDAY
from jiebei_desktop.services.picture.week import FirstPayment, WeekFacts, until_income, week_of
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
IN, OUT = EntryKind.INCOME, EntryKind.EXPENSE


def seen(book, day=DAY):
    return picture_of(reading_of(book, day, RULES))


def rows(claims):
    return [(one.name, one.day, one.amount) for one in claims]


def asked(book, found, day, debts):
    """Return what some debts are asked for in the plan's first month, as the request says it."""
    made = proposals(book, found.amount("plan.payment"), day, RULES, seen=found)
    return sum(one.monthly for one in made.offers if one.debt in debts)


def living(wage=6000, rent=1500, food=1200, day=10):
    return (
        item("工资", IN, wage, "A1", day=day),
        item("房租", OUT, rent, "B1", day=1),
        item("伙食", OUT, food, "C1", every=Every.WEEK, day=1),
    )


def poor(*debts: Debt, yuan=2000, **changes) -> Book:
    return replace(Book(cash=cash(yuan), recurring=living(food=300), debts=debts), **changes)


def late(code: str, yuan: int, **changes) -> Debt:
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(yuan * 100), overdue_since=date(2026, 10, 15),
        overdue_principal=Fen(yuan * 100),
    )  # fmt: skip
    return loan(code, yuan, date(2025, 10, 15), balance=shown, **changes)


def test_the_example_is_told_what_is_safe_what_is_first_and_what_waits():
    found = seen(MADE["employee"]())
    week = found.week
    assert week is not None
    assert (week.state, week.until, week.income) == (
        WeekState.SHORT, date(2026, 12, 10), "工资",
    )  # fmt: skip
    assert found["week.days"].value == 18
    assert found.amount("week.safe") == 100_000
    assert found.amount("week.per_day") == 5_500
    assert found.amount("week.aside") == 220_000
    assert found.amount("week.held") == 1_478_556
    assert rows(week.first[:1]) == [("房租", date(2026, 12, 5), 220_000)]
    assert [one.day for one in week.held] == [
        DAY, date(2026, 11, 28), date(2026, 12, 2), date(2026, 12, 5), date(2026, 12, 10),
    ]  # fmt: skip
    assert week.first[1].rank is Rank.PLAN
    assert week.first[1].day > week.until
    assert week.creditors == 3  # 借呗 and 花呗 are one lender's


@pytest.mark.parametrize("name", MADE)
def test_rows_and_figures_say_the_same_and_safe_and_aside_are_the_cash(name):
    found = seen(MADE[name]())
    week = found.week
    if week is None:
        assert found["week.safe"].reason == "no_cash"
        return
    for part, claims in (("first", week.first), ("hold", week.held)):
        told = [found[f"week.{part}.{place}"].value for place in range(1, len(claims) + 1)]
        assert [(one.day, one.amount, one.kind) for one in told] == [
            (one.day, one.amount, one.kind) for one in claims
        ]
        assert f"week.{part}.{len(claims) + 1}" not in found.figures
    parts = [found.amount(f"week.{part}") for part in ("safe", "spare", "aside")]
    assert sum(parts) == found.amount("cash")
    assert found.amount("week.held") == sum(one.amount for one in week.held)
    needs = found.amount("week.need"), found.amount("week.safe"), found.amount("week.missing")
    assert needs[2] == max(0, needs[0] - needs[1])


def test_cash_that_reaches_is_not_spoken_of():
    for name in ("shop", "typed"):
        week = seen(MADE[name]()).week
        assert week is not None
        assert not week.shown


def test_a_fen_decides_whether_cash_reaches():
    debt = loan("a", 1000, date(2026, 11, 1), method=Method.SINGLE, periods=1,
                first_due=date(2026, 11, 24))  # fmt: skip
    base = Book(cash=cash(5000), debts=(debt,), recurring=(item("工资", IN, 9000, "A1"),))
    low = min(
        amount for day, amount in seen(base).lanes["contract"].days if day <= date(2026, 12, 10)
    )
    exact = replace(base, cash=(replace(base.cash[0], amount=Fen(500_000 - low)),))
    short = replace(base, cash=(replace(base.cash[0], amount=Fen(500_000 - low - 1)),))
    assert seen(exact).week.state is WeekState.REACHES
    assert seen(short).week.state is WeekState.SHORT


def test_protected_debts_stand_with_home_and_work_and_are_paid_before_the_rest():
    plain = mortgage(300_000, date(2026, 10, 28))
    home = replace(plain, terms=replace(plain.terms, due_day=28))
    van = loan("van", 9000, date(2026, 11, 1), due_day=1, priority=Priority.SECURED)
    week = seen(poor(home, van, late("a", 30_000), yuan=20_000)).week
    assert week is not None
    first = [one for one in week.first if one.kind not in {"plan", "cash"}]
    assert [(one.debt, one.rank) for one in first] == [
        ("home", Rank.HOME), (None, Rank.HOME), ("van", Rank.WORK),
    ]  # fmt: skip
    assert [one.debt for one in week.held] == ["a"]


def test_arrears_of_a_home_are_asked_for_in_their_parts():
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(30_000_000), overdue_since=date(2026, 9, 20),
        overdue_principal=Fen(240_000),
    )  # fmt: skip
    home = mortgage(300_000, date(2021, 5, 20), balance=shown)
    book = poor(home, recurring=living(day=31))
    week = seen(book).week
    assert week is not None
    assert not [one for one in (*week.first, *week.held) if one.amount > 240_000]


def test_an_agreement_in_force_comes_before_the_rest_and_one_made_at_court_before_it():
    from jiebei_desktop.domain.debts import TermsVersion

    def agreed(code: str, **changes) -> Debt:
        plain = loan(code, 12_000, date(2026, 1, 5), **changes)
        version = TermsVersion(
            effective_from=date(2026, 11, 1), principal=Fen(1_200_000),
            terms=replace(plain.terms, first_due=date(2026, 12, 3), periods=12),
        )  # fmt: skip
        return replace(plain, versions=(version,))

    book = poor(agreed("a"), agreed("b", stage=Stage.ENFORCEMENT), late("c", 9000), yuan=9000)
    found = seen(book).week
    ranks = {one.debt: one.rank for one in (*found.first, *found.held) if one.debt}
    assert ranks == {"a": Rank.AGREED, "b": Rank.COURT, "c": Rank.REST}


def test_under_the_living_floor_the_standard_of_the_days_is_there():
    found = seen(nothing_left())
    assert found.amount("week.floor") == 115_700  # 2 × 980, 9 of 30 and 9 of 31 days
    assert found.amount("week.safe") == 9_000 < found.amount("week.floor")
    assert found.week.held[0].rank is Rank.HOME


def test_old_figures_give_no_number_but_the_day_they_are_of():
    book = MADE["employee"]()
    first = DAY + timedelta(days=45)
    assert seen(book, first).week.state is WeekState.SHORT
    old = seen(book, first + timedelta(days=1))
    assert old.week.state is WeekState.STALE
    assert old.week.known == DAY
    assert (old["week.safe"].value, old["week.safe"].reason) == (None, "stale")
    assert old.week.first == old.week.held == ()
    read = replace(book.cash[0], as_of=DAY + timedelta(days=20))
    fresh = replace(book, cash=(*book.cash, read))
    assert seen(fresh, first + timedelta(days=1)).week.state is WeekState.SHORT


def test_without_a_day_of_income_the_day_is_asked_for_and_then_it_counts(session):
    from jiebei_desktop.services.picture.affording import ANSWERS

    session.ledger.add_book(Book(cash=cash(400), debts=(late("a", 5000),)))
    told = {"income_low": 500_000, "income_typical": 600_000, "spending": 300_000}
    Possessions(session).set_setting(ANSWERS, told)
    before = picture(session, DAY)
    assert before.week.state is WeekState.NO_PAYDAY
    assert before["week.safe"].reason == "no_payday"
    Possessions(session).set_setting(PAYDAY, 8)
    after = picture(session, DAY)
    assert (after.week.state, after.week.until) == (WeekState.SHORT, date(2026, 12, 8))
    assert after.amount("week.safe") == 40_000
    session.history.undo()
    assert picture(session, DAY).week.state is WeekState.NO_PAYDAY


def test_income_of_many_days_is_looked_at_for_a_week_and_none_for_a_month():
    rides = tuple(
        replace(entries(3000, 2000, 1)[0], date=DAY - timedelta(days=back), amount=Fen(9_000),
                category="A3")
        for back in range(1, 120, 2)
    )  # fmt: skip
    spread = seen(Book(cash=cash(100), entries=rides, debts=(late("a", 5000),))).week
    assert (spread.comes, spread.until) == ("spread", DAY + timedelta(days=7))
    none = seen(MADE["ended"]()).week
    assert (none.comes, none.until) == ("none", DAY + timedelta(days=30))


def test_a_small_income_before_the_wage_is_not_waited_for():
    side = item("兼职", IN, 900, "A5", day=25)
    assert seen(poor(late("a", 9000), recurring=(*living(), side))).week.until == date(2026, 12, 10)
    equal = replace(side, amount=Fen(400_000))
    assert seen(poor(late("a", 9000), recurring=(*living(), equal))).week.until == date(
        2026, 11, 25
    )


def test_nobody_says_a_week_without_a_reading_of_cash():
    found = seen(replace(MADE["employee"](), cash=()))
    assert found.week is None
    assert found["week.until"].reason == "no_cash"
    assert "week.safe" not in glance(reading_of(MADE["employee"](), DAY, RULES)).figures


def test_spending_that_can_wait_waits_last_and_household_people_set_the_floor():
    club = item("会员", OUT, 80, "C6", day=28)
    book = poor(late("a", 9000), recurring=(*living(), club),
                household=Household(members=3, dibao_per_person=Fen(90_000)))  # fmt: skip
    found = seen(book)
    assert found.week.held[-1].rank is Rank.LATER
    assert found.amount("week.floor") == 159_400


@pytest.mark.parametrize(("code", "rank"), [("A4", Rank.WORK), ("A1", Rank.LATER)])
def test_what_the_awaited_harvest_costs_is_held_back_and_other_spending_is_not(code, rank):
    crops = item("早稻", IN, 25_000, code, day=18, every=Every.YEAR, start=date(2025, 6, 18))
    seed = item("种子化肥", OUT, 8_400, "C9", day=10, every=Every.YEAR, start=date(2025, 4, 10))
    food = item("伙食", OUT, 100, "C1", every=Every.WEEK, day=1)
    book = Book(cash=cash(20_000), recurring=(crops, seed, food), debts=(late("a", 30_000),))
    week = seen(book).week
    assert (week.state, week.until) == (WeekState.SHORT, date(2027, 6, 18))
    (told,) = [one for one in (*week.first, *week.held) if one.name == "种子化肥"]
    assert told.rank is rank
    if code == "A4":
        assert told in week.first


def test_after_pay_day_the_plan_waits_for_the_next_income():
    shown = ReportedBalance(as_of=DAY, principal=Fen(500_000))
    book = poor(card("card", shown), late("a", 4000), yuan=9000)
    day = date(2026, 12, 11)
    rich = replace(book, cash=(replace(book.cash[0], as_of=day),))
    found = seen(rich, day)
    assert [one.kind for one in found.week.first] == ["item", "arrears", "arrears", "minimum"]
    poorer = replace(book, cash=(replace(book.cash[0], amount=Fen(300_000), as_of=day),))
    told = seen(poorer, day)
    plan = [one for one in told.week.first if one.kind == "plan"]
    assert [(one.debt, one.day, one.amount) for one in plan] == [
        (None, date(2027, 1, 12), asked(poorer, told, day, {"a", "card"}))
    ]
    assert {one.debt for one in told.week.held} == {"a", "card"}


def test_what_falls_on_the_pay_day_itself_is_paid_from_the_income():
    van = loan("van", 9000, date(2026, 11, 10), due_day=10, priority=Priority.SECURED)
    rent = item("房租", OUT, 1500, "B1", day=10)
    week = seen(poor(van, late("a", 9000), recurring=(living()[0], rent))).week
    assert [one.kind for one in week.first] == ["plan"]
    assert [one.debt for one in week.held] == ["a"]


def test_a_due_on_the_pay_day_that_the_income_does_not_cover_is_short():
    def book(yuan):
        whole = loan("a", yuan, date(2026, 11, 20), method=Method.SINGLE, periods=1,
                     first_due=date(2026, 12, 10))  # fmt: skip
        return poor(whole, yuan=3000)

    assert seen(book(2000)).week.state is WeekState.REACHES
    assert seen(book(9000)).week.state is WeekState.SHORT


def test_a_plan_paid_after_the_income_is_told_but_not_set_aside():
    found = seen(poor(late("a", 9000), yuan=7000))
    (rent, plan) = found.week.first
    assert (rent.name, plan.kind) == ("房租", "plan")
    assert plan.day > found.week.until
    assert found.amount("week.aside") == 150_000
    left = found.amount("week.safe") + found.amount("week.spare")
    assert left == 550_000 > plan.amount > 0


def test_the_plan_brings_all_who_are_asked_what_they_are_asked_for():
    on_time = loan("b", 5000, date(2026, 6, 10), due_day=28, product="other",
                   balance=ReportedBalance(as_of=DAY, principal=Fen(500_000)))  # fmt: skip
    book = poor(late("a", 9000), on_time, yuan=7000)
    found = seen(book)
    (paid, plan) = [one for one in found.week.first if one.kind != "item"]
    assert (paid.debt, plan.kind, found.week.creditors) == ("b", "plan", 2)
    assert {one.debt for one in found.week.held} == {"a"}
    made = proposals(book, found.amount("plan.payment"), DAY, RULES, seen=found)
    assert {one.debt for one in made.asks.asks} == {"a", "b"}
    assert plan.amount == asked(book, found, DAY, {"a", "b"}) <= found.amount("plan.payment")


@pytest.mark.parametrize("name", MADE)
def test_the_plan_of_the_week_is_the_request_of_all_who_are_asked_or_wait(name):
    book = MADE[name]()
    found = seen(book)
    if found.week is None or not found.week.first:
        return
    for plan in (one for one in found.week.first if one.kind == "plan"):
        waiting = {one.debt for one in found.week.held if one.rank >= Rank.REST}
        paid = {one.debt for one in found.asks.asks}
        assert plan.amount == asked(book, found, DAY, waiting | paid)


def test_an_agreement_that_was_broken_waits_like_the_rest():
    from jiebei_desktop.domain.debts import TermsVersion

    plain = loan("a", 12_000, date(2026, 1, 5))
    version = TermsVersion(
        effective_from=date(2026, 10, 1), principal=Fen(1_200_000),
        terms=replace(plain.terms, first_due=date(2026, 11, 3), due_day=3, periods=12),
    )  # fmt: skip
    week = seen(poor(replace(plain, versions=(version,)))).week
    assert {one.rank for one in week.held} == {Rank.REST}
    assert [one.kind for one in week.held] == ["arrears", "agreed"]


def test_what_left_without_an_entry_counts_as_living():
    book = poor(late("a", 9000))
    before = replace(book.cash[0], amount=Fen(500_000), as_of=DAY - timedelta(days=61))
    leaking = replace(book, cash=(before, *book.cash))
    # 5,000 - 2,000 in 61 days is 1,495.90 a month; 9 of 30 and 9 of 31 days of it.
    more = seen(leaking).amount("week.need") - seen(book).amount("week.need")
    assert more == 88_300


def test_before_the_plan_stand_the_dues_paid_by_then_and_who_waits_by_then():
    book = poor(loan("a", 9_000, date(2026, 6, 15)))
    known = stands(book.debts, DAY)
    home = prospect(book, DAY)
    facts = WeekFacts(book=book, home=home, known=known, contract=((DAY, Fen(-1)),))
    until = until_income(facts)
    first, eve = date(2026, 12, 11), date(2026, 12, 10)

    def claim(day, fen, debt):
        return Payable(rank=Rank.REST, day=day, amount=Fen(fen), name="x", debt=debt)

    asked = (
        claim(first, 7, "on the day"),
        claim(eve, 5, "twice"),
        claim(DAY, 3, "twice"),
        claim(eve, 9, None),
    )
    shares = replace(
        until.shares, first=asked, held=(*asked[:1], claim(eve, 1, "waits"), *asked[3:])
    )
    told = replace(until, shares=shares).before(first)
    assert told.paid == {"twice": ((DAY, 3), (eve, 5))}
    assert told.held == {"waits"}
    assert told.until == until.coming.day
    reaches = replace(until, shares=shares, state=WeekState.REACHES).before(first)
    assert (reaches.paid, reaches.held) == (told.paid, frozenset())
    assert not replace(until, shares=shares, state=WeekState.STALE).before(first).paid


@pytest.mark.parametrize(
    ("rank", "debt", "creditors"),
    [(Rank.REST, "late", 2), (Rank.HOME, "home", 0), (Rank.REST, None, 0), (Rank.HOME, None, 0)],
)
def test_the_plan_stands_in_the_week_only_where_a_lender_waits_for_it(rank, debt, creditors):
    """A home that waits, or spending that can, brings no lender his instalment this week."""
    book = poor(late("late", 9_000), late("other", 4_000))
    facts = WeekFacts(
        book=book, home=prospect(book, DAY), known=stands(book.debts, DAY),
        contract=((DAY, Fen(-1)),),
    )  # fmt: skip
    until = until_income(facts)
    held = Payable(rank=rank, day=DAY, amount=Fen(5), name="x", debt=debt)
    until = replace(until, shares=replace(until.shares, held=(held,)))
    asked = {"late": Fen(7_000), "other": Fen(4_000), "paid": Fen(0)}
    plan = FirstPayment(day=DAY + timedelta(days=20), asked=asked, instalments={"other"})
    week, _figures = week_of(facts.home, until, plan)
    assert week.creditors == creditors
    assert [one.amount for one in week.first if one.kind == "plan"] == [11_000] * bool(creditors)


@pytest.mark.parametrize(("waiting", "held"), [(("home",), ["asked"]), (("other",), []), ((), [])])
def test_while_a_home_is_asked_to_wait_so_is_every_lender_that_is_asked_for_instalments(
    waiting, held
):
    ids = {"home": Priority.SECURED, "asked": Priority.UNSECURED, "kept": Priority.UNSECURED}
    debts = [
        loan(code, 1_200, date(2026, 10, 25), priority=rank, due_day=25)
        for code, rank in ids.items()
    ]
    book = poor(*debts, yuan=9_000)
    facts = WeekFacts(
        book=book, home=prospect(book, DAY), known=stands(book.debts, DAY),
        contract=((DAY, Fen(-1)),), instalments={"home", "asked"}, waiting=waiting,
    )  # fmt: skip
    shares = until_income(facts).shares
    due = {one.debt for one in (*shares.first, *shares.held) if one.debt}
    assert due == {*ids}
    assert sorted(one.debt for one in shares.held if one.debt) == held


@pytest.mark.parametrize(
    ("first", "held", "beyond"),
    [
        ([], [("a", Rank.HOME, "arrears")], {"a"}),
        ([], [("a", Rank.WORK, "arrears")], {"a"}),
        ([], [("a", Rank.REST, "arrears")], set()),
        ([], [("a", Rank.HOME, "instalment")], set()),
        ([("a", Rank.HOME, "arrears")], [("a", Rank.HOME, "instalment")], {"a"}),
        ([("a", Rank.HOME, "arrears")], [("b", Rank.HOME, "instalment")], set()),
        ([("a", Rank.HOME, "arrears")], [("a", Rank.REST, "instalment")], set()),
        ([], [("asked", Rank.HOME, "arrears")], set()),
        ([], [(None, Rank.HOME, "arrears")], set()),
    ],
)
def test_the_cash_misses_what_is_late_of_a_home_where_that_or_its_next_due_waits(
    first, held, beyond
):
    book = poor(loan("a", 9_000, date(2026, 6, 15)))
    facts = WeekFacts(
        book=book, home=prospect(book, DAY), known=stands(book.debts, DAY),
        contract=((DAY, Fen(-1)),), waiting={"asked"},
    )  # fmt: skip

    def claims(rows):
        return tuple(
            Payable(rank=rank, day=DAY, amount=Fen(5), name="x", debt=debt, kind=kind)
            for debt, rank, kind in rows
        )

    until = until_income(facts)
    shares = replace(until.shares, first=claims(first), held=claims(held))
    assert replace(until, shares=shares).beyond == beyond
