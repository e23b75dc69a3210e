"""Debts that papers show and nobody has entered: listed, and adopted in one step.

Statements propose through what they booked: draws, purchases, repayments and failed repayments
that belong to no debt of the ledger. Credit reports propose what they list. One list holds both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt, proposal_id
from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.preview import BillDays
from jiebei_desktop.importers.verdicts import CARD_COST, CARD_INTEREST
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_debts
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.storage import debts as debt_rows
from jiebei_desktop.storage import proposed_debts as rows
from jiebei_desktop.storage import settings
from jiebei_desktop.storage.debt_events import EVENTS, give
from jiebei_desktop.storage.debt_names import NAMES, DebtName
from jiebei_desktop.storage.imported import BATCHES
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_UNNAMED_LENDER = "online_loan"
"""The product of a lender that no list holds."""
_OPEN = "debts.open"
BILL = "bill"
"""Where an import keeps which card its bill is of and the days that are named in it."""


class SeenFlow(Struct, frozen=True, kw_only=True):
    """One movement of a debt as a statement shows it."""

    product: str
    kind: str
    """``draw``, ``purchase``, ``cost``, ``repay``, ``refund`` or ``missed``."""
    day: str
    fen: Fen
    line: int


class OpenDebt(Struct, frozen=True, kw_only=True):
    """A debt made of a proposal, and what its paper does not tell."""

    debt: str
    name: str
    missing: tuple[str, ...]
    """Keys of the household file: ``balance``, ``rate``, ``first_due`` …"""
    guessed: tuple[str, ...] = ()
    """Facts that hold what is usual or likely until somebody says better."""
    late_between: tuple[date, date] | None = None
    """The days between which it fell overdue by its report, where nobody said when."""


class Adoption(Struct, frozen=True, kw_only=True):
    """What came of adopting."""

    debts: tuple[str, ...]
    merged: tuple[str, ...] = ()
    """Debts of the ledger that took a report's figures over."""
    open: tuple[OpenDebt, ...]
    changes: Changes


class Unentered(Struct, frozen=True, kw_only=True):
    """What statements and reports show of debts nobody has entered."""

    debts: int
    draws: int
    missed: int
    listed: int = 0
    """So many of the debts stand in a credit report."""


class NoSuchProposal(KeyError):  # noqa: N818 (an answer to a wrong id)
    """No open proposal has this id."""


def proposals(session: Session, previews: Iterable[ImportPreview] = ()) -> tuple[ProposedDebt, ...]:
    """Return every debt to adopt, reports first; ``previews`` are papers not booked yet."""
    waiting = tuple(previews)
    flows = [*unmatched(session), *(flow for seen in waiting for flow in _flows(session, seen))]
    listed = [
        *session.ledger.proposed_debts(),
        *(one for seen in waiting for one in seen.statement.proposed),
    ]
    unique = {one.id: one for one in listed}
    bills = [*_bills(session), *((one.statement.card, one.statement.bill_days) for one in waiting)]
    shown = [one for one in _of_flows(flows, bills) if not _listed(one, unique.values())]
    return (*_billed(list(unique.values()), bills), *shown)


def ready(session: Session) -> tuple[ProposedDebt, ...]:
    """Return the debts that can be adopted: an account that is closed cannot."""
    return tuple(one for one in proposals(session) if not one.closed)


def of_report(session: Session) -> list[ProposedDebt]:
    """Return the accounts of the credit report that is kept."""
    found = session.ledger.proposed_debts()
    return [one for one in found if one.paper is Paper.CREDIT_REPORT]


def chosen(session: Session, ids: Collection[str]) -> tuple[ProposedDebt, ...]:
    """Return the debts to adopt of some ids, in the order of the list.

    Raises:
        NoSuchProposal: an id is not among the open proposals, or its account is closed.
    """
    found = {one.id: one for one in ready(session)}
    for code in ids:
        if code not in found:
            raise NoSuchProposal(code)
    return tuple(one for one in found.values() if one.id in ids)


def unentered(session: Session) -> Unentered:
    """Return how much there is to adopt, for the first page."""
    found = ready(session)
    return Unentered(
        debts=len(found),
        draws=sum(one.facts.get("draws", 0) for one in found),
        missed=sum(one.facts.get("missed", 0) for one in found),
        listed=sum(one.paper is Paper.CREDIT_REPORT for one in found),
    )


