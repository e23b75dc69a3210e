"""A credit report as a checklist: every debt it lists, what is missing, entered with one press."""

from __future__ import annotations

from jiebei_desktop.ui.pages.credit_report.page import CreditReportPage

__all__ = ["CreditReportPage"]
