from __future__ import annotations

from datetime import date

import pytest
from inline_lanes import InlineLanes
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from screens import on_screen
from shiboken6 import delete
from waits import WAIT_MS

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.today.first_numbers import FirstNumbers, first_range
from jiebei_desktop.text import current, formats
from jiebei_desktop.ui.pages.welcome import WelcomePage

DAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot, theme):
    return on_screen(qtbot, WelcomePage(theme, lambda: DAY, InlineLanes().side), 1280, 760)


def test_the_three_doors_lead_to_the_example_a_ledger_and_the_numbers(page):
    told = []
    page.demo.connect(told.append)
    page.create_new.connect(lambda: told.append("new"))
    page.open_file.connect(lambda: told.append("open"))
    page.doors.sample.button.click()
    page.doors.shop_button.click()
    page.doors.own.button.click()
    page.doors.open_button.click()
    assert told == ["employee", "shop", "new", "open"]
    page.doors.guide.button.click()
    assert page.numbers.isVisible()
    page.numbers.back_button.click()
    assert page.doors.isVisible()


def test_the_box_of_languages_names_the_one_in_force(page, qtbot):
    """Switched in a menu, it went on naming the language before."""
    for locale in ("zh_CN", "en"):
        current.use(locale)
        page.retranslate()
        assert page.doors.languages.currentData() == locale


def test_five_numbers_give_the_range_of_the_ledger_at_once(page):
    page.doors.guide.button.click()
    given = {
        "take_home": 860_000, "necessary": 520_000, "jiebei_owed": 3_800_000,
        "jiebei_due": 438_900, "others_monthly": 120_000, "cash": 320_000,
    }  # fmt: skip
    for name, fen in given.items():
        page.numbers.fields[name].edit.set_value(Fen(fen))
    page.numbers.work_out()
    expected = first_range(FirstNumbers(**{name: Fen(fen) for name, fen in given.items()}), DAY)
    assert 0 < expected.low < expected.high
    low, high = formats.whole(expected.low), formats.whole(expected.high)
    assert page.numbers.range.text() == f"{low} to {high}"


def test_an_answer_for_numbers_that_are_typed_no_more_or_for_a_page_that_is_gone_goes_nowhere(
    qtbot, theme
):
    """Kept in a ledger before the range came, the page was gone and the answer ended in an error."""
    waiting = []

    def later(job, then, *, latest, failed=None):
        waiting.append(lambda: then(job()))

    page = on_screen(qtbot, WelcomePage(theme, lambda: DAY, later), 1280, 760)
    words = page.numbers
    assert (waiting, words.range.text()) == ([], "—")
    words.fields["take_home"].edit.set_value(Fen(860_000))
    assert (waiting, words.range.text()) == ([], "—")
    words.fields["necessary"].edit.set_value(Fen(520_000))
    words.fields["cash"].edit.set_value(Fen(320_000))
    first, second = waiting
    second()
    shown = words.range.text()
    first()
    assert words.range.text() == shown != "—"
    words.work_out()
    assert (len(waiting), words.range.text()) == (2, shown)
    delete(page)
    second()


def test_what_was_not_told_is_not_known_and_gives_no_comfort(page):
    fields = page.numbers.fields
    assert not page.numbers.next_button.isEnabled()
    for name in ("take_home", "necessary"):
        fields[name].edit.setText({"take_home": "8600", "necessary": "5200"}[name])
    words = page.numbers
    assert "not known yet" in words.notice.label.text()
    assert words.notice.property("severity") == "info"
    assert "0 days" not in words.lines.text()
    assert words.lines.text().count("not known yet") == 2
    fields["jiebei_due"].edit.setText("0")
    fields["others_monthly"].edit.setText("0")
    assert words.notice.property("severity") == "positive"


def test_a_day_that_has_passed_says_how_late_it_is(page):
    field = page.numbers.fields["due_on"]
    field.edit.setText("11-2")
    assert page.numbers.told().due_on == date(2026, 11, 2)
    assert field.help.text() == "20 days late by now"


@pytest.mark.parametrize(
    ("due", "day", "said", "severity"),
    [
        ("1200", "11-28", "The range covers", "positive"),
        ("1200", "11-2", "One instalment is late", "caution"),
        ("2300", "11-28", "only in a good month", "caution"),
        ("2300", "11-2", "One instalment is late", "caution"),
        ("9000", "11-2", "at least", "caution"),
        ("0", "11-2", "The range covers", "positive"),
    ],
)
def test_where_an_instalment_is_late_no_range_is_said_to_be_enough(page, due, day, said, severity):
    """It told to pay on time, or to ask before it is late, beside "20 days late by now"."""
    fields = page.numbers.fields
    given = {"take_home": "8600", "necessary": "5200", "jiebei_due": due, "others_monthly": "0"}
    for name, text in {**given, "due_on": day}.items():
        fields[name].edit.setText(text)
    assert said in page.numbers.notice.label.text()
    assert page.numbers.notice.property("severity") == severity


