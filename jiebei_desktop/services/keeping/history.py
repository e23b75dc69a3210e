"""Do, undo and redo: every write of the program is a named step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jiebei_desktop.domain.changes import Changes, Reach
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_Result = TypeVar("_Result")


class History:
    """The steps of one ledger, kept in its file: they survive a restart."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def run(self, label: str, work: Callable[[UnitOfWork], object]) -> Changes:
        """Do ``work`` in one transaction, as one step named by the code ``label``."""
        return self.run_for(label, work)[1]

    def run_for(self, label: str, work: Callable[[UnitOfWork], _Result]) -> tuple[_Result, Changes]:
        """Do the same and return what ``work`` returned beside the changes."""
        with self._ledger.write(label) as unit:
            result = work(unit)
        return result, unit.changes

    def undo(self) -> Changes:
        """Take back the last step; nothing changes when there is none."""
        return self._ledger.undo()

    def redo(self) -> Changes:
        """Do the last undone step again; nothing changes when there is none."""
        return self._ledger.redo()

    @property
    def reach(self) -> Reach:
        """How far back undo reaches; older steps go with the day's copy."""
        return self._ledger.reach

    @property
    def undo_label(self) -> str | None:
        """The code of the step that ``undo`` would take back."""
        return self._ledger.undo_label

    @property
    def redo_label(self) -> str | None:
        """The code of the step that ``redo`` would do again."""
        return self._ledger.redo_label