def open_debts(session: Session) -> tuple[OpenDebt, ...]:
    """Return the adopted debts about which something is still not known."""
    stored: dict[str, list[str]] = session.ledger.setting(_OPEN, {})
    return tuple(
        OpenDebt(debt=debt.id, name=debt.name, missing=tuple(stored[debt.id]))
        for debt in session.ledger.debts()
        if stored.get(debt.id)
    )


def completed(work: UnitOfWork, debt: str, *keys: str) -> None:
    """Note that facts of an adopted debt are known now; without keys all of them."""
    stored = settings.read(work, _OPEN, {})
    if debt in stored:
        left = [key for key in stored[debt] if keys and key not in keys]
        settings.add(work, _OPEN, {debt: left})


def adopt(work: UnitOfWork, one: ProposedDebt, flows: Sequence[SeenFlow]) -> OpenDebt:
    """Make a debt of what statements show, and give it what they show of it."""
    from jiebei_desktop.services.statements.adopted_debts import adopted_debt, missing

    taken = {debt.code for debt in NAMES.read(work)}
    own = [flow for flow in flows if belongs(flow.product, one)]
    debt = adopted_debt(one, [signed(flow) for flow in own], taken)
    open_now = OpenDebt(debt=debt.id, name=debt.name, missing=missing(one))
    write(work, one, (debt, own), open_now)
    return open_now


def write(
    work: UnitOfWork, one: ProposedDebt, made: tuple[Debt, Sequence[SeenFlow]], still: OpenDebt
) -> None:
    """Write the debt of a proposal, give it what statements show of it, note what is open."""
    from jiebei_desktop.services.statements import imports_rows

    debt, flows = made
    row = debt_rows.add(work, debt)
    rows.adopted(work, one.id, row)
    products = {flow.product for flow in flows}
    settings.add(work, imports_debts.DEBTS, dict.fromkeys(products, debt.id))
    for product in sorted(products):
        give(work, product, NAMES.read(work, id=row)[0], partial(imports_rows.printed, work))
    settings.add(work, _OPEN, {debt.id: list(still.missing)})


def belongs(product: str, one: ProposedDebt) -> bool:
    """Say whether a product of statements is the debt that is proposed."""
    return bool(imports_debts.candidates(product, [_as_debt(one)], words()))


def _listed(one: ProposedDebt, others: Iterable[ProposedDebt]) -> bool:
    """Say whether a report lists the debt that statements show, open or closed."""
    debts = [_as_debt(other) for other in others]
    return bool(imports_debts.candidates(one.full_name, debts, words()))


def _as_debt(one: ProposedDebt) -> DebtName:
    return DebtName(
        id=0,
        code=one.id,
        name=f"{one.lender} {one.name}",
        product=one.product,
        note=one.tail,
        contract_date=date.min,
    )


def unmatched(session: Session) -> list[SeenFlow]:
    """Return what statements show of debts that are not in the ledger and not answered away."""
    answers: Mapping[str, str] = session.ledger.setting(imports_debts.DEBTS, {})
    events = [
        (event, event.raw_row_id)
        for event in EVENTS.read(session.ledger, "day, id", debt_id=None)
        if answers.get(event.product) != "" and event.raw_row_id is not None
    ]
    lines = session.ledger.lines_of(row for _, row in events)
    return [
        SeenFlow(
            product=event.product,
            kind=_costs(event.kind, event.note),
            day=event.day.isoformat(),
            fen=event.amount,
            line=lines[row],
        )
        for event, row in events
    ]


def _flows(session: Session, seen: ImportPreview) -> Iterator[SeenFlow]:
    """Yield what a paper that is not booked yet would show of debts that are not in the ledger."""
    from jiebei_desktop.services.statements.imports_rows import event_kind

    debts, answers = NAMES.read(session.ledger), session.ledger.setting(imports_debts.DEBTS, {})
    judged = zip(seen.statement.rows, seen.statement.verdicts, strict=True)
    for place, (row, verdict) in enumerate(judged):
        changes = list(verdict.debts)
        changes += [(verdict.product, Fen(0))] if verdict.product else []
        for product, change in changes if place not in seen.duplicates else ():
            if not imports_debts.match([product], debts, answers, words())[0]:
                kind = event_kind(verdict.kind, change) if change else "missed"
                kind = _costs(kind, verdict.reason)
                fen = Fen(abs(change) or row.fen)
                yield SeenFlow(product=product, kind=kind, day=row.at[:10], fen=fen, line=row.line)


def _costs(kind: str, reason: str) -> str:
    """Return a movement's kind; what a card charges itself is told apart from purchases."""
    return "cost" if kind == "purchase" and reason in {CARD_COST, CARD_INTEREST} else kind


