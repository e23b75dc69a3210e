"""The case file of one lender as values: contacts, evidence, proposals, agreement, tracking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rates import DayBasis


class Channel(StrEnum):
    """How a contact happened."""

    CALL = "call"
    APP = "app"
    MESSAGE = "message"
    LETTER = "letter"
    VISIT = "visit"
    EMAIL = "email"


class Direction(StrEnum):
    """Who began it: the other side (in) or the user (out)."""

    IN = "in"
    OUT = "out"


class Conduct(StrEnum):
    """What the user noted about the other side's conduct."""

    THREAT = "threat"
    INSULT = "insult"
    THIRD_PARTY = "third_party"
    FAKE_AUTHORITY = "fake_authority"
    PRIVATE_ACCOUNT = "private_account"
    DISCLOSURE = "disclosure"
    AFTER_REFUSAL = "after_refusal"


class Contact(Struct, frozen=True, kw_only=True):
    """One contact with a lender or collector."""

    id: int = 0
    case_id: int
    on: date
    at: time | None = None
    channel: Channel = Channel.CALL
    direction: Direction = Direction.IN
    who: str = ""
    """Name, staff number or agency as claimed."""
    number: str = ""
    said: str = ""
    promised: str = ""
    conduct: frozenset[Conduct] = frozenset()
    answered: bool = True
    attachment_id: int | None = None
    remind_on: date | None = None
    """When a promise or deadline in it is due."""


class ConductFlag(Struct, frozen=True, kw_only=True):
    """A fact about a contact that a rule speaks of; never a verdict."""

    contact_id: int
    rule: str
    """Row id in resources/rules: collect_hours, collect_freq, collect_target, collect_police…"""
    facts: Mapping[str, int | str] = field(default_factory=dict)


_BY_CONDUCT = {
    Conduct.THREAT: "collect_police",
    Conduct.INSULT: "collect_police",
    Conduct.THIRD_PARTY: "collect_target",
    Conduct.AFTER_REFUSAL: "collect_target",
    Conduct.DISCLOSURE: "collect_target",
}


class CallRules(Struct, frozen=True, kw_only=True):
    """The figures of the collection standard: quiet hours and calls a day."""

    quiet_from: int
    quiet_until: int
    calls_per_day: int


def conduct_flags(contacts: Iterable[Contact], rules: CallRules) -> tuple[ConductFlag, ...]:
    """Return what a collection rule says about the contacts that came in, in their order.

    Calls inside the quiet hours, the calls beyond the daily number (answered calls only), and
    noted conduct. Source of the figures: the rows collect_hours and collect_freq of the rules.
    """
    flags: list[ConductFlag] = []
    calls: dict[date, int] = {}
    for contact in contacts:
        if contact.direction is not Direction.IN:
            continue
        if contact.channel is Channel.CALL:
            flags += _call_flags(contact, rules, calls)
        rows = {_BY_CONDUCT[kind]: kind for kind in sorted(contact.conduct) if kind in _BY_CONDUCT}
        flags += [
            ConductFlag(contact_id=contact.id, rule=rule, facts={"conduct": kind.value})
            for rule, kind in rows.items()
        ]
    return tuple(flags)


def _call_flags(
    contact: Contact, rules: CallRules, calls: dict[date, int]
) -> Iterable[ConductFlag]:
    at = contact.at
    if at is not None and (at.hour >= rules.quiet_from or at.hour < rules.quiet_until):
        facts = {"at": f"{at:%H:%M}"}
        yield ConductFlag(contact_id=contact.id, rule="collect_hours", facts=facts)
    if contact.answered:
        calls[contact.on] = calls.get(contact.on, 0) + 1
        if calls[contact.on] > rules.calls_per_day:
            count = {"calls": calls[contact.on]}
            yield ConductFlag(contact_id=contact.id, rule="collect_freq", facts=count)


class Evidence(Struct, frozen=True, kw_only=True):
    """A document of the case file."""

    id: int = 0
    case_id: int | None = None
    """None: it serves every case."""
    kind: str
    """Code of the document list in resources/rules/guide.toml."""
    name: str
    issuer: str = ""
    on: date | None = None
    proves: str = ""
    covers: str = ""
    """The line of the usual month it shows: a category, or A, B or C for a whole section."""
    attachment_id: int | None = None
    """The file copied into the ledger."""
    path: str = ""
    """Where the file lies instead; empty when it is copied, or when there is none."""
    sha256: str = ""
    """Of the file when it was added, wherever it lies; empty without one."""
    size: int = 0


class FactKind(StrEnum):
    """What the other side or a court told the user."""

    CALLED_IN = "called_in"
    ASSIGNED = "assigned"
    COURT_PAPERS = "court_papers"
    PAYMENT_ORDER = "payment_order"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    ENFORCEMENT = "enforcement"


class CaseFact(Struct, frozen=True, kw_only=True):
    """One fact of a case."""

    id: int = 0
    case_id: int
    kind: FactKind
    on: date
    """The day it was received or takes place."""
    note: str = ""
    due: date | None = None
    """Last day to answer, when the fact sets a term."""


