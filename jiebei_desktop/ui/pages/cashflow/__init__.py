"""Cash flow: where money comes from, where it goes, and whether it will do."""

from __future__ import annotations

from jiebei_desktop.ui.pages.cashflow.page import CashflowPage

__all__ = ["CashflowPage"]
