"""Words for a call where cash keeps the contracts, or could pay the whole: none is promised."""

from __future__ import annotations

from jiebei_desktop.services.papers.call_desk import Basis, CallDesk, Demand
from jiebei_desktop.text.texts import Wording


def out_of_cash(desk: CallDesk) -> Wording:
    """Return the answers that cash changes: to a whole payment, and where a guarantor is asked."""
    told = desk.ask.is_on_time or desk.ask.basis is Basis.WHOLE
    whole = _WHOLE if desk.settles and not told else {}
    return {**whole, **(_KEPT if desk.by_cash else {})}


_WHOLE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "One sum can be talked about. Please send me first, in writing, each amount it is made of "
        "and what can be let go; I answer once I have read it.",
    ),
}
_KEPT: Wording = {
    Demand.GUARANTOR: lambda t: t.pgettext(
        "call", "No guarantor. What I have at hand keeps the contract."
    ),
}
