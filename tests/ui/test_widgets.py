from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QTextLayout
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.text import current
from jiebei_desktop.ui.widgets.alert_row import AlertRow
from jiebei_desktop.ui.widgets.arithmetic import NotASumError, amount_of
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, clear, rule
from jiebei_desktop.ui.widgets.busy_bar import BusyBar
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip, chip_size, severity_word
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.elided import ElidedButton, ElidedCheck, ElidedLabel
from jiebei_desktop.ui.widgets.empty_state import EmptyState
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.flow import FlowLayout
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import MarkedText, NoticeStrip, StrongText, escaped
from jiebei_desktop.ui.widgets.rate_edit import RateEdit
from jiebei_desktop.ui.widgets.segments import Segments
from jiebei_desktop.ui.widgets.setting_row import SettingRow
from jiebei_desktop.ui.widgets.stat_card import StatCard
from jiebei_desktop.ui.widgets.step_list import StepList, StepView


@pytest.fixture
def show(qtbot):
    def shown(widget: QWidget, width: int = 300, height: int = 120) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        return widget

    return shown


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1200", 120000),
        ("1,200.50", 120050),
        ("800+400", 120000),
        ("1200 - 350*2", 50000),
        ("（１００＋２００）×３", 90000),
        ("1.2万", 1200000),
        ("¥38 元", 3800),
        ("100/3", 3333),
        ("-5", -500),
        (".5", 50),
        ("7.", 700),
        ("1,234,567.8", 123456780),
        ("12，0000", 12000000),
        ("12 000.50", 1200050),
        ("1000*0.0005*30", 1500),
        ("1.2345万", 1234500),
    ],
)
def test_a_sum_is_worked_out_exactly(text, fen):
    assert amount_of(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1++",
        "1/0",
        "(1",
        "1)",
        "1 2x",
        "9" * 20,
        "1" * 70,
        "()",
        "9,00",
        "1,2",
        "1,23,456",
        "1200,300",
        "1200\n300",
        "1200\u2028300",
        "1 2",
        "1.234",
        "-1.234",
        "1,234.567",
        "2026-12-08",
        "2026/12/08",
        "２０２６.１.８",
        "1999 - 1 - 31",
    ],
)
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(NotASumError):
        amount_of(text)


def test_the_amount_field_works_out_tidies_and_complains(theme, show, qtbot):
    edit = show(MoneyEdit(theme))
    with qtbot.waitSignal(edit.valueChanged, timeout=300_000):
        qtbot.keyClicks(edit, "800+400")
    assert edit.value() == 120000
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "1,200.00"
    edit.setText("12x")
    assert edit.value() is None
    assert "800+400" in edit.problem()
    edit.setText("20000000000")
    assert edit.problem() == "More than a ledger holds"
    edit.setFocus()
    edit.clearFocus()
    QApplication.sendEvent(edit, focus_out())
    assert edit.property("problem") is True
    edit.set_value(Fen(5))
    assert edit.text() == "0.05"
    edit.set_value(None)
    assert edit.value() is None
    assert edit.problem() == ""


def focus_out():
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)


def test_only_a_field_made_for_it_takes_a_negative_amount(theme, show):
    plain, signed = show(MoneyEdit(theme)), show(MoneyEdit(theme, negative=True))
    plain.setText("-5")
    signed.setText("-5")
    assert plain.value() is None
    assert signed.value() == -500


def test_the_unit_of_an_amount_follows_the_language(theme, show):
    edit = show(MoneyEdit(theme))
    current.use("zh_CN")
    edit.retranslate()
    assert edit._unit.text() == "元"


