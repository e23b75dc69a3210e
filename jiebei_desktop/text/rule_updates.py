"""Words for rule data that a user added: where it is from, and why a figure is not taken."""

from __future__ import annotations

from decimal import Decimal

from jiebei_desktop.domain.rules import Fixing
from jiebei_desktop.services.reference.fixings import BY_USER, RuleRefused, Why
from jiebei_desktop.text.formats import percent
from jiebei_desktop.text.texts import Texts


def fixing_source(fixing: Fixing, t: Texts) -> str:
    """Return where a fixing is from; the shipped ones name it in the language of their source."""
    return t.gettext("entered by you") if fixing.source == BY_USER else fixing.source


def refusal(error: RuleRefused, t: Texts) -> str:
    """Return why a figure is not taken, and what to do."""
    facts = dict(error.facts)
    if "before" in facts:
        rates = (percent(Decimal(rate)) for rate in facts["before"].split(","))
        facts["before"] = t.pgettext("list", ", ").join(rates)
    words = {
        Why.FUTURE: t.gettext("{day} has not come yet; take the day of the publication"),
        Why.TOO_EARLY: t.gettext("the LPR has been published in this form since {day} only"),
        Why.LPR_RANGE: t.gettext(
            "an LPR lies between 1% and 15%; type it as published, such as 3.00"
        ),
        Why.LPR_STEP: t.gettext(
            "this is more than one point away from the LPR before it ({before}); look at the"
            " published notice again"
        ),
        Why.DIBAO_RANGE: t.gettext(
            "a local minimum lies between 100 and 5,000 yuan per person and month"
        ),
        Why.OTHER_PLACE: t.gettext("this household lives in {place}; change the place first"),
    }
    return words[error.code].format(**facts)
