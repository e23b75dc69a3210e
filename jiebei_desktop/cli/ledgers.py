"""Ledgers as files: new, load, dump."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click
from msgspec.structs import asdict

from jiebei_desktop.cli.call import Call, NamedFile, command, ledger_argument, write_json
from jiebei_desktop.cli.given import read_stream
from jiebei_desktop.domain.household import Book, Entry
from jiebei_desktop.domain.repaid_items import repaid_items
from jiebei_desktop.services.cases import example
from jiebei_desktop.services.files import household_file, schemas
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.text.life_events import counts_twice, which_one
from jiebei_desktop.text.questions import question_words


@command("new")
@ledger_argument
@click.option(
    "--demo", "name", type=click.Choice(list(example.EXAMPLES)), help="Fill in an example."
)
def new_command(call: Call, ledger: Path, name: str | None) -> None:
    """Make a new ledger file; an existing file is never overwritten.

    With a password given (descriptor or environment) the ledger is protected by it.
    """
    with Session.create(ledger, call.new_password()) as session:
        if name is not None:
            example.fill(session, name, call.as_of)
        document = {"ledger": str(ledger), "schema": session.ledger.schema}
    made = call.t.gettext("New ledger: {file}")
    call.answer(document, [made.format(file=ledger)])


@command("load")
@ledger_argument
@click.argument("household", type=NamedFile(stdin=True))
@click.option("--accept", is_flag=True, help="Take in rates above 36 % a year without asking.")
def load_command(call: Call, ledger: Path, household: Path, *, accept: bool) -> None:
    """Add a household file in one transaction; loading it twice adds nothing."""
    readings: list[household_file.HouseholdContent] = []

    def read(each: Callable[[Entry], None]) -> Book:
        reader = partial(household_file.read_stream, each=each, accept=accept)
        readings.append(read_stream(household, call.t, reader))
        return readings[0].book

    with call.open(ledger) as session:
        added = session.ledger.add_reading(read)
    found = readings[0]
    for path in found.unknown:
        note = call.t.gettext("{file}: {path} is not known and was left out")
        click.echo(note.format(file=household, path=path), err=True)
    for question in found.questions:
        click.echo(f"{household}: {question_words(question, call.t)}", err=True)
    for event, names in found.unclear:
        click.echo(f"{household}: {which_one(event, names, call.t)}", err=True)
    for item, debt in repaid_items(found.book, call.as_of):
        click.echo(f"{household}: {counts_twice(item.name, debt.name, call.t)}", err=True)
    if added.read_already:
        note = call.t.ngettext(
            "{file}: {count} entry stands in an imported statement, too, and counts twice",
            "{file}: {count} entries stand in imported statements, too, and count twice",
            added.read_already,
        )
        click.echo(note.format(file=household, count=added.read_already), err=True)
    counts = asdict(added)
    asked = [{"path": each.path, "code": each.code} for each in found.questions]
    line = call.t.gettext(
        "Added: {debts} debts, {entries} entries, {recurring} recurring items, {assets} assets, "
        "{events} life events"
    )
    call.answer({**counts, "questions": asked}, [line.format(**counts)])


@command("dump")
@ledger_argument
def dump_command(call: Call, ledger: Path) -> None:
    """Write the whole ledger as a household file to standard output."""
    with call.open(ledger) as session:
        for piece in household_file.pieces(session.book(date.max), session.ledger.each_entry()):
            click.echo(piece, nl=False)
    click.echo()


@command("schema")
@click.argument("kind", type=click.Choice(schemas.KINDS))
def schema_command(call: Call, kind: str) -> None:
    """Write the JSON Schema of a file you can write yourself, for an editor that checks it."""
    del call
    write_json(schemas.schema(kind))
