"""Splitting a payment into its parts: split."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from jiebei_desktop.cli.call import (
    Call,
    Day,
    NotBlank,
    NotUsable,
    Yuan,
    command,
    ledger_argument,
)
from jiebei_desktop.cli.facts import table
from jiebei_desktop.domain.categories import ALL
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.entries import EntryFilter, EntryRow
from jiebei_desktop.domain.money import AmountError, Fen, parse_yuan, yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.splits import SplitPart, SplitPayment, problem_of, unassigned
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.splits import split_problem
from jiebei_desktop.text.texts import Texts

_REST = "rest"
_MONTH = 100_000
"""More entries than any month holds."""


@command("split")
@ledger_argument
@click.argument("day", type=Day())
@click.argument("whole", metavar="AMOUNT", type=Yuan())
@click.argument("parts", metavar="CODE=AMOUNT[:NOTE]", nargs=-1, type=NotBlank())
@click.option("--of", "name", type=NotBlank(), help="Part of the counterparty, where several fit.")
def split_command(
    call: Call, ledger: Path, day: date, whole: Fen, parts: tuple[str, ...], name: str | None
) -> None:
    """Split the payment of a day and an amount into parts; one part joins it; none shows it.

    CODE is a category, or the id of a debt that the part repaid; one AMOUNT may be "rest".
    """
    with call.open(ledger) as session:
        entries, sought = Entries(session), (day, whole)
        row = _found(entries, sought, name, call.t)
        payment = entries.payment(row.id)
        if parts:
            made = replace(payment, parts=_parts(session, payment, parts, call.t))
            problem = problem_of(made)
            if problem is not None:
                place = parts[problem.place]
                raise NotUsable(": ".join((place, split_problem(problem, call.t))))
            entries.split(row.id, made)
            payment = entries.payment(_found(entries, sought, name, call.t).id)
    call.answer(
        _document(payment),
        table(
            (call.t.pgettext("column", "For"), call.t.pgettext("column", "Amount"),
             call.t.pgettext("column", "Note")),
            [(part.debt or category_name(part.category, call.t), amount(part.amount), part.note)
             for part in payment.parts],
        ),
    )  # fmt: skip


def _found(entries: Entries, sought: tuple[date, Fen], name: str | None, t: Texts) -> EntryRow:
    """Return the first entry of the payment that is meant."""
    day, whole = sought
    found: dict[object, EntryRow] = {}
    for row in entries.page(EntryFilter(month=Month.of(day)), limit=_MONTH):
        paid = row.entry.amount if row.part is None else row.part.whole
        if (row.entry.date, abs(paid)) == (day, whole) and (name or "") in row.entry.counterparty:
            found.setdefault(row.entry.split or -row.id, row)
    if not found:
        message = t.gettext(
            "{day}: no entry of {amount} on that day; the amount is that of the whole payment"
        )
        raise NotUsable(message.format(day=day, amount=yuan(whole)))
    if len(found) > 1:
        message = t.gettext("{day}: several entries of {amount}; say whose with --of: {names}")
        names = ", ".join(row.entry.counterparty or "–" for row in found.values())
        raise NotUsable(message.format(day=day, amount=yuan(whole), names=names))
    return next(iter(found.values()))


def _parts(
    session: Session, payment: SplitPayment, typed: tuple[str, ...], t: Texts
) -> tuple[SplitPart, ...]:
    debts = {str(debt.id): debt.id for debt in session.ledger.debts()}
    sign = -1 if payment.whole.amount < 0 else 1
    read = [_part(text, debts, sign, t) for text in typed]
    open_ones = [place for place, (_, is_rest) in enumerate(read) if is_rest]
    made = [part for part, _ in read]
    if len(open_ones) > 1:
        message = t.gettext("{part}: only one part can take the rest")
        raise NotUsable(message.format(part=typed[open_ones[1]]))
    for place in open_ones:
        made[place] = replace(made[place], amount=unassigned(payment.whole.amount, made))
    return tuple(made)


def _part(text: str, debts: dict[str, DebtId], sign: int, t: Texts) -> tuple[SplitPart, bool]:
    """Return a part, and whether it takes the rest."""
    code, _, rest = text.partition("=")
    typed, _, note = rest.partition(":")
    is_rest = typed == _REST
    try:
        fen = Fen(0) if is_rest else parse_yuan(typed)
    except AmountError:
        message = t.gettext("{part}: write a part as CODE=AMOUNT, such as C1=200 or B5=rest")
        raise NotUsable(message.format(part=text)) from None
    if code not in ALL and code not in debts:
        message = t.gettext("{part}: {code} is no category from A1 to {last} and no id of a debt")
        raise NotUsable(message.format(part=text, code=code, last=ALL[-1]))
    category = "" if code in debts else code
    return SplitPart(
        amount=Fen(sign * fen), category=category, note=note, debt=debts.get(code)
    ), is_rest


def _document(payment: SplitPayment) -> dict[str, Any]:
    whole = payment.whole
    return {
        "date": whole.date.isoformat(),
        "kind": whole.kind.value,
        "amount": yuan(whole.amount),
        "counterparty": whole.counterparty,
        "parts": [
            {
                "category": part.category or None,
                "debt": part.debt,
                "amount": yuan(part.amount),
                "note": part.note,
            }
            for part in payment.parts
        ],
    }
