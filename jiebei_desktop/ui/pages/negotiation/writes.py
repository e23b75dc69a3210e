"""Writing from the page: in the ledger's lane, told to every page, troubles in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.negotiation.negotiation_view import CaseView, Desk
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.busy_bar import BusyBar

Made = TypeVar("Made")
TABLES = frozenset(
    {
        "cases", "case_facts", "contacts", "evidence", "proposals", "agreements",
        "instalment_marks", "reminders", "settings", "debts", "terms", "payments", "statements",
        "attachments",
    }
)  # fmt: skip


class Host(Protocol):
    """What the acts need of the page."""

    desk: Desk | None
    busy: BusyBar

    @property
    def view(self) -> CaseView | None:
        """Return the case on screen."""

    def window(self) -> QWidget:
        """Return the window dialogs belong to."""

    def reload(self) -> None:
        """Read everything again."""

    def show_desk(self, found: Desk) -> None:
        """Show what was read."""


class Writes:
    """What every act of the page is written with."""

    def __init__(self, context: PageContext, host: Host) -> None:
        self.context, self._host = context, host

    def _write(self, job: Callable[[], object]) -> None:
        """Write in the ledger's lane and tell every page."""

        def done(answer: object) -> None:
            changes = answer if isinstance(answer, Changes) else Changes(tables=TABLES)
            self.context.notify(changes)
            self._host.reload()

        self.context.lanes.ledger(job, done, failed=self.context.tell)

    def _write_with(self, value: Made, job: Callable[[Made], object]) -> None:
        """Write a value that was read from a dialog before the dialog is gone."""
        self._write(lambda: job(value))

    def _to_disk(self, path: Path, content: bytes) -> None:
        try:
            outputs.write(path, content, agreed=True)
        except Trouble:
            self.context.ask.tell(
                _("The file was not written"), _("Choose another place and try again.")
            )