def _bills(session: Session) -> Iterator[tuple[str, BillDays]]:
    """Yield the cards of booked bills with their days, the latest bill last."""
    for batch in sorted(BATCHES.read(session.ledger), key=lambda one: one.last):
        if BILL in batch.facts:
            card, bill, due = batch.facts[BILL]
            yield card, BillDays(bill, due)


def _of_flows(
    flows: Iterable[SeenFlow], bills: Sequence[tuple[str, BillDays]]
) -> list[ProposedDebt]:
    grouped: dict[str, list[SeenFlow]] = {}
    for flow in sorted(flows, key=lambda one: one.day):
        grouped.setdefault(flow.product, []).append(flow)
    return [
        _of_product(name, found, _days_of(name, bills)) for name, found in _by_debt(grouped).items()
    ]


def _billed(
    listed: Sequence[ProposedDebt], bills: Sequence[tuple[str, BillDays]]
) -> Iterator[ProposedDebt]:
    """Yield a report's debts, a card with the days of its bills where these can be of no other."""
    owners = [[one.id for one in listed if card and belongs(card, one)] for card, _ in bills]
    for one in listed:
        own = [days for ids, (_, days) in zip(owners, bills, strict=True) if ids == [one.id]]
        yield replace(one, facts={**_named(own), **one.facts}) if own else one


def _days_of(product: str, bills: Sequence[tuple[str, BillDays]]) -> dict[str, int]:
    """Return the days of the month that a card's bills name, the latest naming of each."""
    base, tail = card_parts(product)
    return _named(
        [
            days
            for (name, digits), days in ((card_parts(card), days) for card, days in bills)
            if name == base and (digits == tail or not digits or not tail)
        ]
    )


def _named(own: Sequence[BillDays]) -> dict[str, int]:
    """Return the days that bills name, in order of time."""
    found = {"bill_day": [days.bill for days in own], "due_day": [days.due for days in own]}
    known = {key: [day for day in days if day is not None] for key, days in found.items()}
    return {key: days[-1] for key, days in known.items() if days}


def _by_debt(grouped: Mapping[str, Sequence[SeenFlow]]) -> dict[str, list[SeenFlow]]:
    """Join a bank's card without digits with its only card that has some."""
    tails: dict[str, set[str]] = {}
    for product in grouped:
        base, tail = card_parts(product)
        tails.setdefault(base, set()).update({tail} - {""})
    found: dict[str, list[SeenFlow]] = {}
    for product, flows in grouped.items():
        base, _ = card_parts(product)
        only = sorted(tails[base])
        name = f"{base}({only[0]})" if len(only) == 1 else product
        found.setdefault(name, []).extend(flows)
    return found


def _of_product(product: str, flows: Sequence[SeenFlow], days: Mapping[str, int]) -> ProposedDebt:
    name, tail = card_parts(product)
    code, lender = _origin(name)
    facts = {
        f"{key}{suffix}": value
        for key, kind in _TOLD.items()
        if (own := [flow for flow in flows if flow.kind == kind])
        for suffix, value in (("", len(own)), ("_fen", sum(flow.fen for flow in own)))
    }
    return ProposedDebt(
        id=proposal_id(Paper.STATEMENT, name, tail),
        name=name,
        lender=lender,
        product=code,
        as_of=max(flow.day for flow in flows),
        rows=tuple(sorted({flow.line for flow in flows})),
        why="seen_in_statements",
        tail=tail,
        facts={**facts, **days},
    )


_TOLD = {
    "draws": "draw",
    "purchases": "purchase",
    "costs": "cost",
    "repayments": "repay",
    "refunds": "refund",
    "missed": "missed",
}
"""Fact to the kind of movement it counts."""


def _origin(name: str) -> tuple[str, str]:
    """Return product code and lender of a name: of the list, a bank's card, or the lender's own."""
    known = words()
    if name.endswith(known.card):
        return known.card_code, name.removesuffix(known.card) or name
    from jiebei_desktop.services.reference.products import template

    codes = [product.code for product in known.products if product.name == name]
    code = codes[0] if codes else _UNNAMED_LENDER
    found = template(code)
    return found.code, found.lender if codes and found.code == code and found.lender else name


def signed(flow: SeenFlow) -> tuple[str, int]:
    """Return a movement's day and what it changes of the debt."""
    signs = {"draw": 1, "purchase": 1, "cost": 1, "repay": -1, "refund": -1, "missed": 0}
    return flow.day, signs[flow.kind] * flow.fen
