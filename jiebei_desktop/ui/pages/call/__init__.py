"""The call: everything one needs at hand while a lender is on the telephone."""

from __future__ import annotations

from jiebei_desktop.ui.pages.call.page import CallPage

__all__ = ["CallPage"]
