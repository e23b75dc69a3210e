"""What names in statements mean: lender, category."""

from __future__ import annotations

from pathlib import Path

import click

from jiebei_desktop.cli.call import Call, NotBlank, NotUsable, command, ledger_argument
from jiebei_desktop.domain.categories import ALL
from jiebei_desktop.importers.lending import LOAN, ORDINARY
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.statements import imports_history
from jiebei_desktop.text.categories import category_name


@command("lender")
@ledger_argument
@click.argument("name", type=NotBlank(), required=False)
@click.argument("answer", required=False, type=click.Choice((LOAN, ORDINARY)))
def lender_command(call: Call, ledger: Path, name: str | None, answer: str | None) -> None:
    """Say of a name whether it lends; without one, list the names imports ask about.

    The answer books the rows that wait for it and is remembered for the next statement.
    """
    if (name is None) is not (answer is None):
        raise click.UsageError(call.t.gettext("Say the name and the answer: loan or ordinary."))
    with call.open(ledger) as session:
        asked = imports_history.asked_names(session)
        if name is not None and answer is not None:
            if name not in asked:
                message = call.t.gettext("{name}: no row waits for an answer about this name.")
                raise NotUsable(message.format(name=name))
            imports_history.answer_lenders(session, [name], answer)
            asked = imports_history.asked_names(session)
    document = {"asked": [{"name": one, "rows": rows} for one, rows in asked.items()]}
    words = call.t.gettext("{name}: {rows} rows wait; does it lend? (jiebei lender LEDGER …)")
    call.answer(document, (words.format(name=one, rows=rows) for one, rows in asked.items()))


@command("category")
@ledger_argument
@click.argument("name", type=NotBlank(), required=False)
@click.argument("code", type=NotBlank(), required=False)
def category_command(call: Call, ledger: Path, name: str | None, code: str | None) -> None:
    """Say which category money with a counterparty is in statements to come; or list what was said.

    It holds wherever the counterparty's name contains the text; entries booked before stay.
    """
    if (name is None) is not (code is None):
        raise click.UsageError(call.t.gettext("Say the counterparty and the code, such as B1."))
    if code is not None and code not in ALL:
        message = call.t.gettext("{code}: no category has this code; they run from A1 to {last}.")
        raise NotUsable(message.format(code=code, last=ALL[-1]))
    with call.open(ledger) as session:
        if name is not None and code is not None:
            Entries(session).learn(name, code)
        known = Entries(session).learned()
    rules = [{"counterparty": one.pattern, "category": one.category} for one in known]
    lines = (f"{one.pattern}: {category_name(one.category, call.t)}" for one in known)
    call.answer({"rules": rules}, lines)