def test_the_rate_field_knows_value_and_period(theme, show, qtbot):
    edit = show(RateEdit(theme))
    assert edit.value() is None
    rate = Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)
    with qtbot.waitSignal(edit.valueChanged, timeout=300_000):
        edit.set_value(rate)
    assert edit.value() == rate
    edit.set_value(None)
    assert edit.value() is None
    assert edit.problem() == ""
    edit.percent.setText("５％")
    assert edit.value() == Rate(value=Decimal("0.05"), per=RatePeriod.DAY)
    edit.percent.setText("x")
    assert edit.problem() != ""
    QApplication.sendEvent(edit.percent, focus_out())
    assert edit.percent.property("problem") is True


def test_the_date_field_speaks_the_language(theme, show, qapp):
    edit = show(DateEdit(date(2026, 11, 22)))
    assert edit.text() == "22 Nov 2026"
    current.use("zh_CN")
    QApplication.sendEvent(edit, QEvent(QEvent.Type.LanguageChange))
    assert edit.text() == "2026年11月22日"
    edit.set_value(date(2027, 1, 2))
    assert edit.value() == date(2027, 1, 2)


def test_a_field_swaps_its_help_for_a_problem(theme, show):
    field = show(Field(theme, QComboBox()))
    field.show_words("Lender", "As the contract says")
    assert field.edit.accessibleName() == "Lender"
    field.show_problem("Choose one")
    assert field.help.text() == "Choose one"
    assert field.edit.property("problem") is True
    field.show_problem("")
    assert field.help.text() == "As the contract says"


def test_the_bar_paints_its_parts_and_says_them(theme, show):
    bar = show(Bar(theme), 200, 8)
    blank = picture(bar)
    bar.show_parts((90, 10, 1, 0), "Principal 90")
    assert picture(bar) != blank
    assert bar.accessibleName() == "Principal 90"
    assert bar.sizeHint().height() == 8


def test_a_chip_is_colour_icon_and_word(theme, show):
    chip = show(Chip(theme))
    chip.show_severity("severe")
    assert chip.text == severity_word("severe") == "Serious"
    one = picture(chip)
    chip.show_text("18.25%", "le24")
    assert picture(chip) != one
    chip.show_text("Fixed", "accent", "")
    assert chip.colours()[0] == theme.colour("accent")
    assert chip.minimumSizeHint() == chip_size(theme, "Fixed", icon=False)
    theme.use(zoom=150)
    assert chip.sizeHint().height() == 33


def test_a_stat_card_acts_like_a_button_and_speaks(theme, show, qtbot):
    card = show(StatCard(theme, accent=True))
    card.show_figure("Payoff today", "¥1.00", "Principal")
    assert card.accessibleName() == "Payoff today ¥1.00"
    assert card.accessibleDescription() == "Principal"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F1):
        with qtbot.waitSignal(card.clicked, timeout=300_000):
            qtbot.keyClick(card, key)
    with qtbot.waitSignal(card.clicked, timeout=300_000):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_A)
        qtbot.mousePress(card, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-9, -9))


def test_buttons_recolour_their_icons_with_the_theme(theme, show):
    button = show(Button(theme, "primary", "plus"))
    before = button.icon().pixmap(16).toImage()
    theme.use(choice="dark")
    assert button.icon().pixmap(16).toImage() != before
    button.fill(on=False)
    button.set_icon("minus")
    assert button.property("kind") == "default"


def test_an_icon_label_changes(theme, show):
    label = show(IconLabel(theme, "lock"))
    before = label.pixmap().toImage()
    label.show_icon("alert", "severe")
    assert label.pixmap().toImage() != before


def test_clearing_takes_every_child_and_spacer_out(theme, show):
    holder = show(QWidget())
    column = QVBoxLayout(holder)
    column.addWidget(Label("body", text="x"))
    column.addWidget(rule(vertical=True))
    column.addStretch(1)
    clear(holder)
    assert column.count() == 0
    clear(QWidget())


