"""Words for paying early: both ways on, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.formats import day, money, percent
from jiebei_desktop.text.texts import Texts, Wording

if TYPE_CHECKING:
    from jiebei_desktop.services.plans.prepaying import Caution, PrepayView

_Write = Callable[[Fen], str]


def way_names(t: Texts) -> tuple[str, str, str]:
    """Return the names of the ways on: without it, the payment kept, the last day kept."""
    return (
        t.pgettext("prepaying", "As it is"),
        t.pgettext("prepaying", "Fewer payments"),
        t.pgettext("prepaying", "Smaller payments"),
    )


def row_names(t: Texts) -> tuple[str, ...]:
    """Return what is told of each way: payment, last day, payments left, cost, saving."""
    return (
        t.pgettext("prepaying", "Each payment, at most"),
        t.pgettext("prepaying", "Last day"),
        t.pgettext("prepaying", "Payments left"),
        t.pgettext("prepaying", "Interest and fees from then on"),
        t.pgettext("prepaying", "Saved"),
    )


def columns(view: PrepayView, t: Texts, write: _Write = money) -> Iterator[tuple[str, ...]]:
    """Yield what is told of each way, in the order of the names."""
    found = view.found
    for way in (found.without, found.shorter, found.lower):
        yield (
            write(way.most),
            "–" if way.last is None else day(way.last, t),
            str(len(way.dues)),
            write(way.cost),
            "–" if way is found.without else write(view.gain(way)),
        )


def said(view: PrepayView, t: Texts, write: _Write = money) -> Iterator[str]:
    """Yield what is to be known of the amount itself, and what stands against it."""
    found = view.found
    if found.unapplied:
        words = t.gettext("{amount} more than settles it on that day.")
        yield words.format(amount=write(found.unapplied))
    elif found.settles:
        yield t.gettext("It settles it on that day.")
    elif not found.early:
        yield t.gettext("It only meets what is due by then: the plan stays as it is.")
    else:
        words = t.gettext(
            "{principal} of it is principal paid early, {rest} goes to interest and what is due."
        )
        yield words.format(
            principal=write(found.early), rest=write(Fen(found.applied.total - found.early))
        )
    if view.fee:
        yield t.gettext("The fee of {fee} is taken off what is saved.").format(fee=write(view.fee))
    for caution in view.cautions:
        yield caution_words(caution, t, write)


def caution_words(caution: Caution, t: Texts, write: _Write = money) -> str:
    """Return one thing that stands against paying early."""
    told = {
        "debt": caution.debt,
        "amount": write(caution.amount),
        "least": write(caution.least),
        "day": "" if caution.day is None else day(caution.day, t),
        "rate": "" if caution.rate is None else percent(caution.rate, t=t),
    }
    return _CAUTIONS[caution.code](t).format(**told)


_CAUTIONS: Wording = {
    "late": lambda t: t.gettext(
        "{amount} is late ({debt} first): what is late comes first, it costs penalty and a record."
    ),
    "asked": lambda t: t.gettext(
        "The plan asks for easier terms ({debt}): who asks one lender to wait and pays another"
        " early will be asked why."
    ),
    "dearer": lambda t: t.gettext(
        "{debt} costs more, {rate} a year: the same money saves more there."
    ),
    "short": lambda t: t.gettext(
        "On {day} {amount} would likely be missing to live and to pay what falls due: keep the"
        " money."
    ),
    "reserve": lambda t: t.gettext(
        "On {day} you would likely have {amount}, less than the reserve of {least}: keep the money."
    ),
    "unknown": lambda t: t.gettext(
        "How much cash you need in the months ahead is not known here; keep a month of living"
        " first."
    ),
}