class ProposalState(StrEnum):
    """How far a version of a proposal got."""

    DRAFT = "draft"
    SENT = "sent"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Request(Struct, frozen=True, kw_only=True):
    """What is asked of, offered by, or agreed with a lender: a level plan that may rise once."""

    principal: Fen
    """What the plan repays: principal and whatever is capitalised."""
    annual_rate: Decimal
    """Nominal annual rate during the plan, a fraction."""
    periods: int
    payment: Fen
    first_due: date
    waived_interest: Fen = ZERO
    waived_penalty: Fen = ZERO
    waived_fees: Fen = ZERO
    waived_principal: Fen = ZERO
    lump_sum: Fen = ZERO
    lump_on: date | None = None
    """By when it is paid, beside ``principal``; None: before the first instalment."""
    grace_months: int = 0
    charges: Fen = ZERO
    """Charges due so far that the instalments repay beside the principal, without interest."""
    start_periods: int = 0
    start_payment: Fen = ZERO
    """So many of the first ``periods`` ask for this, before they rise to ``payment``."""
    interest_from: date | None = None
    """The first period bears interest by its days from here on; None: for a whole month."""
    day_basis: DayBasis = DayBasis.MONTHLY
    """How the other periods count time."""

    @property
    def waived(self) -> Fen:
        """All that is waived."""
        parts = (
            self.waived_interest, self.waived_penalty, self.waived_fees, self.waived_principal,
        )  # fmt: skip
        return Fen(sum(parts))


class Proposal(Struct, frozen=True, kw_only=True):
    """One version of what the user asks of a lender."""

    id: int = 0
    case_id: int
    version: int = 0
    made_on: date
    state: ProposalState = ProposalState.DRAFT
    request: Request
    sent_on: date | None = None
    statement_id: int | None = None
    reply: str = ""
    replied_on: date | None = None


def difference(old: Request, new: Request) -> dict[str, tuple[object, object]]:
    """Return the fields in which two requests differ, with the old and the new value."""
    names = (
        "principal", "charges", "annual_rate", "periods", "payment", "first_due",
        "waived_interest", "waived_penalty", "waived_fees", "waived_principal", "lump_sum",
        "lump_on",
        "grace_months", "start_periods", "start_payment", "interest_from",
    )  # fmt: skip
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


class InstalmentMark(Struct, frozen=True, kw_only=True):
    """One instalment of an agreement and whether it is paid and vouched for."""

    n: int
    due: date
    amount: Fen
    paid_on: date | None = None
    payment_id: int | None = None
    """The payment of the debt that it stands for."""
    attachment_id: int | None = None
    part: Fen = ZERO
    """What payments of the debt have paid of it while it is open."""

    @property
    def left(self) -> Fen:
        """What is left of it to pay while it is open."""
        return Fen(self.amount - self.part)


class AgreementEventKind(StrEnum):
    """What happened to an agreement beside its instalments."""

    ENDED = "ended"
    """The lender said that it holds no longer."""
    RESUMED = "resumed"
    """The lender took it up again."""
    CHANGE_ASKED = "change_asked"
    """The user said in time that it cannot be kept as it is."""


class AgreementEvent(Struct, frozen=True, kw_only=True):
    """One event of an agreement."""

    kind: AgreementEventKind
    on: date
    note: str = ""


class Agreement(Struct, frozen=True, kw_only=True):
    """What was agreed, item by item, and its instalments."""

    id: int = 0
    case_id: int
    agreed_on: date
    request: Request
    settled_items: frozenset[str] = frozenset()
    """Codes of the six items the written agreement settles (guide.toml, agreement)."""
    proposal_id: int | None = None
    extra_cost: Fen = ZERO
    """Cost beyond the plan that came to light: a fee, an insurance, a membership."""
    attachment_id: int | None = None
    events: tuple[AgreementEvent, ...] = ()
    """What was told about it, oldest first."""
    marks: tuple[InstalmentMark, ...] = ()

    @property
    def broken_on(self) -> date | None:
        """The day the lender ended it; None while it runs, or runs again."""
        turns = [one for one in self.events if one.kind is not AgreementEventKind.CHANGE_ASKED]
        last = turns[-1] if turns else None
        return last.on if last is not None and last.kind is AgreementEventKind.ENDED else None

    @property
    def paid(self) -> int:
        """Number of instalments paid."""
        return sum(mark.paid_on is not None for mark in self.marks)

    def paid_in_time(self) -> int:
        """Number of instalments paid on or before their due day."""
        return sum(mark.paid_on is not None and mark.paid_on <= mark.due for mark in self.marks)

    def missed(self, on: date) -> tuple[InstalmentMark, ...]:
        """Return the instalments that were due before ``on`` and are not paid."""
        return tuple(mark for mark in self.marks if mark.paid_on is None and mark.due < on)

    def next_mark(self) -> InstalmentMark | None:
        """Return the first unpaid instalment."""
        return next((mark for mark in self.marks if mark.paid_on is None), None)


class Case(Struct, frozen=True, kw_only=True):
    """A lender's case: one debt and everything that happened about it."""

    id: int
    debt: DebtId
    opened_on: date
    closed_on: date | None = None
    stage: str = ""
    note: str = ""


def record_kept_until(ended_on: date, years: int) -> date:
    """Return the day on which a bad credit record ends: ``years`` after the debt was settled.

    The years come from the row credit_5y; 29 February becomes 28 February.
    """
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return ended_on.replace(year=ended_on.year + years, day=28)
