"""Opens the command palette over the window, with what the ledger brings as soon as it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.palette import CommandPalette
from jiebei_desktop.ui.palette_rows import Go, PaletteRow, command_rows, ledger_rows, recent_rows
from jiebei_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.today.findable import Findable


class Finder:
    """Gathers the rows of the palette anew each time it is opened."""

    def __init__(self, theme: Theme, masking: Masking, window: QWidget, over: QWidget) -> None:
        self.palette = CommandPalette(theme, window, over)
        self._masking = masking

    def rows(
        self,
        runs: Mapping[str, Callable[[], object]],
        go: Go,
        recent: Iterable[Path],
        open_file: Callable[[Path], None],
        *,
        ledger: bool,
    ) -> list[PaletteRow]:
        """Return what can be found without reading the ledger."""
        return [
            *command_rows(runs, PAGES, go, ledger=ledger),
            *recent_rows(recent, open_file),
        ]

    def open(self, rows: Iterable[PaletteRow]) -> None:
        """Show these rows."""
        self.palette.open(rows)

    def read(self, lanes: Lanes, session: Session, today: date, go: Go) -> None:
        """Add the debts and figures of the ledger once its lane has read them."""

        def job() -> Findable:
            from jiebei_desktop.services.today.findable import findable

            return findable(session, today)

        def show(found: Findable) -> None:
            self.palette.add(ledger_rows(found, self._masking, go))

        lanes.ledger(job, show, latest="palette", failed=lambda _error: None)
