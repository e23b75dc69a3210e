"""Settings: look and language, the ledger and its protection, rule data, about."""

from __future__ import annotations

from jiebei_desktop.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
