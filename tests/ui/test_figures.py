"""Every amount on a page is the value of a figure of the picture that its label names."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from households import DAY, MADE
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from screens import on_screen

from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import Figure, NextDue, picture
from jiebei_desktop.text import current
from jiebei_desktop.ui.figures import FIGURES_ROLE, WORKING, told
from jiebei_desktop.ui.pages.registry import PAGES

AMOUNT = re.compile(
    r"[¥−-]*\d[\d,]*\.\d\d(?![\d%])|[−-]?¥[\d,]+|(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,%])"
)
"""An amount in a sentence: with fen, with the sign of the yuan, or with its thousands apart."""
SHOWN = ("overview", "debts", "cashflow", "negotiation", "call")
HOUSEHOLDS = ("employee", "shop", "nothing_left", "family", "typed")


def amounts(text: str) -> list[Decimal]:
    """Return the amounts in a text, signs left out."""
    plain = re.sub(r"<[^>]+>", " ", text)
    return [Decimal(re.sub(r"[¥−,-]", "", found)) for found in AMOUNT.findall(plain)]


def shown(figure: Figure) -> set[Decimal]:
    """Return how a figure may be written: to the fen, and to the yuan."""
    value = figure.value.amount if isinstance(figure.value, NextDue) else figure.value
    if not isinstance(value, int):
        return set()
    exact = abs(Decimal(value)) / 100
    whole = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return {exact, whole}


def texts_of(page):
    """Yield every text on a page with the figures it may show."""
    for label in page.findChildren(QLabel):
        if label.isVisibleTo(page):
            yield label.text(), told(label)
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisibleTo(page):
            continue
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            figures = index.data(FIGURES_ROLE)
            if figures:
                yield view.model().spoken(model.lines[row]), tuple(figures)


def strangers(page, seen):
    """Yield every amount that is not the value of a figure its label names."""
    for text, figures in texts_of(page):
        found = amounts(text)
        if not found or WORKING in figures:
            continue
        known = set().union(*(shown(seen[code]) for code in figures if code in seen.figures))
        for amount in found:
            if amount not in known:
                yield f"{text!r}: {amount} is none of {figures}"


@pytest.fixture
def open_page(qtbot, desk, tmp_path):
    """Open a page on a household made here, in a language, and return it with its picture."""

    def run(name, page_name, language):
        current.use(language)
        session = Session.create(tmp_path / f"{name}.jiebei")
        session.ledger.add_book(MADE[name]())
        entry = next(each for each in PAGES if each.name == page_name)
        page = on_screen(qtbot, entry.load()(desk.context(session)))
        return page, picture(session, DAY)

    return run


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("page_name", SHOWN)
@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_page_shows_the_figures_of_the_picture(open_page, name, page_name, language):
    page, seen = open_page(name, page_name, language)
    assert list(strangers(page, seen)) == []


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_three_ways_show_the_figures_of_the_picture(open_page, name):
    page, seen = open_page(name, "plan", "zh_CN")
    QApplication.processEvents()
    shown = [text for text, figures in texts_of(page.lanes.table) if amounts(text) and figures]
    assert len(shown) >= 2 * 3 * 5
    assert list(strangers(page.lanes.table, seen)) == []


def test_an_amount_without_a_figure_is_noticed(open_page):
    page, seen = open_page("employee", "overview", "en")
    page.week.closing.setText("about ¥1,234 more, and 5.00 besides")
    assert len(list(strangers(page, seen))) == 2
