from __future__ import annotations

from datetime import date

import pytest
from small_ledger import book, coffee, debt, empty, ledger, path, wage

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports

__all__ = ["book", "coffee", "debt", "empty", "ledger", "path", "wage"]

DAY = date(2026, 11, 22)


@pytest.fixture
def session(ledger) -> Session:
    return Session(ledger)


@pytest.fixture
def employee(ledger) -> Session:
    """The example of an employee who is twenty days late."""
    ledger.add_book(demo.employee(DAY))
    return Session(ledger)


@pytest.fixture
def bring(session, tmp_path):
    """Import bytes as a file, after the user's choices."""

    def run(data, choices=None, *, name="f.csv", **options):
        path = tmp_path / name
        path.write_bytes(data)
        seen = imports.preview(session, path, options=imports.Options(**options))
        return imports.book(session, seen, choices or imports.Choices(as_of=date(2026, 11, 1)))[0]

    return run
