"""A statement that was read: held against the ledger, and written in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.credit import Credit, card_parts
from jiebei_desktop.importers.links import LEG, WALLET_FILES
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, words
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import (
    imports_debts,
    imports_known,
    imports_links,
    imports_match,
    imports_rows,
    imports_twins,
    imports_typed,
    imports_unusual,
    report_kept,
)
from jiebei_desktop.services.statements.imports_rows import Judged, Target
from jiebei_desktop.services.statements.imports_values import (
    Choices,
    ImportPreview,
    ImportSummary,
    Joined,
)
from jiebei_desktop.services.statements.proposed_debts import BILL
from jiebei_desktop.storage import debts, proposed_debts, settings, splits
from jiebei_desktop.storage.categories import learned
from jiebei_desktop.storage.debt_events import EVENTS, pay
from jiebei_desktop.storage.debt_names import NAMES, DebtName
from jiebei_desktop.storage.entries import add_imported
from jiebei_desktop.storage.imported import (
    BATCHES,
    LINKS,
    ImportBatch,
    Pairing,
    add_rows,
    change_row,
    raw_row,
)
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork

NO_CHOICES = Choices()
_WARNINGS_KEPT = 500


def match(session: Session, statement: Statement, name: str, digest: str) -> ImportPreview:
    """Hold a statement that was read elsewhere against the ledger."""
    ledger, known, as_read = session.ledger, words(), statement
    batches = BATCHES.read(ledger)
    answers = ledger.setting(imports_debts.PERSONS, {})
    statement = imports_match.apply_persons(statement, answers)
    told = ledger.setting(imports_debts.LENDERS, {})
    statement = imports_match.apply_lenders(statement, told)
    identities, duplicates, updates = imports_match.settle(statement, ledger, batches)
    met = imports_twins.twins(statement, ledger, batches, duplicates)
    duplicates |= met
    if met:
        said = Notice(code="known_by_content", facts={"rows": len(met)})
        statement = replace(statement, notices=(*statement.notices, said))
    statement, reopened = imports_match.reopen(statement, ledger, known)
    stored = imports_links.near_rows(ledger, batches, statement)
    statement, joined = imports_links.join(statement, stored, ledger, known)
    statement = imports_typed.without_typed(statement, ledger, duplicates)
    asked = ledger.setting(imports_debts.DEBTS, {})
    _, questions = imports_debts.match(statement.products(), NAMES.read(ledger), asked, known)
    earlier = [batch for batch in batches if batch.sha256 == digest]
    strange = imports_unusual.unusual(statement, duplicates, ledger)
    return ImportPreview(
        file=name,
        sha256=digest,
        statement=statement,
        identities=tuple(identities),
        already=earlier[0] if earlier else None,
        duplicates=duplicates,
        updates=updates,
        joined=tuple(one for one in joined if one.index not in duplicates),
        reopened=reopened,
        debt_questions=questions,
        persons=tuple(imports_match.persons(statement, duplicates, answers)),
        lenders=imports_match.lenders(statement, duplicates),
        unusual=strange,
        as_read=as_read,
    )


def booked(
    session: Session, seen: ImportPreview, choices: Choices
) -> tuple[ImportSummary, Changes]:
    """Write a previewed statement in one step that can be undone.

    Importing the same rows again adds nothing; rows seen before with another status are updated.
    Before anything is written there is a copy of the ledger of that day.

    Returns the summary and what was changed.

    Raises:
        DiskTrouble: the disk did not take the copy or the statement; the ledger is as before.
    """
    seen = _choose(seen, choices)
    fresh = [n for n in range(len(seen.identities)) if n not in seen.duplicates]
    listed = seen.statement.proposed and seen.already is None
    if not (fresh or seen.updates or seen.reopened or listed):
        return seen.summary(), Changes(frozenset())
    if choices.as_of is not None:
        backups.make_if_due(session, choices.as_of)
    return session.history.run_for(
        "import", lambda work: _write(session.ledger, work, (seen, fresh), choices)
    )


def write(
    ledger: Ledger, work: UnitOfWork, seen: ImportPreview, choices: Choices = NO_CHOICES
) -> ImportSummary:
    """Write a previewed statement as a part of a greater step, without a copy beforehand."""
    fresh = [n for n in range(len(seen.identities)) if n not in seen.duplicates]
    return _write(ledger, work, (seen, fresh), choices)


def _choose(seen: ImportPreview, choices: Choices) -> ImportPreview:
    """Apply the user's decisions to the verdicts."""
    statement = imports_match.apply_persons(seen.statement, choices.persons)
    statement = imports_match.apply_lenders(statement, choices.lenders)
    if choices.kinds or choices.leave_out:
        credit = Credit(words())
        verdicts = [
            _chosen(row, verdict, choices, credit)
            for row, verdict in zip(statement.rows, statement.verdicts, strict=True)
        ]
        statement = replace(statement, verdicts=verdicts)
    return replace(seen, statement=statement)


