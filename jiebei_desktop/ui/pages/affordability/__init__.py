"""Affordability: what can be paid each month and kept, and how risky every other amount is."""

from __future__ import annotations

from jiebei_desktop.ui.pages.affordability.page import AffordabilityPage

__all__ = ["AffordabilityPage"]
