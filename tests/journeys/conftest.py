"""The real window with its real lanes on a ledger of its own."""

from __future__ import annotations

import gc
import os

gc.disable()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.domain.household import Book
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.lanes import QtLanes


@pytest.fixture
def household():
    """What the ledger holds at first."""
    return Book()


@pytest.fixture
def window(qapp, qtbot, tmp_path, household):
    path = tmp_path / "账本.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(household)
    made = app.build(qapp, app.LaunchOptions(language="zh_CN"), tmp_path / "data")
    qtbot.addWidget(made)
    made.show()
    made.ledgers.open(path)
    lanes = made.parts.lanes
    assert isinstance(lanes, QtLanes)
    qtbot.waitUntil(lambda: made.session is not None and lanes.idle(), timeout=WAIT_MS)
    yield made
    made.close()
    settle(made, qtbot)
