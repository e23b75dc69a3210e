"""The situations, and which of them a debt is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.domain.debts import (
    AT_COURT,
    HOME_LOANS,
    LenderType,
    Method,
)
from jiebei_desktop.domain.negotiation import Conduct, FactKind
from jiebei_desktop.services.papers.letters.situation import Situation

_LICENSED = frozenset(LenderType) - {LenderType.PRIVATE_PERSON, LenderType.ASSIGNEE}


class LetterKind(StrEnum):
    """What a letter is for."""

    EARLY = "early"
    FREEZE = "freeze"
    PRO_RATA = "pro_rata"
    CARD_70 = "card_70"
    MORTGAGE = "mortgage"
    RELIEF = "relief"
    SETTLE = "settle"
    FAMILY = "family"
    ASSIGNEE = "assignee"
    DISPUTED = "disputed"
    COMPLAINT = "complaint"
    THIRD_PARTY = "third_party"
    REVIEW = "review"
    CHANGE = "change"
    RECORD = "record"
    SETTLED = "settled"
    OBJECTION = "objection"


class LetterFit(Struct, frozen=True, kw_only=True):
    """Whether a letter fits a debt today; ``why_not`` is a code, empty when it does."""

    kind: LetterKind
    why_not: str = ""

    @property
    def fits(self) -> bool:
        """Return whether the letter is one to send now."""
        return not self.why_not


def why_not(kind: LetterKind, now: Situation) -> str:
    """Return the code of why a letter does not fit, empty when it does."""
    return next((code for code, holds in _NEEDS[kind] if not holds(now)), "")


def fitting(now: Situation) -> tuple[LetterFit, ...]:
    """Return every kind, those that fit today first, in the order of their use."""
    found = [LetterFit(kind=kind, why_not=why_not(kind, now)) for kind in _order(now)]
    return tuple(sorted(found, key=lambda fit: bool(fit.why_not)))


def _order(now: Situation) -> list[LetterKind]:
    """Return the kinds: what runs against a day first, then what is made for this lender."""
    ordered = (LetterKind.OBJECTION,) if now.fact(FactKind.PAYMENT_ORDER) is not None else ()
    special = (
        *ordered,
        LetterKind.CHANGE,
        LetterKind.FAMILY,
        LetterKind.MORTGAGE,
        LetterKind.RELIEF,
        LetterKind.CARD_70,
    )
    first = [kind for kind in special if not why_not(kind, now)]
    return [*first, *(kind for kind in LetterKind if kind not in first)]


def _owes(now: Situation) -> bool:
    return now.mine.owed.parts.total > 0


def _late(now: Situation) -> bool:
    return now.mine.owed.overdue_days > 0


def _person(now: Situation) -> bool:
    return now.mine.debt.lent_by_person


def _protected(now: Situation) -> bool:
    return now.mine.debt.is_guarded


def _kept(now: Situation) -> bool:
    return now.mine.held_to is not None


def _home_loan(now: Situation) -> bool:
    return now.mine.debt.product in HOME_LOANS


def _card(now: Situation) -> bool:
    debt = now.mine.debt
    return debt.lender_type is LenderType.CREDIT_CARD_ISSUER or (
        debt.lender_type is LenderType.BANK and debt.terms.method is Method.REVOLVING
    )


Need = tuple[str, Callable[[Situation], bool]]
_OPEN: Need = ("nothing-owed", _owes)
_NO_PERSON: Need = ("lender-is-a-person", lambda now: not _person(now))
_FREE: Need = ("protected-debt", lambda now: not _protected(now))
_NEEDED: Need = ("payable", lambda now: now.relief is None or now.relief.needed)
_AGREED: Need = ("no-agreement", lambda now: now.performance is not None)
_NEEDS: Mapping[LetterKind, tuple[Need, ...]] = {
    LetterKind.EARLY: (
        _OPEN,
        _NO_PERSON,
        _FREE,
        ("already-late", lambda now: not _late(now)),
        ("no-shortage-ahead", lambda now: now.short_from is not None),
    ),
    LetterKind.FREEZE: (
        _OPEN,
        _NO_PERSON,
        _FREE,
        ("not-late", _late),
        ("at-court", lambda now: now.mine.debt.stage not in AT_COURT),
    ),
    LetterKind.PRO_RATA: (
        _OPEN,
        _NO_PERSON,
        _FREE,
        ("one-lender", lambda now: now.lenders > 1),
        ("nothing-to-share", lambda now: bool(now.recommended)),
    ),
    LetterKind.CARD_70: (_OPEN, ("no-card", _card), ("not-late", _late)),
    LetterKind.MORTGAGE: (
        _OPEN,
        ("not-protected", _protected),
        ("no-home-loan", _home_loan),
        _NEEDED,
    ),
    LetterKind.RELIEF: (
        _OPEN,
        ("not-protected", _protected),
        ("home-loan", lambda now: not _home_loan(now)),
        _NEEDED,
    ),
    LetterKind.SETTLE: (
        _OPEN,
        _NO_PERSON,
        _FREE,
        ("no-lump-sum", lambda now: now.lump_sum > 0 or now.idle > 0),
        ("contract-kept", lambda now: now.settles or not _kept(now)),
    ),
    LetterKind.FAMILY: (_OPEN, _FREE, ("no-person", _person)),
    LetterKind.ASSIGNEE: (
        _OPEN,
        (
            "not-assigned",
            lambda now: now.bought or now.fact(FactKind.ASSIGNED) is not None,
        ),
    ),
    LetterKind.DISPUTED: (
        _OPEN,
        ("nothing-disputed", lambda now: any(check.alarming for check in now.disputes)),
    ),
    LetterKind.COMPLAINT: (
        ("no-breach-noted", lambda now: bool(now.flags)),
        ("not-supervised", lambda now: now.mine.debt.lender_type in _LICENSED),
    ),
    LetterKind.THIRD_PARTY: (
        (
            "no-third-person-noted",
            lambda now: any(Conduct.THIRD_PARTY in one.conduct for one in now.contacts),
        ),
    ),
    LetterKind.REVIEW: (
        _OPEN,
        _NO_PERSON,
        ("no-paper-sent", lambda now: now.last_paper is not None),
    ),
    LetterKind.CHANGE: (_OPEN, _AGREED, ("instalment-kept", lambda now: not now.keeps)),
    LetterKind.RECORD: (
        _AGREED,
        ("nothing-paid", lambda now: now.paid_instalments > 0),
        ("instalment-missed", lambda now: not now.missed),
    ),
    LetterKind.SETTLED: (("still-owed", lambda now: not _owes(now)),),
    LetterKind.OBJECTION: (
        (
            "no-payment-order",
            lambda now: now.fact(FactKind.PAYMENT_ORDER) is not None or _late(now),
        ),
    ),
}
