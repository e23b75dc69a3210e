"""A small ledger with one of everything, for the tests of storage and of services."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

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
    Entry,
    EntryKind,
    Every,
    Household,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.storage.ledger import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "家.jiebei"


@pytest.fixture(scope="session")
def empty(tmp_path_factory) -> Path:
    """An empty ledger to copy: making one syncs the disk a dozen times."""
    path = tmp_path_factory.mktemp("empty") / "empty.jiebei"
    Ledger.create(path).close()
    return path


@pytest.fixture
def ledger(path, empty):
    shutil.copy(empty, path)
    opened = Ledger.open(path)
    yield opened
    opened.close()


@pytest.fixture
def debt() -> Debt:
    terms = Terms(
        rate=Rate(value=Decimal("0.000500"), per=RatePeriod.DAY),
        periods=12,
        first_due=date(2026, 2, 15),
        due_day=15,
        fee_per_period=Decimal("0.0060"),
        upfront_fee=Fen(100),
    )
    return Debt(
        id=DebtId("jb1"),
        name="借呗",
        product="jiebei",
        lender="某消费金融有限公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=date(2026, 1, 15),
        principal=Fen(1_200_000),
        terms=terms,
        priority=Priority.UNSECURED,
        accelerated_on=date(2026, 9, 1),
        stage=Stage.NEGOTIATING,
        payments=(
            Payment(date=date(2026, 2, 15), amount=Fen(110_115), note="首期"),
            Payment(
                date=date(2026, 3, 15),
                amount=Fen(1_000),
                parts_of_lender=Parts(
                    principal=Fen(400), interest=Fen(300), penalty=Fen(200), fees=Fen(100)
                ),
            ),
        ),
        balance=ReportedBalance(
            as_of=date(2026, 11, 1),
            principal=Fen(900_000),
            interest=Fen(5),
            overdue_since=date(2026, 4, 15),
            overdue_principal=Fen(300_000),
        ),
        versions=(
            TermsVersion(
                effective_from=date(2026, 11, 20),
                principal=Fen(900_000),
                terms=Terms(
                    rate=Rate(value=Decimal("0.1"), per=RatePeriod.YEAR),
                    day_basis=DayBasis.MONTHLY,
                    method=Method.REVOLVING,
                    minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5_000)),
                ),
                penalty=Fen(7),
                note="协议",
            ),
        ),
        credit_limit=Fen(2_000_000),
    )


@pytest.fixture
def coffee() -> Entry:
    return Entry(
        date=date(2026, 10, 3),
        kind=EntryKind.EXPENSE,
        amount=Fen(1_590),
        category="C1",
        counterparty="街角咖啡_店",
        note="100% 拿铁",
        mark=Mark.STATEMENT,
    )


@pytest.fixture
def wage() -> Entry:
    return Entry(
        date=date(2026, 10, 10),
        kind=EntryKind.INCOME,
        amount=Fen(860_000),
        category="A1",
        counterparty="公司",
    )


@pytest.fixture
def book(debt, coffee, wage) -> Book:
    return Book(
        household=Household(members=3, city="成都", dibao_per_person=Fen(100_500)),
        cash=(Cash(name="余额", amount=Fen(320_000), as_of=date(2026, 11, 22)),),
        entries=(coffee, coffee, wage),
        recurring=(
            Recurring(
                name="房租",
                kind=EntryKind.EXPENSE,
                amount=Fen(220_000),
                category="B1",
                every=Every.MONTH,
                day=5,
                start=date(2026, 1, 1),
            ),
        ),
        assets=(Asset(name="车", kind=AssetKind.VEHICLE, value=Fen(3_000_000), can_sell=True),),
        debts=(debt,),
    )
