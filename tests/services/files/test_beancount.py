from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import chain

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Payment, Stage
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen, parse_yuan
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.files import beancount, demo, export

DAY = date(2026, 11, 22)
NAMES = {"principal": "Principal", "interest": "Interest", "penalty": "Penalty", "fees": "Fees"}


def transactions(text):
    """Return (day, postings) of each transaction, read back from the text alone."""
    for block in re.split(r"\n\n", text):
        head = re.match(r"(\d{4}-\d\d-\d\d) \* ", block)
        if head:
            found = re.findall(r"^  (\S+)  (-?[\d.]+) CNY$", block, re.MULTILINE)
            yield date.fromisoformat(head[1]), [(name, parse_yuan(text)) for name, text in found]


def held(text, until):
    sums = defaultdict(int)
    for day, postings in transactions(text):
        if day <= until:
            for account, fen in postings:
                sums[account] += fen
    return sums


def asserted(text):
    rows = re.findall(r"^(\S+) balance (\S+)  (-?[\d.]+) CNY$", text, re.MULTILINE)
    return [(date.fromisoformat(day), account, parse_yuan(fen)) for day, account, fen in rows]


@pytest.fixture(params=["employee", "shop", "book", "settled", "overpaid"])
def case(request, book, debt):
    by_contract = replace(debt, balance=None, versions=(), accelerated_on=None, stage=None)
    paid = replace(by_contract, payments=(Payment(date=date(2026, 5, 2), amount=Fen(1_300_000)),))
    return {
        "employee": demo.employee(DAY),
        "shop": demo.shop(DAY),
        "book": book,
        "settled": replace(book, debts=(replace(by_contract, stage=Stage.SETTLED),)),
        "overpaid": replace(book, debts=(paid,)),
    }[request.param]


def test_liabilities_are_what_is_owed_part_by_part(case):
    text, rows = beancount.journal(case, DAY)
    sums, checked = held(text, DAY), asserted(text)
    assert rows == len(list(transactions(text)))
    for number, debt in enumerate(case.debts, 1):
        parts, name = owed(debt, DAY).parts, f"Liabilities:D{number}-{debt.id}"
        for part, account in NAMES.items():
            assert sums[f"{name}:{account}"] == -getattr(parts, part)
            assert (DAY + timedelta(1), f"{name}:{account}", -getattr(parts, part)) in checked


def test_every_transaction_balances_and_uses_opened_accounts(case):
    text, _ = beancount.journal(case, DAY)
    opened = set(re.findall(r"open (\S+) CNY", text))
    for part in chain.from_iterable(account.split(":") for account in opened):
        assert re.fullmatch(r"[A-Z0-9][A-Za-z0-9-]*", part)  # as Beancount's language has it
    for _day, postings in transactions(text):
        assert sum(fen for _, fen in postings) == 0
        assert {account for account, _ in postings} <= opened


def test_every_assertion_holds_on_its_day(case):
    text, _ = beancount.journal(case, DAY)
    for day, account, fen in asserted(text):
        assert held(text, day - timedelta(1))[account] == fen


def test_a_payment_is_split_as_the_replay_splits_it(debt):
    loan = replace(debt, balance=None, versions=(), accelerated_on=None, stage=None)
    text, _ = beancount.journal(Book(debts=(loan,)), DAY)
    (first,) = [dict(rows) for day, rows in transactions(text) if day == date(2026, 2, 15)
                if ("Assets:Cash", -110_115) in rows]  # fmt: skip
    name = "Liabilities:D1-jb1"
    # The account grew by 31 days of interest at 0.05 % a day on 12,000 and a fee of 0.6 %.
    before = owed(replace(loan, payments=()), date(2026, 2, 15)).parts
    after = owed(loan, date(2026, 2, 15)).parts
    assert first[f"{name}:Interest"] == before.interest - after.interest == 18_600
    assert first[f"{name}:Principal"] == before.principal - after.principal


def test_what_was_paid_beyond_all_stays_a_claim(debt):
    loan = replace(debt, balance=None, versions=(), accelerated_on=None, stage=None)
    paid = replace(loan, payments=(Payment(date=date(2026, 5, 2), amount=Fen(1_300_000)),))
    sums = held(beancount.journal(Book(debts=(paid,)), DAY)[0], DAY)
    assert sums["Assets:Overpaid:D1-jb1"] == owed(paid, DAY).unapplied > 0


def test_readings_of_cash_are_met_and_the_rest_is_named(coffee, wage):
    readings = (
        Cash(name="卡", amount=Fen(100_000), as_of=date(2026, 9, 30)),
        Cash(name="钱包", amount=Fen(5_000), as_of=date(2026, 9, 30)),
        Cash(name="卡", amount=Fen(900_000), as_of=date(2026, 10, 31)),
        Cash(name="卡", amount=Fen(1), as_of=date(2026, 12, 1)),
    )
    text, _ = beancount.journal(Book(entries=(coffee, wage), cash=readings), DAY)
    # 1,050.00 at first; + 8,600.00 - 15.90 booked; 9,050.00 read: 584.10 left without an entry.
    assert held(text, DAY)["Equity:Unexplained"] == 58_410
    assert held(text, DAY)["Assets:Cash"] == 905_000
    assert [fen for _, account, fen in asserted(text) if account == "Assets:Cash"] == [
        105_000,
        905_000,
    ]


def test_quotes_in_names_do_not_break_the_journal(coffee):
    text, _ = beancount.journal(Book(entries=(replace(coffee, note='a "b" \\'),)), DAY)
    assert r'* "街角咖啡_店" "a \"b\" \\"' in text


def test_an_empty_ledger_exports_too(tmp_path):
    assert beancount.journal(Book(), DAY) == ('option "operating_currency" "CNY"\n\n', 0)
    assert export.write(Book(), "beancount", tmp_path / "a.beancount", DAY) == 0


def test_a_payment_after_a_balance_of_its_day_and_one_on_the_contract_day_are_booked(debt):
    plain = replace(debt, versions=(), accelerated_on=None, stage=None)
    day = plain.balance.as_of
    after = Payment(date=day, amount=Fen(100_000), after_balance=True)
    inside = Payment(date=day, amount=Fen(70_000))
    typed = replace(plain, payments=(inside, after))
    first = Payment(date=plain.contract_date, amount=Fen(50_000))
    contract = replace(plain, balance=None, payments=(first,))
    for case, start, cash in ((typed, day, -100_000), (contract, plain.contract_date, -50_000)):
        text, _rows = beancount.journal(Book(debts=(case,)), DAY)
        sums = held(text, start)
        assert sums["Assets:Cash"] == cash
        owing = sum(fen for name, fen in sums.items() if name.startswith("Liabilities"))
        assert -owing == owed(case, start).parts.total
