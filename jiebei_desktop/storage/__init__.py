"""The ledger file: the only code that speaks SQL."""

from __future__ import annotations
