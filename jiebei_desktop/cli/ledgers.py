"""Ledgers as files: new, load, dump."""

from __future__ import annotations

from pathlib import Path

import click

from jiebei_desktop.cli.call import Call, command, ledger_argument, read_json, write_json
from jiebei_desktop.services import demo, household_file
from jiebei_desktop.services.session import Session

_DEMOS = {"employee": demo.employee, "shop": demo.shop}


@command("new")
@ledger_argument
@click.option("--demo", "example", type=click.Choice(list(_DEMOS)), help="Fill in an example.")
def new_command(call: Call, ledger: Path, example: str | None) -> None:
    """Make a new ledger file; an existing file is never overwritten.

    With a password given (descriptor or environment) the ledger is protected by it.
    """
    with Session.create(ledger, call.password()) as session:
        if example is not None:
            session.ledger.add_book(_DEMOS[example](call.as_of), "demo")
        document = {"ledger": str(ledger), "schema": session.ledger.schema}
    made = call.t.gettext("New ledger: {file}")
    call.answer(document, [made.format(file=ledger)])


@command("load")
@ledger_argument
@click.argument("household", type=click.Path(path_type=Path))
def load_command(call: Call, ledger: Path, household: Path) -> None:
    """Add a household file in one transaction; loading it twice adds nothing."""
    book, unknown = household_file.read_noting(read_json(household, call.t))
    with call.open(ledger) as session:
        added = session.ledger.add_book(book)
    for path in unknown:
        note = call.t.gettext("{file}: {path} is not known and was left out")
        click.echo(note.format(file=household, path=path), err=True)
    counts = {
        "debts": added.debts,
        "entries": added.entries,
        "recurring": added.recurring,
        "assets": added.assets,
        "events": added.events,
    }
    line = call.t.gettext(
        "Added: {debts} debts, {entries} entries, {recurring} recurring items, {assets} assets, "
        "{events} life events"
    )
    call.answer(counts, [line.format(**counts)])


@command("dump")
@ledger_argument
def dump_command(call: Call, ledger: Path) -> None:
    """Write the whole ledger as a household file to standard output."""
    with call.open(ledger) as session:
        write_json(household_file.dump(session.book()))
