from __future__ import annotations

import pytest
from small_ledger import book, coffee, debt, empty, ledger, path, wage

from jiebei_desktop.storage import ledger_file

__all__ = ["book", "coffee", "debt", "empty", "ledger", "path", "wage"]


@pytest.fixture(autouse=True)
def _made_step_by_step(quick_ledgers, monkeypatch):
    """Have every ledger made as the program makes it."""
    monkeypatch.setattr(ledger_file, "_filled", quick_ledgers)
