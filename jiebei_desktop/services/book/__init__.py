"""Entries, recurring items, life events, cash, assets, categories and the ledger's own settings.

Answers what was entered and means by the month; every write is one step of the history.
May use keeping and what is below it.
"""

from __future__ import annotations
