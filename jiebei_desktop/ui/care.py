"""Care for the open ledger: the day's copy, and reading everything through in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.keeping.preferences import Keeper
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.pause import Pause

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.backups import CopyState
    from jiebei_desktop.services.keeping.session import Session

_IMPORTS = "import_batches"
REST_MS = 1500
"""From when the lanes came to rest to the day's copy: figures and first clicks go before."""
BETWEEN_MS = 400
"""Between two parts of the reading, so that whatever the user asks for comes first."""


class Care(QObject):
    """Looks after one session at a time, in the ledger's lane."""

    copied = Signal(object)
    """The `CopyState` after the day's copy was made, or could not be."""
    written = Signal()
    """Something was written into the ledger."""
    alone = Signal()
    """A first statement was imported, and every copy lies beside the ledger."""
    damaged = Signal(str)
    """What is not what was written."""

    def __init__(self, lanes: Lanes, keep: Keeper, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes = lanes
        self._keep = keep
        self._today = today
        self._session: Session | None = None
        self._first = False
        self._parts: Iterator[None] = iter(())
        self.rest = Pause(self, REST_MS, self._begin_copy)
        self.pause = Pause(self, BETWEEN_MS, self._read_on)

    def begin(self, session: Session) -> None:
        """Make the day's copy when there is none yet, then read the ledger through.

        Once the first page is at rest: copying means reading everything.
        """
        self._session, self._first = session, True
        self._parts = session.ledger.verification()
        self.rest.begin()

    def put_off(self, busy: bool) -> None:
        """Let the day's copy wait while the lanes are at work, and a while beyond."""
        if self._first and busy:
            self.rest.cancel()
        elif self._first:
            self.rest.begin()

    def _begin_copy(self) -> None:
        self._first = False
        if self._session is not None:
            self._copy(self._session)

    def _copy(self, session: Session) -> None:
        today, wanted = self._today(), self._keep.now.backups
        second = Path(self._keep.now.second_folder) if self._keep.now.second_folder else None

        def job() -> CopyState:
            return _copied(session, today, second, wanted=wanted)

        def then(state: CopyState) -> None:
            self.copied.emit(state)
            self.pause.begin()

        self._lanes.ledger(job, then, failed=self._failed)

    def wrote(self, changes: Changes) -> None:
        """Tell of it; after the first import, say that the copies have no second place yet."""
        self.written.emit()
        session = self._session
        if session is None or self._keep.now.second_folder or _IMPORTS not in changes.tables:
            return

        def then(imports: int) -> None:
            if imports == 1:
                self.alone.emit()

        self._lanes.ledger(lambda: _imports(session), then, latest="alone")

    def end(self) -> None:
        """Leave the session alone; it is about to be closed."""
        self._session, self._first = None, False
        self.rest.cancel()
        self.pause.cancel()

    def _read_on(self) -> None:
        parts = self._parts
        self._lanes.ledger(lambda: next(parts, _OVER), self._went_on, failed=self._failed)

    def _went_on(self, answer: object) -> None:
        if self._session is not None and answer is not _OVER:
            self.pause.begin()

    def _failed(self, error: Exception) -> None:
        errors.note(error)
        if self._session is not None and getattr(error, "kind", "") == "ledger-damaged":
            self._session.ledger.damage = str(getattr(error, "detail", ""))
            self.damaged.emit(self._session.ledger.damage)


_OVER = object()


def _copied(session: Session, today: date, second: Path | None, *, wanted: bool) -> CopyState:
    """Make the day's copy and return how the copies stand; damage goes to the caller."""
    from jiebei_desktop.domain.problems import LedgerDamaged
    from jiebei_desktop.services.keeping import backups

    failed = False
    try:
        if wanted:
            backups.make_if_due(session, today, second)
    except LedgerDamaged:
        raise
    except Trouble as error:
        errors.note(error)
        failed = True
    return backups.state(session.path, today, failed=failed)


def _imports(session: Session) -> int:
    from jiebei_desktop.services.statements.imports_history import history

    return len(history(session))
