"""Use cases over one open ledger, in rooms: synchronous, free of Qt and of sentences.

Each room says what it answers; import-linter keeps their order (pyproject.toml).
"""

from __future__ import annotations
