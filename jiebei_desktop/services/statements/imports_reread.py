"""Waiting rows judged anew: a newer program may know the words that an older one did not.

Only rows whose words were unknown are read again. What is booked stays as the user has seen it, and
a row that waits for another reason (an unreadable amount, two likely partners) waits on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.importers.alipay import refunded_keys
from jiebei_desktop.importers.banks import judge_of_bank
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.links import WALLET_FILES
from jiebei_desktop.importers.reading import Judge, judge_of
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.importers.words import Words, words
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_debts, imports_match, imports_rows
from jiebei_desktop.services.statements.imports_booking import target_of
from jiebei_desktop.services.statements.imports_match import source_of
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.imported import BATCHES, RawRow, raw_rows
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork

WORDLESS = frozenset(
    {
        "unknown_status",
        "unknown_direction",
        "unknown_product",
        "neutral_unknown",
        "wallet_unnamed",
        "bank_through_wallet",
    }
)
"""Reasons of waiting rows that a longer word list can answer."""
_NOT_OF_BANKS = "unknown_direction"
"""A bank's row waits for its sign then, which the stored row does not hold."""

Judged = tuple[RawRow, Row, Verdict]
"""A stored row, what it says, and its new verdict."""


def readable(session: Session, known: Words | None = None) -> tuple[int, ...]:
    """Return the ids of waiting rows that today's words can tell what they are."""
    return tuple(raw.id for raw, _, _ in _judged(session.ledger, known or words()))


def reread(session: Session, known: Words | None = None) -> Changes:
    """Book the waiting rows that today's words can tell, in one step that can be undone."""
    ledger, today = session.ledger, known or words()
    found = list(_judged(ledger, today))
    answers = _answers(ledger, found, today)

    def work_on(work: UnitOfWork) -> None:
        target = target_of(ledger, work, (None, answers), {})
        for raw, _, verdict in found:
            imports_rows.rebook(work, raw, verdict, target)
        for raw, row in _paid_after_all(ledger, found, today):
            verdict = imports_match.paid_after_all(row, today)
            imports_rows.rebook(work, raw, verdict, target)

    return session.history.run("reread", work_on)


def _judged(ledger: Ledger, known: Words) -> Iterator[Judged]:
    batches = {batch.id: batch for batch in BATCHES.read(ledger)}
    persons = ledger.setting(imports_debts.PERSONS, {})
    told, credit = ledger.setting(imports_debts.LENDERS, {}), Credit(known)
    judges: dict[str, Judge] = {}
    for raw in raw_rows(ledger, kind=Kind.REVIEW.value):
        name, source = batches[raw.batch_id].format, source_of(batches[raw.batch_id])
        signless = raw.reason == _NOT_OF_BANKS and source not in WALLET_FILES
        if raw.reason not in WORDLESS or signless:
            continue
        if name not in judges:
            judges[name] = _judge(name, source, ledger, known)
        row, _ = imports_rows.row_of(raw)
        verdict = imports_match.of_person(row, judges[name](row), persons)
        verdict = imports_match.of_lender(row, verdict, told, credit)
        if verdict.kind is not Kind.REVIEW:
            yield raw, row, verdict


def _judge(name: str, source: str, ledger: Ledger, known: Words) -> Judge:
    if source not in WALLET_FILES:
        return judge_of_bank(source, known)
    refunds = raw_rows(ledger, kind=Kind.REFUND.value) if source == "alipay" else []
    return judge_of(name, known, [imports_rows.row_of(raw)[0] for raw in refunds])


def _answers(ledger: Ledger, found: Sequence[Judged], known: Words) -> dict[str, str]:
    """Return which debt each product means: as answered before, or where only one can be meant."""
    answers: dict[str, str] = ledger.setting(imports_debts.DEBTS, {})
    named = {product for _, _, verdict in found for product, _ in verdict.debts}
    named |= {verdict.product for _, _, verdict in found if verdict.product}
    clear, _ = imports_debts.match(sorted(named), NAMES.read(ledger), answers, known)
    return {**answers, **clear}


def _paid_after_all(
    ledger: Ledger, found: Sequence[Judged], known: Words
) -> Iterator[tuple[RawRow, Row]]:
    """Yield the closed orders that a refund among the rows proves to have been paid."""
    keys = refunded_keys([row for _, row, verdict in found if verdict.kind is Kind.REFUND], known)
    for raw in raw_rows(ledger, kind=Kind.IGNORED_CLOSED.value) if keys else ():
        row, _ = imports_rows.row_of(raw)
        if imports_match.proved(row, keys):
            yield raw, row
