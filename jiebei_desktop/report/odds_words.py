"""Whether the likely cash carries what is asked, and how likely a payment is missed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiebei_desktop.report.blocks import View
from jiebei_desktop.text.odds import about


def short_of(view: View) -> Decimal:
    """Return what the paper's own likely cash is short of at its lowest, 0 where of nothing."""
    return max(Decimal(0), -Decimal(view.doc["odds"]["low"] or 0))


def missing_of(view: View) -> Decimal:
    """Return what is short from the first instalment on, where what is asked for is the cause."""
    return max(Decimal(0), -Decimal(view.doc["odds"]["later"] or 0))


def pays(view: View) -> bool:
    """Return whether lenders are paid anything: then there is a first instalment."""
    means = view.doc["means"]
    return Decimal(means["payment"]) > 0 or bool(means["by_cash"])


def shortage(view: View) -> Iterator[str]:
    """Yield when the paper's own likely cash falls below nothing, and by how much.

    What is short before the first instalment is told apart from what is afterwards.
    """
    t, odds, part, short = view.t, view.doc["odds"], "low", short_of(view)
    if odds["before_first"] and pays(view):
        part, short = "later", missing_of(view)
        words = t.pgettext(
            "plan",
            "Before the first instalment, on {day}, my cash is {short} short whatever lenders get: "
            "I move or cover what falls due then.",
        )
        yield words.format(short=view.money(f"{short_of(view):.2f}"), day=view.day(odds["low_day"]))
        if Decimal(odds["later"]) >= 0:
            words = t.pgettext(
                "plan", "From the first instalment on it never lies below {low} within the year."
            )
            yield words.format(low=view.money(odds["later"]))
    if short > 0:
        words = t.pgettext(
            "plan",
            "With all that is known today my cash is {short} short on {day}: what falls due then "
            "still has to be moved or covered.",
        )
        yield words.format(short=view.money(f"{short:.2f}"), day=view.day(odds[f"{part}_day"]))


def odds_words(view: View) -> Iterator[str]:
    """Yield both odds in rounded words, with what they leave out."""
    t, odds = view.t, view.doc["odds"]
    if odds["paid"] is None:
        return
    words = t.pgettext(
        "plan",
        "With {payment} a month to all together, the odds that within a year at least one "
        "instalment is not paid in full on its day are {late}; that two running fail, {broken}. "
        "Loss of work and grave illness are left out.",
    )
    paid = odds["paid"]
    late, broken = (about(Decimal(paid[name]), t) for name in ("late_once_12", "broken_12"))
    payment = view.money(paid["payment"])
    yield words.format(payment=payment, late=late, broken=broken)
