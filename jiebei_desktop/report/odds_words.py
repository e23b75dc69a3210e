"""Whether the likely cash carries what is asked, and how likely a payment is missed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiebei_desktop.report.blocks import View
from jiebei_desktop.text.odds import about


def short_of(view: View) -> Decimal:
    """Return what the paper's own likely cash is short of at its lowest, 0 where of nothing."""
    return max(Decimal(0), -Decimal(view.doc["odds"]["low"]))


def missing_of(view: View) -> Decimal:
    """Return the same where what is asked for is the cause, 0 where it was missing before."""
    return Decimal(0) if view.doc["odds"]["before_first"] else short_of(view)


def shortage(view: View) -> Iterator[str]:
    """Yield when the paper's own likely cash falls below nothing, and by how much."""
    short, odds = short_of(view), view.doc["odds"]
    if short:
        words = view.t.pgettext(
            "plan",
            "With all that is known today my cash is {short} short on {day}: what falls due then "
            "still has to be moved or covered.",
        )
        yield words.format(short=view.money(f"{short:.2f}"), day=view.day(odds["low_day"]))


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
