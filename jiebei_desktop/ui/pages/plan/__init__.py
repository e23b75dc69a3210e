"""Plan: ways of repaying, what each lender is asked, month by month."""

from __future__ import annotations

from jiebei_desktop.ui.pages.plan.page import PlanPage

__all__ = ["PlanPage"]
