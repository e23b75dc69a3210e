"""Import statements: preview a file against the ledger, commit it, and take it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.container import open_content
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.links import LEG, WALLET_FILES
from jiebei_desktop.importers.preview import Accounted, Notice, Statement
from jiebei_desktop.importers.reading import Options, read_content
from jiebei_desktop.importers.refusals import StatementRefused
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
    imports_unusual,
    report_kept,
)
from jiebei_desktop.services.statements.imports_rows import Judged, Target
from jiebei_desktop.services.statements.imports_values import (
    Batch,
    Choices,
    ImportPreview,
    ImportSummary,
    Joined,
)
from jiebei_desktop.storage import proposed_debts, settings
from jiebei_desktop.storage.categories import learned
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork

NO_CHOICES = Choices()
_WARNINGS_KEPT = 500


def preview(
    session: Session, path: Path, zip_password: str | None = None, options: Options | None = None
) -> ImportPreview:
    """Read a statement and hold it against the ledger; nothing is written.

    Raises:
        StatementRefused: the file is not one that can be booked, or cannot be read at all.
    """
    chosen = options or Options()
    if zip_password is not None:
        chosen = replace(chosen, password=zip_password)
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    for row in session.ledger.rows("import_batches", sha256=digest):
        known = imports_known.preview(row, batch_of(row), path.name, digest)
        if known is not None:
            return known
    # Handed over, not kept: the text of a big file would stay in memory until the end.
    opened = [open_content(data, chosen.password)]
    del data
    return match(session, read_content(opened.pop(), chosen), path.name, digest)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StatementRefused(code="missing", facts={"file": path.name}) from error
    except OSError as error:
        raise StatementRefused(code="unreadable_file", facts={"file": path.name}) from error


def match(session: Session, statement: Statement, name: str, digest: str) -> ImportPreview:
    """Hold a statement that was read elsewhere against the ledger."""
    ledger, known = session.ledger, words()
    batches = ledger.rows("import_batches")
    answers = ledger.setting(imports_debts.PERSONS, {})
    statement = imports_match.apply_persons(statement, answers)
    told = ledger.setting(imports_debts.LENDERS, {})
    statement = imports_match.apply_lenders(statement, told, known)
    identities, duplicates, updates = imports_match.settle(statement, ledger, batches)
    met = imports_twins.twins(statement, ledger, batches, duplicates)
    duplicates |= met
    if met:
        said = Notice(code="known_by_content", facts={"rows": len(met)})
        statement = replace(statement, notices=(*statement.notices, said))
    statement, reopened = imports_match.reopen(statement, ledger, known)
    stored = imports_links.near_rows(ledger, batches, statement)
    statement, joined = imports_links.join(statement, stored, ledger, known)
    _, questions = imports_debts.match(
        statement.products(),
        ledger.rows("debts"),
        ledger.setting(imports_debts.DEBTS, {}),
        known,
    )
    earlier = [row for row in batches if row["sha256"] == digest]
    strange = imports_unusual.unusual(statement, duplicates, ledger)
    return ImportPreview(
        file=name,
        sha256=digest,
        statement=statement,
        identities=tuple(identities),
        already=batch_of(earlier[0]) if earlier else None,
        duplicates=duplicates,
        updates=updates,
        joined=tuple(one for one in joined if one.index not in duplicates),
        reopened=reopened,
        debt_questions=questions,
        persons=tuple(imports_match.persons(statement, duplicates, answers)),
        lenders=imports_match.lenders(statement, duplicates),
        unusual=strange,
    )


def batch_of(row: Mapping[str, Any]) -> Batch:
    """Return a stored batch as a value."""
    return Batch(
        id=row["id"],
        file=row["file"],
        format=row["format"],
        account=row["account"],
        first=row["first_day"] or "",
        last=row["last_day"] or "",
        imported_on=row["imported_on"] or "",
        rows=row["rows"],
        duplicates=row["duplicates"],
        accounted=Accounted(
            booked=row["booked"],
            neutral=row["neutral"],
            ignored=row["ignored"],
            review=row["review"],
        ),
    )


def commit(session: Session, seen: ImportPreview, choices: Choices = NO_CHOICES) -> ImportSummary:
    """Write a previewed statement in one step that can be undone.

    Importing the same rows again adds nothing; rows seen before with another status are updated.
    Before anything is written there is a copy of the ledger of that day.

    Raises:
        DiskTrouble: the disk did not take the copy or the statement; the ledger is as before.
    """
    seen = _choose(seen, choices)
    fresh = [n for n in range(len(seen.identities)) if n not in seen.duplicates]
    listed = seen.statement.proposed and seen.already is None
    if not (fresh or seen.updates or seen.reopened or listed):
        return seen.summary()
    if choices.as_of is not None:
        backups.make_if_due(session, choices.as_of)
    summary, _ = session.history.run_for(
        "import", lambda work: _write(session.ledger, work, (seen, fresh), choices)
    )
    return summary


def write(
    ledger: Ledger, work: UnitOfWork, seen: ImportPreview, choices: Choices = NO_CHOICES
) -> ImportSummary:
    """Write a previewed statement as a part of a greater step, without a copy beforehand."""
    fresh = [n for n in range(len(seen.identities)) if n not in seen.duplicates]
    return _write(ledger, work, (seen, fresh), choices)


def _choose(seen: ImportPreview, choices: Choices) -> ImportPreview:
    """Apply the user's decisions to the verdicts."""
    statement = imports_match.apply_persons(seen.statement, choices.persons)
    statement = imports_match.apply_lenders(statement, choices.lenders, words())
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
    batch = work.insert("import_batches", _batch_row(seen, summary, choices))
    settings.add(work, imports_debts.PERSONS, choices.persons)
    settings.add(work, imports_debts.LENDERS, choices.lenders)
    answers = settings.add(work, imports_debts.DEBTS, choices.debts)
    target = target_of(ledger, work, batch, (seen.statement, answers), choices.categories)
    met = {product: row["code"] for product, row in target.debts.items()}
    settings.add(work, imports_debts.DEBTS, imports_debts.cards_met(met))
    raw_ids = work.insert_many(
        "raw_rows",
        imports_rows.RAW_COLUMNS,
        imports_rows.raw_values(_judged(seen, fresh), target),
    )
    entries = work.insert_many(
        "entries",
        imports_rows.ENTRY_COLUMNS,
        imports_rows.entry_values(_judged(seen, fresh), raw_ids, target),
    )
    for (_, row, verdict), raw_id in zip(_judged(seen, fresh), raw_ids, strict=True):
        if verdict.debts or verdict.product:
            imports_rows.book_debts(work, row, verdict, raw_id, target)
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
        entries=len(entries),
        updated=len(seen.updates),
        linked=len(seen.joined),
    )


