"""Words for a call where the cash at hand could pay the whole: none of it is promised."""

from __future__ import annotations

from jiebei_desktop.services.papers.call_desk import Basis, CallDesk, Demand
from jiebei_desktop.text.call_kept import Wording


def in_one_sum(desk: CallDesk) -> Wording:
    """Return the answer to a whole payment where cash carries it; empty where none is asked."""
    told = desk.ask.is_on_time or desk.ask.basis is Basis.WHOLE
    return _WHOLE if desk.settles and not told else {}


_WHOLE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "One sum can be talked about. Please send me first, in writing, each amount it is made of "
        "and what can be let go; I answer once I have read it.",
    ),
}
