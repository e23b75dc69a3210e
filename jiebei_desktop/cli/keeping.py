"""Keeping a ledger safe: check, backup, restore, and data out: export, anonymise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, NamedFile, command, ledger_argument
from jiebei_desktop.cli.facts import plain
from jiebei_desktop.domain.problems import Discrepancy, ForeignSchema, LedgerDamaged, PasswordNeeded
from jiebei_desktop.services.files import anonymise, export, sheets
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.keeping import backups, salvage
from jiebei_desktop.text import sheets as sheet_words
from jiebei_desktop.text.reach import reach_words
from jiebei_desktop.text.texts import Texts

_WRITTEN = (*export.FORMATS, export.WORKBOOK)


@command("check")
@ledger_argument
def check_command(call: Call, ledger: Path) -> None:
    """Read the whole file: pages, references, sums, hash chain. Code 1 when something is wrong."""
    seal, reach = None, None
    try:
        with call.open(ledger) as session:
            found = session.ledger.check()
            seal, reach = session.ledger.seal, session.history.reach
    except LedgerDamaged as damage:
        found = _looked_at(call, ledger, damage)
    except ForeignSchema as foreign:
        found = (Discrepancy(code=foreign.kind, facts={"object": foreign.detail}),)
    document = {
        "ok": not found,
        "findings": [{"kind": each.code, "facts": dict(each.facts)} for each in found],
        "seal": seal,
        "undo": None if reach is None else {"steps": reach.steps, "since": maybe_day(reach.since)},
    }
    lines = list(_check_lines(found, call.t))
    if reach is not None:
        lines.append(reach_words(reach, call.t))
        lines.append(call.t.gettext("Seal of rows and chain: {seal}").format(seal=seal))
    call.answer(document, lines)
    if found:
        click.echo(_advice(ledger, call.t), err=True)
        raise click.exceptions.Exit(1)


def _looked_at(call: Call, ledger: Path, damage: LedgerDamaged) -> tuple[Discrepancy, ...]:
    """Return all that is wrong with a ledger that is refused; at least why it was."""
    try:
        with call.open(ledger, damage=damage.detail) as session:
            found = session.ledger.check()
    except LedgerDamaged:
        found = ()
    return found or (Discrepancy(code="integrity", facts={"message": damage.detail}),)


def _check_lines(found: tuple[Discrepancy, ...], t: Texts) -> Iterator[str]:
    if not found:
        yield t.gettext("The ledger is sound.")
    for each in found:
        yield f"{each.code}  {plain(each.facts)}"


def _advice(ledger: Path, t: Texts) -> str:
    words = t.gettext("{file} is not sound; the newest copy is in the folder {folder}")
    return words.format(file=ledger, folder=f"{ledger.name}.backups")


@command("backup")
@ledger_argument
@click.argument("dest", required=False, type=NamedFile(folder=True))
def backup_command(call: Call, ledger: Path, dest: Path | None) -> None:
    """Make a verified copy: dated, beside the ledger, or at DEST (a file or a folder)."""
    with call.open(ledger) as session:
        if dest is None:
            made = backups.make(session, call.as_of)
        else:
            name = f"{ledger.stem}-{call.as_of.isoformat()}{ledger.suffix}"
            made = backups.make_at(session, dest / name if dest.is_dir() else dest)
    call.answer({"file": str(made)}, [call.t.gettext("Copy: {file}").format(file=made)])


@command("restore")
@click.argument("backup", type=NamedFile())
@ledger_argument
def restore_command(call: Call, backup: Path, ledger: Path) -> None:
    """Put a copy in the place of a ledger; the replaced file is kept beside it."""
    try:
        kept = backups.restore(backup, ledger, call.as_of)
    except PasswordNeeded:
        kept = backups.restore(backup, ledger, call.as_of, call.secret(backup))
    lines = [call.t.gettext("Restored: {file}").format(file=ledger)]
    if kept is not None:
        lines.append(call.t.gettext("The replaced file is kept as {file}").format(file=kept))
    document = {"file": str(ledger), "replaced": None if kept is None else str(kept)}
    call.answer(document, lines)


@command("salvage")
@ledger_argument
@click.argument("out", type=NamedFile())
@click.option("--from", "copy", type=NamedFile(), help="Else the newest good copy.")
def salvage_command(call: Call, ledger: Path, out: Path, copy: Path | None) -> None:
    """Make the new ledger OUT of the whole tables of a damaged one, the others from a copy."""
    try:
        made = salvage.salvage(ledger, out, copy)
    except PasswordNeeded:
        made = salvage.salvage(ledger, out, copy, call.secret(ledger))
    document = {
        "file": str(out),
        "copy": None if made.copy is None else str(made.copy),
        "kept": list(made.tables.kept),
        "from_copy": list(made.tables.from_copy),
        "lost": list(made.tables.lost),
    }
    call.answer(document, _salvage_lines(document, call.t))


def _salvage_lines(document: Mapping[str, Any], t: Texts) -> Iterator[str]:
    yield t.gettext("New ledger: {file}").format(file=document["file"])
    yield t.gettext("Whole in the damaged ledger: {tables}").format(
        tables=", ".join(document["kept"]) or "–"
    )
    if document["copy"] is not None:
        words = t.gettext("From the copy {copy}: {tables}")
        tables = ", ".join(document["from_copy"]) or "–"
        yield words.format(copy=document["copy"], tables=tables)
    else:
        words = t.gettext("Lost, because there is no copy: {tables}")
        yield words.format(tables=", ".join(document["lost"]) or "–")


@command("export")
@ledger_argument
@click.option("--to", type=click.Choice(_WRITTEN), required=True, help="What to write.")
@click.argument("out", type=NamedFile())
@click.option("--force", is_flag=True, help="Write even over a file that is no earlier export.")
def export_command(call: Call, ledger: Path, to: str, out: Path, *, force: bool) -> None:
    """Write the data in an open format to the file OUT, which only you may read."""
    with call.open(ledger) as session:
        outputs.refuse([out], force=force)
        if to == export.WORKBOOK:
            tables = sheets.tables(session.book(), call.as_of)
            rows = export.write_workbook(sheet_words.sheets(tables, call.t), out, force=force)
        else:
            rows = export.write(session.book(), to, out, call.as_of, force=force)
    line = call.t.ngettext("{rows} row written to {file}", "{rows} rows written to {file}", rows)
    call.answer({"rows": rows, "file": str(out)}, [line.format(rows=rows, file=out)])


@command("anonymise")
@ledger_argument
@click.argument("out", type=NamedFile())
def anonymise_command(call: Call, ledger: Path, out: Path) -> None:
    """Write a copy to show to others: days moved, amounts scaled, names and notes gone."""
    with call.open(ledger) as session:
        added = anonymise.write(session, out)
    words = call.t.gettext("Anonymised copy: {file}. Look at it before you give it away.")
    document = {"file": str(out), "debts": added.debts, "entries": added.entries}
    call.answer(document, [words.format(file=out)])
