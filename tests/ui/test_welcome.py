from __future__ import annotations

import pytest

from jiebei_desktop.domain.affordability import from_five_numbers
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.welcome import WelcomePage


@pytest.fixture
def page(qtbot, theme):
    made = WelcomePage(theme, "en")
    qtbot.addWidget(made)
    made.resize(1280, 760)
    made.show()
    return made


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


def test_five_numbers_give_the_range_of_the_rule_at_once(page):
    page.doors.guide.button.click()
    given = {
        "take_home": 860_000, "necessary": 520_000, "jiebei_owed": 3_800_000,
        "jiebei_due": 438_900, "others_monthly": 120_000, "cash": 320_000,
    }  # fmt: skip
    for name, fen in given.items():
        page.numbers.fields[name].edit.set_value(Fen(fen))
    page.numbers.work_out()
    expected = from_five_numbers(**{name: Fen(fen) for name, fen in given.items()})
    assert page.numbers.numbers() == expected


def test_the_words_follow_the_language(page):
    current.use("zh_CN")
    page.retranslate()
    assert page.doors.sample.title.text() == "看示例" or "示例" in page.doors.sample.title.text()
