"""Words for a debt's class, state and way of repaying, and for what a household owns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.text.formats import day, money
from jiebei_desktop.text.texts import Texts, Wording


def priority_name(code: str, t: Texts) -> str:
    """Return the class of a debt when money does not reach for all."""
    return _PRIORITIES[code](t)


def days_late(days: int | None, t: Texts) -> str:
    """Return for a cell how many days a debt is late; ``None``: nobody said since when."""
    return t.pgettext("plan", "not known") if days is None else str(days or "–")


def how_late(days: int | None, t: Texts) -> str:
    """Return the same in words."""
    if days is None:
        return t.pgettext("sheet", "since when is not known")
    return t.pgettext("sheet", "{days} days").format(days=days)


def free_days_words(
    until: date | None, parts: Parts, t: Texts, write: Callable[[Fen], str] = money
) -> str:
    """Say of a fresh bill what settles it until its due day; nothing of any other debt."""
    if until is None or not parts.interest:
        return ""
    words = t.gettext("paid in full by {day}, {principal} settles it: {interest} is not charged")
    return words.format(
        day=day(until, t), principal=write(parts.principal), interest=write(parts.interest)
    )


def stage_name(code: str, t: Texts) -> str:
    """Return where a debt stands in its life."""
    return _STAGES[code](t)


def method_name(code: str, t: Texts) -> str:
    """Return how a contract is repaid."""
    return _METHODS[code](t)


def asset_name(code: str, t: Texts) -> str:
    """Return what kind of thing is owned."""
    return _ASSETS[code](t)


def housing_name(code: str, t: Texts) -> str:
    """Return how a household lives."""
    return _HOUSING[code](t)


def lender_type_name(kind: LenderType, t: Texts) -> str:
    """Return what kind of lender it is."""
    return _LENDERS[kind](t)


def channel_name(code: str, t: Texts) -> str:
    """Return how a contact happened."""
    return _CHANNELS[code](t)


_HOUSING: Wording = {
    "rent": lambda t: t.pgettext("housing", "rented"),
    "mortgage": lambda t: t.pgettext("housing", "own, with a mortgage"),
    "own": lambda t: t.pgettext("housing", "own, paid off"),
    "relatives": lambda t: t.pgettext("housing", "with relatives"),
    "employer": lambda t: t.pgettext("housing", "from the employer"),
    "other": lambda t: t.pgettext("housing", "another way"),
}
_PRIORITIES: Wording = {
    "livelihood": lambda t: t.pgettext("priority", "Housing and livelihood"),
    "secured": lambda t: t.pgettext("priority", "Secured"),
    "unsecured": lambda t: t.pgettext("priority", "Unsecured"),
    "family": lambda t: t.pgettext("priority", "Family and friends"),
}
_STAGES: Wording = {
    "current": lambda t: t.pgettext("debt stage", "On time"),
    "overdue": lambda t: t.pgettext("debt stage", "Overdue"),
    "negotiating": lambda t: t.pgettext("debt stage", "In talks"),
    "restructured": lambda t: t.pgettext("debt stage", "Rearranged"),
    "litigation": lambda t: t.pgettext("debt stage", "In court"),
    "enforcement": lambda t: t.pgettext("debt stage", "Being enforced"),
    "settled": lambda t: t.pgettext("debt stage", "Settled"),
}
_METHODS: Wording = {
    "equal_payment": lambda t: t.pgettext("method", "Equal payments"),
    "equal_principal": lambda t: t.pgettext("method", "Equal principal"),
    "interest_only": lambda t: t.pgettext("method", "Interest first, principal last"),
    "single": lambda t: t.pgettext("method", "All at the end"),
    "fee_instalment": lambda t: t.pgettext("method", "Instalments with a fee"),
    "revolving": lambda t: t.pgettext("method", "Revolving"),
    "free": lambda t: t.pgettext("method", "No fixed plan"),
}
_ASSETS: Wording = {
    "cash": lambda t: t.pgettext("asset", "Cash and balances"),
    "deposit": lambda t: t.pgettext("asset", "Deposit"),
    "housing_fund": lambda t: t.pgettext("asset", "Housing fund"),
    "vehicle": lambda t: t.pgettext("asset", "Vehicle"),
    "home": lambda t: t.pgettext("asset", "Home"),
    "investment": lambda t: t.pgettext("asset", "Investment"),
    "insurance": lambda t: t.pgettext("asset", "Insurance value"),
    "receivable": lambda t: t.pgettext("asset", "Money lent"),
    "other": lambda t: t.pgettext("asset", "Other"),
}
_CHANNELS: Wording = {
    "call": lambda t: t.pgettext("channel", "Call"),
    "app": lambda t: t.pgettext("channel", "App"),
    "message": lambda t: t.pgettext("channel", "Message"),
    "letter": lambda t: t.pgettext("channel", "Letter"),
    "visit": lambda t: t.pgettext("channel", "Visit"),
    "email": lambda t: t.pgettext("channel", "E-mail"),
}
_LENDERS: Wording = {
    LenderType.BANK: lambda t: t.pgettext("lender", "Bank"),
    LenderType.CREDIT_CARD_ISSUER: lambda t: t.pgettext("lender", "Card issuer"),
    LenderType.CONSUMER_FINANCE: lambda t: t.pgettext("lender", "Consumer finance company"),
    LenderType.MICRO_LENDER: lambda t: t.pgettext("lender", "Micro-lender"),
    LenderType.TRUST: lambda t: t.pgettext("lender", "Trust company"),
    LenderType.PRIVATE_PERSON: lambda t: t.pgettext("lender", "Person"),
    LenderType.ASSIGNEE: lambda t: t.pgettext("lender", "Buyer of the debt"),
    LenderType.UNKNOWN: lambda t: t.pgettext("lender", "Not known"),
}
