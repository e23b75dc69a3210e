from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.services.debts.terms_compared import old_terms
from jiebei_desktop.services.files import demo

DAY = date(2026, 11, 22)


def test_the_rest_of_a_contract_is_its_open_instalments_and_its_penalty():
    debt = demo.employee(DAY).debts[0]
    found = old_terms(debt, DAY)
    # Ten instalments of 3,800.00 are open; interest of 0.05 % a day on what is left each time.
    days = [(3_800_000, 31), *((3_420_000 - 380_000 * n, d) for n, d in enumerate(
        (30, 31, 31, 28, 31, 30, 31, 30, 31)
    ))]  # fmt: skip
    interest = sum(left * n * 5 // 10_000 for left, n in days)
    assert (found.count, found.last) == (10, date(2027, 8, 2))
    assert found.total == 3_800_000 + interest + 5_700


def test_a_contract_that_asks_for_nothing_has_nothing_to_compare():
    debt = demo.employee(DAY).debts[0]
    assert old_terms(replace(debt, stage=Stage.SETTLED), DAY) is None
    called = old_terms(replace(debt, accelerated_on=date(2026, 11, 10)), DAY)
    assert (called.count, called.last) == (10, DAY)
