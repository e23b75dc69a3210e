"""What the ledger cannot explain is asked once; the answer is one step and changes the figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from loans import loan
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import Gap, LevelShift, prospect
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.files import household_file
from jiebei_desktop.services.picture import affording, home_of, read
from jiebei_desktop.services.picture.life_questions import (
    STEP,
    LifeQuestion,
    LifeQuestionKind,
    answer,
    effects,
    questions_of,
)
from jiebei_desktop.services.picture.life_questions import asked as questions_in
from jiebei_desktop.services.plans.life_view import facts

ON = date(2026, 11, 22)
WAGE = 8_600


def asked(book, on, told):
    """Return what is asked of values that stand in no ledger."""
    return questions_of(prospect(book, on, told))


def household(side, *, wages=None, leave=()):
    """Return months of a wage and a second income, the last of them October 2026."""
    count = len(side)
    found = []
    for place, second in enumerate(side):
        month = Month.of(ON).plus(place - count)
        if month in leave:
            continue
        wage = WAGE if wages is None else wages[place]
        rows = (
            (10, "A1", wage, "单位"),
            (12, "A5", second, "配偶"),
            (5, "B1", 2_800, "房东"),
            (18, "C1", 4_200, ""),
        )
        found += [
            Entry(
                date=month.day(day),
                kind=EntryKind.INCOME if code < "B" else EntryKind.EXPENSE,
                amount=Fen(yuan * 100),
                category=code,
                counterparty=who,
            )
            for day, code, yuan, who in rows
            if yuan
        ]
    return Book(
        entries=tuple(found), cash=(Cash(name="余额", amount=Fen(320_000), as_of=ON),)
    )  # fmt: skip


FALLEN = household([2_500] * 7 + [1_900] * 3)


@pytest.fixture
def ask(session):
    def run(book):
        session.ledger.add_book(book)
        return asked(affording.history(session, ON), ON, None)

    return run


def income(session, on=ON):
    return prospect(affording.history(session, on), on).income_usual


def test_a_fallen_income_is_asked_about_and_the_lower_amount_counts_until_then(session, ask):
    (question,) = ask(FALLEN)
    assert question == LifeQuestion(
        kind=LifeQuestionKind.FALL,
        months=(Month(2026, 8),),
        category="A5",
        before=Fen(250_000),
        after=Fen(190_000),
        counts=True,
    )
    assert income(session) == 1_050_000


def test_for_good_writes_an_event_and_one_undo_takes_it_back(session, ask):
    (question,) = ask(FALLEN)
    assert answer(session, question, ON, lasting=True).tables == {"events"}
    assert session.ledger.events() == (
        LifeEvent(
            kind=EventKind.INCOME_CHANGES,
            start=date(2026, 8, 1),
            category="A5",
            amount=Fen(190_000),
        ),
    )
    assert income(session) == 1_050_000
    assert asked(affording.history(session, ON), ON, None) == ()
    assert session.history.undo_label == STEP
    session.history.undo()
    assert session.ledger.events() == ()
    assert asked(affording.history(session, ON), ON, None) == (question,)


def test_only_for_a_while_counts_the_months_as_ups_and_downs_and_is_kept(session, ask):
    (question,) = ask(FALLEN)
    assert answer(session, question, ON, lasting=False).tables == {"settings"}
    # Mean of seven months of 2,500 and three of 1,900, beside the wage.
    assert income(session) == (WAGE + 2_320) * 100
    assert asked(affording.history(session, ON), ON, None) == ()
    assert session.ledger.events() == ()
    session.history.undo()
    assert income(session) == 1_050_000


def test_a_fall_that_has_not_passed_after_three_months_is_asked_about_again(session, ask):
    (question,) = ask(FALLEN)
    answer(session, question, ON, lasting=False)
    later = household([2_500] * 7 + [1_900] * 6).entries
    moved = tuple(
        replace(entry, date=Month.of(entry.date).plus(3).day(entry.date.day)) for entry in later
    )
    book = replace(affording.history(session, ON), entries=moved)
    assert asked(book, date(2027, 1, 22), None) == ()
    (again,) = asked(book, date(2027, 2, 22), None)
    assert (again.category, again.first, again.counts) == ("A5", Month(2026, 8), True)


def test_an_income_that_is_gone_ends(session, ask):
    (question,) = ask(household([2_500] * 7 + [0] * 3))
    assert question.after == 0
    answer(session, question, ON, lasting=True)
    (event,) = session.ledger.events()
    assert (event.kind, event.amount, event.start) == (
        EventKind.INCOME_ENDS,
        None,
        date(2026, 8, 1),
    )
    assert income(session) == WAGE * 100
    assert asked(affording.history(session, ON), ON, None) == ()


@pytest.mark.parametrize("start", [date(2026, 8, 1), date(2026, 10, 15)])
def test_a_fall_that_an_event_tells_is_not_asked_about(start):
    event = LifeEvent(
        kind=EventKind.INCOME_CHANGES, start=start, category="A5", amount=Fen(190_000)
    )
    assert asked(replace(FALLEN, events=(event,)), ON, None) == ()


@pytest.mark.parametrize("day", [date(2026, 7, 31), date(2026, 3, 1), date(2026, 2, 20)])
def test_an_end_explains_its_fall_from_its_last_wage_on_however_long_ago(day):
    """Only six months are looked at: a fall of March was taken for one of May."""
    gone = household([2_500] * 7 + [0] * (3 if day.month == 7 else 8))
    assert len(asked(gone, ON, None)) == 1
    event = LifeEvent(kind=EventKind.INCOME_ENDS, start=day, category="A5")
    assert asked(replace(gone, events=(event,)), ON, None) == ()


def test_an_event_ahead_or_before_explains_no_fall():
    for start in (date(2027, 4, 1), date(2026, 5, 1)):
        event = LifeEvent(kind=EventKind.INCOME_ENDS, start=start, category="A5")
        (question,) = asked(replace(FALLEN, events=(event,)), ON, None)
        assert question.category == "A5"


def test_a_fall_that_the_end_of_an_item_explains_is_not_asked_about():
    def item(until):
        return Recurring(
            name="兼职", kind=EntryKind.INCOME, amount=Fen(250_000), category="A5",
            every=Every.MONTH, day=12, start=date(2025, 1, 1), until=until,
        )  # fmt: skip

    gone = household([2_500] * 7 + [0] * 3)
    assert asked(replace(gone, recurring=(item(date(2026, 7, 31)),)), ON, None) == ()
    assert len(asked(replace(gone, recurring=(item(None),)), ON, None)) == 1


def test_months_that_were_not_written_down_become_events_in_one_step(session, ask):
    gone = (Month(2026, 5), Month(2026, 6), Month(2026, 8))
    # Two payers that differ, so that no steady wage shows that the months are gaps.
    wages = [3_000, 9_000] * 5
    (question,) = [
        each
        for each in ask(household([0] * 10, wages=wages, leave=gone))
        if each.kind is LifeQuestionKind.EMPTY
    ]
    assert (question.months, question.counts) == (gone, True)
    before = session.book().events
    answer(session, question, ON, lasting=True)
    assert [(each.start, each.until) for each in session.ledger.events()] == [
        (date(2026, 5, 1), date(2026, 6, 30)),
        (date(2026, 8, 1), date(2026, 8, 31)),
    ]
    assert prospect(session.book(), ON).gaps == ()
    assert prospect(session.book(), ON).history == 7
    session.history.undo()
    assert session.book().events == before


def test_months_that_really_had_nothing_stay_zeros_and_are_not_asked_about_again(session, ask):
    gone = (Month(2026, 5), Month(2026, 6), Month(2026, 8))
    questions = ask(household([0] * 10, wages=[3_000, 9_000] * 5, leave=gone))
    (question,) = [each for each in questions if each.kind is LifeQuestionKind.EMPTY]
    before = income(session)
    answer(session, question, ON, lasting=False)
    assert prospect(session.book(), ON).gaps == ()
    assert prospect(session.book(), ON).history == 10
    assert income(session) == before


def test_a_steady_month_that_is_empty_is_no_zero_until_it_is_said_to_be_one(session, ask):
    (question,) = ask(household([2_500] * 10, leave=(Month(2026, 6),)))
    assert (question.kind, question.counts) == (LifeQuestionKind.EMPTY, False)
    assert prospect(session.book(), ON).grade == "fair"
    answer(session, question, ON, lasting=False)
    home = prospect(session.book(), ON)
    assert [row.income for row in home.rows if row.month == Month(2026, 6)] == [0]
    assert home.grade == "good"


def test_a_missing_wage_is_filled_or_a_zero_as_it_is_answered(session, ask):
    wages = [WAGE] * 5 + [0] + [WAGE] * 4
    (question,) = ask(household([2_500] * 10, wages=wages))
    assert (question.kind, question.months, question.category) == (
        LifeQuestionKind.HOLE,
        (Month(2026, 6),),
        "A1",
    )

    def june():
        home = prospect(session.book(), ON)
        (row,) = [row for row in home.rows if row.month == Month(2026, 6)]
        return row.income, home.grade, len(home.gaps)

    assert june() == ((WAGE + 2_500) * 100, "fair", 1)
    answer(session, question, ON, lasting=True)
    assert june() == ((WAGE + 2_500) * 100, "good", 0)
    session.history.undo()
    answer(session, question, ON, lasting=False)
    assert june() == (250_000, "good", 0)


def test_an_answer_about_everything_covers_every_income():
    said = Said(
        kind=SaidKind.NOTHING, start=date(2026, 6, 1), until=date(2026, 6, 30), on=ON
    )  # fmt: skip
    book = household([2_500] * 10, leave=(Month(2026, 6),))
    assert prospect(book, ON).gaps == (Gap(month=Month(2026, 6), category="", is_zero=False),)
    assert prospect(replace(book, said=(said,)), ON).gaps == ()


def test_the_same_answer_is_kept_once(session, ask):
    (question,) = ask(FALLEN)
    answer(session, question, ON, lasting=False)
    answer(session, question, ON, lasting=False)
    assert session.book().said == effects(question, ON, lasting=False)


def test_a_second_answer_stands_beside_the_first(session, ask):
    wages = [WAGE] * 5 + [0] + [WAGE] * 4
    fall, hole = ask(household([2_500] * 7 + [1_900] * 3, wages=wages))
    for question in (hole, fall):
        answer(session, question, ON, lasting=question is hole)
    assert [each.kind for each in session.book().said] == [SaidKind.MISSED, SaidKind.PASSING]
    assert asked(session.book(), ON, None) == ()
    session.history.undo()
    assert asked(session.book(), ON, None) == (fall,)


def test_answers_go_along_into_another_ledger(session, ask, tmp_path):
    from jiebei_desktop.services.keeping.session import Session

    (question,) = ask(FALLEN)
    answer(session, question, ON, lasting=False)
    with Session.create(tmp_path / "b.jiebei") as other:
        other.ledger.add_book(session.book())
        assert other.book().said == session.book().said
        assert income(other) == income(session)


def test_what_is_asked_stands_among_the_changes_in_the_order_of_days(session):
    session.ledger.add_book(
        replace(
            FALLEN,
            events=(
                LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A5"),
                LifeEvent(kind=EventKind.BUSINESS_CLOSED, start=date(2026, 6, 30)),
            ),
        )
    )
    found = facts(session, ON)
    assert [(line.number, line.day, line.question is None) for line in found.lines()] == [
        (1, date(2026, 6, 30), True),
        (2, date(2026, 8, 1), False),
        (3, date(2027, 4, 1), True),
    ]
    assert found.as_of == ON


def test_an_uncounted_fall_is_asked_about_without_being_counted():
    noisy = household([0] * 10, wages=[8_000, 11_000, 9_000, 12_000, 7_000] * 2)
    fall = LevelShift(
        category="A1",
        start=Month(2026, 10),
        before=Fen(900_000),
        after=Fen(700_000),
        counted=False,
    )
    assert prospect(noisy, ON).shifts == (fall,)
    (question,) = asked(noisy, ON, None)
    assert not question.counts


SIDES = st.lists(st.integers(400, 3_000), min_size=6, max_size=14)


@settings(max_examples=60, deadline=None)
@given(SIDES, st.integers(1, 4), st.integers(20, 90))
@example([603, 869, 2040, 474, 511, 400, 783, 743], 1, 69)  # what counts is below the fallen month
def test_an_answer_counts_what_it_says_and_waiting_counts_no_more_than_a_passing_fall(
    side, months, percent
):
    fallen = [max(1, yuan * percent // 100) for yuan in side[-months:]]
    book = household([*side[:-months], *fallen])

    def second(changed):
        (stream,) = [one for one in prospect(changed, ON).streams if one.category == "A5"]
        return stream.at(1)

    found = [each for each in asked(book, ON, None) if each.category == "A5"]
    if not found:
        return
    (question,) = found
    (event,) = effects(question, ON, lasting=True)
    waiting = second(book)
    confirmed = second(replace(book, events=(event,)))
    passing = second(replace(book, said=effects(question, ON, lasting=False)))
    if question.counts:
        assert waiting == question.after
    assert confirmed <= question.after < question.before
    assert confirmed <= waiting <= passing


def test_a_cost_that_stopped_is_asked_about_and_yes_ends_it_from_its_first_quiet_month(
    session, ask
):
    rent = tuple(
        Entry(date=Month.of(ON).plus(-back).day(3), kind=EntryKind.EXPENSE, amount=Fen(240_000),
              category="B9", counterparty="店面房东")
        for back in range(4, 11)
    )  # fmt: skip
    book = household([2_500] * 10)
    (question,) = ask(replace(book, entries=(*book.entries, *rent)))
    assert (question.kind, question.category, question.before) == (
        LifeQuestionKind.STOPPED, "B9", 240_000,
    )  # fmt: skip
    quiet = Month.of(ON).plus(-3)
    assert question.first == quiet
    living = prospect(affording.history(session, ON), ON).living_usual
    answer(session, question, ON, lasting=True)
    assert session.ledger.events() == (
        LifeEvent(kind=EventKind.SPENDING_ENDS, start=quiet.first, category="B9"),
    )
    after = prospect(affording.history(session, ON), ON)
    assert (after.living_usual, after.stopped) == (living - 168_000, ())
    session.history.undo()
    answer(session, question, ON, lasting=False)
    assert asked(affording.history(session, ON), ON, None) == ()


def test_what_is_asked_comes_with_the_reading_and_is_not_reckoned_again(session, monkeypatch):
    session.ledger.add_book(FALLEN)
    reading = read(session, ON)
    home = home_of(reading)

    def never(*_given):
        raise AssertionError("the months were reckoned twice")

    monkeypatch.setattr("jiebei_desktop.analysis.prospect.prospect", never)
    assert questions_in(reading) == questions_of(home) != ()


def test_a_cost_that_is_a_debts_repayment_counts_twice_until_somebody_says_so(session):
    """8,000 in, 3,000 for food and 1,112.46 for the loan that is entered: 5,000 are free."""
    session.ledger.add_book(replace(TWICE, debts=(loan(start=date(2026, 11, 1)),)))
    (question,) = questions_in(read(session, ON))
    assert (question.kind, question.name, question.debt, question.before) == (
        LifeQuestionKind.REPAID, "借呗还款", "借呗", 111_246,
    )  # fmt: skip
    assert home_of(read(session, ON)).left == 800_000 - 300_000 - 111_246
    answer(session, question, ON, lasting=True)
    reading = read(session, ON)
    assert (home_of(reading).left, questions_in(reading)) == (500_000, ())
    session.history.undo()
    answer(session, question, ON, lasting=False)
    reading = read(session, ON)
    assert (home_of(reading).left, questions_in(reading)) == (388_754, ())
    assert household_file.read_asking(household_file.dump(session.book())).book == session.book()


TWICE = Book(
    recurring=tuple(
        Recurring(
            name=name, kind=kind, amount=Fen(fen), category=code, day=day, start=date(2025, 1, 1)
        )
        for name, kind, fen, code, day in (
            ("工资", EntryKind.INCOME, 800_000, "A1", 10),
            ("吃饭", EntryKind.EXPENSE, 300_000, "C1", 1),
            ("借呗还款", EntryKind.EXPENSE, 111_246, "C9", 20),
        )
    ),
    cash=(Cash(name="余额", amount=Fen(320_000), as_of=ON),),
)
