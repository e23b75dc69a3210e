from __future__ import annotations

from pathlib import Path

import pytest

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.possessions import Possessions
from jiebei_desktop.text import current
from jiebei_desktop.ui.export_dialog import ExportDialog
from jiebei_desktop.ui.pages.plan import PlanPage


@pytest.fixture
def opened(qtbot, desk, employee):
    page = PlanPage(desk.context(employee))
    qtbot.addWidget(page)
    page.resize(1000, 720)
    page.show()
    return page


def cells(model, row):
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_an_amount_below_the_contracts_says_what_is_missing_and_still_plans(opened):
    assert "does not reach" in opened.banner.label.text()
    assert opened.ways.rowCount() == 5
    assert cells(opened.ways, 0)[-1] == "No, lenders must agree"
    assert opened.asks.rowCount() == len(opened._view.proposals.offers)
    assert opened.months.rowCount() == len(opened._view.plans[0].rows)


def test_a_chosen_amount_that_reaches_names_the_month_and_the_bound(opened, desk, employee):
    opened.amount.set_value(Fen(1_600_000))
    opened.use_button.click()
    assert desk.told[-1].tables == {"settings"}
    opened.changed(desk.told[-1])
    text = opened.banner.label.text()
    assert "Repaid by" in text
    assert "at most" in text
    assert cells(opened.ways, 0)[0] == "Optimum"
    opened.amount.set_value(None)
    opened.use_button.click()
    assert len(desk.told) == 1


def test_an_amount_that_never_repays_shows_no_totals(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 100)
    page = PlanPage(desk.context(employee))
    qtbot.addWidget(page)
    page.show()
    assert cells(page.ways, 1)[1:4] == ["–", "–", "never at this amount"]
    assert not page.chart_card.isVisible()


def test_without_debts_the_page_leads_to_the_first_one(qtbot, desk, empty_ledger):
    page = PlanPage(desk.context(empty_ledger))
    qtbot.addWidget(page)
    page.show()
    assert page.empty.isVisible()
    page.export()
    page.empty.primary.click()
    page.banner.acted.emit()
    assert [name for name, _args in desk.went] == ["debts", "affordability"]


def test_the_tabs_and_the_language_switch(opened):
    opened.tabs.choose(2)
    assert opened.stack.currentIndex() == 2
    current.use("zh_CN")
    opened.retranslate()
    opened.reload()
    assert opened.tabs.buttons[1].text() == "需要对方同意什么"
    assert cells(opened.ways, 0)[0] == "最优"


def test_hidden_amounts_are_hidden_in_the_tables(opened, desk):
    desk.masking.use(on=True)
    assert "•" in cells(opened.asks, 0)[1]


def test_the_plan_is_seen_before_it_is_saved(opened, desk, employee, tmp_path):
    debt = employee.ledger.debts()[0].id
    opened.arrive(do="export", debt=debt)
    dialog = opened.dialog
    assert isinstance(dialog, ExportDialog)
    assert dialog.pages.count() == 8
    assert dialog.choices() == ("en", "lender", debt)
    dialog.edition.setCurrentIndex(1)
    assert dialog.pages.count() == 9

    desk.ask.answers.append(None)
    dialog.save()
    assert list(tmp_path.glob("*.pdf")) == []

    desk.ask.answers.append(tmp_path / "方案")
    dialog.save()
    assert (tmp_path / "方案.pdf").read_bytes().startswith(b"%PDF")
    assert "saved" in opened.banner.label.text()


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(opened, desk, tmp_path):
    opened.export()
    desk.ask.answers.append(Path(tmp_path / "gone" / "plan.pdf"))
    opened.dialog.save()
    assert desk.ask.asked[-1][0] == "The plan was not written"
    opened.dialog.reject()


def test_saving_before_the_pages_are_there_does_nothing(opened, desk):
    opened.export()
    opened.dialog._statement = None
    opened.dialog.save()
    assert desk.ask.asked == []