def _chosen(row: Row, verdict: Verdict, choices: Choices, credit: Credit) -> Verdict:
    if row.line in choices.leave_out:
        return review("left_out")
    kind = choices.kinds.get(row.line)
    if kind is None:
        return verdict
    lent = kind in {Kind.DEBT_DRAW, Kind.DEBT_REPAY} and bool(verdict.debts)
    return imports_match.decided(row, kind, credit, verdict.debts[0][0] if lent else "")


def _write(
    ledger: Ledger, work: UnitOfWork, what: tuple[ImportPreview, Sequence[int]], choices: Choices
) -> ImportSummary:
    seen, fresh = what
    summary = seen.summary()
    batch = BATCHES.insert(work, _batch(seen, summary, choices))
    settings.add(work, imports_debts.PERSONS, choices.persons)
    settings.add(work, imports_debts.LENDERS, choices.lenders)
    answers = settings.add(work, imports_debts.DEBTS, choices.debts)
    target = target_of(ledger, work, (seen.statement, answers), choices.categories)
    met = {product: debt.code for product, debt in target.debts.items()}
    settings.add(work, imports_debts.DEBTS, imports_debts.cards_met(met))
    judged = _judged(seen, fresh)
    raw_ids = add_rows(work, batch, imports_rows.raw_rows(judged, target))
    entries = add_imported(work, batch, imports_rows.entries_of(judged, raw_ids, target))
    for (_, row, verdict), raw_id in zip(judged, raw_ids, strict=True):
        if verdict.debts or verdict.product:
            imports_rows.book_debts(work, row, verdict, raw_id, target)
    card, day = target.debts.get(seen.statement.card), seen.statement.bill_days.bill
    if card is not None and day is not None:
        debts.billed(work, card.id, day)
    proposed_debts.keep(work, seen.statement.proposed, batch)
    report_kept.keep(work, seen.statement.report)
    _update(work, seen, target)
    _reopen(work, seen, target, words())
    wanted = {one.index for one in seen.joined}
    places = {n: raw for n, raw in zip(fresh, raw_ids, strict=True) if n in wanted}
    for one in seen.joined:
        _link(work, one, places[one.index], target)
    return replace(
        summary,
        batch=batch,
        entries=entries,
        updated=len(seen.updates),
        linked=len(seen.joined),
    )


def _judged(seen: ImportPreview, places: Sequence[int]) -> list[Judged]:
    statement = seen.statement
    every = list(zip(seen.identities, statement.rows, statement.verdicts, strict=True))
    return [every[n] for n in places]


def _batch(seen: ImportPreview, summary: ImportSummary, choices: Choices) -> ImportBatch:
    statement, counts = seen.statement, summary.accounted
    facts: dict[str, Any] = {
        "source": statement.source,
        "tail": statement.tail,
        "updates": [[u.row_id, u.former, u.status] for u in seen.updates],
        "complete": statement.complete,
        imports_known.FACT: imports_known.kept(summary),
    }
    if statement.card:
        facts[BILL] = [statement.card, *statement.bill_days]
    if statement.source in WALLET_FILES:
        facts["numberless"] = imports_twins.numberless(statement)
    return ImportBatch(
        file=seen.file,
        sha256=seen.sha256,
        format=statement.format,
        account=statement.account,
        first=statement.first,
        last=statement.last,
        imported_on=choices.as_of.isoformat() if choices.as_of else "",
        declared_rows=statement.declared.rows,
        rows=len(statement.rows),
        booked=counts.booked,
        neutral=counts.neutral,
        ignored=counts.ignored,
        review=counts.review,
        duplicates=len(seen.duplicates),
        warnings=[[w.code, w.line, dict(w.facts)] for w in summary.warnings[:_WARNINGS_KEPT]],
        facts=facts,
    )


