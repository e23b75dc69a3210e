"""Two example households, built around a day so that they never grow old.

The people, the city and the bank are invented; the products and their lenders are the usual ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    Certainty,
    Entry,
    EntryKind,
    Household,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import schedule

HISTORY = 12
"""Months of entries before the current one."""

_LATE_DAYS = 20
_CITY = "云岭"


class _Line(NamedTuple):
    """A monthly item: its amounts in yuan repeat in turn, 0 skips a month; no history is flat."""

    day: int
    kind: EntryKind
    category: str
    counterparty: str
    yuan: tuple[int, ...]
    mark: Mark = Mark.STATEMENT


_IN, _OUT = EntryKind.INCOME, EntryKind.EXPENSE

_EMPLOYEE = (
    _Line(10, _IN, "A1", "云岭机电", (8600,), Mark.DOCUMENT),
    _Line(
        18,
        _IN,
        "A5",
        "配偶兼职",
        (2600, 1500, 900, 2400, 2100, 1300, 2800, 1900, 1100, 2700, 1700, 1800),
    ),
    _Line(5, _OUT, "B1", "房东", (2200,), Mark.DOCUMENT),
    _Line(
        8, _OUT, "B2", "云岭水电燃气", (330, 360, 340, 280, 230, 210, 260, 310, 320, 250, 220, 250)
    ),
    _Line(3, _OUT, "B3", "话费宽带", (160,)),
    _Line(2, _OUT, "B4", "公共交通", (400, 460, 340)),
    _Line(16, _OUT, "B5", "云岭医院", (0, 0, 650, 0, 0, 0, 380, 0, 0, 0, 0, 290)),
    _Line(12, _OUT, "B6", "父母", (600,)),
    _Line(1, _OUT, "B7", "幼儿园", (980,), Mark.DOCUMENT),
    _Line(6, _OUT, "C1", "菜市场", (620, 430, 505, 395, 610, 470)),
    _Line(13, _OUT, "C1", "超市", (700, 380, 520, 610, 310, 510)),
    _Line(19, _OUT, "C1", "菜市场", (410, 560, 545)),
    _Line(26, _OUT, "C1", "超市", (350, 690, 480, 500)),
    _Line(20, _OUT, "C5", "人情往来", (0, 0, 400, 0, 0, 0, 0, 600, 0, 0, 500, 0)),
    _Line(21, _OUT, "C2", "衣物", (0, 260, 0, 0, 480, 0, 0, 0, 350, 0, 310, 100)),
)

_SHOP = (
    _Line(15, _IN, "A1", "云岭物流", (7300,), Mark.DOCUMENT),
    _Line(25, _IN, "A3", "周末配送", (900, 650, 1150, 780, 1020)),
    _Line(4, _OUT, "B1", "房东", (1500,), Mark.DOCUMENT),
    _Line(9, _OUT, "B2", "云岭水电燃气", (180, 150, 210)),
    _Line(3, _OUT, "B3", "话费宽带", (98,)),
    _Line(2, _OUT, "B8", "社保自缴", (460,), Mark.DOCUMENT),
    _Line(7, _OUT, "C1", "菜市场", (820, 780, 860)),
    _Line(22, _OUT, "C1", "超市", (640, 690, 590)),
)


def employee(as_of: date) -> Book:
    """Return the household of an employee who is 20 days late with one instalment of 借呗."""
    return Book(
        household=Household(
            members=3,
            city=_CITY,
            dibao_per_person=_fen(1005),
            dibao_as_of=Month.of(as_of).plus(-4).first,
            income_kind="salaried",
        ),
        cash=(
            Cash(name="支付宝余额", amount=_fen(1200), as_of=as_of),
            Cash(name="工资卡", amount=_fen(2000), as_of=as_of),
        ),
        entries=tuple(_history(_EMPLOYEE, as_of)),
        recurring=(
            _monthly(_EMPLOYEE[0], "工资", as_of, Certainty.FIXED),
            _monthly(_EMPLOYEE[1], "配偶兼职", as_of, Certainty.ESTIMATE),
            _monthly(_EMPLOYEE[2], "房租", as_of, Certainty.FIXED),
            _monthly(_EMPLOYEE[8], "幼儿园", as_of, Certainty.FIXED),
        ),
        assets=(
            Asset(name="电动自行车", kind=AssetKind.VEHICLE, value=_fen(1800)),
            Asset(name="住房公积金", kind=AssetKind.HOUSING_FUND, value=_fen(21600)),
        ),
        debts=(
            _late_loan(as_of),
            _card(as_of),
            _second_loan(as_of),
            _free_month(as_of),
            _sister(as_of),
        ),
    )


def shop(as_of: date) -> Book:
    """Return a household after a failed shop: family help, a three-year agreement being kept."""
    return Book(
        household=Household(members=1, city=_CITY, income_kind="salaried"),
        cash=(Cash(name="工资卡", amount=_fen(5400), as_of=as_of),),
        entries=tuple(_history(_SHOP, as_of)),
        recurring=(
            _monthly(_SHOP[0], "工资", as_of, Certainty.FIXED),
            _monthly(_SHOP[1], "周末配送", as_of, Certainty.ESTIMATE),
            _monthly(_SHOP[2], "房租", as_of, Certainty.FIXED),
        ),
        assets=(
            Asset(
                name="冷柜与货架",
                kind=AssetKind.OTHER,
                value=_fen(3500),
                can_sell=True,
                needed_for_living=False,
            ),
        ),
        debts=(_agreed(as_of), _uncle(as_of), _settled(as_of)),
    )


def _fen(yuan: int) -> Fen:
    return Fen(yuan * 100)


def _history(lines: tuple[_Line, ...], as_of: date) -> Iterator[Entry]:
    """Yield every line in every month of the history, and in the current one up to the day."""
    first = Month.of(as_of).plus(-HISTORY)
    for number in range(HISTORY + 1):
        month = first.plus(number)
        for line in sorted(lines):
            day, yuan = month.day(line.day), line.yuan[number % len(line.yuan)]
            if day <= as_of and yuan:
                yield Entry(
                    date=day,
                    kind=line.kind,
                    amount=_fen(yuan),
                    category=line.category,
                    counterparty=line.counterparty,
                    mark=line.mark,
                )


def _monthly(line: _Line, name: str, as_of: date, certainty: Certainty) -> Recurring:
    mean = sum(line.yuan) // len(line.yuan)
    return Recurring(
        name=name,
        kind=line.kind,
        amount=_fen(mean),
        category=line.category,
        day=line.day,
        start=Month.of(as_of).plus(-HISTORY).first,
        certainty=certainty,
    )


def _daily(rate: str) -> Rate:
    return Rate(value=Decimal(rate), per=RatePeriod.DAY)


def _kept(principal: Fen, terms: Terms, start: date, until: date) -> tuple[Payment, ...]:
    """Return every instalment that fell due until a day as paid on its day."""
    rows = schedule(principal, terms, start)
    return tuple(Payment(date=row.due, amount=row.payment) for row in rows if row.due <= until)


def _late_loan(as_of: date) -> Debt:
    missed = as_of - timedelta(days=_LATE_DAYS)
    start = add_months(missed, -3)
    terms = Terms(
        rate=_daily("0.0005"),
        method=Method.EQUAL_PRINCIPAL,
        periods=12,
        first_due=add_months(missed, -2),
        due_day=missed.day,
    )
    principal = _fen(45600)
    return Debt(
        id=DebtId("jiebei"),
        name="借呗",
        product="jiebei",
        lender="重庆蚂蚁消费金融有限公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=principal,
        terms=terms,
        payments=_kept(principal, terms, start, missed - timedelta(days=1)),
        note="父亲住院时借出",
    )


def _card(as_of: date) -> Debt:
    """Return a card that has been paid by the minimum, as its last bill shows it."""
    due = as_of + timedelta(days=6)
    billed = as_of - timedelta(days=14)
    principal = Fen(1_221_660)
    return Debt(
        id=DebtId("card"),
        name="云岭银行信用卡",
        product="credit_card",
        lender="云岭银行",
        lender_type=LenderType.CREDIT_CARD_ISSUER,
        contract_date=add_months(billed, -20),
        principal=principal,
        terms=Terms(
            rate=_daily("0.0005"),
            method=Method.REVOLVING,
            due_day=due.day,
            minimum=Minimum(fraction=Decimal("0.10"), floor=_fen(50)),
        ),
        balance=ReportedBalance(as_of=billed, principal=principal, interest=Fen(18_340)),
        credit_limit=_fen(15000),
    )


def _second_loan(as_of: date) -> Debt:
    due = as_of + timedelta(days=13)
    start = add_months(due, -11)
    terms = Terms(
        rate=_daily("0.00045"),
        method=Method.EQUAL_PRINCIPAL,
        periods=20,
        first_due=add_months(due, -10),
        due_day=due.day,
    )
    principal = _fen(18000)
    return Debt(
        id=DebtId("weilidai"),
        name="微粒贷",
        product="weilidai",
        lender="深圳前海微众银行股份有限公司",
        lender_type=LenderType.BANK,
        contract_date=start,
        principal=principal,
        terms=terms,
        payments=_kept(principal, terms, start, as_of),
    )


def _free_month(as_of: date) -> Debt:
    """Return purchases that cost nothing until their due day, and a daily rate when late."""
    due = as_of + timedelta(days=18)
    return Debt(
        id=DebtId("huabei"),
        name="花呗",
        product="huabei",
        lender="重庆蚂蚁消费金融有限公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=add_months(due, -1),
        principal=_fen(3600),
        terms=Terms(
            rate=_daily("0.0004"),
            method=Method.FEE_INSTALMENT,
            periods=1,
            first_due=due,
            due_day=due.day,
            fee_per_period=Decimal(0),
            penalty_multiplier=Decimal("1.25"),
        ),
    )


def _family(code: str, name: str, lent: date, yuan: int, back: date) -> Debt:
    return Debt(
        id=DebtId(code),
        name=name,
        product="family",
        lender=name,
        lender_type=LenderType.PRIVATE_PERSON,
        contract_date=lent,
        principal=_fen(yuan),
        terms=Terms(
            rate=Rate(value=Decimal(0), per=RatePeriod.YEAR),
            method=Method.SINGLE,
            periods=Month.of(back).minus(Month.of(lent)),
            first_due=back,
        ),
        priority=Priority.FAMILY,
    )


def _sister(as_of: date) -> Debt:
    month = Month.of(as_of)
    return _family("sister", "姐姐", month.plus(-9).day(15), 15000, month.plus(7).last)


def _uncle(as_of: date) -> Debt:
    month = Month.of(as_of)
    lent = _family("uncle", "舅舅", month.plus(-14).day(8), 40000, month.plus(22).last)
    back = tuple(Payment(date=month.plus(-n).day(28), amount=_fen(1000)) for n in (5, 3, 1))
    return replace(lent, payments=back, note="店铺关门时借来结清货款")


def _agreed(as_of: date) -> Debt:
    """Return the shop's loan: paid for a year, late, then agreed anew over three years."""
    month = Month.of(as_of)
    start = month.plus(-31).day(20)
    old = Terms(
        rate=Rate(value=Decimal("0.126"), per=RatePeriod.YEAR),
        day_basis=DayBasis.MONTHLY,
        periods=36,
        due_day=20,
    )
    principal = _fen(120000)
    paid = _kept(principal, old, start, month.plus(-17).last)
    left = schedule(principal, old, start)[len(paid) - 1].balance
    agreed_on = month.plus(-13).day(20)
    new = replace(
        old,
        rate=Rate(value=Decimal("0.048"), per=RatePeriod.YEAR),
        first_due=month.plus(-12).day(20),
    )
    return Debt(
        id=DebtId("shop-loan"),
        name="店铺经营贷",
        product="other",
        lender="云岭银行",
        lender_type=LenderType.BANK,
        contract_date=start,
        principal=principal,
        terms=old,
        stage=Stage.RESTRUCTURED,
        payments=paid + _kept(left, new, agreed_on, as_of),
        versions=(
            TermsVersion(
                effective_from=agreed_on,
                principal=left,
                terms=new,
                note="三年分期协议，逾期利息与罚息已免",
            ),
        ),
    )


def _settled(as_of: date) -> Debt:
    """Return a loan that was settled after the family helped."""
    start = Month.of(as_of).plus(-20).day(11)
    terms = Terms(rate=_daily("0.0004"), periods=6)
    principal = _fen(12000)
    return Debt(
        id=DebtId("jiebei"),
        name="借呗",
        product="jiebei",
        lender="重庆蚂蚁消费金融有限公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=principal,
        terms=terms,
        stage=Stage.SETTLED,
        payments=_kept(principal, terms, start, as_of),
        note="已取得结清证明",
    )
