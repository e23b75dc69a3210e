"""Changes in life: what will be different from a day on, and what it does to the figures."""

from __future__ import annotations

from jiebei_desktop.ui.pages.life_events.page import LifeEventsPage

__all__ = ["LifeEventsPage"]
