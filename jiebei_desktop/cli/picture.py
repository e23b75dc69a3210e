"""The picture: every named figure of a household on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jiebei_desktop.cli.call import Call, command, ledger_argument, seed_option
from jiebei_desktop.cli.facts import table
from jiebei_desktop.services.picture import HORIZONS, Lane, Picture, picture
from jiebei_desktop.services.picture.document import figure_json, lane_json, week_json
from jiebei_desktop.text.asking import out_of_time_words
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.picture import figure_title, lane_name, origin_name, value_words
from jiebei_desktop.text.texts import Texts


@command("picture")
@ledger_argument
@seed_option
def picture_command(call: Call, ledger: Path, seed: int) -> None:
    """Show every named figure of the household on a day, and where three ways of paying lead."""
    with call.open(ledger) as session:
        found = picture(session, call.as_of, seed)
        names = {debt.id: debt.name for debt in session.ledger.debts()}
    document = {
        "as_of": call.as_of.isoformat(),
        "seed": seed,
        "revision": found.key.revision,
        "figures": [figure_json(figure) for figure in found.figures.values()],
        "lanes": {lane.name.value: lane_json(lane) for lane in found.lanes.values()},
        "week": week_json(found.week),
        "out_of_time": list(found.aside),
    }
    caution = out_of_time_words(found.aside, names, call.t)
    call.answer(
        document,
        [*_lines(found, {str(debt): name for debt, name in names.items()}, call.t), *caution],
    )


def _lines(found: Picture, names: Mapping[str, str], t: Texts) -> Iterator[str]:
    heads = (
        t.pgettext("column", "Figure"),
        t.pgettext("column", "Value"),
        t.pgettext("column", "Source"),
    )
    rows = [
        (figure_title(figure, t, names), value_words(figure, t), origin_name(figure.origin, t))
        for figure in found.figures.values()
    ]
    yield from table(heads, rows)
    yield ""
    lane_heads = (
        t.pgettext("column", "Way"),
        *(t.gettext("Owed in {days} days").format(days=days) for days in HORIZONS),
        t.pgettext("column", "Least cash"),
    )
    yield from table(lane_heads, [_lane(lane, t) for lane in found.lanes.values()])


def _lane(lane: Lane, t: Texts) -> tuple[str, ...]:
    owed = (amount(lane.owed[days]) for days in HORIZONS)
    return (lane_name(lane.name, t), *owed, amount(lane.low.amount) if lane.told else "–")
