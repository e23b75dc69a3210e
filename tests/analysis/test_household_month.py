"""The household's months: what counts as income, bill, obligation and unexplained."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.analysis.festival import is_festival, new_year
from jiebei_desktop.analysis.household_month import (
    Answers,
    cash_on,
    household_month,
    unexplained_outflow,
)
from jiebei_desktop.analysis.sampler import model_of
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Payment, Terms
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    Entry,
    EntryKind,
    Every,
    Household,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import Rate, RatePeriod

ON = date(2026, 11, 22)


def entry(month, day, yuan, category, *, year=2026, mark=Mark.ESTIMATE):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    return Entry(
        date=date(year, month, day),
        kind=kind,
        amount=Fen(yuan * 100),
        category=category,
        mark=mark,
    )


def item(name, yuan, category, every=Every.MONTH, **more):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    return Recurring(
        name=name,
        kind=kind,
        amount=Fen(yuan * 100),
        category=category,
        every=every,
        start=more.pop("start", date(2026, 1, 1)),
        **more,
    )


def figure(home, code):
    return next(f for f in home.figures if f.label_code == code)


def months(first, last, **codes):
    return tuple(
        entry(month, 10 + k, yuan, code)
        for month in range(first, last + 1)
        for k, (code, yuan) in enumerate(codes.items())
    )


def test_the_running_month_does_not_count_until_its_last_day():
    book = Book(entries=months(9, 11, A1=8000, C1=3000))
    assert household_month(book, ON).history == 2
    assert household_month(book, date(2026, 11, 30)).history == 3


def test_a_first_month_with_one_side_only_is_not_full():
    book = Book(entries=(entry(7, 28, 500, "C1"), *months(8, 10, A1=8000, C1=3000)))
    assert household_month(book, ON).history == 3
    only_income = Book(entries=months(8, 10, A1=8000))
    assert household_month(only_income, ON).history == 3


def test_bonus_and_help_from_relatives_are_listed_apart():
    book = Book(
        entries=(
            *months(5, 10, A1=8000, C1=3000),
            entry(7, 5, 6000, "A2"),
            entry(8, 5, 3000, "A11"),
        )
    )
    home = household_month(book, ON)
    assert {row.income for row in home.rows} == {800_000}
    assert figure(home, "income").amount == 800_000
    assert figure(home, "income_apart").amount == 150_000
    assert figure(home, "income_apart").rows == 2


def test_commission_that_comes_in_most_months_is_income():
    book = Book(entries=months(5, 10, A1=4000, A2=3000, C1=3000))
    assert figure(household_month(book, ON), "income").amount == 700_000


def test_a_large_bill_that_does_not_recur_is_irregular():
    book = Book(entries=(*months(5, 10, A1=8000, C1=3000, B1=1500), entry(8, 3, 2600, "B5")))
    home = household_month(book, ON)
    assert [row.bills for row in home.rows if row.bills] == [(260_000,)]
    assert figure(home, "irregular").amount == 260_000 // 6
    assert figure(home, "routine").amount == 450_000
    assert figure(home, "surplus").amount == 800_000 - 450_000 - 260_000 // 6


def test_payments_ordered_by_law_are_obligations():
    entries = (*months(5, 10, A1=8000, C1=3000, B10=1200),)
    home = household_month(Book(entries=entries), ON)
    assert home.obligations == 120_000
    assert {row.obligations for row in home.rows} == {120_000}
    stated = household_month(Book(recurring=(item("抚养费", 900, "B10"),)), ON)
    assert stated.obligations == 90_000


def test_recurring_items_no_entry_confirms_count_as_stated():
    book = Book(
        entries=months(8, 10, C1=3000),
        recurring=(item("工资", 8600, "A1"), item("房租", 2200, "B1")),
    )
    home = household_month(book, ON)
    assert {row.income for row in home.rows} == {860_000}
    assert {row.routine for row in home.rows} == {520_000}


def test_yearly_items_are_known_bills_and_not_routine():
    book = Book(
        entries=(*months(5, 10, A1=8000, C1=3000), entry(9, 9, 2400, "B9")),
        recurring=(
            item("车险", 2500, "B9", Every.YEAR, start=date(2026, 9, 9), day=9),
            item("季租", 100, "A10", Every.QUARTER),
        ),
    )
    home = household_month(book, ON)
    assert not any(row.bills for row in home.rows)
    assert figure(home, "routine").amount == 300_000
    assert (Month(2027, 9), 250_000) in home.known_bills


def test_the_mark_is_that_of_most_of_the_money():
    entries = (
        *(entry(m, 10, 8000, "A1", mark=Mark.DOCUMENT) for m in (8, 9, 10)),
        *(entry(m, 11, 3000, "C1", mark=Mark.STATEMENT) for m in (8, 9, 10)),
    )
    home = household_month(Book(entries=entries), ON)
    assert figure(home, "income").mark is Mark.DOCUMENT
    assert figure(home, "routine").mark is Mark.STATEMENT
    assert figure(home, "living_floor").mark is Mark.ESTIMATE


def test_cash_moves_with_what_was_booked_after_the_reading():
    debt = Debt(
        id=DebtId("a"),
        name="a",
        product="jiebei",
        lender="x",
        lender_type=LenderType.UNKNOWN,
        contract_date=date(2026, 1, 1),
        principal=Fen(100_000),
        terms=Terms(rate=Rate(value=0, per=RatePeriod.YEAR)),
        payments=(Payment(date=date(2026, 11, 12), amount=Fen(30_000)),),
    )
    cash = (
        Cash(name="余额", amount=Fen(100_000), as_of=date(2026, 11, 1)),
        Cash(name="余额", amount=Fen(200_000), as_of=date(2026, 11, 10)),
        Cash(name="余额", amount=Fen(900_000), as_of=date(2026, 12, 1)),
    )
    book = Book(cash=cash, entries=(entry(11, 15, 500, "C1"),), debts=(debt,))
    assert cash_on(book, ON) == 120_000
    assert cash_on(Book(), ON) == 0


def test_unexplained_outflow_is_what_the_balances_lost_without_an_entry():
    cash = (
        Cash(name="余额", amount=Fen(500_000), as_of=date(2026, 8, 1)),
        Cash(name="余额", amount=Fen(300_000), as_of=date(2026, 11, 1)),
    )
    debt = Debt(
        id=DebtId("a"),
        name="a",
        product="jiebei",
        lender="x",
        lender_type=LenderType.UNKNOWN,
        contract_date=date(2026, 9, 1),
        principal=Fen(100_000),
        terms=Terms(rate=Rate(value=0, per=RatePeriod.YEAR)),
        payments=(Payment(date=date(2026, 10, 1), amount=Fen(10_000)),),
    )
    book = Book(cash=cash, entries=months(8, 10, A1=8000, C1=7000), debts=(debt,))
    gap = unexplained_outflow(book, book.entries)
    # 3 x 1,000 saved + 1,000 drawn - 100 repaid should have stayed; 2,000 less is there.
    assert gap == round((300_000 + 100_000 - 10_000 + 200_000) * 365 / 12 / 92)
    assert unexplained_outflow(Book(cash=cash[:1]), ()) == 0
    assert household_month(book, ON).unexplained == gap
    assert model_of(household_month(book, ON)).spending_floor > 0


def test_the_questionnaire_unpacks_irregular_spending():
    answers = Answers(
        income_low=Fen(600_000),
        income_typical=Fen(800_000),
        spending=Fen(400_000),
        irregular=(("换季衣物", Fen(60_000), 2), ("看病", Fen(120_000), 1)),
        obligations=Fen(50_000),
        festival_extra=Fen(100_000),
        weeks_without_work=4,
    )
    home = household_month(Book(household=Household(income_kind="gig")), ON, answers)
    model = model_of(home)
    assert home.history == 0
    assert home.obligations == 50_000
    assert home.has_income
    assert model.bill_rate == 3 / 12
    assert model.bill_mean == 800.0
    assert model.festival_spending == 1.25
    assert model.centre_income == 7000 * 0.95 * 48 / 52
    assert model.centre_spending == 4000 * 1.12


def test_short_history_takes_the_lower_of_stated_and_seen():
    answers = Answers(income_low=Fen(500_000), income_typical=Fen(700_000), spending=Fen(500_000))
    book = Book(entries=months(9, 10, A1=8000, C1=3000))
    model = model_of(household_month(book, ON, answers))
    assert model.centre_income == 6000 * 0.95
    assert round(model.centre_spending) == 5600


def test_spring_festival_months_come_from_the_table():
    assert is_festival(Month(2026, 2))
    assert is_festival(Month(2028, 1))
    assert not is_festival(Month(2028, 2))
    assert new_year(2050) == date(2050, 2, 5)


def test_nothing_known_has_no_income():
    home = household_month(Book(), ON)
    assert not home.has_income
    assert home.rows == ()
