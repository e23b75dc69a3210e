"""The debts page: what is owed to whom, in full, with everything one can do about it."""

from __future__ import annotations

from jiebei_desktop.ui.pages.debts.page import DebtsPage

__all__ = ["DebtsPage"]
