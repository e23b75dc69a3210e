"""The rows of a file that a person looks through: beside the ledger, in doubt, mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.amounts import amount, foreign, moment, text_of
from jiebei_desktop.importers.apart import picture_of
from jiebei_desktop.importers.container import Content, is_pdf
from jiebei_desktop.importers.lending import ASKED
from jiebei_desktop.importers.options import ColumnMap, Progress
from jiebei_desktop.importers.preview import Notice, Statement, Total
from jiebei_desktop.importers.proof import ProofLink, links
from jiebei_desktop.importers.records import lines, separator, split
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.tables import tabulate
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements import imports_booking
from jiebei_desktop.services.statements.imports_file import bytes_of
from jiebei_desktop.services.statements.imports_paper import Spot, spots
from jiebei_desktop.services.statements.imports_preview import Previewed, previewed
from jiebei_desktop.services.statements.imports_reading import FileReading, Mend, judged, opened
from jiebei_desktop.services.statements.imports_values import ImportPreview

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

_CONFUSED = str.maketrans("IlL|Oo", "111100")
"""Letters and marks that stand for digits in hand-edited files."""
_CELLS = {"date": "at", "amount": "amount", "currency": "amount"}
"""Problem of a row to the field whose cell has it."""

DOTS_A_POINT = 2.0
"""How finely a page is drawn to be looked at."""


class Doubt(Struct, frozen=True, kw_only=True):
    """A row that a person has to look at."""

    line: int
    day: str
    """As the file writes it when it cannot be read."""
    peer: str
    fen: Fen | None
    reason: str
    """Code that ``text.importing`` words."""
    raw: str
    """The line as it stands in the file."""
    bad: str = ""
    """The part of the line that cannot be read; empty when it is not one part."""
    mend: Mend | None = None
    """What the part probably should be."""
    suggested: Kind | None = None
    """The kind the row most likely has; None leaves it out."""
    place: Spot | None = None
    """Where the row stands on the page of a PDF."""


class PagePicture(NamedTuple):
    """A page of paper as dots: four bytes each, blue, green, red and nothing."""

    width: int
    height: int
    dots: bytes


class ReadFile(Struct, frozen=True, kw_only=True):
    """A file read whole, not yet held against the ledger."""

    reading: FileReading
    digest: str
    statement: Statement
    doubts: tuple[Doubt, ...]
    spots: Mapping[int, Spot] = field(default_factory=dict)
    """Line to where the row stands on the page of a PDF."""


class Checked(Struct, frozen=True, kw_only=True):
    """A file held against the ledger: what the import screen shows, counted before it is shown."""

    file: ReadFile
    seen: ImportPreview
    debts: Mapping[str, str] = field(default_factory=dict)
    """Id to name of the ledger's debts, for the questions."""

    doubts: tuple[Doubt, ...] = ()
    """Rows to decide on that are not in the ledger yet."""
    kinds: Mapping[Kind, Total] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    """What is to be said of the file as a whole."""
    rows: tuple[Previewed, ...] = ()
    """The rows that are not in the ledger yet, as they would be booked."""
    links: Mapping[int, ProofLink] = field(default_factory=dict)
    """Line to its place in the chain of balances."""

    @property
    def ready(self) -> int:
        """Rows that can be imported as they are."""
        asked = sum(len(places) for places in self.seen.lenders.values())
        known = len(self.seen.duplicates)
        return len(self.seen.statement.rows) - known - len(self.doubts) - asked


def read(reading: FileReading, progress: Progress | None = None) -> ReadFile:
    """Read and judge a file, and list what a person has to look at; see ``judged``.

    Raises:
        StatementRefused: the file cannot be booked.
        Cancelled: ``progress`` raised it.
    """
    done = judged(reading, progress)
    where = {} if done.statement.report else spots(done.content, done.mapping)
    return ReadFile(
        reading=done.reading,
        digest=done.digest,
        statement=done.statement,
        doubts=_doubts(done.content, done.statement, (done.mapping, where)),
        spots=where,
    )


def rematched(session: Session, file: ReadFile) -> ImportPreview:
    """Hold a file against the ledger as it is now; it may have grown since it was looked at."""
    return imports_booking.match(session, file.statement, file.reading.path.name, file.digest)


def check(session: Session, file: ReadFile) -> Checked:
    """Hold a file against the ledger; nothing is written."""
    seen = rematched(session, file)
    names = {str(debt.id): debt.name for debt in session.ledger.debts()}
    return Checked(
        file=file,
        seen=seen,
        debts=names,
        doubts=_open_doubts(file, seen),
        kinds=seen.statement.by_kind(),
        notices=tuple(notice for notice in seen.warnings() if not notice.line),
        rows=previewed(seen, session.ledger),
        links=links(seen.statement.rows),
    )


