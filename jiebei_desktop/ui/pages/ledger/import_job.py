"""The import under way: reads files beside the ledger, holds them against it, writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.importers.options import ColumnMap
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements import imports, imports_mapping, imports_review
from jiebei_desktop.services.statements.imports_mapping import SavedMap
from jiebei_desktop.services.statements.imports_reading import FileReading, Mend
from jiebei_desktop.services.statements.imports_review import Checked, Doubt
from jiebei_desktop.services.statements.imports_values import Choices, ImportSummary
from jiebei_desktop.ui.file_lane import FileLane
from jiebei_desktop.ui.page import PageContext

MEND, SKIP, TYPE = "mend", "skip", "type"
Choice = str
"""How a doubtful row is treated: ``mend``, ``skip``, the value of a `Kind`, or ``type``: ask."""


class Item(Struct, kw_only=True):
    """One file of the import and what was decided about it."""

    reading: FileReading
    checked: Checked | None = None
    trouble: Exception | None = None
    choices: dict[int, Choice] = field(default_factory=dict)
    """Line to its treatment; lines not in here are treated as suggested."""
    mends: dict[int, Mend] = field(default_factory=dict)
    """Line to what the user wrote in place of an unreadable cell."""
    left_out: set[int] = field(default_factory=set)
    """Lines that shall not be booked though they could be."""
    kinds: dict[int, Kind] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    """Line to the kind or category chosen for a row that was clear."""
    booked: ImportSummary | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.reading.path.name

    @property
    def waits(self) -> bool:
        """Whether the file is still to be read."""
        return self.checked is None and self.trouble is None

    def choice(self, doubt: Doubt) -> Choice:
        """Return how a row is treated: as decided, else as suggested."""
        if doubt.line in self.choices:
            return self.choices[doubt.line]
        if self.mend(doubt) is not None:
            return MEND
        return SKIP if doubt.suggested is None else doubt.suggested.value

    def mend(self, doubt: Doubt) -> Mend | None:
        """Return the cell written anew, by the user or as proposed."""
        return self.mends.get(doubt.line, doubt.mend)

    def treated(self) -> int:
        """Return how many doubtful rows are going to be imported."""
        doubts = self.checked.doubts if self.checked else ()
        return sum(self.choice(doubt) != SKIP for doubt in doubts)

    def listed(self) -> int:
        """Return how many open debts the file itself lists, as a credit report does."""
        proposed = self.checked.seen.statement.proposed if self.checked else ()
        return sum(not one.closed for one in proposed)


Unfinished = tuple[list[Item], tuple[dict[str, str], dict[str, str], dict[str, str]]]
"""Files that are not written yet, and the answers for all of them."""


class ImportJob(QObject):
    """Files on their way into the ledger; nothing is written before `book`."""

    changed = Signal()
    """Something is to be shown anew."""
    progressed = Signal(int)
    """Rows read of the file being read; comes from the reading thread."""
    finished = Signal()
    """Everything that could be written is written."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._lane = FileLane(context, self.progressed.emit)
        self.items: list[Item] = []
        self.busy = ""
        """Name of the file being read or written; empty when nothing is under way."""
        self.debts: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        self.lenders: dict[str, str] = {}
        """Name to its answer; empty text leaves its rows waiting."""

    def begin(self, paths: Sequence[Path]) -> None:
        """Start over with these files, and with the columns assigned to earlier ones."""
        self.cancel()
        self.debts, self.persons, self.lenders = {}, {}, {}
        session, wanted = self._context.session, tuple(dict.fromkeys(paths))

        def start(maps: tuple[SavedMap, ...]) -> None:
            self.items = [Item(reading=FileReading(path=path, maps=maps)) for path in wanted]
            self._next()

        self._context.lanes.ledger(lambda: imports_mapping.saved(session), self._lane.mine(start))

    def unfinished(self) -> Unfinished | None:
        """Return what is looked at and decided so far, to be read anew; no password is in it."""
        left = [
            replace(item, reading=replace(item.reading, password=None), checked=None, trouble=None)
            for item in self.items
            if item.booked is None
        ]
        return (left, (self.debts, self.persons, self.lenders)) if left else None

    def resume(self, unfinished: Unfinished) -> None:
        """Read the files again and go on with what was decided about them."""
        self.cancel()
        self.items, (self.debts, self.persons, self.lenders) = unfinished
        self._next()

    def assign(self, item: Item, mapping: ColumnMap, names: Sequence[str]) -> None:
        """Read a file with the columns a person assigned, and remember them."""
        session = self._context.session
        self._context.lanes.ledger(
            lambda: imports_mapping.remember(session, names, mapping), self._context.notify
        )
        item.reading = replace(item.reading, mapping=mapping)
        item.trouble = None
        self._next()

    def cancel(self) -> None:
        """Stop reading and forget everything; the ledger was not touched."""
        self._lane.stop()
        self.items = []
        self.busy = ""

    def again(self, item: Item, *, password: str | None = None, partial: bool = False) -> None:
        """Read a refused file another way."""
        known = password or item.reading.password
        item.reading = replace(item.reading, password=known, partial=partial)
        item.trouble = None
        self._next()

    def ready(self) -> list[Item]:
        """Return the files that can be written."""
        return [item for item in self.items if item.checked is not None and item.booked is None]

    def plain(self, item: Item) -> int:
        """Return how many rows go in without a doubt: clear ones, and those whose name is known."""
        if item.checked is None:
            return 0
        lenders = item.checked.seen.lenders.items()
        answered = sum(len(places) for name, places in lenders if self.lenders.get(name))
        return item.checked.ready + answered - len(item.left_out)

    def book(self, *, mended: bool) -> None:
        """Write the files one after another; without ``mended`` doubtful rows stay out."""
        waiting = self.ready()
        if not waiting:
            self.busy = ""
            self.finished.emit()
            return
        self._book(waiting[0], mended=mended)

    # -- reading -----------------------------------------------------------------------------

    def _next(self) -> None:
        item = next((each for each in self.items if each.waits), None)
        self.busy = "" if item is None else item.name
        self.changed.emit()
        if item is None:
            return

        def show(checked: Checked) -> None:
            item.checked = checked
            self._next()

        self._lane.look(item.reading, show, lambda error: self._refuse(item, error))

    def _refuse(self, item: Item, error: Exception | None) -> None:
        item.trouble = error
        item.checked = None
        self._next()

    # -- writing -----------------------------------------------------------------------------

    def _book(self, item: Item, *, mended: bool) -> None:
        checked = item.checked
        if checked is None:
            return
        self.busy = item.name
        self.changed.emit()
        mends = _mends(item, checked) if mended else []
        choices = self._choices(item, checked, mended=mended)

        def write(file: imports_review.ReadFile) -> None:
            self._write(item, file, choices, mended=mended)

        if not mends:
            write(checked.file)
            return
        reading = imports_review.mended(checked.file, mends)
        self._context.lanes.side(
            lambda: imports_review.read(reading),
            self._lane.mine(write),
            failed=self._lane.mine(lambda error: self._stopped(item, error)),
        )

    def _choices(self, item: Item, checked: Checked, *, mended: bool) -> Choices:
        chosen = {doubt.line: item.choice(doubt) for doubt in checked.doubts} if mended else {}
        return Choices(
            as_of=self._context.today(),
            debts=dict(self.debts),
            persons=dict(self.persons),
            lenders={name: answer for name, answer in self.lenders.items() if answer},
            kinds={
                **item.kinds,
                **{line: Kind(way) for line, way in chosen.items() if way not in {MEND, SKIP}},
            },
            leave_out=frozenset(item.left_out),
            categories=dict(item.categories),
        )

    def _write(
        self, item: Item, file: imports_review.ReadFile, choices: Choices, *, mended: bool
    ) -> None:
        session = self._context.session

        def done(answer: tuple[ImportSummary, Changes]) -> None:
            item.booked = answer[0]
            self._context.notify(answer[1])
            self.book(mended=mended)

        self._context.lanes.ledger(
            lambda: imports.book(session, imports_review.rematched(session, file), choices),
            self._lane.mine(done),
            failed=self._lane.mine(lambda error: self._stopped(item, error)),
        )

    def _stopped(self, item: Item, error: Exception) -> None:
        item.trouble = error
        item.checked = None
        self.busy = ""
        self.changed.emit()


def _mends(item: Item, checked: Checked) -> list[Mend]:
    wanted = [doubt for doubt in checked.doubts if item.choice(doubt) == MEND]
    return [mend for mend in map(item.mend, wanted) if mend is not None]


def is_refusal(error: Exception | None, *codes: str) -> bool:
    """Say whether a file was refused for one of these reasons."""
    return isinstance(error, StatementRefused) and (not codes or error.code in codes)
