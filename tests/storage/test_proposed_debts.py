"""Debts that papers list: which paper's figures stand."""

from __future__ import annotations

import pytest

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.storage import proposed_debts


def listed(as_of, fen):
    return ProposedDebt(
        id="a", name="借呗", lender="某公司", product="jiebei", as_of=as_of, balance=Fen(fen)
    )


def batch(work, name):
    return work.insert("import_batches", {"file": name, "sha256": name, "format": "A3", "rows": 0})


@pytest.mark.parametrize(
    ("second", "stands"), [("2026-10-31", 100), ("2026-11-01", 200), ("2026-11-02", 200)]
)
def test_of_two_papers_the_later_read_stands_unless_it_is_older(ledger, second, stands):
    with ledger.write("x") as work:
        proposed_debts.keep(work, [listed("2026-11-01", 100)], batch(work, "1"))
        proposed_debts.keep(work, [listed(second, 200)], batch(work, "2"))
        assert [one.balance for one in proposed_debts.kept(work)] == [stands]
