"""Words for rule data that a user added: where it is from, and why something is not taken."""

from __future__ import annotations

from decimal import Decimal

from jiebei_desktop.domain.rules import Fixing
from jiebei_desktop.services.reference.fixings import BY_USER, RuleRefused, Why
from jiebei_desktop.services.reference.rules_file import RulesFile
from jiebei_desktop.text.formats import day, percent
from jiebei_desktop.text.texts import Texts


def fixing_source(fixing: Fixing, t: Texts) -> str:
    """Return where a fixing is from; the shipped ones name it in the language of their source."""
    return t.gettext("entered by you") if fixing.source == BY_USER else fixing.source


def refusal(error: RuleRefused, t: Texts) -> str:
    """Return why a figure or a file is not taken, and what to do."""
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
        **_of_files(t),
    }
    return words[error.code].format(**facts)


def _of_files(t: Texts) -> dict[Why, str]:
    return {
        Why.NO_RULES_FILE: t.gettext("this is no rules file of this program; nothing was changed"),
        Why.SIGNATURE: t.gettext(
            "the signature is not good: the file was changed on its way, or is not by the makers"
            " of this program; nothing was changed, get it again"
        ),
        Why.NOT_YET: t.gettext(
            "the file is dated {day}, which has not come yet; look at the date of this computer"
        ),
        Why.OLD_EDITION: t.gettext("the rule data in use are of {day}; this file is not newer"),
        Why.UNKNOWN_RULE: t.gettext(
            "the file names a rule this version does not know ({id}); update the program"
        ),
        Why.NOT_USABLE: t.gettext("the file is signed but cannot be used; please report it"),
        Why.NOT_PLAUSIBLE: t.gettext(
            "{what} in the file cannot be right, so nothing was changed; please report it"
        ),
    }


def opened(found: RulesFile, t: Texts) -> str:
    """Return what a signed file brought."""
    words = t.gettext("Rule data of {day}: {fixings} LPR, {rules} rules")
    return words.format(
        day=day(found.edition, t), fixings=len(found.fixings), rules=len(found.amendments)
    )
