"""Files read beside the ledger and held against it, one at a time; what is stopped tells nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jiebei_desktop.services.statements import imports_review
from jiebei_desktop.services.statements.imports_reading import Cancelled, FileReading
from jiebei_desktop.services.statements.imports_review import Checked, ReadFile
from jiebei_desktop.ui.page import PageContext

T = TypeVar("T")


class FileLane:
    """Reads in a side lane and checks in the ledger's; `stop` ends it within a page of paper."""

    def __init__(self, context: PageContext, read: Callable[[int], None] | None = None) -> None:
        """``read`` hears how many rows were read, from the reading thread."""
        self._context, self._read = context, read
        self._round = 0

    def stop(self) -> None:
        """Answer nobody who has asked until now."""
        self._round += 1

    def mine(self, then: Callable[[T], None]) -> Callable[[T], None]:
        """Return ``then`` for this round only: what was stopped is answered by nobody."""
        mine = self._round
        return lambda answer: then(answer) if mine == self._round else None

    def look(
        self,
        reading: FileReading,
        then: Callable[[Checked], None],
        failed: Callable[[Exception | None], None],
        wanted: Callable[[ReadFile], bool] = lambda _file: True,
    ) -> None:
        """Read a file and hold it against the ledger; one that is not wanted fails with None."""
        lanes, session, tick = self._context.lanes, self._context.session, self._ticking()

        def check(file: ReadFile) -> None:
            if not wanted(file):
                failed(None)
                return
            lanes.ledger(
                lambda: imports_review.check(session, file),
                self.mine(then),
                failed=self.mine(failed),
            )

        lanes.side(
            lambda: imports_review.read(reading, tick), self.mine(check), failed=self.mine(failed)
        )

    def _ticking(self) -> Callable[[int], None]:
        mine = self._round

        def tick(rows: int) -> None:
            if mine != self._round:
                raise Cancelled
            if self._read is not None:
                self._read(rows)

        return tick
