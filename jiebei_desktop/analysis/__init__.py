"""Numerical models over domain values: simulation, forecast, bounds, concession search."""

from __future__ import annotations
