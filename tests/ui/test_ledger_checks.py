"""What the imported files say together, on the ledger page."""

from __future__ import annotations

from datetime import date

import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.statements import imports
from jiebei_desktop.services.statements.imports import Choices
from jiebei_desktop.services.statements.imports_checks import Pair
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.ledger import LedgerPage, checks_words
from jiebei_desktop.ui.pages.ledger.checks_pane import TableCard
from jiebei_desktop.ui.pages.ledger.page import IMPORTS

DAY = date(2026, 11, 22)
LOAN = {"category": "信用借还", "peer": "借呗", "way": "不计收支"}
CARD = b.CARD
DRAW = A(
    **LOAN, item="借呗放款", status="放款成功", amount="1000.00", at="2026-08-20 10:00:00",
    order=number(7),
)  # fmt: skip
REPAID = A(
    **{**LOAN, "peer": "花呗"}, item="花呗主动还款", status="还款成功", amount="800.00",
    at="2026-08-20 10:35:00", order=number(8), method="余额",
)  # fmt: skip
FAILED = A(
    **LOAN, item="借呗主动还款", status="还款失败", amount="55.00", at="2026-08-21 09:00:00",
    order=number(9), method="余额",
)  # fmt: skip
PAID = A(order=number(1), amount="50.00", at="2026-08-01 10:00:00", method=CARD, peer="小店")
BANK = [("20260801", "10:00:10", -5000, "快捷支付", "支付宝-小店")]


@pytest.fixture
def page(qtbot, desk, empty_ledger):
    made = desk.shown(qtbot, LedgerPage, empty_ledger)
    made.tabs.choose(IMPORTS)
    made._show(IMPORTS)
    return made


@pytest.fixture
def bring(empty_ledger, tmp_path, page):
    def run(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        seen = imports.preview(empty_ledger, path)
        imports.book(empty_ledger, seen, Choices(as_of=DAY))
        page.reload()

    return run


def cells(card, row=0):
    model = card.model
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_before_the_first_import_there_is_nothing_to_check(page):
    checks = page.history.checks
    assert page.history.nothing.isVisible()
    cards = checks.findChildren(TableCard)
    assert len(cards) == 5
    assert not any(card.isVisible() for card in cards)
    assert checks.covered.chosen() is None
    checks.answer(paid=True)
    checks.take_apart()


def test_days_borrowing_and_failed_repayments_are_shown_and_answered(page, bring, empty_ledger):
    bring("a.csv", b.alipay([DRAW, REPAID, FAILED]))
    checks = page.history.checks
    assert cells(checks.covered)[0].startswith("Alipay")
    assert set(cells(checks.covered)[1:13]) <= {"●", "◐", "○"}
    tip = checks.covered.model.columns[9].tip
    assert tip is not None
    assert tip(checks.covered.model.rows()[0]) == "August 2026: every day"
    assert checks.borrowing.title.text() == "Repayments that followed borrowing"
    assert checks.borrowing.sub.text() == "1 time"
    found = cells(checks.borrowing)
    assert found[1:] == ["借呗", "1,000.00", "花呗", "800.00", "35 minutes", "clear"]
    assert "No bank statement was imported" in checks.borrowing.note.text()
    assert cells(checks.missed)[1:] == ["借呗", "55.00"]
    checks.failed_button.click()
    assert not checks.missed.isVisible()
    notes = [row["note"] for row in empty_ledger.ledger.rows("debt_events", kind="missed")]
    assert notes == ["confirmed"]


def test_a_repayment_paid_another_way_leaves_the_list(page, bring, empty_ledger):
    bring("a.csv", b.alipay([FAILED]))
    page.history.checks.paid_button.click()
    assert empty_ledger.ledger.rows("debt_events", kind="missed") == []
    assert not page.history.checks.missed.isVisible()


def test_a_pair_says_why_and_can_be_taken_apart(page, bring):
    bring("bank.csv", b.cmb(BANK))
    bring("a.csv", b.alipay([PAID]))
    checks = page.history.checks
    assert cells(checks.pairs)[1:3] == ["50.00", "小店"]
    assert "same sum, same minute" in cells(checks.pairs)[-1]
    current.use("zh_CN")
    page.retranslate()
    assert checks.apart_button.text() == "不是同一笔"
    assert "同一金额" in cells(checks.pairs)[-1]
    checks.apart_button.click()
    assert not checks.pairs.isVisible()


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 minutes"), (59, "59 minutes"), (61, "1 hour"), (3000, "2 days")]
)
def test_a_lapse_is_said_in_the_largest_unit(minutes, said):
    assert checks_words.lapse(minutes) == said


@pytest.mark.parametrize(
    ("seconds", "tail", "said"),
    [(59, "8705", "same sum, same minute；card …8705"), (7200, "", "same sum, 2 hours apart")],
)
def test_the_reason_of_a_pair_names_sum_card_and_time(seconds, tail, said):
    pair = Pair(
        id=1, day=DAY, fen=Fen(5), wallet="alipay", bank="cmb", text="", seconds=seconds, tail=tail
    )
    assert checks_words.why(pair) == said


def test_waiting_rows_a_newer_program_can_read_are_offered(page, bring, empty_ledger):
    bring("a.csv", b.alipay([A(order=number(1), status="从未见过")]))
    history = page.history
    assert history.open_card.isVisible()
    assert not history.reread_button.isVisible()
    with empty_ledger.ledger.write("test") as work:
        work.update("raw_rows", 1, {"status": "交易成功"})
    page.reload()
    assert history.reread_button.text() == "Book 1 row this version can read"
    history.reread_button.click()
    assert [row["amount_fen"] for row in empty_ledger.ledger.rows("entries")] == [1200]
    assert not history.open_card.isVisible()
