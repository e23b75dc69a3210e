"""The evening of who has a bill and a credit report: numbers, both papers, adopted, plan, call."""

from __future__ import annotations

import pdf_builder
import statement_builders as b
from PySide6.QtCore import Qt
from statement_builders import A, number
from test_first_evening import CONTROL, Hand, in_front, plan_and_call, window
from waits import WAIT_MS, settle

__all__ = ["window"]

CLICKS, KEYS = 7, 4
"""What the way takes beside figures and the system's windows; docs/qa.md says it, too."""
LENT = {"category": "信用借还", "way": "不计收支", "peer": "网商贷"}
BILL = [
    A(order=number(1), peer="超市", amount="10.00"),
    A(order=number(2), **LENT, item="网商贷放款", status="放款成功", amount="900.00"),
]
REPORT = (
    "个人信用报告",
    "报告编号:2026090100000001 查询时间:2026-11-01 08:59:00 报告时间:2026-11-01 09:00:00",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。",
    "1.2019年03月05日某某银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：3308）。",
    "截至2026年10月，信用额度15,000，已使用额度12,000，逾期金额600。",
    "2.2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，",
    "2027年03月05日到期。截至2026年10月，余额4,800。",
)


def written(lines):
    """Return a page with the lines, as the credit register prints them."""
    sheet, y = pdf_builder.Sheet(), 40
    for line in lines:
        for start in range(0, len(line), 42):
            sheet.put(40, y, line[start : start + 42])
            y += 14
    return pdf_builder.pdf(sheet)


def test_from_nothing_over_bill_and_report_to_a_plan_and_a_call(
    window, qtbot, tmp_path, monkeypatch
):
    hand, ask = Hand(window), window.parts.ask
    bill, report, out = tmp_path / "账单.csv", tmp_path / "报告.pdf", tmp_path / "方案.pdf"
    bill.write_bytes(b.alipay(BILL))
    report.write_bytes(written(REPORT))
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "我的账本.jiebei")
    monkeypatch.setattr(ask, "new_password", lambda *_words: "")
    welcome = window.stack.currentWidget()
    hand.click(welcome.doors.guide.button)
    hand.fill("10500", "7000", "38988", "4446", "+3", "2427", "3200")
    hand.click(welcome.numbers.next_button)
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    first = {debt.id for debt in window.session.ledger.debts()}

    ledger = look_at(window, qtbot, hand, monkeypatch, bill)
    hand.click(ledger.importing.import_button)
    settle(window, qtbot)
    hand.click(ledger.history.adopt_card.adopt_button)
    settle(window, qtbot)
    assert len(window.session.ledger.debts()) == 3

    look_at(window, qtbot, hand, monkeypatch, report)
    hand.click(ledger.importing.import_button)
    settle(window, qtbot)
    assert window.current == "credit_report"
    hand.click(window.page().enter_button)
    settle(window, qtbot)
    names = [debt.name for debt in window.session.ledger.debts() if debt.id not in first]
    assert len(names) == 3

    monkeypatch.setattr(ask, "save_file", lambda *_words: out)
    plan_and_call(window, qtbot, hand, out)
    assert (hand.clicks, hand.keys) == (CLICKS, KEYS)


def look_at(window, qtbot, hand, monkeypatch, path):
    """Choose a file to import by the key for it, and return the page that shows it."""
    monkeypatch.setattr(window.parts.ask, "open_files", lambda *_words: (path,))
    in_front(window, qtbot)
    hand.press(Qt.Key.Key_I, CONTROL)
    settle(window, qtbot)
    page = window.page()
    qtbot.waitUntil(page.importing.import_button.isEnabled, timeout=WAIT_MS)
    return page
