"""The ledger page: entries, recurring items, budgets, possessions, imports."""

from __future__ import annotations

from jiebei_desktop.ui.pages.ledger.page import LedgerPage

__all__ = ["LedgerPage"]
