from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from households import MADE, cash, item, loan, mortgage, random_book
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import odds_of
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.analysis.risk import Futures
from jiebei_desktop.analysis.stress import miss_odds
from jiebei_desktop.domain.debts import ReportedBalance
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import affordability_view as afford
from jiebei_desktop.services.picture import affording, picture, picture_of, reading_of
from jiebei_desktop.services.plans import cashflow_view as flow

DAY = date(2026, 11, 22)


def test_months_add_up_entries_and_payments_and_end_with_the_running_one(employee):
    known = flow.facts(employee, DAY)
    book = employee.book()
    assert len(known.months) == 12
    assert known.months[-1].month == Month(2026, 11)
    october = known.months[-2]
    paid = [p for debt in book.debts for p in debt.payments]
    assert october.repaid == sum(p.amount for p in paid if Month.of(p.date) == october.month)
    spent = [e for e in book.entries if Month.of(e.date) == october.month]
    assert october.living == sum(e.amount for e in spent if e.kind.value == "expense")
    assert october.income == sum(e.amount for e in spent if e.kind.value == "income")
    assert not known.empty


@pytest.mark.parametrize("name", MADE)
def test_shares_add_up_to_the_living_of_the_picture_largest_first(session, name):
    session.ledger.add_book(MADE[name]())
    known = flow.facts(session, DAY)
    amounts = [share.amount for share in known.shares]
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) == known.living == (picture(session, DAY).money("living.usual") or 0)


@pytest.mark.parametrize("name", MADE)
def test_lowest_day_payment_runway_and_reserve_are_those_of_the_picture(session, name):
    session.ledger.add_book(MADE[name]())
    seen, coming = picture(session, DAY), flow.ahead(flow.facts(session, DAY))
    low = coming.forecast.low_point
    if seen.money("left") is not None:  # else nobody said what comes in: the page is empty
        assert (low.day, low.amount) == (seen["low.plan.day"].value, seen.money("low.plan.amount"))
    assert coming.payment == seen.money("lane.plan.payment")
    assert coming.forecast.runway_days == (seen["runway.days"].value or 0)
    assert coming.target == seen.money("reserve")
    assert coming.forecast.expected[0] == (seen.money("cash") or 0)


def test_arrears_of_a_home_are_paid_in_their_parts_as_on_the_plan_lane_of_the_picture(session):
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(30_000_000), overdue_since=date(2026, 9, 20),
        overdue_principal=Fen(2_400_000),
    )  # fmt: skip
    home = mortgage(300_000, date(2021, 5, 20), balance=shown)
    wage = item("工资", EntryKind.INCOME, 9000, "A1")
    debts = (home, loan("a", 90_000, date(2026, 8, 15), periods=36))
    session.ledger.add_book(Book(cash=cash(3000), recurring=(wage,), debts=debts))
    coming, seen = flow.ahead(flow.facts(session, DAY)), picture(session, DAY)
    # 24,000 late at once would leave far less than nothing; in parts the wage carries it.
    assert coming.forecast.low_point.amount == seen.money("low.plan.amount") > 0
    plan = dict(seen.lanes["plan"].days)
    assert dict(zip(coming.forecast.days, coming.forecast.expected, strict=True)) == plan


@pytest.mark.parametrize("seed", range(12))
def test_they_do_so_of_any_household(session, seed):
    session.ledger.add_book(random_book(seed))
    known = flow.facts(session, DAY)
    assert sum(share.amount for share in known.shares) == known.living
    assert known.living == picture(session, DAY).money("living.usual")


def test_what_left_without_an_entry_and_what_is_assumed_have_lines_of_their_own(session):
    book = MADE["nothing_left"]()
    counted = (
        Cash(name="余额", amount=Fen(500_000), as_of=date(2026, 9, 22)),
        Cash(name="余额", amount=Fen(9_000), as_of=DAY),
    )
    session.ledger.add_book(replace(book, cash=counted))
    known = flow.facts(session, DAY)
    lines = {share.code: share.amount for share in known.shares}
    assert known.unexplained > 0
    assert lines[flow.UNEXPLAINED] == known.unexplained == known.home.unexplained
    thin = replace(
        book,
        recurring=tuple(each for each in book.recurring if each.category != "B1"),
        household=Household(members=2, dibao_per_person=Fen(150_000)),
    )
    home = prospect(thin, DAY)
    shares = {share.code: share.amount for share in flow.shares_of(home)}
    assert shares[flow.ASSUMED] == home.living_usual - shares["C1"]
    assert shares[flow.ASSUMED] > 0


