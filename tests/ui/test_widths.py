"""No page is wider than the window, at its smallest and with the largest text."""

from __future__ import annotations

from datetime import date

import pytest
from waits import rest

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.pages.registry import PAGES

DAY = date(2026, 11, 22)


@pytest.fixture
def window(open_window, tmp_path):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    made = open_window(path)
    yield made
    made.parts.theme.use(zoom=100)


SMALLEST, LARGE_TEXT = ((1024, 680), 100), ((1280, 800), 200)


@pytest.mark.parametrize(
    ("language", "looks"), [("zh_CN", [SMALLEST]), ("en", [SMALLEST, LARGE_TEXT])]
)
def test_every_page_fits_into_the_window(window, language, looks):
    window.parts.language.use(language)
    wide = []
    for size, zoom in looks:
        window.parts.theme.use(zoom=zoom)
        window.resize(*size)
        for entry in PAGES:
            window.go(entry.name)
            rest(window)
            page = window.page()
            assert page is not None
            page.show_sample()
            rest(window)
            needs, has = page.scroller.widget().minimumSizeHint(), page.scroller.viewport()
            if needs.width() > has.width():
                wide.append((entry.name, zoom, needs.width(), has.width()))
    assert wide == []
