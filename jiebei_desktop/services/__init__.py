"""Use cases over one open ledger: synchronous, free of Qt and of sentences."""

from __future__ import annotations