def test_a_span_begins_no_earlier_than_the_ledger(employee):
    assert len(flow.facts(employee, DAY, 6).months) == 6
    first = flow.facts(employee, DAY, 24).months[0]
    assert first.income or first.living or first.repaid


def test_what_lies_after_today_is_not_counted_as_past(employee):
    early = date(2026, 6, 10)
    assert flow.facts(employee, early).months[-1].month == Month(2026, 6)
    later = [e for e in employee.book().entries if e.date.month == 6 and e.date > early]
    assert later
    assert flow.facts(employee, early).months[-1] != flow.facts(employee, DAY).months[-6]


@pytest.mark.parametrize(("months", "nothing"), [(11, False), (12, True), (40, True)])
def test_entries_before_the_span_are_nothing_to_show(session, months, nothing):
    old = Entry(
        date=Month.of(DAY).plus(-months).first,
        kind=EntryKind.EXPENSE,
        amount=Fen(100),
        category="C1",
    )
    session.ledger.add_book(Book(entries=(old,)))
    assert flow.facts(session, DAY).empty is nothing


def test_an_empty_ledger_has_nothing_to_show(session):
    known = flow.facts(session, DAY)
    assert known.empty
    assert len(known.months) == 1
    assert known.living == 0
    assert afford.facts(session, DAY).empty


def test_the_strip_has_thirty_days_with_dues_and_incomes_by_urgency(employee):
    coming = flow.ahead(flow.facts(employee, DAY))
    assert len(coming.strip) == flow.STRIP_DAYS
    kinds = {day.day: day.kind for day in coming.strip}
    assert kinds[date(2026, 12, 2)] == "debt"
    assert kinds[date(2026, 12, 18)] == "income"
    assert kinds[date(2026, 11, 23)] == "arrears"
    assert kinds[date(2026, 11, 24)] == ""
    assert coming.clashes[0].ask_day == 12


def test_a_full_reserve_is_reached_on_the_first_day(employee):
    known = flow.facts(employee, DAY)
    coming = flow.ahead(known)
    assert coming.reached is not None
    rich = replace(known.reading.book, cash=(Cash(name="a", amount=Fen(9_000_000), as_of=DAY),))
    home = prospect(rich, DAY)
    reading = reading_of(rich, DAY, employee.rules)
    assert flow.ahead(replace(known, reading=reading, home=home)).reached == DAY
    dear = reading_of(known.reading.book, DAY, employee.rules, payment=Fen(900_000))
    poor = flow.ahead(replace(known, reading=dear))
    assert poor.reached is None
    assert poor.payment == picture_of(dear).money("lane.plan.payment") < 900_000


def test_the_chosen_payment_is_kept_in_the_ledger_and_can_be_undone(employee):
    assert affording.chosen_payment(employee) is None
    changes = afford.choose(employee, Fen(250_000))
    assert "settings" in changes.tables
    assert affording.chosen_payment(employee) == 250_000
    assert afford.facts(employee, DAY).chosen == 250_000
    employee.history.undo()
    assert affording.chosen_payment(employee) is None


def test_strains_make_the_payment_riskier_or_safer_as_they_should(employee):
    known = afford.facts(employee, DAY)
    found = picture(employee, DAY).afford
    payment = Fen(400_000)
    stops, saved, rent = afford.strains(known, found, payment)
    plain = odds_of(found.curve, payment)
    assert stops.code == "part_stops"
    assert stops.name == "配偶兼职"
    assert stops.amount == 190_000
    assert stops.odds.broken_12 > plain.broken_12
    assert stops.odds.late_once_12 > plain.late_once_12
    assert saved.odds.broken_12 < plain.broken_12
    assert saved.odds.broken_12 < saved.odds.late_once_12
    assert saved.amount == (found.reserve - 320_000) // 10_000 * 10_000
    assert rent.odds is None
    assert rent.recommended < found.recommended


