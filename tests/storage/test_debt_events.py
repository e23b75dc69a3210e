"""What statements show of debts: which repayment becomes a payment, and of which debt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage import debt_events, debt_names, debts
from jiebei_desktop.storage.debt_events import EVENTS, DebtEvent


def shown(day, kind="repay", fen=5_000, product="借呗"):
    return DebtEvent(debt_id=None, product=product, day=day, kind=kind, amount=Fen(fen))


@pytest.mark.parametrize(
    ("kind", "change"),
    [("repay", -5_000), ("refund", -5_000), ("draw", 5_000), ("purchase", 5_000), ("missed", 0)],
)
def test_an_event_raises_or_lowers_what_is_owed(debt, kind, change):
    assert shown(debt.contract_date, kind).change == change


def test_repayments_from_the_day_of_the_contract_on_are_paid_and_nothing_else(ledger, debt):
    begin = debt.contract_date
    with ledger.write("x") as work:
        row = debts.add(work, replace(debt, payments=()))
        EVENTS.insert(work, shown(begin - timedelta(days=1), fen=1))
        EVENTS.insert(work, shown(begin, fen=2))
        EVENTS.insert(work, shown(begin, "draw", fen=3))
        EVENTS.insert(work, shown(begin, product="花呗", fen=4))
        name = debt_names.NAMES.read(work, id=row)[0]
        debt_events.give(work, "借呗", name)
        assert [one["amount_fen"] for one in work.rows("payments", debt_id=row)] == [2]
        assert sorted(one.amount for one in EVENTS.read(work, debt_id=row)) == [1, 2, 3]
        assert [one.amount for one in EVENTS.read(work, debt_id=None)] == [4]


def test_a_repayment_the_user_typed_is_not_paid_twice_but_a_second_one_is(ledger, debt):
    begin = debt.contract_date
    with ledger.write("x") as work:
        row = debts.add(work, replace(debt, payments=()))
        name = debt_names.NAMES.read(work, id=row)[0]
        typed = {"debt_id": row, "day": begin.isoformat(), "amount_fen": 5_000}
        work.insert("payments", typed)
        EVENTS.insert(work, shown(begin))
        debt_events.give(work, "借呗", name)
        assert len(work.rows("payments", debt_id=row)) == 1
        EVENTS.insert(work, shown(begin))
        debt_events.give(work, "借呗", name)
        assert len(work.rows("payments", debt_id=row)) == 2


def paper_row(work, day):
    """Put the row of a statement into the ledger, as an import does."""
    batch = work.insert("import_batches", {"file": "a", "sha256": "b", "format": "c", "rows": 1})
    row = {"batch_id": batch, "row": 1, "identity": "d", "kind": "debt_repay", "amount_fen": 5_000}
    return work.insert("raw_rows", row | {"day": day.isoformat()})


def test_a_payment_that_was_changed_by_hand_keeps_its_parts_from_the_rows(ledger, debt):
    """Printed parts that no longer add up to the payment are not its parts."""
    with ledger.write("x") as work:
        row = debts.add(work, replace(debt, payments=()))
        paper = paper_row(work, debt.contract_date)
        event = replace(shown(debt.contract_date), debt_id=row, raw_row_id=paper)
        number = EVENTS.insert(work, event)
        name = debt_names.NAMES.read(work, id=row)[0]
        debt_events.pay(work, name, replace(event, id=number))
        printed = [Fen(4_000), Fen(900), Fen(100), Fen(0)]
        debt_events.divide(work, paper, printed)
        made = work.rows("payments", debt_id=row)[0]
        assert [made[part] for part in debt_events.PARTS] == printed
        blank = dict.fromkeys(debt_events.PARTS)
        work.update("payments", made["id"], {"amount_fen": 5_001, **blank})
        debt_events.divide(work, paper, printed)
        kept = work.rows("payments", debt_id=row)[0]
        assert [kept[part] for part in debt_events.PARTS] == [None] * 4
