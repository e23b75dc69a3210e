"""The main job through the real window and its real lanes: a bill in, a figure, a PDF out."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import statement_builders as b
from statement_builders import A, number
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import statement


@pytest.fixture
def household():
    return demo.employee(app.today())


def test_a_bill_is_imported_and_the_overview_follows(window, qtbot, tmp_path):
    bill = tmp_path / "支付宝交易明细.csv"
    bill.write_bytes(b.alipay([A(order=number(n), amount=f"{n}.60") for n in range(1, 7)]))
    before = window.session.ledger.entry_totals().count
    window.go("ledger")
    settle(window, qtbot)
    ledger = window.page()
    ledger.look_at([bill])
    settle(window, qtbot)
    assert window.session.ledger.entry_totals().count == before
    ledger.importing.import_button.click()
    settle(window, qtbot)
    assert window.session.ledger.entry_totals().count == before + 6
    window.go("overview")
    settle(window, qtbot)
    assert "20 天" in window.page().banner.label.text()


def test_a_changed_amount_reaches_the_comparison(window, qtbot):
    window.go("plan")
    settle(window, qtbot)
    plan = window.page()
    session = window.session
    told = []
    window.parts.lanes.ledger(
        lambda: Possessions(session).set_setting("chosen_payment_fen", 1_600_000), told.append
    )
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    window.notify(told[0])
    qtbot.waitUntil(lambda: "还清" in plan.banner.label.text(), timeout=WAIT_MS)


def test_the_pdf_of_the_window_holds_the_figures_of_the_data(window, qtbot, tmp_path, monkeypatch):
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine")
    target = tmp_path / "方案.pdf"
    monkeypatch.setattr(window.parts.ask, "save_file", lambda *_args: target)
    window.go("plan")
    settle(window, qtbot)
    plan = window.page()
    qtbot.waitUntil(lambda: plan._view is not None, timeout=WAIT_MS)
    plan.export()
    dialog = plan.dialog
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    dialog.save()
    qtbot.waitUntil(target.exists, timeout=WAIT_MS)
    settle(window, qtbot)
    text = subprocess.run(
        ["pdftotext", "-layout", str(target), "-"], capture_output=True, check=True, text=True
    ).stdout
    data = statement.document(
        statement.for_session(window.session, app.today(), plan._view.budget),
        "lender",
        dialog.chosen()[0][0],
    )
    assert data["number"] in text
    assert data["checksum"][:12] in re.sub(r"\s", "", text)
    assert "38,988.00" in text
