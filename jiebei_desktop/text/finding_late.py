"""The sentences of a debt that is late: by how much and since when, as far as anybody said."""

from __future__ import annotations

from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.text.texts import Texts


def look_up(t: Texts) -> str:
    """Return where the amount stands that nobody told."""
    return t.gettext(
        "Look in the lender's app how much is past its day and since when, and write it down."
    )


def overdue(finding: Finding, t: Texts) -> tuple[str, str]:
    """Return title and detail of a debt that is late, as much of it as is known."""
    days = finding.facts.get("days")
    days = days if isinstance(days, int) else 0
    title = t.ngettext("{debt} is {days} day overdue", "{debt} is {days} days overdue", days)
    if finding.facts.get("arrears_fen") is None:
        return t.gettext("{debt} is overdue; by how much is not known"), look_up(t)
    if finding.facts.get("since") is None:
        return t.gettext("{debt} is overdue; since when is not known"), t.gettext(
            "{arrears} is past its day. Look in the lender's app since when and write it down."
        )
    if finding.facts.get("lent_by") == "person":
        return title, _late_with_a_person(finding, t)
    if finding.facts.get("next_step") is None:
        return title, t.gettext(
            "It has been overdue since {since}. {arrears} is past its day; each further day costs "
            "{per_day}.",
        )
    return title, t.gettext(
        "It has been overdue since {since}. {arrears} is past its day; each further day costs "
        "{per_day}. {days_to_step} days remain until day {next_step}, when lenders usually take a "
        "next step.",
    )


def _late_with_a_person(finding: Finding, t: Texts) -> str:
    if not finding.facts.get("per_day_fen"):
        return t.gettext(
            "It was to be paid back by {since}; {arrears} is open. Say when you can pay, before "
            "you are asked: a letter to somebody close helps."
        )
    return t.gettext(
        "It was to be paid back by {since}; {arrears} is open, and each further day costs "
        "{per_day}. Say when you can pay, before you are asked: a letter to somebody close helps."
    )
