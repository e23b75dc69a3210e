"""A report on its way from a file to the page; nothing of it is kept before it is entered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jiebei_desktop.services.statements.imports_reading import FileReading
from jiebei_desktop.services.statements.imports_review import Checked
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.ui.file_lane import FileLane
from jiebei_desktop.ui.page import PageContext


class ReportReading(QObject):
    """Reads beside the ledger; ``stop`` ends it within a page."""

    done = Signal(object)
    """An `ImportPreview` that holds a report."""
    refused = Signal(object)
    """Why the file could not be read, or None where it is a statement and no report."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._lane = FileLane(context)
        self.path: Path | None = None
        self.reading: FileReading | None = None
        """How the file was read last, to show its pages."""
        self.busy = False

    def begin(self, path: Path, password: str | None = None) -> None:
        """Read a file, perhaps with a password."""
        self.stop()
        self.path = path
        self.busy = True
        reading = FileReading(path=path, password=password)

        def show(checked: Checked) -> None:
            self.busy = False
            self.reading = reading
            seen: ImportPreview = checked.seen
            self.done.emit(seen)

        self._lane.look(
            reading, show, self._refuse, wanted=lambda file: file.statement.report is not None
        )

    def stop(self) -> None:
        """Forget what is being read."""
        self._lane.stop()
        self.busy = False

    def _refuse(self, error: Exception | None) -> None:
        self.busy = False
        self.refused.emit(error)
