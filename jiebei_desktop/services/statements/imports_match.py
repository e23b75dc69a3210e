"""A statement held against the ledger: what is known and what must be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers import identity as ids
from jiebei_desktop.importers.alipay import order_stem, refunded_keys
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.lending import ASKED, answered
from jiebei_desktop.importers.preview import Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain
from jiebei_desktop.importers.words import Words, words
from jiebei_desktop.services.statements.imports_rows import row_of, way_of
from jiebei_desktop.services.statements.imports_values import Update
from jiebei_desktop.storage.imported import ImportBatch, KnownRow, raw_rows
from jiebei_desktop.storage.ledger import Ledger

_WAITING = ("等待", "缴费中")
_SIDES = {"收入", "支出"}


def source_of(batch: ImportBatch) -> str:
    """Return the source of a stored batch from its format."""
    if batch.format == "alipay_book":
        return batch.format
    return batch.format.split("_", maxsplit=1)[0]


def settle(
    statement: Statement, ledger: Ledger, batches: Sequence[ImportBatch]
) -> tuple[list[str], frozenset[int], tuple[Update, ...]]:
    """Return final identities, the places of rows already known, and status updates."""
    wanted = ids.identities(statement)
    if not any(source_of(batch) == statement.source for batch in batches):
        return wanted, frozenset(), ()
    counted = [name for name in wanted if ids.is_counted(name)]
    have = ledger.fingerprint_counts(ids.fingerprint(name) for name in counted)
    known = _of_same_side(statement, wanted, ledger)
    same: set[int] = set()
    updates = []
    fresh: list[int] = []
    for place, name in enumerate(wanted):
        if ids.is_counted(name):
            if int(name.rpartition(ids.MARK)[2]) < have.get(ids.fingerprint(name), 0):
                same.add(place)
            elif have.get(ids.fingerprint(name)):
                fresh.append(place)
            continue
        former = known.get(name)
        if former is None:
            continue
        same.add(place)
        status = statement.rows[place].status
        if status != former.status and not status.startswith(_WAITING):
            updates.append(
                Update(index=place, row_id=former.id, former=former.status, status=status)
            )
    _renumber(wanted, fresh, have, ledger)
    return wanted, frozenset(same), tuple(updates)


def _of_same_side(
    statement: Statement, wanted: list[str], ledger: Ledger
) -> Mapping[str, KnownRow]:
    """Return the stored rows of the identities, those of a payment's other side told apart.

    Who pays and who is paid have one order number: two people of a household may bring both. The
    later one's row gets an identity of its side.
    """
    known = ledger.known_identities(wanted)
    other = {}
    for place, name in enumerate(wanted):
        way = statement.rows[place].direction
        if name in known and {way, way_of(known[name].body)} == _SIDES:
            other[place] = wanted[place] = f"{name}:{way}"
    return {**known, **ledger.known_identities(other.values())} if other else known


def _renumber(
    wanted: list[str], fresh: Sequence[int], have: Mapping[str, int], ledger: Ledger
) -> None:
    """Give added copies of a known fingerprint numbers that are free in the ledger."""
    if not fresh:
        return
    copies = Counter(ids.fingerprint(wanted[place]) for place in fresh)
    possible = [
        f"{base}{ids.MARK}{number}"
        for base, count in copies.items()
        for number in range(have[base] + count + 1)
    ]
    taken = frozenset(ledger.known_identities(possible))
    for place, name in zip(
        fresh, ids.renumber([wanted[place] for place in fresh], taken), strict=True
    ):
        wanted[place] = name


def apply_persons(statement: Statement, answers: Mapping[str, str]) -> Statement:
    """Turn money from a person who lends, or moved by oneself, into what the user once answered."""
    if not answers:
        return statement
    verdicts = [
        of_person(row, verdict, answers)
        for row, verdict in zip(statement.rows, statement.verdicts, strict=True)
    ]
    return replace(statement, verdicts=verdicts)


def of_person(row: Row, verdict: Verdict, answers: Mapping[str, str]) -> Verdict:
    """Return the verdict of a row as answered: its person lends, or is the user, both ways."""
    came, answer = verdict.reason == "from_person", answers.get(row.peer)
    if answer == "own" and (came or verdict.reason == "paid"):
        return plain(Kind.TRANSFER, "own_accounts")
    return loan_from(row) if came and answer == "loan" else verdict


def apply_lenders(statement: Statement, answers: Mapping[str, str]) -> Statement:
    """Book what waits for a question about its counterparty, as the user once answered it."""
    if not answers:
        return statement
    credit = Credit(words())
    verdicts = [
        of_lender(row, verdict, answers, credit)
        for row, verdict in zip(statement.rows, statement.verdicts, strict=True)
    ]
    return replace(statement, verdicts=verdicts)


def of_lender(row: Row, verdict: Verdict, answers: Mapping[str, str], credit: Credit) -> Verdict:
    """Return the verdict of a row, as answered when its counterparty was asked about before."""
    answer = answers.get(verdict.lender) if verdict.lender else None
    return answered(row, verdict, answer, credit) if answer else verdict


def decided(row: Row, kind: Kind, credit: Credit, product: str = "") -> Verdict:
    """Return the verdict of a row whose kind a person chose; debt kinds name the product."""
    size = Fen(abs(row.fen))
    if product:
        change = size if kind is Kind.DEBT_DRAW else Fen(-size)
        return Verdict(kind, "chosen", ((product, change),))
    if kind in {Kind.EXPENSE, Kind.REFUND}:
        return credit.spent(kind, "chosen", size, row.method)
    return plain(kind, "chosen")


def lenders(statement: Statement, known: Iterable[int]) -> dict[str, list[int]]:
    """Return the counterparties to ask about, each with the places of its new rows."""
    skip = set(known)
    found: dict[str, list[int]] = {}
    for place, verdict in enumerate(statement.verdicts):
        if verdict.reason in ASKED and place not in skip:
            found.setdefault(verdict.lender, []).append(place)
    return found


def loan_from(row: Row) -> Verdict:
    """Return the verdict of money a person lent."""
    return Verdict(Kind.DEBT_DRAW, "loan_from_person", ((row.peer, Fen(abs(row.fen))),))


def persons(statement: Statement, known: Iterable[int], answers: Mapping[str, str]) -> list[str]:
    """Return the persons of new rows about whom nothing was answered, each once."""
    skip = set(known)
    found = {
        row.peer: None
        for place, (row, verdict) in enumerate(zip(statement.rows, statement.verdicts, strict=True))
        if verdict.reason == "from_person" and place not in skip and row.peer not in answers
    }
    return list(found)


def reopen(statement: Statement, ledger: Ledger, words: Words) -> tuple[Statement, tuple[int, ...]]:
    """Judge closed orders again across files: a refund proves that one was paid.

    Returns the statement with its own closed rows mended by earlier refunds, and the ledger's
    rows that this statement's refunds prove.
    """
    if statement.source != "alipay":
        return statement, ()
    keys = refunded_keys(statement.rows, words)
    rows: list[int] = []
    if keys:
        closed = raw_rows(ledger, kind=Kind.IGNORED_CLOSED.value)
        rows = [raw.id for raw in closed if proved(row_of(raw)[0], keys)]
    places = [
        place
        for place, (row, verdict) in enumerate(zip(statement.rows, statement.verdicts, strict=True))
        if verdict.reason == "closed_never_paid" and row.direction == "支出"
    ]
    if places:
        earlier = [row_of(raw)[0] for raw in raw_rows(ledger, kind=Kind.REFUND.value)]
        statement = _mend(statement, places, refunded_keys(earlier, words), words)
    return statement, tuple(rows)


def proved(row: Row, keys: frozenset[object]) -> bool:
    """Say whether one of the refunds behind ``keys`` belongs to a closed order."""
    if row.direction != "支出":
        return False
    return order_stem(row.order) in keys or bool(row.merchant and (row.merchant, row.fen) in keys)


def paid_after_all(row: Row, words: Words) -> Verdict:
    """Return the verdict of a closed order that a refund proves to have been paid."""
    return Credit(words).spent(Kind.EXPENSE, "closed_refunded", row.fen, row.method)


def _mend(
    statement: Statement, places: Sequence[int], keys: frozenset[object], words: Words
) -> Statement:
    verdicts = list(statement.verdicts)
    for place in places:
        row = statement.rows[place]
        if proved(row, keys):
            verdicts[place] = paid_after_all(row, words)
    return replace(statement, verdicts=verdicts)