def _open_doubts(file: ReadFile, seen: ImportPreview) -> tuple[Doubt, ...]:
    rows = seen.statement.rows
    known = {rows[place].line for place in seen.duplicates}
    judged = zip(rows, seen.statement.verdicts, strict=True)
    waiting = {
        row.line
        for row, verdict in judged
        if verdict.kind is Kind.REVIEW and verdict.reason not in ASKED  # asked by name
    } - known
    return tuple(doubt for doubt in file.doubts if doubt.line in waiting)


def page_picture(reading: FileReading, page: int) -> PagePicture | None:
    """Return a page of a PDF to look at; None when the file is not a PDF itself, but holds one.

    Raises:
        StatementRefused: the page cannot be drawn.
    """
    data = bytes_of(reading.path)
    if not is_pdf(data):
        return None
    return PagePicture(*picture_of(data, reading.password, page, DOTS_A_POINT))


def raw_line(reading: FileReading, line: int) -> str:
    """Return a line of a table file as it stands there; empty where there is none.

    Raises:
        StatementRefused: the file cannot be opened any more.
    """
    content, mapping = opened(reading, bytes_of(reading.path))
    sheet = tabulate(content, words(), mapping).sheet
    return next((raw for _line, (raw, _cells) in _raw(content, {line}, sheet)), "")


def mended(file: ReadFile, mends: Sequence[Mend]) -> FileReading:
    """Return the reading of the same file with cells written anew."""
    return replace(file.reading, mends=(*file.reading.mends, *mends))


def typed_mend(doubt: Doubt, text: str) -> Mend | None:
    """Return the unreadable cell as the user writes it, or None when that cannot be read either."""
    new = text.strip()
    readable = moment(new) if doubt.reason == "date" else amount(new)
    if not doubt.bad or readable is None:
        return None
    return Mend(line=doubt.line, old=doubt.bad, new=new)


def _doubts(
    content: Content,
    statement: Statement,
    read_with: tuple[ColumnMap | None, Mapping[int, Spot]],
) -> tuple[Doubt, ...]:
    mapping, places = read_with
    judged = zip(statement.rows, statement.verdicts, strict=True)
    asked = [(row, verdict.reason) for row, verdict in judged if verdict.kind is Kind.REVIEW]
    if not asked:
        return ()
    table = tabulate(content, words(), mapping)
    raw = dict(_raw(content, {row.line for row, _ in asked}, table.sheet))
    columns = table.header.columns
    found = (_doubt(row, reason, raw.get(row.line, ("", [])), columns) for row, reason in asked)
    return tuple(replace(doubt, place=places.get(doubt.line)) for doubt in found)


def _raw(content: Content, wanted: set[int], sheet: str) -> list[tuple[int, tuple[str, list[str]]]]:
    """Return the wanted lines with their cells; of a workbook, from the statement's own sheet."""
    if content.text is not None:
        numbered = enumerate(lines(content.text.text), start=1)
        return [(at, (line, split(line, separator(line)))) for at, line in numbered if at in wanted]
    rows = next((one.rows for one in content.sheets if one.name == sheet), [])
    texts = ((at, [text_of(cell) for cell in rows[at - 1]]) for at in wanted if at <= len(rows))
    return [(at, (",".join(cells), cells)) for at, cells in texts]


def _doubt(
    row: Row,
    reason: str,
    raw: tuple[str, list[str]],
    columns: Mapping[str, tuple[int, ...]],
) -> Doubt:
    line, cells = raw
    name = _CELLS.get(row.problem or reason, "direction" if reason == "unknown_direction" else "")
    place = columns.get(name, (-1,))[0] if name else -1
    bad = cells[place].strip() if 0 <= place < len(cells) else ""
    bad = "" if row.currency and foreign(bad) is None else bad  # a column of its own names it
    when = columns.get("at", (-1,))[0]
    day = row.at[:10] or (cells[when].strip() if 0 <= when < len(cells) else "")
    return Doubt(
        line=row.line,
        day=day,
        peer=row.peer,
        fen=None if row.problem == "amount" or row.currency else row.fen,
        reason=reason,
        raw=line,
        bad=bad,
        mend=_mend(row, bad),
        suggested=_suggested(row, reason),
    )


def _mend(row: Row, bad: str) -> Mend | None:
    """Return the cell with look-alike letters replaced, when that makes it readable."""
    new = bad.translate(_CONFUSED)
    if row.problem == "date":
        readable = moment(new) is not None
    else:
        new = new.replace(",", "")
        readable = row.problem == "amount" and amount(new) is not None
    return Mend(line=row.line, old=bad, new=new) if bad and readable and new != bad else None


def _suggested(row: Row, reason: str) -> Kind | None:
    refund = "退款" in f"{row.status}{row.item}{row.kind}{row.category}{row.peer}"
    open_way = reason in {"unknown_direction", "neutral_unknown"}
    return Kind.REFUND if refund and open_way and row.fen > 0 else None
