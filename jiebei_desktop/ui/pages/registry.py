"""The one list of pages: name, icon, title, and where the class is; loaded when first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.text.current import _

if TYPE_CHECKING:
    from jiebei_desktop.ui.page import Page

_HERE = "jiebei_desktop.ui.pages"
_LOADED: set[str] = set()
"""The pages whose import has ended; a module is known to Python from its beginning."""


class PageEntry(Struct, frozen=True, kw_only=True):
    """One page as the rail lists it."""

    name: str
    """Short code for navigation, shortcuts and pictures."""
    icon: str
    title: Callable[[], str]
    class_name: str
    key: str
    """Keyboard shortcut."""
    in_rail: bool = True
    """False for pages that stand beside the user's path."""
    within: str = ""
    """The page of the rail that leads to this one, which has no place of its own there."""

    @property
    def module(self) -> str:
        """Return the full name of the module that holds the class."""
        return f"{_HERE}.{self.name}"

    def load(self) -> type[Page]:
        """Import the page's class."""
        found: type[Page] = getattr(import_module(self.module), self.class_name)
        _LOADED.add(self.name)
        return found

    def is_loaded(self) -> bool:
        """Return whether `load` has nothing to import any more."""
        return self.name in _LOADED


PAGES = (
    PageEntry(
        name="overview",
        icon="overview",
        title=lambda: _("Overview"),
        class_name="OverviewPage",
        key="Ctrl+1",
    ),
    PageEntry(
        name="ledger",
        icon="ledger",
        title=lambda: _("Ledger"),
        class_name="LedgerPage",
        key="Ctrl+2",
    ),
    PageEntry(
        name="debts",
        icon="debts",
        title=lambda: _("Debts"),
        class_name="DebtsPage",
        key="Ctrl+3",
    ),
    PageEntry(
        name="cashflow",
        icon="cashflow",
        title=lambda: _("Cash flow"),
        class_name="CashflowPage",
        key="Ctrl+4",
    ),
    PageEntry(
        name="affordability",
        icon="affordability",
        title=lambda: _("Affordability"),
        class_name="AffordabilityPage",
        key="Ctrl+5",
    ),
    PageEntry(
        name="plan",
        icon="plan",
        title=lambda: _("Plan"),
        class_name="PlanPage",
        key="Ctrl+6",
    ),
    PageEntry(
        name="negotiation",
        icon="negotiation",
        title=lambda: _("Negotiation"),
        class_name="NegotiationPage",
        key="Ctrl+7",
    ),
    PageEntry(
        name="offer_check",
        icon="offer_check",
        title=lambda: _("Offer check"),
        class_name="OfferCheckPage",
        key="Ctrl+8",
    ),
    PageEntry(
        name="life_events",
        icon="calendar",
        title=lambda: _("Changes in life"),
        class_name="LifeEventsPage",
        key="Ctrl+9",
        within="cashflow",
    ),
    PageEntry(
        name="credit_report",
        icon="file",
        title=lambda: _("Credit report"),
        class_name="CreditReportPage",
        key="Ctrl+Shift+R",
        within="debts",
    ),
    PageEntry(
        name="call",
        icon="phone",
        title=lambda: _("The call"),
        class_name="CallPage",
        key="Ctrl+L",
        within="negotiation",
    ),
    PageEntry(
        name="settings",
        icon="settings",
        title=lambda: _("Settings"),
        class_name="SettingsPage",
        key="Ctrl+,",
        in_rail=False,
    ),
)
"""In the order of the user's path."""


def loading(entries: Sequence[PageEntry]) -> Callable[[], None]:
    """Return work for a side lane: importing pages that are about to be shown."""

    def load() -> None:
        for entry in entries:
            entry.load()

    return load