def test_a_strain_changes_what_it_says_and_nothing_else(employee):
    known = afford.facts(employee, DAY)
    found = picture(employee, DAY).afford
    payment = Fen(400_000)
    stops, saved, rent = afford.strains(known, found, payment)
    home = prospect(known.book, DAY, afford.answers_of(known))
    futures = Futures.draw(home, found.seed, afford.STRAIN_PATHS)

    def odds(changed, *base):
        late, broken, _ = miss_odds(changed, payment, *base)
        return late, broken

    def paths(**rows):
        return replace(futures, paths=replace(futures.paths, **rows))

    income = [
        [max(yuan - 1900, 0) for yuan in row] if month < 3 else row
        for month, row in enumerate(futures.paths.income)
    ]
    assert odds(paths(income=np.array(income)), futures) == (
        stops.odds.late_once_12,
        stops.odds.broken_12,
    )
    richer = replace(futures, cash=futures.cash + saved.amount / 100)
    assert odds(richer) == (saved.odds.late_once_12, saved.odds.broken_12)
    dearer = paths(routine=futures.paths.routine + 200)
    assert rent.recommended == dearer.risk((1,) * 12).band().recommended


def test_with_one_income_a_fifth_of_it_is_missing(employee):
    known = afford.facts(employee, DAY)
    one = replace(known.book, recurring=())
    stops = afford.strains(replace(known, book=one), picture(employee, DAY).afford, Fen(200_000))[0]
    assert stops.code == "income_less"
    assert stops.name == ""
    assert stops.amount == round(prospect(one, DAY).income_usual / 5)


def test_the_questionnaire_counts_what_is_open_and_feeds_the_model(session):
    assert afford.facts(session, DAY).missing == len(afford.ASKED)
    partly = {"income_low": 500_000, "income_typical": 600_000}
    afford.keep_answers(session, partly)
    known = afford.facts(session, DAY)
    assert known.missing == len(afford.ASKED) - 2
    assert afford.answers_of(known) is None
    assert not known.empty
    afford.keep_answers(session, {**partly, "spending": 300_000, "weeks_without_work": 0})
    known = afford.facts(session, DAY)
    assert afford.answers_of(known).spending == 300_000
    assert picture(session, DAY).afford.grade == "rough"
    afford.keep_answers(session, {})
    assert afford.facts(session, DAY).answers == {}


def test_the_people_can_be_changed_without_losing_their_other_facts(employee):
    afford.adjust_people(employee, 4, Fen(90_000), DAY, "gig")
    now = employee.book().household
    assert now.members == 4
    assert now.dibao_as_of == DAY
    assert now.income_kind == "gig"
    assert now.city
    afford.adjust_people(employee, 1, None, DAY, "shop")
    assert employee.book().household.dibao_as_of is None


def test_settings_that_are_no_numbers_are_not_taken_for_amounts(session):
    keep = Possessions(session)
    keep.set_setting(affording.CHOSEN, "much")
    keep.set_setting(afford.ANSWERS, {"income_low": "some", "other": 3})
    known = afford.facts(session, DAY)
    assert known.chosen is None
    assert known.answers == {}
    assert known.book.household == Household()


def test_with_nobody_left_to_negotiate_with_no_plan_pays(session):
    """Only the home loan is owed: the plan paid its amount to nobody, month by month."""
    shown = ReportedBalance(as_of=DAY, principal=Fen(30_000_000))
    home = mortgage(300_000, date(2021, 5, 20), balance=shown)
    wage = item("工资", EntryKind.INCOME, 9000, "A1")
    session.ledger.add_book(Book(cash=cash(3000), recurring=(wage,), debts=(home,)))
    coming, seen = flow.ahead(flow.facts(session, DAY)), picture(session, DAY)
    assert (coming.payment, seen.money("plan.payment")) == (None, None)
    assert seen.money("afford.recommended") > 0
    assert not [one for one in coming.forecast.flows if one.kind == "plan"]
    assert coming.forecast.expected == coming.forecast.all_contracts
