from __future__ import annotations

import pytest

from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.settings import SettingsPage


@pytest.fixture
def page(qtbot, desk, employee):
    made = SettingsPage(desk.context(employee))
    qtbot.addWidget(made)
    made.resize(1000, 720)
    made.show()
    return made


def test_a_copy_is_made_and_listed(page, employee):
    page.back_up()
    copies = list(employee.path.parent.glob("**/*.jiebei"))
    assert len(copies) == 2


def test_everything_is_exported_where_the_user_says(page, desk, tmp_path):
    desk.ask.answers = [0, tmp_path / "all.csv"]
    page.export_data()
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()) > 100


def test_nothing_is_exported_when_the_user_changes_his_mind(page, desk, tmp_path):
    desk.ask.answers = [None]
    page.export_data()
    assert list(tmp_path.glob("all.*")) == []


def test_the_rows_are_worded_in_the_language_of_the_window(page):
    assert page.heading.text() == "Settings"
    current.use("zh_CN")
    page.retranslate()
    assert page.heading.text() == "设置"
    assert page.rows["theme"].findChildren(type(page.heading))[0].text() == "主题"


def test_the_rule_data_can_be_looked_at(page):
    page.rules_button.setChecked(True)
    page.rules_button.click()
    assert page.rules_button.isVisible()
