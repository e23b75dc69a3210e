"""Papers on the import screen: a PDF's own page beside the rows, its password, a credit report."""

from __future__ import annotations

import io

import pdf_builder as b
import pikepdf
import pytest

from jiebei_desktop.ui.pages.ledger import LedgerPage

NAMES = ("记账日期", "交易金额", "联机余额", "摘要", "对手信息")
AT = (40, 140, 240, 340, 430)
ROWS = (
    ("2026-08-01", "-12.50", "987.50", "快捷支付", "财付通-好店"),
    ("2026-08-02", "-8.00", "979.60", "消费", "超市商场"),
    ("2026-08-03", "-1.00", "978.60", "消费", "早点铺子"),
)


@pytest.fixture
def make(qtbot, desk):
    def make_page(session, lanes=None):
        page = LedgerPage(desk.context(session, lanes))
        qtbot.addWidget(page)
        page.resize(1096, 740)
        page.show()
        return page

    return make_page


@pytest.fixture
def paper(tmp_path):
    def write(name="bank.pdf", password=None):
        out = io.BytesIO(b.pdf(b.table(NAMES, AT, ROWS, head=("招商银行交易流水",))))
        if password:
            with pikepdf.open(out) as document:
                out = io.BytesIO()
                document.save(out, encryption=pikepdf.Encryption(owner="o", user=password))
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return write


def test_a_row_whose_balance_does_not_follow_is_shown_on_its_page(make, empty_ledger, paper):
    page = make(empty_ledger)
    page.look_at([paper()])
    pane = page.importing
    assert "1 of 3 rows need a decision" in pane.notice.label.text()
    assert pane.model.rows()[0].place.page == 0
    assert pane.page_card.isVisible()
    assert pane.page_card.title.text() == "Page 1 as printed"
    image = pane.page_card.strip.grab().toImage()
    dark = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).lightness() < 128
    ]
    assert dark


def test_a_table_file_has_no_page(make, empty_ledger, tmp_path):
    page = make(empty_ledger)
    path = tmp_path / "bank.csv"
    path.write_text(
        "交易日期,金额,余额\n2026-08-01,1.00,5.00\n2026-08-02,x,6.00\n", encoding="utf-8"
    )
    page.look_at([path])
    assert page.importing.model.rows()[0].place is None
    assert not page.importing.page_card.isVisible()


def test_while_amounts_are_hidden_the_page_is_too(make, empty_ledger, paper, desk):
    page = make(empty_ledger)
    page.context.masking.toggle()
    page.look_at([paper()])
    assert not page.importing.page_card.isVisible()


def test_a_locked_pdf_asks_for_its_password_and_shows_its_page(make, empty_ledger, paper, desk):
    page = make(empty_ledger)
    page.look_at([paper(password="230011")])
    pane = page.importing
    assert "The PDF has a password" in pane.notice.label.text()
    desk.ask.answers = ["000000", "230011"]
    pane.notice.action.click()
    assert "does not open this PDF" in pane.notice.label.text()
    pane.notice.action.click()
    assert "1 of 3 rows" in pane.notice.label.text()
    assert pane.page_card.isVisible()