def _judged(seen: ImportPreview, places: Sequence[int]) -> Iterator[Judged]:
    rows, verdicts = seen.statement.rows, seen.statement.verdicts
    return ((seen.identities[n], rows[n], verdicts[n]) for n in places)


def _batch_row(seen: ImportPreview, summary: ImportSummary, choices: Choices) -> dict[str, Any]:
    statement, counts = seen.statement, summary.accounted
    warnings = [[w.code, w.line, dict(w.facts)] for w in summary.warnings[:_WARNINGS_KEPT]]
    changed = [[u.row_id, u.former, u.status] for u in seen.updates]
    facts: dict[str, Any] = {
        "source": statement.source,
        "tail": statement.tail,
        "updates": changed,
        "complete": statement.complete,
    }
    facts[imports_known.FACT] = imports_known.kept(summary)
    if statement.source in WALLET_FILES:
        facts["numberless"] = imports_twins.numberless(statement)
    return {
        "file": seen.file,
        "sha256": seen.sha256,
        "format": statement.format,
        "account": statement.account,
        "first_day": statement.first or None,
        "last_day": statement.last or None,
        "imported_on": choices.as_of.isoformat() if choices.as_of else None,
        "declared_rows": statement.declared.rows,
        "rows": len(statement.rows),
        "booked": counts.booked,
        "neutral": counts.neutral,
        "ignored": counts.ignored,
        "review": counts.review,
        "duplicates": len(seen.duplicates),
        "warnings": json.dumps(warnings, ensure_ascii=False),
        "facts": json.dumps(facts, ensure_ascii=False),
    }


