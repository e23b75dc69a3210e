"""Words for a call where the cash at hand could pay: none of it is promised."""

from __future__ import annotations

from jiebei_desktop.services.papers.call_desk import CallDesk, Demand
from jiebei_desktop.text.call_kept import Wording


def part_today(desk: CallDesk) -> Wording:
    """Return the answer to a part today where cash carries every contract; empty where not."""
    return _PART if desk.carried and not desk.ask.is_on_time else {}


def in_one_sum(desk: CallDesk) -> Wording:
    """Return the answer to a whole payment where cash carries it; empty where not."""
    return _WHOLE if desk.settles and not desk.ask.is_on_time else {}


_PART: Wording = {
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "I pay nothing today on a call. Please tell me in writing first what a payment would count "
        "for and what follows; I answer once I have read it.",
    ),
}
_WHOLE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "One sum can be talked about. Please send me first, in writing, each amount it is made of "
        "and what can be let go; I answer once I have read it.",
    ),
}
