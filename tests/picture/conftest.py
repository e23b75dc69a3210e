"""Ledgers whose picture is looked at."""

from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 11, 22)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as opened:
        yield opened


@pytest.fixture
def employee(session):
    session.ledger.add_book(demo.employee(DAY))
    return session
