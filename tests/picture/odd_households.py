"""Households at the edges of what is asked: tiny debts, one payment, nothing left, relatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from households import DAY, card, cash, entries, family, item, loan, mortgage
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    LenderType,
    Method,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Entry,
    EntryKind,
    Household,
    Mark,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import obligations

FREE_OF_INTEREST = Rate(value=Decimal(0), per=RatePeriod.YEAR)


def shown(principal: int, interest: int = 0, penalty: int = 0, late: int = 0) -> ReportedBalance:
    """Return what a lender's page shows today, in fen; ``late`` is overdue principal."""
    since = date(2026, 10, 15) if late else None
    return ReportedBalance(
        as_of=DAY, principal=Fen(principal), interest=Fen(interest), penalty=Fen(penalty),
        overdue_since=since, overdue_principal=Fen(late),
    )  # fmt: skip


def left(yuan: int, *debts: Debt, at_hand: int = 3_000, **more: object) -> Book:
    """Return a steady household that keeps so much a month beside its debts."""
    return Book(
        cash=cash(at_hand), entries=entries(5_000 + yuan, 5_000), debts=tuple(debts), **more
    )


def rider(*debts: Debt) -> Book:
    """Return who is paid every Friday, and has little at hand before two bills."""
    weeks = (DAY - timedelta(days=2 + 7 * k) for k in range(48))
    paid = tuple(
        Entry(date=day, kind=EntryKind.INCOME, amount=Fen(140_000), category="A2",
              counterparty="骑手周结", mark=Mark.STATEMENT)
        for day in weeks
    )  # fmt: skip
    rent = item("房租", EntryKind.EXPENSE, 1_300, "B1", day=1)
    battery = item("电池租金", EntryKind.EXPENSE, 1_600, "B5", day=14)
    return Book(cash=cash(250), entries=paid, recurring=(rent, battery), debts=debts)


def lean_spring(*debts: Debt) -> Book:
    """Return a driver whose usual month carries his van, and whose February does not."""
    pay = (5_500, 5_500, 2_600, 5_400, 5_500, 5_500, 5_500, 5_500, 5_500, 5_500, 5_500, 5_500)
    months = [Month.of(DAY).plus(n - 12) for n in range(12)]
    paid = tuple(
        Entry(date=month.day(10), kind=EntryKind.INCOME, amount=Fen(yuan * 100), category="A3",
              counterparty="货运", mark=Mark.STATEMENT)
        for month, yuan in zip(months, pay, strict=True)
    )  # fmt: skip
    rent = item("房租", EntryKind.EXPENSE, 1_700, "B1", day=5)
    food = item("伙食", EntryKind.EXPENSE, 2_000, "C1", day=12)
    return Book(
        household=Household(income_kind="gig"), cash=cash(2_500), entries=paid,
        recurring=(rent, food), debts=debts,
    )  # fmt: skip


def behind(code: str, yuan: int, **changes: object) -> Debt:
    """Return a loan whose last instalment or more was not paid."""
    late = changes.pop("late", yuan * 10)
    return loan(code, yuan, date(2026, 4, 15), balance=shown(yuan * 100, 900, 300, late), **changes)


def once(code: str, yuan: int, due: date, **changes: object) -> Debt:
    """Return a loan repaid by one payment."""
    return loan(code, yuan, date(2026, 3, 10), method=Method.SINGLE, periods=None, first_due=due,
                **changes)  # fmt: skip


def paid_short(fen: int, times: int = 8) -> Book:
    """Return who paid the last instalments of a loan so much short each, and keeps its contract."""
    base = loan("a", 24_000, date(2026, 3, 5), due_day=5)
    dues = obligations(base, date(2026, 3, 6))[:8]
    paid = [(due.day, due.amount - fen * (8 - n <= times)) for n, due in enumerate(dues)]
    return left(2_350, paying(base, *paid), at_hand=10_000)


def relative(code: str, fen: int, due: date | None = None, **changes: object) -> Debt:
    """Return what somebody close lent without interest, with a day or without one."""
    method = Method.FREE if due is None else Method.SINGLE
    made = loan(
        code, 1, date(2026, 1, 5), method=method, periods=None, first_due=due,
        rate=FREE_OF_INTEREST, priority=Priority.FAMILY, lender_type=LenderType.PRIVATE_PERSON,
        **changes,
    )  # fmt: skip
    return replace(made, principal=Fen(fen))


def paying(debt: Debt, *paid: tuple[date, int]) -> Debt:
    """Return a debt with payments, in fen."""
    return replace(debt, payments=tuple(Payment(date=day, amount=Fen(fen)) for day, fen in paid))


