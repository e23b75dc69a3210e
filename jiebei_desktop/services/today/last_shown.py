"""What the first page showed last, kept in the ledger: it is there at once, without a simulation.

The outlook and the chart lie in the document of the kept picture. An outlook is today's where the
picture's key is; a chart is known by a mark that names everything it was drawn from.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jiebei_desktop.analysis.balances import Balances
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture import Picture, key_of, last_key, last_written, remember
from jiebei_desktop.services.picture.kept_home import from_text, to_text
from jiebei_desktop.services.picture.reading import Key
from jiebei_desktop.services.today.overview import Outlook, Standing, standing

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

Json = dict[str, Any]
_LINES = ("p10", "p25", "expected", "p75", "p90", "all_contracts")


class KeptChart(Struct, frozen=True, kw_only=True):
    """A drawn chart."""

    mark: str
    """Names everything the chart was drawn from: the same mark is the same picture."""
    png: bytes


class Last(Struct, frozen=True, kw_only=True):
    """What the first page showed last."""

    seen: Picture
    is_todays: bool
    """Whether ledger, day and rule data are those of today: then nothing has to be reckoned."""
    ahead: Outlook | None
    """Today's outlook; None where it must be worked out."""
    chart: KeptChart | None

    @property
    def key(self) -> Key:
        """What decided the figures."""
        return self.seen.key


def keep(session: Session, ahead: Outlook) -> None:
    """Write an outlook down with its picture, unless it is the one that is written down."""
    remember(session, ahead.seen, {"ahead": _written(ahead)})


def keep_chart(session: Session, chart: KeptChart) -> None:
    """Write a chart down beside the picture last known; nothing where none is."""
    found = last_written(session)
    if found is not None:
        seen, beside = found
        beside["chart"] = {"mark": chart.mark, "png": b64encode(chart.png).decode("ascii")}
        remember(session, seen, beside)


def last(session: Session, as_of: date) -> Last | None:
    """Return what the first page showed last; None where nothing can be read."""
    found = last_written(session)
    if found is None:
        return None
    seen, beside = found
    is_todays = seen.key == key_of(session, as_of)
    try:
        ahead = _read(seen, beside["ahead"]) if is_todays and "ahead" in beside else None
        drawn = beside.get("chart")
        chart = None if drawn is None else KeptChart(mark=drawn["mark"], png=_bytes(drawn["png"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Last(seen=seen, is_todays=is_todays, ahead=None, chart=None)  # another edition's
    return Last(seen=seen, is_todays=is_todays, ahead=ahead, chart=chart)


def standing_now(session: Session, as_of: date) -> Standing:
    """Return the figures of today: no entry is read for what is kept of them."""
    known = last(session, as_of) if last_key(session) == key_of(session, as_of) else None
    ahead = None if known is None else known.ahead
    return standing(session, as_of, None if ahead is None else ahead.before)


def _written(ahead: Outlook) -> Json:
    lines = ahead.forecast
    return {
        "before": to_text(ahead.before),
        "agree": ahead.agree,
        "first": ahead.ask_first,
        "days": [day.isoformat() for day in lines.days],
        "past": [[day.isoformat(), fen] for day, fen in lines.past],
        **{name: list(getattr(lines, name)) for name in _LINES},
    }


def _read(seen: Picture, row: Json) -> Outlook:
    return Outlook(
        seen=seen,
        before=from_text(row["before"]),
        agree=int(row["agree"]),
        ask_first=None if row["first"] is None else DebtId(row["first"]),
        forecast=Balances(
            days=tuple(date.fromisoformat(day) for day in row["days"]),
            past=tuple((date.fromisoformat(day), Fen(fen)) for day, fen in row["past"]),
            **{name: tuple(Fen(fen) for fen in row[name]) for name in _LINES},
        ),
    )


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