def test_a_card_puts_its_sub_title_below_when_narrow(theme, show):
    card = show(Card(theme), 600)
    card.show_header("Cash in hand", "paying a suggested amount a month; shaded eighty percent")
    card.add_to_header(Button(theme))
    card.resize(640, 100)
    assert card._words.direction() == card._words.Direction.LeftToRight
    card.resize(200, 100)
    assert card._words.direction() == card._words.Direction.TopToBottom
    card.set_accent("true")
    assert card.property("accent") == "true"
    assert show(Card(theme, header=False)).header.isHidden()


def test_a_notice_says_it_and_offers_one_action(theme, show, qtbot):
    notice = show(NoticeStrip(theme))
    notice.show_words("Late <1>.", "Talk & pay", severity="caution", action="Open")
    assert "&lt;1&gt;" in notice.label.text()
    assert notice.accessibleName() == "Late <1>. Talk & pay"
    with qtbot.waitSignal(notice.acted, timeout=300_000):
        notice.action.click()
    notice.show_words("Late", "Talk")
    assert notice.accessibleName() == "Late. Talk"
    notice.show_words("Only this")
    assert notice.accessibleName() == "Only this"
    notice.show_words("", "In plain weight.")
    assert notice.accessibleName() == "In plain weight."
    assert notice.action.isHidden()
    assert escaped("a<b&c>") == "a&lt;b&amp;c&gt;"


def test_an_alert_row_without_action_has_no_button(theme, show, qtbot):
    row = show(AlertRow(theme))
    row.show_words("caution", "Due soon", "In 3 days", "Open")
    with qtbot.waitSignal(row.acted, timeout=300_000):
        row.button.click()
    row.show_words("info", "Fine")
    assert row.button.isHidden()
    assert row.text.isHidden()
    assert row.accessibleName() == "Note Fine"


def test_steps_show_done_current_and_ahead(theme, show):
    steps = show(StepList(theme), 300, 300)
    steps.show_steps(
        [
            StepView(title="One", text="a", state="done"),
            StepView(title="Two", text="b", state="current"),
            StepView(title="Three", text="c", state="ahead"),
        ]
    )
    rows = [steps.layout().itemAt(i).widget() for i in range(3)]
    assert [row.accessibleName() for row in rows] == ["Done One a", "Now Two b", "Ahead Three c"]
    assert rows[1].property("current") == "true"
    assert not picture(steps).isNull()
    steps.show_steps([])
    assert steps.layout().count() == 0