def agreed(code: str, yuan: int, paid: int, **changes: object) -> Debt:
    """Return a loan under an agreement of twelve instalments from July on; so many are paid."""
    base = loan(code, yuan, date(2025, 9, 15), stage=Stage.RESTRUCTURED, **changes)
    terms = replace(base.terms, periods=12, rate=FREE_OF_INTEREST)
    version = TermsVersion(effective_from=date(2026, 7, 1), terms=terms, principal=Fen(yuan * 100))
    part = -(-yuan * 100 // 12)
    days = [(date(2026, 7 + k, 15), part) for k in range(paid)]
    return paying(replace(base, versions=(version,)), *days)


def eased() -> Debt:
    """Return a work loan whose bank agreed to six months of interest only; one is paid."""
    base = loan("van", 60_000, date(2025, 3, 15), periods=36, priority=Priority.LIVELIHOOD,
                stage=Stage.RESTRUCTURED)  # fmt: skip
    terms = replace(base.terms, interest_only=6, first_due=date(2026, 11, 15))
    version = TermsVersion(effective_from=date(2026, 10, 20), terms=terms, principal=Fen(2_900_000))
    return paying(replace(base, versions=(version,)), (date(2026, 11, 15), 37_700))


ODD: dict[str, Callable[[], Book]] = {
    "bare_until_pay_day": lambda: left(
        1_600, loan("a", 1_000, date(2026, 10, 28), due_day=28),
        loan("bike", 5_000, date(2026, 10, 30), due_day=30, priority=Priority.LIVELIHOOD),
        at_hand=90,
    ),
    "a_due_is_there": lambda: left(
        2_600, loan("a", 9_000, date(2026, 10, 28), due_day=28), behind("b", 40_000),
        at_hand=5_400,
    ),
    "a_due_is_carried": lambda: replace(family(), cash=cash(11_000)),
    "one_due_is_carried_not_two": lambda: replace(family(), cash=cash(10_000)),
    "cut_and_paid_before": lambda: left(
        300, behind("a", 40_000, late=60_000), behind("b", 30_000, late=400_000),
        behind("c", 20_000, late=90_000), at_hand=9_400,
    ),
    "rider": lambda: rider(behind("a", 15_000, late=300_000), behind("b", 9_000)),
    "raised": lambda: left(600, behind("a", 30_000)),
    "behind_but_held": lambda: left(4_200, behind("a", 9_000)),
    "card_behind_but_held": lambda: left(
        9_000, card("b", shown(500_000, 2_000, 500, 50_000)), at_hand=9_000
    ),
    "one_payment_soon": lambda: left(4_000, once("a", 3_000, date(2026, 12, 10))),
    "one_payment_late": lambda: left(4_000, once("a", 2_000, date(2026, 11, 10))),
    "one_payment_far": lambda: left(2_000, once("a", 3_000, date(2027, 8, 10))),
    "agreement_held": lambda: left(4_000, agreed("a", 12_000, 4)),
    "agreement_behind": lambda: left(4_000, agreed("a", 12_000, 3)),
    "agreement_too_much": lambda: left(700, agreed("a", 24_000, 5), behind("b", 8_000)),
    "tiny_late": lambda: left(
        150, behind("a", 30_000), behind("b", 20_000),
        replace(loan("tiny", 20, date(2026, 4, 15)), balance=shown(1_963, 0, 0, 1_963)),
    ),
    "tiny_of_two": lambda: left(
        400, behind("a", 60_000),
        replace(loan("tiny", 20, date(2026, 4, 15)), balance=shown(1_963, 0, 0, 1_963)),
        at_hand=2_000,
    ),
    "under_ten": lambda: left(
        900, behind("a", 40_000),
        replace(loan("tiny", 10, date(2026, 4, 15)), balance=shown(990, 5, 3, 990)),
    ),
    "nothing_kept_on_time": lambda: Book(
        cash=cash(6_000),
        recurring=(item("工资", EntryKind.INCOME, 3_000, "A1"),
                   item("房租", EntryKind.EXPENSE, 1_700, "B1", day=5),
                   item("伙食", EntryKind.EXPENSE, 1_600, "C1", day=6)),
        debts=(card("b", shown(600_000, 4_000)), behind("a", 20_000)),
    ),
    "nothing_kept_a_relative": lambda: Book(
        cash=cash(300),
        recurring=(item("工资", EntryKind.INCOME, 3_000, "A1"),
                   item("生活", EntryKind.EXPENSE, 3_300, "C1", day=6)),
        debts=(card("b", shown(600_000, 4_000)), relative("mum", 500_000, date(2027, 3, 1)),
               agreed("a", 12_000, 5)),
    ),
    "nothing_known": lambda: Book(debts=(behind("a", 6_000), card("b", shown(300_000)))),
    "only_relatives": lambda: left(
        600, relative("mum", 800_000), relative("uncle", 1_500_000, date(2027, 2, 1))
    ),
    "a_relative_owed_five": lambda: left(800, behind("a", 20_000), relative("mum", 500)),
    "five_and_ten": lambda: left(
        800, behind("a", 20_000), relative("mum", 500), relative("dad", 1_005, date(2026, 12, 1))
    ),
    "home_card_relative": lambda: left(
        5_400, mortgage(480_000, date(2024, 5, 20), balance=shown(46_000_000, 4_000)),
        card("b", shown(2_400_000, 21_000, 3_000, 240_000)), relative("aunt", 2_000_000),
    ),
    "home_late_card": lambda: left(
        2_600, mortgage(480_000, date(2024, 5, 20), balance=shown(46_000_000, 140_000, 900, 90_000)),
        card("b", shown(2_400_000, 21_000)),
    ),
    "home_late_and_payable": lambda: left(
        5_200, mortgage(480_000, date(2024, 5, 20), balance=shown(46_000_000, 140_000, 900, 90_000)),
        card("b", shown(2_400_000, 21_000)), at_hand=6_000,
    ),
    "home_late_in_parts": lambda: left(
        5_200, mortgage(480_000, date(2024, 5, 20), balance=shown(46_000_000, 140_000, 900, 90_000)),
        card("b", shown(2_400_000, 21_000)), at_hand=3_400,
    ),
    "work_loan_of_a_lean_spring": lambda: lean_spring(
        loan("van", 60_000, date(2025, 3, 15), periods=36, priority=Priority.LIVELIHOOD,
             balance=shown(2_900_000, 30_000, 2_000, 180_000)),
        behind("a", 15_000, late=300_000),
    ),
    "eased_already": lambda: left(700, eased(), behind("a", 15_000, late=300_000)),
    "eased_and_not_even_interest": lambda: left(
        300, eased(), behind("a", 15_000, late=300_000), at_hand=2_000
    ),
    "home_late_and_due_soon": lambda: left(
        5_200, mortgage(480_000, date(2024, 5, 20), due_day=26,
                        balance=shown(46_000_000, 140_000, 900, 90_000)),
        card("b", shown(2_400_000, 21_000)), at_hand=5_900,
    ),
    "home_due_waits": lambda: replace(ODD["home_late_and_due_soon"](), cash=cash(3_400)),
    "home_due_leaves_too_little": lambda: replace(
        ODD["home_late_and_due_soon"](), cash=cash(4_500)
    ),
    "home_due_before_what_is_late": lambda: replace(
        ODD["home_late_and_due_soon"](), cash=cash(5_600)
    ),
    "paid_a_little_short": lambda: paid_short(805),
    "interest_free_parts": lambda: left(
        1_500, loan("a", 6_000, date(2026, 10, 3), rate=FREE_OF_INTEREST),
        loan("b", 2_000, date(2026, 6, 3), rate=FREE_OF_INTEREST),
    ),
    "interest_free_late": lambda: left(
        500, behind("a", 6_000, rate=FREE_OF_INTEREST), behind("b", 9_000, rate=FREE_OF_INTEREST)
    ),
    "no_plan_beside": lambda: left(
        1_200, loan("f", 9_000, date(2025, 9, 1), method=Method.FREE, periods=None),
        loan("a", 5_000, date(2026, 9, 15)),
    ),
    "something_to_sell": lambda: left(
        260, behind("a", 30_000), behind("c", 9_000),
        assets=(Asset(name="电动车", kind=AssetKind.VEHICLE, value=Fen(900_000), can_sell=True,
                      needed_for_living=False),),
    ),
    "sold_to_settle": lambda: left(
        900, behind("a", 30_000), behind("c", 9_000),
        assets=(Asset(name="电动车", kind=AssetKind.VEHICLE, value=Fen(1_200_000), can_sell=True,
                      needed_for_living=False),),
    ),
    "due_today": lambda: left(
        3_000, loan("a", 6_000, date(2026, 10, 22), due_day=22), behind("b", 2_000)
    ),
    "many_small": lambda: left(
        300, *(behind(f"s{k}", 40 + 35 * k, late=900) for k in range(8))
    ),
    "much_left": lambda: left(20_000, behind("a", 3_000), card("b", shown(500_000, 400))),
    "cash_for_all": lambda: left(
        1_200, behind("a", 20_000, late=300_000), card("b", shown(900_000, 4_000)),
        at_hand=120_000,
    ),
    "cash_for_the_year": lambda: left(
        600, loan("a", 60_000, date(2025, 11, 5), periods=36), behind("b", 6_000), at_hand=60_000
    ),
    "cash_for_a_home": lambda: replace(family(), cash=cash(300_000)),
    "cash_for_a_big_home": lambda: left(200, mortgage(500_000, date(2025, 11, 20)), at_hand=400_000),
    "cash_for_homes": lambda: left(
        200, mortgage(500_000, date(2025, 5, 20)), behind("a", 5_000), at_hand=400_000
    ),
    "cash_and_nothing_left": lambda: left(-300, behind("a", 9_000), at_hand=60_000),
    "cash_but_called": lambda: left(
        1_200, loan("f", 90_000, date(2025, 9, 1), method=Method.FREE, periods=None),
        behind("a", 5_000), at_hand=60_000,
    ),
    "one_instalment_left": lambda: left(
        1_500, loan("a", 400, date(2026, 1, 15), periods=1, first_due=date(2026, 12, 15),
                    balance=shown(40_000, 300)), behind("b", 12_000),
    ),
}  # fmt: skip
"""Odd households, by name."""


def books(names: Sequence[str] = ()) -> dict[str, Book]:
    """Return them made, all or some."""
    return {name: make() for name, make in ODD.items() if not names or name in names}
