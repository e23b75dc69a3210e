"""Offer check: what an offered loan truly costs, before it is taken."""

from __future__ import annotations

from jiebei_desktop.ui.pages.offer_check.page import OfferCheckPage

__all__ = ["OfferCheckPage"]
