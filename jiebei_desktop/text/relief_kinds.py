"""Sentences about what lenders that are kept first are asked for, and what is possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.formats import day, money, percent
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.analysis.relief import Relief
    from jiebei_desktop.services.picture import Picture

Names = Mapping[DebtId, str]
Amount = Callable[[Fen], str]


def relief_words(one: Relief, names: Names, t: Texts, write: Amount = money) -> str:
    """Say what a lender that is kept first may be asked for, and what that frees a month."""
    value = one.value
    plain = percent(value) if isinstance(value, Decimal) else write(Fen(int(value)))
    words = {
        "arrears_spread": t.gettext(
            "{debt}: the arrears in parts, {value} a month from {first} on."
        ),
        "interest_only": t.gettext(
            "{debt}: only the interest of {value} a month for a time; that frees {frees} a month."
        ),
        "longer_term": t.gettext(
            "{debt}: {count} instalments from now on; that frees {frees} a month."
        ),
        "housing_fund": t.gettext("{debt}: {value} of the housing fund drawn or set off."),
        "rate_reset": t.gettext(
            "{debt}: the rate agreed anew; at the published {value} a year that frees {frees}"
            " a month."
        ),
    }[one.kind.value]
    frees, first = write(one.frees), "" if one.first is None else day(one.first, t)
    return words.format(debt=names[one.debt], value=plain, count=value, frees=frees, first=first)


def relief_lines(
    found: Sequence[Relief], seen: Picture, names: Names, t: Texts, write: Amount = money
) -> Iterator[str]:
    """Yield what lenders that are kept first are asked for, then what is possible beside it."""
    asked = seen.relief_asked
    mine = [one for one in found if one.kind in asked.get(one.debt, ())]
    yield from (relief_words(one, names, t, write) for one in mine)
    waits = t.gettext(
        "{debt}: the money for {day} comes only after it. Nothing is paid on that day; the "
        "instalment is in those parts."
    )
    for debt, way in seen.guarded.items():
        if asked.get(debt) and way.relief is not None and way.relief.put_off is not None:
            yield waits.format(debt=names[debt], day=day(way.relief.put_off, t))
    words = t.gettext("Possible, but no part of the request: {relief}")
    for one in found:
        if one not in mine:
            yield words.format(relief=relief_words(one, names, t, write))
