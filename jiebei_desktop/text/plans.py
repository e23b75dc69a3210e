"""Names of the ways of repaying."""

from __future__ import annotations

from jiebei_desktop.text.texts import Texts


def strategy_name(code: str, t: Texts) -> str:
    """Return the name of a strategy by its code.

    Raises:
        KeyError: there is no such strategy.
    """
    return {
        "avalanche": t.pgettext("strategy", "Dearest first"),
        "snowball": t.pgettext("strategy", "Smallest first"),
        "pro_rata": t.pgettext("strategy", "In proportion"),
        "custom": t.pgettext("strategy", "Own order"),
        "reserve": t.pgettext("strategy", "Saving up"),
        "optimal": t.pgettext("strategy", "Optimum"),
    }[code]
