"""What the other side's conduct was, and what about a contact a rule of collection speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from jiebei_desktop.text.texts import Texts, Wording


def conduct_name(kind: str, t: Texts) -> str:
    """Return what was noted about the other side's conduct, as a fact."""
    return _CONDUCT[kind](t)


def breach_words(rule: str, facts: Mapping[str, int | str], t: Texts) -> str:
    """Return the fact that a rule of collection speaks of."""
    if rule == "collect_hours":
        return t.gettext("at {at}, within 22:00–8:00").format(at=facts["at"])
    if rule == "collect_freq":
        return t.gettext("call {count} of the day").format(count=facts["calls"])
    return conduct_name(str(facts["conduct"]), t)


_CONDUCT: Wording = {
    "threat": lambda t: t.gettext("Threatened"),
    "insult": lambda t: t.gettext("Insulted"),
    "third_party": lambda t: t.gettext("Spoke to relatives or friends"),
    "fake_authority": lambda t: t.gettext("Claimed to be court or police"),
    "private_account": lambda t: t.gettext("Wanted money to a private account"),
    "disclosure": lambda t: t.gettext("Told others of the debt"),
    "after_refusal": lambda t: t.gettext("Called on after a refusal"),
}
