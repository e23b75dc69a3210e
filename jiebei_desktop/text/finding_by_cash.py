"""What warnings say where cash keeps every contract: nobody has to be talked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.text.finding_late import look_up
from jiebei_desktop.text.texts import Texts


def by_cash(finding: Finding, said: tuple[str, str], t: Texts) -> tuple[str, str]:
    """Return title and detail of a warning; those ``said`` where cash does not keep it."""
    if "lowest_fen" not in finding.facts:
        return said
    title = said[0]
    if finding.id == "W-FLOOR":
        title = t.gettext("A month's income does not carry living and all that is due")
    return title, _DETAILS[finding.id](finding, t)


def _floor(finding: Finding, t: Texts) -> str:
    if finding.facts.get("measure") == "standard":
        return t.gettext(
            "Income {income} less {required} due within 30 days leaves {left}; the local standard "
            "for your household is {floor}. Cash at hand carries the rest: over a year it is "
            "{lowest} at its lowest, more than the reserve of {reserve}."
        )
    return t.gettext(
        "Income {income} less {required} due within 30 days leaves {left}; a usual month's living "
        "takes {floor}. Cash at hand carries the rest: over a year it is {lowest} at its lowest, "
        "more than the reserve of {reserve}."
    )


def _overdue(finding: Finding, t: Texts) -> str:
    if finding.facts.get("arrears_fen") is None:
        return look_up(t)
    if finding.facts.get("since") is None:
        return t.gettext("{arrears} is past its day. Cash at hand makes it good: pay it today.")
    return t.gettext(
        "It has been overdue since {since}; {arrears} is past its day. Cash at hand makes it "
        "good: pay it today."
    )


_DETAILS: Mapping[str, Callable[[Finding, Texts], str]] = {
    "W-FLOOR": _floor,
    "W-OVERDUE": _overdue,
    "W-DUE-7": lambda _, t: t.gettext("Due on {due}. Cash at hand covers it."),
    "W-AGREE-MISSED": lambda _, t: t.gettext(
        "{amount} since {since}. Cash at hand makes it good: pay it today, before the lender "
        "ends the agreement."
    ),
    "W-NEGAM": lambda _, t: t.gettext(
        "In {days} days {paid} was paid and about {cost} was added. Cash at hand carries what "
        "the contract asks for; paid on its day, it reduces the debt."
    ),
    "W-DSR": lambda _, t: t.gettext(
        "{required} is due within 30 days against an income of {income} in a month; cash at "
        "hand carries the contracts for a year."
    ),
}
"""Of every warning that says what cash keeps."""
