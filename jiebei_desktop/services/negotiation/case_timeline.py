"""Everything that happened in one case, in the order of its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from msgspec import Struct

from jiebei_desktop.domain.negotiation import (
    Agreement,
    AgreementEvent,
    CaseFact,
    Contact,
    Evidence,
    InstalmentMark,
)
from jiebei_desktop.domain.negotiation import Proposal as Version
from jiebei_desktop.services.negotiation.negotiation_view import CaseView

Matter = Contact | CaseFact | Evidence | Version | Agreement | AgreementEvent | InstalmentMark


class Moment(Struct, frozen=True, kw_only=True):
    """One thing that happened, with what was noted about it."""

    on: date
    at: time | None = None
    kind: str
    """contact, fact, document, sent, answered, agreed, event or paid."""
    matter: Matter


def timeline(view: CaseView) -> tuple[Moment, ...]:
    """Return what happened in a case, oldest first; drafts and days ahead are not in it."""
    found = [*_talk(view), *_papers(view), *_agreement(view.agreement)]
    return tuple(sorted(found, key=lambda each: (each.on, each.at or time.min)))


def _talk(view: CaseView) -> Iterator[Moment]:
    for contact in reversed(view.contacts):
        yield Moment(on=contact.on, at=contact.at, kind="contact", matter=contact)
    for fact in view.facts:
        yield Moment(on=fact.on, kind="fact", matter=fact)
    for version in reversed(view.proposals):
        if version.sent_on is not None:
            yield Moment(on=version.sent_on, kind="sent", matter=version)
        if version.replied_on is not None:
            yield Moment(on=version.replied_on, kind="answered", matter=version)


def _papers(view: CaseView) -> Iterator[Moment]:
    for paper in view.papers:
        for item in paper.items:
            if item.on is not None:
                yield Moment(on=item.on, kind="document", matter=item)


def _agreement(agreement: Agreement | None) -> Iterator[Moment]:
    if agreement is None:
        return
    yield Moment(on=agreement.agreed_on, kind="agreed", matter=agreement)
    for event in agreement.events:
        yield Moment(on=event.on, kind="event", matter=event)
    for mark in agreement.marks:
        if mark.paid_on is not None:
            yield Moment(on=mark.paid_on, kind="paid", matter=mark)