def test_segments_are_one_tab_stop_with_arrows_inside(theme, show, qtbot):
    tabs = show(Segments(theme, 3))
    tabs.show_words(["A", "B", "C"])
    with qtbot.waitSignal(tabs.chosen, timeout=300_000) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == [1]
    assert tabs.current() == 1
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.current() == 0
    stops = [b for b in tabs.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [tabs.buttons[0]]


def test_the_busy_bar_waits_before_it_shows(show):
    holder = show(QWidget())
    bar = BusyBar()
    bar.setParent(holder)
    bar.start()
    assert bar.isHidden()
    bar.patience.finish()
    assert bar.isVisible()
    bar.stop()
    bar.start()
    bar.stop()
    bar.patience.finish()
    assert bar.isHidden()


def test_an_empty_state_says_what_to_do(theme, show):
    state = show(EmptyState(theme, "ledger"), 600, 400)
    state.show_text("No entries yet", "Import a statement.", "Import")
    assert (state.title.text(), state.primary.text()) == ("No entries yet", "Import")
    assert [one.isHidden() for one in (state.primary, state.secondary, state.link)] == [
        False, True, True,
    ]  # fmt: skip
    assert not picture(state).isNull()
    assert state.size() == QSize(600, 400)


def test_a_setting_row_names_its_control(theme, show):
    box = QComboBox()
    row = show(SettingRow(theme, box))
    row.show_words("Theme", "Light or dark")
    assert (box.accessibleName(), box.accessibleDescription()) == ("Theme", "Light or dark")
    bare = show(SettingRow(theme))
    bare.show_words("Plain")
    assert bare.effect.isHidden()


@pytest.mark.parametrize("kind", ["button", "check"])
def test_only_the_front_of_a_long_name_is_drawn(theme, qtbot, kind):
    def drawn(name: str) -> QImage:
        made = ElidedCheck(theme, name) if kind == "check" else ElidedButton(theme, icon="phone")
        qtbot.addWidget(made)
        made.setText(name)
        made.resize(160, 32)
        return picture(made)

    front = "Jiebei of Chongqing"
    assert drawn(front + " and a name without end") == drawn(front + " in other words at all")
    assert drawn(front) != drawn("Somebody else")


def test_what_stands_out_is_marked_and_is_read_aloud_plainly(theme, qtbot):
    marked, strong = MarkedText(theme), StrongText()
    for made in (marked, strong):
        qtbot.addWidget(made)
        made.show_parts([("<a> ", False), ("b & c", True)])
        assert made.accessibleName() == "<a> b & c"
    assert f'&lt;a&gt; <span style="background-color:{theme.hex("caution_bg")}">b' in marked.text()
    assert "&lt;a&gt; <b>b &amp; c</b>" in strong.text()


def test_a_flow_finds_its_height_anew_when_what_is_in_it_changes(qtbot):
    """Heights are kept by width; kept too long, a label that grew would lie over the next line."""
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    labels = [QLabel("short"), QLabel("short")]
    for label in labels:
        flow.addWidget(label)
    holder.resize(200, 100)
    holder.show()
    one = flow.heightForWidth(200)
    labels[0].setText("long enough to fill the line " * 3)
    assert flow.heightForWidth(200) > one
    labels[0].hide()
    assert flow.heightForWidth(200) == one


def broken(label, width):
    """Return the lines that a text has at a width."""
    layout = QTextLayout(QLabel.text(label), label.font())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(layout.text()[line.textStart() :][: line.textLength()])
    layout.endLayout()
    return [each.replace("\u2060", "").rstrip() for each in lines]


def test_a_minus_stays_on_the_line_of_its_figure(qtbot):
    """The window broke "降到 −" from "¥2,177.88" in the checks before a signature."""
    said = "首期之前，现金会在2026年12月9日降到 −¥2,177.88；先定下哪一笔账单晚付"
    label = Label(wrap=True, text=said)
    qtbot.addWidget(label)
    assert label.text() == said
    label.setText(said)
    assert label.text() == said
    for width in range(70, 500, 7):
        assert not any(each.endswith("−") for each in broken(label, width)), width


def test_words_before_a_name_leave_room_for_its_front(theme, show):
    """Of the lender of a debt with a long name only "Lender: …" was left."""
    label = show(ElidedLabel(theme))
    label.setText("云岭农村商业银行股份有限公司")
    alone = label.minimumSizeHint().width()
    label.show_name("Lender: {name}", "云岭农村商业银行股份有限公司")
    assert label.text() == "Lender: 云岭农村商业银行股份有限公司"
    words = label.fontMetrics().horizontalAdvance("Lender: ")
    assert words > 0
    assert label.minimumSizeHint().width() == alone + words


@pytest.mark.parametrize(
    "said",
    [
        "数据只存在本机，不会上传",
        "今天手头只有 3,200 元，到期的 4,446 元还不上，先把方案发给借呗再议。",
        "一年里至少晚一期：约八分之一",
        "每月 15 日，3 期、之后 1,210 元，20 期",
    ],
)
def test_no_line_of_one_to_three_characters_ends_a_paragraph(qtbot, theme, said):
    label = Label(wrap=True, text=said)
    qtbot.addWidget(label)
    assert label.text() == said
    one = label.fontMetrics().horizontalAdvance("字")
    assert len(broken(label, 7 * one)) > 1
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == said
    for width in range(7 * one, 40 * one):
        assert len(broken(label, width)[-1]) >= 4, width