def target_of(
    ledger: Ledger,
    work: UnitOfWork,
    statement: tuple[Statement | None, Mapping[str, str]],
    chosen: Mapping[int, str],
) -> Target:
    """Return where rows are booked, with debts matched by the remembered answers."""
    read_rows, answers = statement
    debts = NAMES.read(work)
    products = list(read_rows.products()) if read_rows else [debt.name for debt in debts]
    missed = [v.product for v in read_rows.verdicts if v.product] if read_rows else []
    found, _ = imports_debts.match([*products, *missed, *answers], debts, answers, words())
    by_code = {str(debt.code): debt for debt in debts}
    days = [row.at[:10] for row in read_rows.rows[:1] if row.at] if read_rows else []
    fallback = (read_rows.first if read_rows else "") or (days[0] if days else "1970-01-01")
    return Target(
        debts={product: by_code[code] for product, code in found.items() if code},
        categories=Categories(words(), learned(ledger)),
        fallback_day=fallback,
        chosen=chosen,
    )


def _update(work: UnitOfWork, seen: ImportPreview, target: Target) -> None:
    """Write new statuses; a row whose kind changes is booked anew, others keep their edits."""
    for update in seen.updates:
        raw = raw_row(work, update.row_id)
        verdict = seen.statement.verdicts[update.index]
        change_row(work, raw.id, status=update.status)
        if raw.kind != verdict.kind.value and not raw.reason.startswith(LEG):
            imports_rows.rebook(work, raw._replace(status=update.status), verdict, target)


def _reopen(work: UnitOfWork, seen: ImportPreview, target: Target, known: Words) -> None:
    for raw_id in seen.reopened:
        raw = raw_row(work, raw_id)
        row, _ = imports_rows.row_of(raw)
        imports_rows.rebook(work, raw, imports_match.paid_after_all(row, known), target)


def _link(work: UnitOfWork, one: Joined, new_id: int, target: Target) -> None:
    """Store a link; a row booked before becomes the leg it always was, its split the main one's."""
    main, leg = (one.row_id, new_id) if one.leg_is_new else (new_id, one.row_id)
    facts: dict[str, Any] = {"fen": one.fen, "seconds": one.seconds, "tail": one.tail}
    if one.alone is not None:
        facts["alone"] = _told(one.alone.kind, one.alone.reason, one.alone.debts)
        known = {product: target.debts.get(product) for product, _ in one.alone.debts}
    else:
        raw, events = raw_row(work, leg), EVENTS.read(work, raw_row_id=leg)
        changed = [(event.product, event.change) for event in events]
        names = {name.id: name for name in NAMES.read(work)}
        known = {event.product: names.get(event.debt_id or 0) for event in events}
        facts["former"] = _told(raw.kind, raw.reason, changed)
        split = splits.of_row(work, leg)
        imports_rows.rebook(work, raw, plain(Kind.TRANSFER, one.reason), target)
        if split is not None:
            splits.carry(work, split, main)
    facts |= _name_card(work, main, known)
    link = Pairing(left_row_id=main, right_row_id=leg, reason=one.reason, facts=facts)
    LINKS.insert(work, link)
    if imports_rows.printed(work, leg):
        imports_rows.divide_first(work, main)


def _name_card(work: UnitOfWork, main: int, known: Mapping[str, DebtName | None]) -> dict[str, Any]:
    """Let a repayment of a card without a name be of the card that its leg names.

    Returns what the row was before, for the day on which the link goes.
    """
    card = words().card
    named = next(
        (one for one in known if card_parts(one)[0].removesuffix(card) and card in one), ""
    )
    for event in EVENTS.read(work, raw_row_id=main, product=card, debt_id=None) if named else ():
        debt, raw = known[named], raw_row(work, main)
        EVENTS.set(work, event.id, product=named, debt_id=debt.id if debt else None)
        if debt is not None:
            pay(work, debt, event)
        return {"main": _told(raw.kind, raw.reason, [(event.product, event.change)])}
    return {}


def _told(kind: str, reason: str, debts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return a leg's own verdict as its link keeps it, for the day on which the link goes."""
    return {"kind": str(kind), "reason": reason, "debts": [list(one) for one in debts]}