def test_an_instalment_above_all_that_is_owed_is_asked_about_and_the_total_counts(page):
    page.doors.guide.button.click()
    fields = page.numbers.fields
    for name, text in (("take_home", "8600"), ("necessary", "7000"), ("jiebei_owed", "38988")):
        fields[name].edit.setText(text)
    fields["others_monthly"].edit.setText("5800")
    fields["jiebei_due"].edit.setText("99999")
    assert fields["jiebei_due"].help.text().startswith("More than is owed in all.")
    assert "¥44,788 next month" in page.numbers.lines.text(), "38,988 and 5,800"
    assert page.numbers.check()
    fields["jiebei_owed"].edit.setText("100000")
    assert "More than" not in fields["jiebei_due"].help.text()
    assert "¥105,799 next month" in page.numbers.lines.text()


def test_beside_a_late_instalment_the_next_one_comes_too(page):
    fields = page.numbers.fields
    given = {"take_home": "8600", "necessary": "5200", "jiebei_owed": "38000", "jiebei_due": "4446",
             "others_monthly": "1200", "cash": "3200", "due_on": "12-2"}  # fmt: skip
    for name, typed in given.items():
        fields[name].edit.setText(typed)
    assert "Debts ask for ¥5,646 next month" in page.numbers.lines.text()
    fields["due_on"].edit.setText("11-2")
    assert "Debts ask for at least ¥5,646 next month" in page.numbers.lines.text()


def test_the_numbers_go_on_to_the_ledger(page):
    told = []
    page.create_new.connect(told.append)
    page.numbers.fields["take_home"].edit.setText("8600")
    page.numbers.next_button.click()
    assert told == [FirstNumbers(take_home=Fen(860_000))]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("take_home", "-50"),
        ("necessary", "abc"),
        ("cash", "1e5"),
        ("jiebei_owed", "3千2"),
        ("jiebei_due", "9,00"),
        ("due_on", "13-40"),
    ],
)
def test_a_number_that_cannot_be_read_stops_at_its_field(page, name, text):
    told = []
    page.create_new.connect(told.append)
    page.numbers.fields["others_monthly"].edit.setText("1,200")
    field = page.numbers.fields[name]
    field.edit.setText(text)
    page.numbers.next_button.click()
    assert (told, field.edit.text()) == ([], text)
    assert field.help.text().startswith("Not a")
    field.edit.setText("1000" if name != "due_on" else "11-8")
    page.numbers.next_button.click()
    assert len(told) == 1


def test_the_words_follow_the_language(page):
    current.use("zh_CN")
    page.retranslate()
    assert page.doors.sample.title.text() == "看示例" or "示例" in page.doors.sample.title.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_first_door_and_its_button_are_in_sight_on_a_small_screen(
    page, theme, qtbot, language, zoom
):
    current.use(language)
    page.retranslate()
    theme.use(zoom=zoom)
    page.resize(1024, 480)
    seen = page.findChild(QScrollArea).viewport()
    button = page.doors.guide.button

    def whole():
        return seen.rect().contains(QRect(button.mapTo(seen, QPoint()), button.size()))

    qtbot.waitUntil(whole, timeout=WAIT_MS)
    assert page.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
    page.doors.guide.button.click()
    assert page.numbers.fields["take_home"].edit.isVisible()
    field = page.numbers.fields["cash"].edit
    page.findChild(QScrollArea).ensureWidgetVisible(field)
    assert seen.rect().contains(field.mapTo(seen, field.rect().center()))


def test_enter_alone_leads_from_the_doors_through_the_numbers(page, qtbot):
    """It did nothing on the focused button, nor in the last field."""
    told = []
    page.create_new.connect(told.append)
    page.doors.guide.button.setFocus()
    qtbot.keyClick(page.doors.guide.button, Qt.Key.Key_Return)
    assert page.numbers.isVisible()
    typed = ("10500", "7000", "38988", "4446", "+3", "2427", "3200")
    for text, field in zip(typed, page.numbers.fields.values(), strict=True):
        assert field.edit.hasFocus()
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (first,) = told
    assert first == page.numbers.told()
