"""Words for letters: their titles, why one does not fit, what is missing, the seven checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.text.formats import day, money
from jiebei_desktop.text.texts import Texts, Wording

Facts = Mapping[str, Any]


def letter_title(kind: str, t: Texts) -> str:
    """Return the title of a letter."""
    return _TITLES[kind](t)


def reservation(t: Texts, *, guessed: bool = False) -> str:
    """Return what every paper that asks keeps open: no acknowledgement, no contract, no waiver."""
    if guessed:
        return t.pgettext(
            "letter",
            "The figures are estimates by usual terms and acknowledge no charge. This letter "
            "proposes an agreement and binds only once both sides have signed one. I waive no "
            "right that the law gives me.",
        )
    return t.pgettext(
        "letter",
        "The figures follow the wording of the contract and do not acknowledge every charge. This "
        "letter proposes an agreement and binds only once both sides have signed one. I waive no "
        "right that the law gives me.",
    )


def why_not_words(code: str, t: Texts) -> str:
    """Return why a letter does not fit a debt today."""
    return _WHY_NOT[code](t)


def copy_name(kind: str, version: int, t: Texts) -> str:
    """Return what a paper that went out was: a letter by its title, or which request."""
    if kind in _TITLES:
        return letter_title(kind, t)
    return t.pgettext("copy", "request, version {version}").format(version=version)


def missing_words(code: str, t: Texts) -> str:
    """Return what the letter leaves a line for."""
    return _MISSING[code](t)


def check_title(question: str, t: Texts) -> str:
    """Return the name of one of the seven questions before signing."""
    return _QUESTIONS[question](t)


def state_name(state: str, t: Texts) -> str:
    """Return the word of how a question stands."""
    return _STATES[state](t)


def check_words(question: str, state: str, facts: Facts, t: Texts) -> str:
    """Return one of the seven checks as a sentence; empty where there is nothing to say."""
    if question == "guarantor":
        return t.pgettext("plan", "; ").join(_guarantor(facts, t))
    return _ALARMS[question](facts, t) if state == "look" else ""


def _guarantor(facts: Facts, t: Texts) -> Iterator[str]:
    """Yield what stands behind the debt already, and that no more is to be given."""
    if facts.get("pledged") == "home":
        yield t.gettext("The home is pledged for it; sign for no other pledge")
    elif facts.get("pledged"):
        yield t.gettext("Something is pledged for it already; sign for no other pledge")
    if facts.get("names"):
        words = t.gettext("{names} owe it, too: their credit record suffers, tell them first")
        yield words.format(names=facts["names"])


def _limitation(facts: Facts, t: Texts) -> str:
    words = t.gettext(
        "The last due day, payment or demand known here was on {since}, more than {years} years"
        " ago: before you sign or promise to pay, ask 12348 about the limitation period"
    )
    return words.format(since=_day(facts["since"], t), years=facts["years"])


def _day(text: str, t: Texts) -> str:
    return day(date.fromisoformat(text), t)


def _withheld(facts: Facts, t: Texts) -> str:
    words = t.gettext("{missing} of the principal was kept back when it was paid out")
    return words.format(missing=money(parse_yuan(facts["missing"])))


def _capitalised(facts: Facts, t: Texts) -> str:
    words = t.gettext("The newest terms made {grown} of charges into principal")
    return words.format(grown=money(parse_yuan(facts["grown"])))


def _promise(facts: Facts, t: Texts) -> str:
    sold = facts.get("sold")
    if sold is not None and parse_yuan(facts.get("low", "0")) >= 0:
        words = t.gettext(
            "{sold} of it comes from what is not sold yet: promise no day before the sale"
        )
        return words.format(sold=money(parse_yuan(sold)))
    words = (
        t.gettext(
            "Before the first instalment cash falls to {low} on {on}: first say which bill waits"
        )
        if facts.get("before_first")
        else t.gettext("The plan's own cash falls to {low} on {on}; promise less, or later")
    )
    return words.format(low=money(parse_yuan(facts["low"])), on=_day(facts["on"], t))


def _six_items(_facts: Facts, t: Texts) -> str:
    return t.gettext("The agreement leaves some of the six items open")


def _charges(facts: Facts, t: Texts) -> str:
    excess = facts.get("excess")
    if excess is not None and parse_yuan(excess) <= 0:
        return ""
    above = (
        t.gettext("Charges lie above the highest line for any kind of lender")
        if facts.get("lender_type") == "unknown"
        else t.gettext("Charges lie above the line for this kind of lender")
    )
    if excess is None:
        words = t.gettext("{above}; by how much cannot be reckoned from what is here")
        return words.format(above=above)
    words = t.gettext("{above}, by {amount} so far")
    return words.format(above=above, amount=money(parse_yuan(excess)))


_QUESTIONS: Wording = {
    "limitation": lambda t: t.pgettext("letter", "Limitation period"),
    "charges": lambda t: t.pgettext("letter", "Charges above the line"),
    "withheld": lambda t: t.pgettext("letter", "Principal kept back"),
    "capitalised": lambda t: t.pgettext("letter", "Interest made into principal"),
    "guarantor": lambda t: t.pgettext("letter", "Guarantor or pledge"),
    "promise": lambda t: t.pgettext("letter", "Can it be kept?"),
    "six_items": lambda t: t.pgettext("letter", "The six items of an agreement"),
}

_STATES: Wording = {
    "fine": lambda t: t.pgettext("letter", "OK"),
    "look": lambda t: t.pgettext("letter", "Look"),
    "later": lambda t: t.pgettext("letter", "Later"),
    "unknown": lambda t: t.pgettext("letter", "Not known"),
}

_ALARMS: Mapping[str, Callable[[Facts, Texts], str]] = {
    "limitation": _limitation,
    "charges": _charges,
    "withheld": _withheld,
    "capitalised": _capitalised,
    "promise": _promise,
    "six_items": _six_items,
}

_TITLES: Wording = {
    "early": lambda t: t.pgettext("letter", "Word before an instalment is missed"),
    "freeze": lambda t: t.pgettext("letter", "Request to stop interest and penalty"),
    "pro_rata": lambda t: t.pgettext("letter", "One way for all lenders"),
    "card_70": lambda t: t.pgettext("letter", "Request for personal card instalments"),
    "mortgage": lambda t: t.pgettext("letter", "Request for relief of a home loan"),
    "relief": lambda t: t.pgettext("letter", "Request to spread payments for home or work"),
    "settle": lambda t: t.pgettext("letter", "Offer to settle with one sum"),
    "family": lambda t: t.pgettext("letter", "To someone who helped me"),
    "assignee": lambda t: t.pgettext("letter", "Questions to whoever took over the debt"),
    "disputed": lambda t: t.pgettext("letter", "Charges I do not agree with"),
    "complaint": lambda t: t.pgettext("letter", "Complaint about collection"),
    "third_party": lambda t: t.pgettext("letter", "Do not contact others"),
    "review": lambda t: t.pgettext("letter", "My figures anew"),
    "change": lambda t: t.pgettext("letter", "About one instalment of our agreement"),
    "record": lambda t: t.pgettext("letter", "What was paid under our agreement"),
    "settled": lambda t: t.pgettext("letter", "Request for a settlement certificate"),
    "objection": lambda t: t.pgettext("letter", "Objection"),
}

_WHY_NOT: Wording = {
    "nothing-owed": lambda t: t.pgettext("letter", "nothing is owed"),
    "lender-is-a-person": lambda t: t.pgettext("letter", "it goes to a person you know"),
    "already-late": lambda t: t.pgettext("letter", "it is late already"),
    "no-shortage-ahead": lambda t: t.pgettext("letter", "no shortage is seen ahead"),
    "not-late": lambda t: t.pgettext("letter", "it is not late"),
    "at-court": lambda t: t.pgettext(
        "letter", "a court has the claim: what is asked is settled there"
    ),
    "protected-debt": lambda t: t.pgettext(
        "letter", "it guards home or livelihood: use its own letter"
    ),
    "one-lender": lambda t: t.pgettext("letter", "there is one lender only"),
    "nothing-to-share": lambda t: t.pgettext("letter", "nothing is left to share"),
    "no-card": lambda t: t.pgettext("letter", "it is no credit card"),
    "not-protected": lambda t: t.pgettext("letter", "it guards neither home nor livelihood"),
    "no-home-loan": lambda t: t.pgettext("letter", "it is no home loan: use the letter beside it"),
    "payable": lambda t: t.pgettext(
        "letter",
        "nothing is late that is not paid now, and living leaves its instalments: ask nothing",
    ),
    "home-loan": lambda t: t.pgettext("letter", "it is a home loan: use its own letter"),
    "no-lump-sum": lambda t: t.pgettext("letter", "nothing is known that could be sold"),
    "contract-kept": lambda t: t.pgettext(
        "letter", "its contract is kept, and what is there does not settle it"
    ),
    "instalment-kept": lambda t: t.pgettext(
        "letter", "the next instalment is paid in full by its day: nothing changes"
    ),
    "no-person": lambda t: t.pgettext("letter", "the lender is a company"),
    "not-assigned": lambda t: t.pgettext("letter", "it is not noted that the debt was passed on"),
    "nothing-disputed": lambda t: t.pgettext("letter", "nothing stands out in the charges"),
    "no-breach-noted": lambda t: t.pgettext("letter", "no contact against the rules is noted"),
    "not-supervised": lambda t: t.pgettext("letter", "the lender is not supervised as a bank is"),
    "no-third-person-noted": lambda t: t.pgettext("letter", "no call to others is noted"),
    "no-paper-sent": lambda t: t.pgettext("letter", "nothing was sent before"),
    "no-agreement": lambda t: t.pgettext("letter", "there is no agreement"),
    "nothing-paid": lambda t: t.pgettext("letter", "nothing is paid under the agreement yet"),
    "instalment-missed": lambda t: t.pgettext(
        "letter", "an instalment is open: write about that one first"
    ),
    "still-owed": lambda t: t.pgettext("letter", "it is not paid off"),
    "no-payment-order": lambda t: t.pgettext(
        "letter", "neither a payment order nor arrears are known"
    ),
}

_MISSING: Wording = {
    "name": lambda t: t.pgettext("letter", "your name"),
    "id_tail": lambda t: t.pgettext("letter", "last four of your ID"),
    "phone": lambda t: t.pgettext("letter", "your telephone"),
    "address": lambda t: t.pgettext("letter", "your address"),
    "children_born": lambda t: t.pgettext("letter", "children in the household"),
    "housing": lambda t: t.pgettext("letter", "how you live"),
    "work": lambda t: t.pgettext("letter", "your work"),
    "means": lambda t: t.pgettext("letter", "your income and outgoings"),
    "members": lambda t: t.pgettext("letter", "how many you are"),
    "cash": lambda t: t.pgettext("letter", "the cash at hand"),
    "contract_no": lambda t: t.pgettext("letter", "the contract number"),
    "buyer": lambda t: t.pgettext("letter", "who says the debt is theirs now"),
    "hardship": lambda t: t.pgettext("letter", "what made paying difficult, and since when"),
}