def target_of(
    ledger: Ledger,
    work: UnitOfWork,
    batch: int,
    statement: tuple[Statement | None, Mapping[str, str]],
    chosen: Mapping[int, str],
) -> Target:
    """Return where rows of a batch are booked, with debts matched by the remembered answers."""
    read_rows, answers = statement
    debts = work.rows("debts")
    products = list(read_rows.products()) if read_rows else [row["name"] for row in debts]
    missed = [v.product for v in read_rows.verdicts if v.product] if read_rows else []
    found, _ = imports_debts.match([*products, *missed, *answers], debts, answers, words())
    by_code = {row["code"]: row for row in debts}
    days = [row.at[:10] for row in read_rows.rows[:1] if row.at] if read_rows else []
    fallback = (read_rows.first if read_rows else "") or (days[0] if days else "1970-01-01")
    return Target(
        batch=batch,
        debts={product: by_code[code] for product, code in found.items() if code},
        categories=Categories(words(), learned(ledger)),
        fallback_day=fallback,
        chosen=chosen,
    )


def _update(work: UnitOfWork, seen: ImportPreview, target: Target) -> None:
    """Write new statuses; a row whose kind changes is booked anew, others keep their edits."""
    for update in seen.updates:
        raw = work.rows("raw_rows", id=update.row_id)[0]
        verdict = seen.statement.verdicts[update.index]
        work.update("raw_rows", update.row_id, {"status": update.status})
        if raw["kind"] != verdict.kind.value and not raw["reason"].startswith(LEG):
            place = replace(target, batch=raw["batch_id"])
            imports_rows.rebook(work, {**raw, "status": update.status}, verdict, place)


def _reopen(work: UnitOfWork, seen: ImportPreview, target: Target, known: Words) -> None:
    for raw_id in seen.reopened:
        raw = work.rows("raw_rows", id=raw_id)[0]
        row, _ = imports_rows.row_of(raw)
        verdict = imports_match.paid_after_all(row, known)
        imports_rows.rebook(work, raw, verdict, replace(target, batch=raw["batch_id"]))


def _link(work: UnitOfWork, one: Joined, new_id: int, target: Target) -> None:
    """Store a link; a row booked before becomes the leg it always was."""
    main, leg = (one.row_id, new_id) if one.leg_is_new else (new_id, one.row_id)
    facts: dict[str, Any] = {"fen": one.fen, "seconds": one.seconds, "tail": one.tail}
    if not one.leg_is_new:
        raw = work.rows("raw_rows", id=leg)[0]
        events = work.rows("debt_events", raw_row_id=leg)
        facts["former"] = {
            "kind": raw["kind"],
            "reason": raw["reason"],
            "debts": [[event["product"], _change(event)] for event in events],
        }
        verdict = plain(Kind.TRANSFER, one.reason)
        imports_rows.rebook(work, raw, verdict, replace(target, batch=raw["batch_id"]))
    work.insert(
        "links",
        {
            "left_row_id": main,
            "right_row_id": leg,
            "reason": one.reason,
            "facts": json.dumps(facts),
        },
    )


def _change(event: Mapping[str, Any]) -> int:
    rising = event["kind"] in {"draw", "purchase"}
    return int(event["amount_fen"]) * (1 if rising else -1)


__all__ = [
    "Choices",
    "ImportPreview",
    "ImportSummary",
    "Options",
    "StatementRefused",
    "commit",
    "match",
    "preview",
]
