"""The calculator: pure values and functions in integer fen, exact rates and dates."""

from __future__ import annotations
