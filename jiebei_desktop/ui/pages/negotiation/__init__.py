"""Negotiation: one case file per lender, from the first call to the settlement."""

from __future__ import annotations

from jiebei_desktop.ui.pages.negotiation.page import NegotiationPage

__all__ = ["NegotiationPage"]
