"""What the household has, in a statement: the cash of the day by its use, and what can be sold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from jiebei_desktop.analysis.relief import for_sale
from jiebei_desktop.domain.household import newest_readings
from jiebei_desktop.domain.money import ZERO, Fen, yuan

if TYPE_CHECKING:
    from jiebei_desktop.services.papers.statement_facts import IncomeStatement

Json = dict[str, Any]


def assets(statement: IncomeStatement, *, private: bool) -> list[Json]:
    """Return cash and things, with what is needed of them, offered or owed on them."""
    book = statement.book
    readings = newest_readings(book.cash, statement.as_of)
    at_hand = [(one.name if private else None, one.amount) for one in readings]
    today = statement.picture.money("cash")
    if at_hand and today is not None and (not private or today != sum(f for _, f in at_hand)):
        at_hand = [(None, today)]
    given = sum(statement.picture.asked.given.values())
    cash = _balances(at_hand, statement.picture.idle, given)
    offered = dict(for_sale(book.assets, ((one.debt, one.owed) for one in statement.debts)))
    things = [
        {"name": one.name, "kind": one.kind.value, "value": yuan(one.value),
         "can_sell": one.is_sellable, "needed": one.needed_for_living,
         "pledged": yuan(offered.get(one, ZERO)),
         **({} if one.sale_from is None else {"sale_from": one.sale_from.isoformat()})}
        for one in book.assets
    ]  # fmt: skip
    return [*cash, *things]


def _balances(at_hand: Iterable[tuple[str | None, Fen]], idle: Fen, given: int) -> Iterator[Json]:
    """Yield balances, what is idle of them and offered in requests as lines of their own."""
    for name, whole in at_hand:
        free = min(idle, max(whole, ZERO))
        offered = Fen(min(given, free))
        idle, given = Fen(idle - free), given - offered
        if whole != free or not free:
            yield _cash(name, Fen(whole - free), needed=True)
        if offered:
            yield {**_cash(name, offered), "offered": True}
        if free > offered:
            yield _cash(name, Fen(free - offered))


def _cash(name: str | None, value: Fen, *, needed: bool = False) -> Json:
    return {"name": name, "kind": "cash", "value": yuan(value), "can_sell": True,
            "needed": needed, "pledged": yuan(ZERO)}  # fmt: skip
