"""Papers on the import screen: a PDF's own page beside the rows, its password, a credit report."""

from __future__ import annotations

import io

import pdf_builder as b
import pytest
from screens import on_screen

from jiebei_desktop.services.statements import imports_history
from jiebei_desktop.ui.pages.ledger import LedgerPage

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

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
        return on_screen(qtbot, LedgerPage(desk.context(session, lanes)), 1096, 740)

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
    card = pane.page_card
    assert card.isVisible()
    assert card.title.text() == "Page 1 of 1 as printed"
    assert card.chip.text == "This cell is in doubt"
    assert card.proof.text() == (
        "¥987.50 before it, less ¥8.00, would be ¥979.50; printed is ¥979.60."
    )
    assert pane.facts.labels[6][1].text() == "1 row does not follow"


def colours(view, area):
    image = view.grab(area.toRect()).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_the_row_is_tinted_and_only_a_doubtful_amount_is_framed(make, empty_ledger, paper, theme):
    page = make(empty_ledger)
    page.look_at([paper()])
    card, frame = page.importing.page_card, theme.chart("c3").name()
    assert frame in colours(card.view, card.view.cell().adjusted(-2, -2, 2, 2))
    left, right = card.view.cell().left(), card.view.cell().right()
    scale = card.view.width() * 2.0 / card.view._page.width()
    assert left / scale < AT[1] < right / scale < AT[2]
    table = page.importing.rows_card.table
    table.selectRow(2)
    assert table.current().day == "2026-08-03"
    assert card.chip.text == "Read right"
    assert card.proof.text() == (
        "¥979.60 before it, less ¥1.00, is exactly this row's balance ¥978.60."
    )
    assert frame not in colours(card.view, card.view.row())
    assert "#ffffff" not in colours(card.view, card.view.row().adjusted(4, 2, -4, -2))


def test_the_first_row_has_no_row_before_it(make, empty_ledger, paper):
    page = make(empty_ledger)
    page.look_at([paper()])
    page.importing.rows_card.table.selectRow(0)
    assert page.importing.page_card.chip.text == "First row"


def test_pages_are_turned_and_looked_at_closely(make, empty_ledger, tmp_path):
    sheets = [b.table(NAMES, AT, ROWS[:1], head=("招商银行交易流水",))]
    rest = ("2026-08-02", "-8.00", "979.50", "消费", "超市商场")
    sheets.append(b.table(NAMES, AT, (rest,), head=("招商银行交易流水",)))
    path = tmp_path / "two.pdf"
    path.write_bytes(b.pdf(*sheets))
    page = make(empty_ledger)
    page.look_at([path])
    assert page.importing.facts.labels[6][1].text() == "all 2 rows follow"
    page.importing.rows_card.table.selectRow(0)
    card = page.importing.page_card
    assert (card.title.text(), card.back_button.isEnabled()) == ("Page 1 of 2 as printed", False)
    card.on_button.click()
    assert card.title.text() == "Page 2 of 2 as printed"
    assert card.view.row().isNull()
    card.turn(1)
    card.back_button.click()
    assert not card.view.row().isNull()
    wide = card.view.width()
    card.closer_button.click()
    assert card.view.width() > wide
    page.importing.rows_card.table.selectRow(1)
    assert card.title.text() == "Page 2 of 2 as printed"


def test_the_file_stands_below_where_there_is_no_room_beside(make, empty_ledger, paper):
    page = make(empty_ledger)
    page.look_at([paper()])
    card, rows = page.importing.page_card, page.importing.rows_card
    assert card.geometry().left() > rows.geometry().right()
    page.resize(700, 740)
    page.importing.layout().activate()
    assert card.geometry().left() <= rows.geometry().right()


def test_a_table_file_has_no_page_but_its_line(make, empty_ledger, tmp_path):
    page = make(empty_ledger)
    path = tmp_path / "bank.csv"
    path.write_text(
        "交易日期,金额,余额\n2026-08-01,1.00,5.00\n2026-08-02,x,6.00\n", encoding="utf-8"
    )
    page.look_at([path])
    card = page.importing.page_card
    assert page.importing.model.rows()[0].place is None
    assert (card.raw.text(), card.paper.isVisible()) == ("2026-08-02,x,6.00", False)
    path.unlink()
    page.importing.rows_card.table.selectRow(0)
    assert not card.isVisible()


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


def test_a_credit_report_has_no_rows_to_speak_of(make, empty_ledger, tmp_path):
    sheet, path = b.Sheet(), tmp_path / "信用报告.pdf"
    texts = (
        "个人信用报告", "报告时间:2026-11-01 09:00:00", "信贷记录",
        "1.2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）",
        "其他个人消费贷款，2027年03月05日到期。截至2026年10月，余额4,800。",
    )  # fmt: skip
    for n, text in enumerate(texts):
        sheet.put(40, 40 + 14 * n, text)
    path.write_bytes(b.pdf(sheet))
    page = make(empty_ledger)
    page.look_at([path])
    shown = [text for pair in page.importing.facts.labels for text in pair if text.isVisible()]
    assert len(shown) == 12  # file, kind of paper, period; debts open, overdue, closed
    assert not [label for label in shown if label.text().startswith("0 ")]
    page.importing.foot.import_button.click()
    (batch,) = imports_history.history(empty_ledger)
    assert [column.text(batch) for column in page.history.model.columns[-4:]] == ["–"] * 4
