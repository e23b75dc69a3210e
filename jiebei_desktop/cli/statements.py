"""Statements in: import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import (
    Call,
    NamedFile,
    NotBlank,
    NotUsable,
    command,
    ledger_argument,
    with_bar,
)
from jiebei_desktop.cli.facts import table
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.services.debts.known_accounts import Known, known_accounts
from jiebei_desktop.services.formats.json_values import maybe_yuan
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports, proposed_debts
from jiebei_desktop.services.statements.imports import (
    Choices,
    ImportPreview,
    Options,
    StatementRefused,
)
from jiebei_desktop.services.statements.imports_values import ImportSummary
from jiebei_desktop.text.formats import amount, money, sentences
from jiebei_desktop.text.imported import in_ledger, proposal, unusual, unusual_line
from jiebei_desktop.text.importing import joined, notice, refusal, source
from jiebei_desktop.text.texts import Texts


@command("import")
@ledger_argument
@click.argument("files", nargs=-1, required=True, type=NamedFile())
@click.option("--dry-run", is_flag=True, help="Read and judge; write nothing.")
@click.option(
    "--zip-password", metavar="P", type=NotBlank(), help="Password of a zipped statement."
)
@click.option("--partial", is_flag=True, help="Take what is there of a file that was cut.")
def import_command(
    call: Call,
    ledger: Path,
    files: tuple[Path, ...],
    dry_run: bool,
    zip_password: str | None,
    partial: bool,
) -> None:
    """Book statements, one transaction per file; reading one again adds nothing.

    All files are read before the first is booked: if one is refused, none is.
    """
    options = Options(password=zip_password, partial=partial)
    with call.open(ledger) as session:
        seen = [_read(session, path, options, call.t) for path in files]
        if dry_run:
            found = [one.summary() for one in seen]
            proposed = proposed_debts.proposals(session, seen)
        else:
            found = list(_book(session, seen, call.as_of))
            proposed = proposed_debts.proposals(session)
        known = known_accounts(session, proposed, call.as_of)
    document = {
        "files": [_file(one, call.t) for one in found],
        "proposed_debts": [proposed_fact(one, known.get(one.id), call.t) for one in proposed],
    }
    lines = [line for one in found for line in _lines(one, call.t)]
    call.answer(document, [*lines, *proposed_lines(proposed, known, call.t)])


def proposed_fact(one: ProposedDebt, known: Known | None, t: Texts) -> dict[str, Any]:
    """Return a proposed debt as the JSON document has it."""
    return {
        "id": one.id,
        "name": one.name,
        "lender": one.lender,
        "product": one.product,
        "limit": maybe_yuan(one.limit),
        "balance": maybe_yuan(one.balance),
        "overdue": maybe_yuan(one.overdue),
        "as_of": one.as_of or None,
        "closed": one.closed,
        "rows": list(one.rows),
        "why": proposal(one, t),
        "tail": one.tail or None,
        "paper": one.paper.value,
        "principal": maybe_yuan(one.principal),
        "until": one.until or None,
        "late_months": one.late_months,
        "bill_day": one.facts.get("bill_day"),
        "due_day": one.facts.get("due_day"),
        "known": None if known is None else known.debt,
    }


def proposed_lines(
    found: Sequence[ProposedDebt], known: Mapping[str, Known], t: Texts
) -> Iterator[str]:
    """Yield the debts that can be adopted, a line each; one that is there names its debt."""
    ready = [one for one in found if not one.closed]
    if ready:
        yield t.gettext("Debts these papers show, not entered yet (jiebei adopt LEDGER ID…):")
    for one in ready:
        there = in_ledger(known[one.id].name, t) if one.id in known else ""
        yield f"  {one.id}  {one.full_name}  {sentences(proposal(one, t), there)}"


def _read(session: Session, path: Path, options: Options, t: Texts) -> ImportPreview:
    try:
        return imports.preview(session, path, options=options)
    except StatementRefused as refused:
        message = f"{path}: {' '.join(refusal(refused, t).split())}"
        raise NotUsable(message) from refused


def _book(session: Session, seen: Sequence[ImportPreview], as_of: date) -> Iterator[ImportSummary]:
    """Book file by file; a later file is matched again, for the ledger has grown meanwhile."""
    for number, preview in enumerate(with_bar(seen)):
        fresh = preview if number == 0 else imports.again(session, preview)
        yield imports.book(session, fresh, Choices(as_of=as_of))[0]


def _file(one: ImportSummary, t: Texts) -> dict[str, Any]:
    counts = one.accounted
    return {
        "file": one.file,
        "kind": "credit_report" if one.format == "credit_report" else "statement",
        "format": one.format,
        "account": one.account,
        "period": [one.first or None, one.last or None],
        "declared_rows": one.declared_rows,
        "rows": one.rows,
        "booked": counts.booked,
        "neutral": counts.neutral,
        "ignored": counts.ignored,
        "review": counts.review,
        "duplicates": one.duplicates,
        "by_kind": {
            kind.value: {"rows": total.rows, "amount": yuan(total.fen)}
            for kind, total in one.by_kind.items()
        },
        "debt_delta": {name: yuan(change) for name, change in one.debt_delta.items()},
        "income": yuan(one.income),
        "expense": yuan(one.expense),
        "fees": yuan(one.fees),
        "warnings": [
            {"kind": each.code, "row": each.line or None, "text": notice(each, t)}
            for each in one.warnings
        ],
        "unusual": [
            {
                "kind": each.code,
                "text": unusual(each, t),
                "amount": yuan(each.fen),
                "rows": list(each.lines),
            }
            for each in one.unusual
        ],
        "entries": one.entries,
        "updated": one.updated,
        "linked": one.linked,
    }


def _report_lines(one: ImportSummary, t: Texts) -> Iterator[str]:
    """Say what a paper is that holds no rows: a credit report."""
    head = t.gettext("{file}: {format} of {day}; nothing is booked, its debts are listed")
    yield head.format(file=one.file, format=source(one.format, t), day=one.first or "–")
    yield from (f"  {notice(each, t)}" for each in one.warnings)


def _lines(one: ImportSummary, t: Texts) -> Iterator[str]:
    if not one.rows:
        yield from _report_lines(one, t)
        return
    counts = one.accounted
    head = t.gettext("{file}: {format}, {first} to {last}, {rows} rows")
    yield head.format(
        file=one.file, format=source(one.format, t), first=one.first, last=one.last, rows=one.rows
    )
    sums = t.gettext(
        "Booked {booked}, neutral {neutral}, ignored {ignored}, to review {review}; "
        "known already {duplicates}"
    )
    yield sums.format(
        booked=counts.booked,
        neutral=counts.neutral,
        ignored=counts.ignored,
        review=counts.review,
        duplicates=one.duplicates,
    )
    money_line = t.gettext("Income {income}, expense {expense}")
    yield money_line.format(income=money(one.income), expense=money(one.expense))
    if one.unusual:
        yield unusual_line(one.unusual, t)
    if one.linked:
        yield joined(one.linked, t)
    heads = (t.pgettext("column", "Debt"), t.pgettext("column", "Change"))
    rows = [(name, amount(change)) for name, change in one.debt_delta.items()]
    if rows:
        yield from table(heads, rows)
    for each in one.warnings:
        where = t.gettext("line {row}: ").format(row=each.line) if each.line else ""
        yield f"  {where}{notice(each, t)}"
