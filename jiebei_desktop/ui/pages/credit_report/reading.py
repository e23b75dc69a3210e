"""A report on its way from a file to the page; nothing of it is kept before it is entered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from jiebei_desktop.services.statements import imports_review
from jiebei_desktop.services.statements.imports_reading import Cancelled, FileReading
from jiebei_desktop.services.statements.imports_review import Checked, ReadFile
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.ui.page import PageContext

T = TypeVar("T")


class ReportReading(QObject):
    """Reads beside the ledger; ``stop`` ends it within a page."""

    done = Signal(object)
    """An `ImportPreview` that holds a report."""
    refused = Signal(object)
    """Why the file could not be read, or None where it is a statement and no report."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._round = 0
        self.path: Path | None = None
        self.reading: FileReading | None = None
        """How the file was read last, to show its pages."""
        self.busy = False

    def begin(self, path: Path, password: str | None = None) -> None:
        """Read a file, perhaps with a password."""
        self.stop()
        self.path = path
        reading = FileReading(path=path, password=password)
        self.busy = True
        tick = self._ticking()
        self._context.lanes.side(
            lambda: imports_review.read(reading, tick),
            self._mine(lambda file: self._check(reading, file)),
            failed=self._mine(self._refuse),
        )

    def stop(self) -> None:
        """Forget what is being read."""
        self._round += 1
        self.busy = False

    def _ticking(self) -> Callable[[int], None]:
        mine = self._round

        def tick(_rows: int) -> None:
            if mine != self._round:
                raise Cancelled

        return tick

    def _mine(self, then: Callable[[T], None]) -> Callable[[T], None]:
        mine = self._round
        return lambda answer: then(answer) if mine == self._round else None

    def _check(self, reading: FileReading, file: ReadFile) -> None:
        if file.statement.report is None:
            self._refuse(None)
            return
        session = self._context.session

        def show(checked: Checked) -> None:
            self.busy = False
            self.reading = reading
            seen: ImportPreview = checked.seen
            self.done.emit(seen)

        self._context.lanes.ledger(
            lambda: imports_review.check(session, file),
            self._mine(show),
            failed=self._mine(self._refuse),
        )

    def _refuse(self, error: Exception | None) -> None:
        self.busy = False
        self.refused.emit(error)
