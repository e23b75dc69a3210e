"""What to do with a damaged ledger: which part is lost, which copy is there, and three ways on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.ui.dialogs import Ask

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.salvage import Damage
    from jiebei_desktop.services.keeping.session import Session


class Way(Enum):
    """What the user chose."""

    RESTORE = "restore"
    SALVAGE = "salvage"
    LOOK = "look"


def ask(asker: Ask, damage: Damage, then: Callable[[Way | None], object]) -> None:
    """Say what is lost and ask how to go on; ``then`` takes None for not at all."""
    ways = [Way.SALVAGE, Way.LOOK] if damage.best is None else list(Way)
    asker.choose(
        _("This ledger is damaged"),
        _("Not as it was written: {parts}. Nothing is written to this file any more.").format(
            parts=_parts(damage)
        ),
        [_words(way, damage) for way in ways],
        lambda at: then(None if at is None else ways[at]),
        again=None,
    )


def carry_out(way: Way, damage: Damage, password: str | None, today: date) -> Session:
    """Do what was chosen and return what is open then; the damaged file is kept in every case.

    Raises:
        Trouble: it did not go well.
    """
    from jiebei_desktop.services.keeping import backups, salvage
    from jiebei_desktop.services.keeping.session import Session

    if way is Way.RESTORE and damage.best is not None:
        backups.restore(damage.best.copy.path, damage.path, today, password)
        return Session.open(damage.path, password)
    if way is Way.SALVAGE:
        out = salvage.free_name(damage.path)
        copy = None if damage.best is None else damage.best.copy.path
        return Session.open(salvage.salvage(damage.path, out, copy, password).path, password)
    return Session.open_damaged(damage.path, password, ", ".join(damage.lost))


def _parts(damage: Damage) -> str:
    names = {
        "entries": _("entries"),
        "debts": _("debts"),
        "terms": _("contract terms"),
        "payments": _("payments"),
        "balances": _("balances the lender showed"),
        "cash": _("money at hand"),
        "recurring": _("recurring items"),
        "contacts": _("contacts with lenders"),
        "attachments": _("stored files"),
    }
    found = dict.fromkeys(names.get(table, _("other facts")) for table in damage.lost)
    return pgettext("list", ", ").join(found) or _("pages of the file")


def _words(way: Way, damage: Damage) -> str:
    if way is Way.RESTORE and damage.best is not None:
        return _("Go back to the copy of {day}: {entries} entries, {debts} debts").format(
            day=formats.day(damage.best.copy.made_on, texts()),
            entries=formats.count(damage.best.entries),
            debts=formats.count(damage.best.debts),
        )
    if way is Way.SALVAGE:
        return (
            _("Make a new ledger of what is whole")
            if damage.best is None
            else _("Make a new ledger of what is whole, the rest from the copy")
        )
    return _("Only look at it")
